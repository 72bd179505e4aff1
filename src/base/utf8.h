#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stddef.h>

/*
 * Returns the length in bytes of the character at the beginning of a text that
 * ends with NUL, or 0 if it must not reach a terminal or a file name as it is:
 * a control character (C0, DEL, C1), a character that changes the direction of
 * the text around it, or a byte that is not UTF-8.
 */
size_t utf8_shown_len(const char *);

#endif
