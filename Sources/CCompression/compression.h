/* Input is then a pointer to const. */
#define ZLIB_CONST 1
#include <lzma.h>
#include <zlib.h>
