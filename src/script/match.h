#ifndef SCRIPT_MATCH_H
#define SCRIPT_MATCH_H

/* Searches received bytes for POSIX extended regular expressions. */

#include <regex.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Returns NULL if the expression is valid.  Otherwise returns a text that
 * completes a message "not ...", such as "an expression that ...".
 */
const char *match_check(const char *expression);

/*
 * Searches `len` bytes line by line; a match never spans lines.  `in_line` is
 * true if the bytes begin in the middle of a line.  Returns true and stores the
 * end of the match, or false and stores the beginning of the last, incomplete
 * line.  A NUL byte is compared as the byte 1.
 */
bool match_find(
    const regex_t *, const uint8_t *, size_t len, bool in_line, size_t *end);

#endif
