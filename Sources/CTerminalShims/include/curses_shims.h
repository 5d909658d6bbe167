#pragma once

// The same settings as in CNcurses, so that both see one curses.h.
#ifndef NCURSES_WIDECHAR
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#endif
#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <termios.h>
#include <wchar.h>

// Globals that Swift 6 rejects as shared mutable state.
static inline WINDOW *shim_stdscr(void) { return stdscr; }
static inline SCREEN *shim_newterm(const char *type) { return newterm(type, stdout, stdin); }
static inline int shim_colors(void) { return COLORS; }
static inline int shim_fflush_stdout(void) { return fflush(stdout); }

// Attributes are macros with casts.
static inline attr_t shim_a_bold(void) { return A_BOLD; }
static inline attr_t shim_a_dim(void) { return A_DIM; }
static inline attr_t shim_a_reverse(void) { return A_REVERSE; }
static inline attr_t shim_a_underline(void) { return A_UNDERLINE; }

// KEY_F(n) is a macro with an argument.
static inline int shim_key_f(int n) { return KEY_F(n); }

// Mouse masks are macros with casts.
static inline mmask_t shim_button1_pressed(void) { return BUTTON1_PRESSED; }
static inline mmask_t shim_button4_pressed(void) { return BUTTON4_PRESSED; }
static inline mmask_t shim_button5_pressed(void) { return BUTTON5_PRESSED; }

// tigetstr answers (char *)-1 for what is no string capability, which Swift cannot compare with.
static inline const char *shim_tigetstr(const char *name) {
  const char *value = tigetstr((char *)name);
  return value == (const char *)-1 ? NULL : value;
}

// CODESET is an enum constant beside a macro of the same name.
static inline const char *shim_codeset(void) { return nl_langinfo(CODESET); }

// pipe2 is hidden unless _GNU_SOURCE is set, which Swift's own import of unistd.h does not do.
extern int pipe2(int ends[2], int flags);
static inline int shim_pipe2(int *ends, int flags) { return pipe2(ends, flags); }

// wcwidth is hidden unless _XOPEN_SOURCE is set, which Swift's own import of wchar.h does not do.
extern int wcwidth(wchar_t);
static inline int shim_wcwidth(wchar_t c) { return wcwidth(c); }
