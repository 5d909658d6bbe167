#pragma once

#include <openssl/ssl.h>

// Macros and variadic functions that Swift cannot import; each forwards and does nothing else.
