#ifndef CCOLLECTOR_H
#define CCOLLECTOR_H

#include <stddef.h>

/* The shell collector and its redaction, without what comes from the rules. They live as long as the
 * program does. */
const unsigned char *ccollector_script(void);
size_t ccollector_script_size(void);
const unsigned char *ccollector_redaction(void);
size_t ccollector_redaction_size(void);

#endif
