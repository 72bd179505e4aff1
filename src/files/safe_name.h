#ifndef FILES_SAFE_NAME_H
#define FILES_SAFE_NAME_H

/* File names that come over the line. */

#include <stdbool.h>
#include <stddef.h>

/*
 * Makes a base name and nothing else of the name that came over the line.  What
 * stands before the last / or \ or after a drive's : goes.  Bytes that are no
 * UTF-8, control characters, those that turn the direction of text, and a dot
 * or a hyphen at the beginning become _.  Returns false if nothing is left.
 */
bool name_clean(char *clean, size_t size, const char *name);

#endif
