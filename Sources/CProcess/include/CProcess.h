#pragma once

// What Swift does not know of its own process.

// How many words the process was started with, the program's name among them.
int process_argument_count(void);

// One of these words, NULL where there is none. Swift reads them from /proc, and has none where
// that is not mounted.
const char *process_argument(int index);

// Has all threads allocate from one place. Each place reserves 64 MB of addresses, which a process
// with bounded addresses does not have.
void process_allocate_together(void);

// Keeps a descriptor for libdispatch, for when it finds no other; see open.c.
void process_keep_descriptor(void);

// Gives the file `from` the name `to` where nothing has that; 0, or the system's error number.
int process_rename_new(const char *from, const char *to);
