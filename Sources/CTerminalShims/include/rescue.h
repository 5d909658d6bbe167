#pragma once

#include <stddef.h>

// Gives the terminal back, and leaves no secrets behind, when a signal ends the program. This is C, because Swift does not promise
// that its code may run inside a signal handler.

// Installs the handlers; call it before newterm, which then leaves these signals alone.
void rescue_install(void);

// From now on a fatal signal writes these bytes to the terminal and restores the line settings of
// `descriptor` that `rescue_remember` saw. At most 256 bytes are kept.
void rescue_arm(int descriptor, const char *bytes, size_t count);

// From now on a fatal signal leaves the terminal alone.
void rescue_disarm(void);

// Notes the line settings to go back to; 0 if the descriptor is a terminal.
int rescue_remember(int descriptor);

// From now on a fatal signal also removes this folder with all that is in it. A path of 4096 bytes
// or more is not kept, nor a ninth one. One thread at a time may call this and `rescue_spare`.
void rescue_folder(const char *path);

// From now on a fatal signal leaves this folder alone.
void rescue_spare(const char *path);
