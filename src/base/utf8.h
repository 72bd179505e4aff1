#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stddef.h>

/*
 * Returns the length in bytes of the first character of a text.  Returns 0 if
 * the character must not go unchanged to a terminal or into a file name: a
 * control character (C0, DEL, C1, the NUL at the end), a character that changes
 * the direction of text, or a byte that is not UTF-8.
 */
size_t utf8_shown_len(const char *);

#endif
