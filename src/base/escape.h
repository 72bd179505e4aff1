#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

/* Converts bytes to printable text, and text with escapes to bytes. */

#include <stdbool.h>
#include <stddef.h>

/*
 * Writes bytes as printable ASCII.  Other bytes become escapes: \r, \n, \t, \\
 * or \x1b; UTF-8 is escaped byte by byte, as in \xc3.  The text ends in NUL and
 * is cut if `size` is too small.  Returns the number of input bytes written.
 * Bytes from the line must be escaped before they go to a terminal.
 */
size_t escape(char *text, size_t size, const void *bytes, size_t len);

/*
 * Escapes text that may already contain escapes.  Copies each backslash
 * unchanged, so that an escape is not escaped a second time.
 */
void escape_again(char *text, size_t size, const char *from);

/*
 * Returns the length at which escaped text can be cut: at most `max` bytes, and
 * not in the middle of an escape such as \x1b.
 */
size_t escaped_cut(const char *text, size_t max);

/*
 * Converts text with the escapes of C to bytes: \a \b \e \f \n \r \t \v \\ \"
 * \' \?, one to three octal digits, or x and one or two hexadecimal digits.
 * Stores the number of bytes in `len`.  Returns false if an escape is unknown
 * or the bytes do not fit into `size`.
 */
bool unescape(void *bytes, size_t size, size_t *len, const char *text);

#endif
