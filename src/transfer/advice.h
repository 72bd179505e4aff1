#ifndef TRANSFER_ADVICE_H
#define TRANSFER_ADVICE_H

/*
 * What to try next after a transfer has failed.  It is told what goes over the
 * line, and speaks only if that is evidence.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "report/exit_status.h"

enum { ADVICE_SUSPECTS = 3, ADVICE_BLOCK_MAX = 1100 };

/* What a protocol looks like on the line. */
struct advice_protocol {
	const char *control; /* bytes that answers have, and no text */
	uint8_t refusal;     /* the answer to a damaged block */
	/* Do three bytes begin a block that has lost the eighth bit? */
	bool (*has_lost_eighth_bit)(const uint8_t bytes[3]);
};

struct advice {
	const struct advice_protocol *protocol;

	/* Blocks: the one under way, and what is known of the others. */
	uint8_t block[ADVICE_BLOCK_MAX];
	size_t block_len;
	uint32_t retries; /* before it */
	uint32_t accepted;
	uint32_t refused;
	struct advice_suspect {
		bool refuted;   /* an accepted block has such a byte */
		bool unrelated; /* a refused block has none */
	} suspects[ADVICE_SUSPECTS];

	/* What was received. */
	uint32_t heard;    /* bytes */
	uint32_t odd;      /* of these, in no text and no protocol */
	uint32_t high;     /* of these, above 0x7f */
	uint32_t refusals; /* of these, that */
	uint32_t seven;    /* blocks that had lost the eighth bit */
	uint32_t telnet;   /* commands of that */
	uint8_t last[2];   /* bytes */
};

/*
 * The sender begins to write, after so many retries; what it writes is a block
 * or something else.
 */
void advice_sent(
    struct advice *, const uint8_t *, size_t, bool is_block, uint32_t retries);

/* The line has brought something. */
void advice_heard(struct advice *, const uint8_t *, size_t);

/* How the transfer ended. */
struct advice_case {
	enum failure failure;
	bool sends;
	const char *port; /* as the user named it, or NULL */
	uint32_t baud;    /* 0: unknown */
	const char *mode; /* such as "8N1" */
	const char *said; /* the last text of the other end, escaped, or "" */
};

/* Returns false if nobody knows. */
bool advice_give(
    const struct advice *, const struct advice_case *, char *text, size_t size);

#endif
