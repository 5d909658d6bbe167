#include "CCollector.h"

#pragma clang diagnostic ignored "-Wc23-extensions"
static const unsigned char script[] = {
#embed "collector.sh"
};
static const unsigned char redaction[] = {
#embed "redact.awk"
};

const unsigned char *ccollector_script(void) { return script; }
size_t ccollector_script_size(void) { return sizeof script; }
const unsigned char *ccollector_redaction(void) { return redaction; }
size_t ccollector_redaction_size(void) { return sizeof redaction; }
