#pragma once

#include <openssl/x509v3.h>

// Macros and variadic functions that Swift cannot import; each forwards and does nothing else.
