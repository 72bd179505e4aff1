#ifndef ADVICE_H
#define ADVICE_H

/*
 * What to try next after a transfer has failed.  It is told what goes over the
 * line, and speaks only if that is evidence.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "xm/xm.h"

enum { ADVICE_SUSPECTS = 3 };

struct advice {
	/* Blocks: the one under way, and what is known of the others. */
	uint8_t block[XM_BLOCK_MAX];
	size_t block_len;
	uint32_t retries; /* before it */
	uint32_t accepted;
	uint32_t refused;
	struct advice_suspect {
		bool refuted;   /* an accepted block has such a byte */
		bool unrelated; /* a refused block has none */
	} suspects[ADVICE_SUSPECTS];

	/* What was heard. */
	uint32_t heard;  /* bytes */
	uint32_t odd;    /* of these, in no text and no protocol */
	uint32_t high;   /* of these, above 0x7f */
	uint32_t naks;   /* of these, that */
	uint32_t seven;  /* blocks that had lost the eighth bit */
	uint32_t telnet; /* commands of that */
	uint8_t last[2]; /* bytes */
};

/* The sender begins to write a block, or what else it has to say. */
void advice_sent(struct advice *, const uint8_t *, size_t, struct xm_counts);

/* The line has brought something. */
void advice_heard(struct advice *, const uint8_t *, size_t);

/* How it ended. */
struct advice_case {
	enum xm_error error;
	bool sends;
	const char *port; /* as the user named it, or NULL */
	uint32_t baud;    /* 0: unknown */
	const char *mode; /* such as "8N1" */
	const char *said; /* the last words of the other end, escaped, or "" */
};

/* Returns false if nobody knows. */
bool advice_give(
    const struct advice *, const struct advice_case *, char *text, size_t size);

#endif
