#ifndef FILES_SAFE_NAME_H
#define FILES_SAFE_NAME_H

/* File names that come over the line. */

#include <stdbool.h>
#include <stddef.h>

/*
 * Makes a base name from a name that came over the line.  Everything up to the
 * last / or \ is removed, and so is a drive (C:).  These become _: bytes that
 * are not UTF-8, control characters, characters that change the direction of
 * text, and a dot or a hyphen at the beginning.  Returns false if nothing is
 * left.
 */
bool name_clean(char *clean, size_t size, const char *name);

#endif
