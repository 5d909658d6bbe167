#pragma once

#include <curl/curl.h>

// Macros and variadic functions that Swift cannot import; each forwards and does nothing else.
