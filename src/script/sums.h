#ifndef SCRIPT_SUMS_H
#define SCRIPT_SUMS_H

/*
 * Recognises that the board sends a checksum that differs from the checksum of
 * the file.  A step that waits for the right checksum then fails at once.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "script/steps.h"

/*
 * Notes where the bytes of an expanded step "expect:" contain the value of
 * %{crc32}, %{md5} or %{sha256}.  Does not change other steps.
 */
void sums_note(struct step *, const struct variables *);

/*
 * Searches received bytes for a checksum that differs from the checksum in the
 * step.  If the step has text before its checksum, the received checksum must
 * follow the same text; if this text has less than 4 bytes, the function does
 * not search.  If the step begins with its checksum, the received checksum must
 * be at the beginning of a line.  `in_line` is true if the bytes begin in the
 * middle of a line.  Returns the offset after the different checksum; 0: none
 * was found.
 */
size_t sums_find_other(
    const struct step *, const uint8_t *, size_t len, bool in_line);

/* Returns the name of the step's checksum for messages, such as "CRC-32". */
const char *sums_name(const struct step *);

#endif
