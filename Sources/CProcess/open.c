#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <string.h>

#include "CProcess.h"

// While work waits, libdispatch reads the state of its threads from /proc once a second, and ends the
// program where one of these files cannot be opened: without /proc, and with no descriptor left. With
// an empty file it goes on. The program has no other way to tell it so than its own `open`.

static atomic_int spare = -1;

void process_keep_descriptor(void) {
  atomic_store(&spare, openat(AT_FDCWD, "/dev/null", O_RDONLY | O_CLOEXEC));
}

// "/proc/4711/stat".
static int is_state(const char *path) {
  if (strncmp(path, "/proc/", 6) != 0) return 0;
  const char *rest = path + 6 + strspn(path + 6, "0123456789");
  return rest != path + 6 && strcmp(rest, "/stat") == 0;
}

int open(const char *path, int flags, ...) {
  mode_t mode = 0;
  if (flags & (O_CREAT | O_TMPFILE)) {
    va_list rest;
    va_start(rest, flags);
    mode = va_arg(rest, mode_t);
    va_end(rest);
  }
  int descriptor = openat(AT_FDCWD, path, flags, mode);
  if (descriptor >= 0 || !is_state(path)) return descriptor;
  int reason = errno;
  descriptor = atomic_exchange(&spare, -1);
  process_keep_descriptor();
  errno = reason;
  return descriptor;
}
