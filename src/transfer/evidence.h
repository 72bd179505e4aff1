#ifndef TRANSFER_EVIDENCE_H
#define TRANSFER_EVIDENCE_H

/*
 * Evidence: a summary of the bytes on the line that may explain a failure.  It
 * records properties of the accepted blocks, and the block that was never
 * accepted.  A struct advice_protocol describes the protocol.
 *
 * The memory is bounded.  An accepted block is copied once and read once.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	EVIDENCE_BLOCK_MAX = 2200, /* bytes of a long block, all doubled */
	EVIDENCE_ANSWER_MAX = 2,   /* bytes of an answer; longer: a cancel */
	EVIDENCE_VALUES = 256,
	EVIDENCE_TAIL_LEN = 16 /* bytes of the longest text of a reset */
};

/* The beginning of a block, as its first bytes describe it. */
struct frame {
	size_t at;      /* offset of the block in the received bytes */
	size_t head;    /* bytes before the data */
	size_t least;   /* bytes of the whole block with the shortest check */
	size_t most;    /* bytes of the whole block with the longest check */
	bool numbered;  /* the number is not damaged */
	uint8_t number; /* number of the block, if `numbered` */
};

/* The bytes of a protocol.  The last three members may be NULL. */
struct advice_protocol {
	const char *control;  /* bytes of answers that are never text */
	const char *requests; /* bytes that request a block */
	const char *crcs;     /* requests that request a CRC */
	uint8_t rejection;    /* the answer to a damaged block */
	/* Returns true if the bytes begin a block without its eighth bits. */
	bool (*has_lost_eighth_bit)(const uint8_t bytes[3]);
	/* Finds the beginning of a block.  Returns false if there is none. */
	bool (*find_block)(const uint8_t *, size_t, struct frame *);
	/*
	 * Returns true if the bytes are one whole block with the right check of
	 * 16 bits or more.
	 */
	bool (*is_intact)(const uint8_t *, size_t);
	/* Returns the name of a different check that the block has, or NULL. */
	const char *(*foreign_check)(const uint8_t *, size_t);
};

/* A block that was sent, or all bytes received between two answers. */
struct burst {
	uint8_t bytes[EVIDENCE_BLOCK_MAX];
	size_t len;    /* number of bytes; if more than fit, none are kept */
	bool is_block; /* a sender sent a block, not an EOT */
};

/* A block that was rejected and not accepted since. */
struct failing {
	struct burst burst; /* last copy of the block */
	struct frame frame; /* beginning of the last copy, or all 0 */
	uint32_t copies;    /* rejected copies */
	uint32_t framed;    /* rejected copies with the beginning of a block */
	uint32_t cut;       /* framed copies too short for any check */
	uint32_t same;      /* number of equal last copies in a row */
	size_t least, most; /* shortest and longest cut copy, in bytes */
};

struct evidence {
	const struct advice_protocol *protocol;
	bool sends;

	struct burst now;    /* the block sent last, or the bytes received since
				the last answer */
	bool block_sent;     /* a block was sent */
	size_t longest_sent; /* bytes of the longest block sent */
	uint32_t retries;    /* retries so far */
	struct failing failing;
	bool crc_asked; /* a receiver requested a CRC */

	/* Accepted blocks. */
	uint32_t accepted; /* number of accepted blocks */
	uint32_t troubles; /* rejected copies of accepted blocks */
	size_t longest;    /* bytes of the longest accepted block */
	uint64_t bytes;    /* bytes of all accepted blocks */
	int number;   /* number of the last accepted block of this file; -1:
			 none */
	bool wrapped; /* the number has gone from 255 to 0 */
	uint32_t since_new; /* accepted blocks since one had a new value */
	unsigned values;    /* number of different values in accepted blocks */
	bool seen[EVIDENCE_VALUES]; /* values in accepted blocks */

	/* Received bytes. */
	uint32_t received; /* bytes received, up to RECEIVED_MAX */
	uint32_t odd;  /* received bytes that are neither text nor protocol */
	uint32_t high; /* received bytes above 0x7f */
	uint32_t requests;   /* received bytes that request a block */
	uint32_t rejections; /* received bytes that reject a block */
	uint32_t seven; /* beginnings of blocks that have lost the eighth bit */
	uint32_t telnet;  /* telnet commands received */
	uint8_t last[2];  /* last two bytes received */
	uint32_t answers; /* bytes received since the first block was sent */
	uint32_t text;    /* bytes of text received since the last answer */
	char tail[EVIDENCE_TAIL_LEN]; /* bytes received last after a block */
	bool reset; /* after the last accepted block, the board reset */
};

/* Initialises the evidence.  The protocol must outlive it. */
void evidence_begin(
    struct evidence *, const struct advice_protocol *, bool sends);

/*
 * Notes that this end begins to write these bytes, which are a block or
 * something else.  `retries` is the number of retries so far.
 */
void evidence_sent(struct evidence *, const uint8_t *, size_t, bool is_block,
    uint32_t retries);

/* Notes received bytes. */
void evidence_received(struct evidence *, const uint8_t *, size_t);

#endif
