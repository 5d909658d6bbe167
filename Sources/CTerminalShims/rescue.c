#include "CTerminalShims.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#define MAX_BYTES 256

static const int fatal_signals[] = {SIGHUP,  SIGINT, SIGQUIT, SIGTERM, SIGSEGV,
                                    SIGBUS, SIGILL, SIGFPE,  SIGABRT, SIGTRAP};
#define SIGNAL_COUNT (sizeof fatal_signals / sizeof fatal_signals[0])

static struct sigaction previous[SIGNAL_COUNT];
static volatile sig_atomic_t installed;
static volatile sig_atomic_t armed;
static int terminal;
static char restore_bytes[MAX_BYTES];
static size_t restore_count;
static struct termios line_settings;

// Calls only functions that POSIX lists as async-signal-safe.
static void restore_and_die(int number) {
  if (armed) {
    armed = 0;
    ssize_t written = write(terminal, restore_bytes, restore_count);
    (void)written;
    tcsetattr(terminal, TCSANOW, &line_settings);
  }
  for (size_t i = 0; i < SIGNAL_COUNT; i++) {
    if (fatal_signals[i] == number) sigaction(number, &previous[i], NULL);
  }
  raise(number);
}

void rescue_install(void) {
  if (installed) return;
  installed = 1;
  for (size_t i = 0; i < SIGNAL_COUNT; i++) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = restore_and_die;
    action.sa_flags = SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    sigaction(fatal_signals[i], NULL, &previous[i]);
    // A signal the caller ignores, as under nohup, stays ignored.
    if (previous[i].sa_handler == SIG_IGN) continue;
    sigaction(fatal_signals[i], &action, NULL);
  }
}

int rescue_remember(int descriptor) { return tcgetattr(descriptor, &line_settings); }

void rescue_arm(int descriptor, const char *bytes, size_t count) {
  armed = 0;
  terminal = descriptor;
  restore_count = count < MAX_BYTES ? count : MAX_BYTES;
  memcpy(restore_bytes, bytes, restore_count);
  armed = 1;
}

void rescue_disarm(void) { armed = 0; }
