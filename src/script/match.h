#ifndef SCRIPT_MATCH_H
#define SCRIPT_MATCH_H

/* POSIX extended regular expressions in what the other end sends. */

#include <regex.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Returns NULL, or the rule that the expression breaks, for "not ...". */
const char *match_check(const char *expression);

/*
 * Searches bytes line by line: a match never spans lines, and the last line may
 * still grow.  `in_line` says that the bytes begin in the middle of a line.
 * Returns true and where the match ends, or false and where the last,
 * incomplete line begins.  A NUL byte is compared as the byte 1.
 */
bool match_find(
    const regex_t *, const uint8_t *, size_t len, bool in_line, size_t *end);

#endif
