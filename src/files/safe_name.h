#ifndef FILES_SAFE_NAME_H
#define FILES_SAFE_NAME_H

/* Makes file names that came over the line safe. */

#include <stdbool.h>
#include <stddef.h>

/*
 * Makes a base name from a name that came over the line.  Removes a drive (C:)
 * and everything up to the last / or \.  Writes _ instead of bytes that are not
 * UTF-8, control characters, characters that change the direction of text, and
 * a dot or a hyphen at the beginning.  Returns false if the base name is empty,
 * ".", "..", or not shorter than `size`.
 */
bool name_clean(char *clean, size_t size, const char *name);

#endif
