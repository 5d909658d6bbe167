#define _GNU_SOURCE
#include "CProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

static int count;
static char **words;

// glibc passes to constructors what it passes to main.
__attribute__((constructor)) static void keep(int argc, char **argv) {
  count = argc;
  words = argv;
}

int process_argument_count(void) { return count; }

const char *process_argument(int index) {
  return index >= 0 && index < count ? words[index] : NULL;
}

void process_allocate_together(void) { mallopt(M_ARENA_MAX, 1); }

int process_rename_new(const char *from, const char *to) {
  if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return 0;
  if (errno == EEXIST) return EEXIST;
  // Not every file system knows of that; most of these know of a second name.
  if (link(from, to) == 0) {
    unlink(from);
    return 0;
  }
  if (errno == EEXIST) return EEXIST;
  return rename(from, to) == 0 ? 0 : errno;
}
