#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

/* Bytes as printable text, and back. */

#include <stdbool.h>
#include <stddef.h>

/*
 * What comes over the line reaches a terminal only in this form.  Writes the
 * bytes as printable ASCII: others become \r, \n, \t, \\ or \x1b,
 * and a byte of UTF-8 \xc3.  The text ends in NUL and is cut short where the
 * space ends.  Returns how many bytes of the input are in it.
 */
size_t escape(char *text, size_t size, const void *bytes, size_t len);

/* The same for text that has escapes already: a backslash is left alone. */
void escape_again(char *text, size_t size, const char *from);

/*
 * Returns the length of the longest beginning of escaped text that has `max`
 * bytes at most and ends in no escape such as \x1b.
 */
size_t escaped_cut(const char *text, size_t max);

/*
 * Reads text with the escapes of C: \a \b \e \f \n \r \t \v \\ \" \' \?, up to
 * three octal digits, or x and two hexadecimal ones at most.  Returns false if
 * an escape is none of these, or the bytes do not fit.
 */
bool unescape(void *bytes, size_t size, size_t *len, const char *text);

#endif
