#ifndef SCRIPT_SUMS_H
#define SCRIPT_SUMS_H

/*
 * Recognises a checksum from the board that differs from that of the file, so
 * that a step which waits for the right one can fail at once.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "script/steps.h"

/*
 * Notes where the bytes of an expanded step "expect:" have the value of
 * %{crc32}, %{md5} or %{sha256}.  Other steps are not changed.
 */
void sums_note(struct step *, const struct variables *);

/*
 * Searches received bytes for a different checksum where the step has one: at
 * the beginning of a line, or after the text that precedes the checksum in the
 * step.  A text of fewer than 4 bytes does not count.  `in_line` is true if the
 * bytes begin in the middle of a line.  Returns the offset after the checksum;
 * 0: there is none.
 */
size_t sums_find_other(
    const struct step *, const uint8_t *, size_t len, bool in_line);

/* Returns the name of the step's checksum for messages, such as "CRC-32". */
const char *sums_name(const struct step *);

#endif
