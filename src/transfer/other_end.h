#ifndef TRANSFER_OTHER_END_H
#define TRANSFER_OTHER_END_H

/*
 * Detects by the bytes before a session that the other end uses a different
 * protocol, or that it shows a prompt and waits for a command.
 *
 * Times are milliseconds of clock_ms().
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { OTHER_END_TAIL_MAX = 256, OTHER_END_TEXT_SIZE = 128 };

/* Must be zeroed before the first use. */
struct other_end {
	uint8_t tail[OTHER_END_TAIL_MAX]; /* last bytes received */
	size_t len;                       /* number of bytes in `tail` */
	uint32_t received_ms;             /* time of the last byte */
	bool judged;       /* the bytes were already checked for a prompt */
	bool prompt_shown; /* a prompt was already reported */
};

/* Takes bytes that were received before the session. */
void other_end_received(
    struct other_end *, const uint8_t *, size_t, uint32_t now_ms);

/*
 * Returns after how many milliseconds of silence the next two functions must be
 * called; UINT32_MAX: only after more bytes.
 */
uint32_t other_end_wait_ms(const struct other_end *, uint32_t now_ms);

/*
 * Returns true if the other end uses a different protocol, and writes as text
 * what to do.  `protocol` is that of this end: "XMODEM", "YMODEM", or "" for a
 * receiver that accepts both.
 */
bool other_end_is_foreign(struct other_end *, const char *protocol, bool sends,
    uint32_t now_ms, char text[static OTHER_END_TEXT_SIZE]);

/* Returns true, once, if the other end sent a prompt and then nothing. */
bool other_end_shows_prompt(struct other_end *, uint32_t now_ms);

/* Returns true if the other end echoes a receiver's requests, as shells do. */
bool other_end_echoes(const struct other_end *);

#endif
