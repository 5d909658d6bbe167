#include "CRules.h"

#pragma clang diagnostic ignored "-Wc23-extensions"
static const unsigned char rules[] = {
#embed "rules.bin"
};

const unsigned char *crules_bytes(void) { return rules; }
size_t crules_size(void) { return sizeof rules; }
