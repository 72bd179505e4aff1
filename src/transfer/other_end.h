#ifndef TRANSFER_OTHER_END_H
#define TRANSFER_OTHER_END_H

/*
 * Detects from the bytes before a session that the other end uses a different
 * protocol, or that the other end shows a prompt and waits for a command.
 *
 * Times are milliseconds of clock_ms().
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { OTHER_END_TAIL_MAX = 256, OTHER_END_TEXT_SIZE = 128 };

/* Set all members to 0 before the first use. */
struct other_end {
	uint8_t tail[OTHER_END_TAIL_MAX]; /* last bytes received */
	size_t len;                       /* number of bytes in `tail` */
	uint32_t received_ms;             /* time of the last byte */
	bool judged;       /* the bytes were already checked for a prompt */
	bool prompt_shown; /* a prompt was already reported */
};

/* Adds bytes that were received before the session. */
void other_end_received(
    struct other_end *, const uint8_t *, size_t, uint32_t now_ms);

/*
 * Returns the milliseconds of silence after which other_end_is_foreign() and
 * other_end_shows_prompt() must be called again; UINT32_MAX: only after more
 * bytes.
 */
uint32_t other_end_wait_ms(const struct other_end *, uint32_t now_ms);

/*
 * Returns true if the other end uses a different protocol, and writes a message
 * that says what to do.  `protocol` is the protocol of this end: "XMODEM",
 * "YMODEM", or "" for a receiver that accepts both.
 */
bool other_end_is_foreign(struct other_end *, const char *protocol, bool sends,
    uint32_t now_ms, char text[static OTHER_END_TEXT_SIZE]);

/*
 * Returns true if the other end has sent a prompt and then nothing for 1 s.
 * Returns true at most once.
 */
bool other_end_shows_prompt(struct other_end *, uint32_t now_ms);

/* Returns true if the other end echoes a receiver's requests, as shells do. */
bool other_end_echoes(const struct other_end *);

#endif
