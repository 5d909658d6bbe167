#pragma once

#include "curl_shims.h"
#include "tls_shims.h"
#include "x509_shims.h"

#include <semaphore.h>
#include <time.h>

// sem_clockwait is hidden unless _GNU_SOURCE is set, which Swift's own import does not do.
extern int sem_clockwait(sem_t *semaphore, clockid_t clock, const struct timespec *end);
static inline int shim_sem_clockwait(sem_t *semaphore, clockid_t clock,
                                     const struct timespec *end) {
  return sem_clockwait(semaphore, clock, end);
}
