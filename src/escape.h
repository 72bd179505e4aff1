#ifndef ESCAPE_H
#define ESCAPE_H

/* What comes over the line reaches a terminal only in this form. */

#include <stddef.h>

/*
 * Writes the bytes as printable ASCII: others become \r, \n, \t, \\ or \x1b,
 * and a byte of UTF-8 \xc3.  The text ends in NUL and is cut short where the
 * space ends.  Returns how many bytes of the input are in it.
 */
size_t escape(char *text, size_t size, const void *bytes, size_t len);

#endif
