#ifndef CRULES_H
#define CRULES_H

#include <stddef.h>

/* The compiled rules that are part of the program; they live as long as it does. */
const unsigned char *crules_bytes(void);
size_t crules_size(void);

#endif
