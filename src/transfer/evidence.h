#ifndef TRANSFER_EVIDENCE_H
#define TRANSFER_EVIDENCE_H

/*
 * What went over the line, as far as it may explain a failure: what the blocks
 * that were accepted have in common, and the one that never was.  It knows no
 * protocol; what that looks like is in a struct advice_protocol.
 *
 * The memory is bounded, and a healthy block costs one copy and one pass.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	EVIDENCE_BLOCK_MAX = 2200, /* two long blocks: all may come doubled */
	EVIDENCE_ANSWER_MAX = 2,   /* bytes; what is longer is a cancel */
	EVIDENCE_VALUES = 256
};

/* What the first bytes of a block say about it. */
struct frame {
	size_t at;     /* where it begins, in what came */
	size_t head;   /* bytes before its data */
	size_t least;  /* bytes of the whole block with the shortest check */
	size_t most;   /* the same with the longest */
	bool numbered; /* the number is not damaged */
	uint8_t number;
};

/* What a protocol looks like on the line.  The last three may be NULL. */
struct advice_protocol {
	const char *control;  /* bytes that answers have, and no text */
	const char *requests; /* bytes that ask for a block */
	const char *crcs;     /* of these, that ask for a CRC */
	uint8_t refusal;      /* the answer to a damaged block */
	/* Do three bytes begin a block that has lost the eighth bit? */
	bool (*has_lost_eighth_bit)(const uint8_t bytes[3]);
	/* Finds the beginning of a block. */
	bool (*find_block)(const uint8_t *, size_t, struct frame *);
	/*
	 * Are these bytes one whole block, with the right check?  Only a check
	 * of 16 bits or more counts.
	 */
	bool (*is_intact)(const uint8_t *, size_t);
	/* Returns what other check a whole block has, in words, or NULL. */
	const char *(*foreign_check)(const uint8_t *, size_t);
};

/* A block that was sent, or all that came between two answers. */
struct burst {
	uint8_t bytes[EVIDENCE_BLOCK_MAX];
	size_t len;    /* beyond the end of the space: too long to keep */
	bool is_block; /* and not something else that was sent */
};

/* The block that was refused, and was not accepted since. */
struct failing {
	struct burst burst; /* its last copy */
	struct frame frame; /* of this copy, if there is one */
	uint32_t copies;    /* refused */
	uint32_t framed;    /* of these, with the beginning of a block */
	uint32_t cut;       /* of these, too short with any check */
	uint32_t same;      /* copies in a row like the last one, with it */
	size_t least, most; /* bytes of those that were cut */
};

struct evidence {
	const struct advice_protocol *protocol;
	bool sends;

	struct burst now;    /* under way */
	bool block_sent;     /* ever */
	size_t longest_sent; /* bytes of a block */
	uint32_t retries;    /* so far */
	struct failing failing;
	bool crc_asked; /* a receiver asked for a CRC, ever */

	/* Blocks that were accepted. */
	uint32_t accepted;
	uint32_t troubles;  /* refusals of these */
	size_t longest;     /* bytes */
	uint64_t bytes;     /* of all of them */
	int number;         /* of the last one of this file; -1: none */
	bool wrapped;       /* the number has gone from 255 to 0 */
	uint32_t since_new; /* blocks since one had a value new to all */
	unsigned values;    /* that got through: so many, and which: */
	bool seen[EVIDENCE_VALUES];

	/* What was received. */
	uint32_t heard;    /* bytes */
	uint32_t odd;      /* of these, in no text and no protocol */
	uint32_t high;     /* of these, above 0x7f */
	uint32_t requests; /* of these, that ask for a block */
	uint32_t refusals; /* of these, that */
	uint32_t seven;    /* blocks that had lost the eighth bit */
	uint32_t telnet;   /* commands of that */
	uint8_t last[2];   /* bytes */
	uint32_t answers;  /* bytes since the first block was sent */
	uint32_t text;     /* bytes of text since the last answer */
};

/* The protocol has to outlive it. */
void evidence_begin(
    struct evidence *, const struct advice_protocol *, bool sends);

/*
 * This end begins to write, after so many retries; what it writes is a block,
 * or something else.
 */
void evidence_sent(struct evidence *, const uint8_t *, size_t, bool is_block,
    uint32_t retries);

/* The line has brought something. */
void evidence_heard(struct evidence *, const uint8_t *, size_t);

#endif
