#ifndef NAME_H
#define NAME_H

/* File names that come over the line. */

#include <stdbool.h>
#include <stddef.h>

/*
 * Makes a base name and nothing else of what the other end calls a file: what
 * stands before the last / or \ or behind a drive's : goes, control characters
 * and a leading dot become _.  Returns false if nothing is left.
 */
bool name_clean(char *clean, size_t size, const char *name);

#endif
