#ifndef TRANSFER_EVIDENCE_H
#define TRANSFER_EVIDENCE_H

/*
 * Evidence: a summary of the bytes on the line, which may explain a failure.
 * The summary has properties of the accepted blocks, and a copy of the block
 * that was never accepted.  A struct advice_protocol describes the protocol.
 *
 * The size of the evidence is fixed.  Each accepted block is copied once and
 * read once.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	EVIDENCE_BLOCK_MAX = 2200, /* bytes of the longest block if the line
				      duplicates each byte */
	EVIDENCE_ANSWER_MAX = 2,   /* longest answer, in bytes; longer output of
				      a receiver is a cancel */
	EVIDENCE_VALUES = 256,
	EVIDENCE_TAIL_LEN = 16 /* bytes of the longest text that note_reset()
				  looks for */
};

/* A block in the received bytes, as its first bytes describe it. */
struct frame {
	size_t at;      /* offset of the block in the received bytes */
	size_t head;    /* bytes before the data */
	size_t least;   /* number of bytes of the whole block with a checksum */
	size_t most;    /* number of bytes of the whole block with a CRC */
	bool numbered;  /* the number of the block is not damaged */
	uint8_t number; /* number of the block, if `numbered` */
};

/*
 * Properties of a protocol's bytes.  `find_block`, `is_intact` and
 * `foreign_check` may be NULL.
 */
struct advice_protocol {
	const char *control;  /* control bytes, which are never text */
	const char *requests; /* bytes that request a block */
	const char *crcs;     /* bytes that request a block with a CRC */
	uint8_t rejection;    /* answer to a damaged block */
	/*
	 * Returns true if the bytes are the beginning of a block and have lost
	 * their eighth bits.
	 */
	bool (*has_lost_eighth_bit)(const uint8_t bytes[3]);
	/* Finds the beginning of a block.  Returns false if there is none. */
	bool (*find_block)(const uint8_t *, size_t, struct frame *);
	/*
	 * Returns true if the bytes are one whole block with a correct CRC of
	 * 16 bits or more.
	 */
	bool (*is_intact)(const uint8_t *, size_t);
	/*
	 * Returns the name of a different CRC algorithm that gives the CRC in
	 * the block, or NULL.
	 */
	const char *(*foreign_check)(const uint8_t *, size_t);
};

/*
 * Sender: a block that was sent.  Receiver: all bytes received between two
 * answers of the receiver.
 */
struct burst {
	uint8_t bytes[EVIDENCE_BLOCK_MAX];
	size_t len;    /* number of bytes; above EVIDENCE_BLOCK_MAX: `bytes` is
			  incomplete */
	bool is_block; /* the bytes are a block sent, not an EOT */
};

/* A block that was rejected and has not been accepted since. */
struct failing {
	struct burst burst; /* last copy of the block */
	struct frame frame; /* beginning of the last copy, or all 0 */
	uint32_t copies;    /* rejected copies */
	uint32_t framed;    /* rejected copies with the beginning of a block */
	uint32_t cut;       /* framed copies shorter than a whole block */
	uint32_t same;      /* number of equal copies, counted back from the
			       last copy */
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
	uint32_t troubles; /* rejected copies of blocks that were accepted
			      later */
	size_t longest;    /* bytes of the longest accepted block */
	uint64_t bytes;    /* bytes of all accepted blocks */
	int number;   /* number of the last accepted block of this file; -1:
			 none */
	bool wrapped; /* an accepted block with number 0 followed number 255 */
	uint32_t since_new; /* number of accepted blocks since the last accepted
			       block with a new value in its data: a value that
			       no earlier accepted block has */
	unsigned values;    /* different byte values in accepted blocks */
	bool seen[EVIDENCE_VALUES]; /* byte values in accepted blocks */

	/* Received bytes. */
	uint32_t received; /* number of received bytes that were examined */
	uint32_t odd;  /* received bytes that are neither text nor control bytes
			  of the protocol */
	uint32_t high; /* received bytes above 0x7f */
	uint32_t requests;   /* received bytes that request a block */
	uint32_t rejections; /* received bytes that reject a block */
	uint32_t seven;      /* beginnings of blocks whose bytes have lost their
				eighth bits */
	uint32_t telnet;     /* number of telnet commands received */
	uint8_t last[2];     /* last two bytes received */
	uint32_t answers;    /* bytes received since the first block was sent */
	uint32_t text;       /* bytes of text received since the last answer */
	char tail[EVIDENCE_TAIL_LEN]; /* last bytes received after the first
					 block was sent */
	bool reset; /* the board has reset since the last accepted block */
};

/* Initialises the evidence.  The protocol must outlive the evidence. */
void evidence_begin(
    struct evidence *, const struct advice_protocol *, bool sends);

/*
 * Notes that this end begins to write these bytes, which are a block if
 * `is_block` is true.  `retries` is the number of retries so far.
 */
void evidence_sent(struct evidence *, const uint8_t *, size_t, bool is_block,
    uint32_t retries);

/* Notes received bytes. */
void evidence_received(struct evidence *, const uint8_t *, size_t);

#endif
