#ifndef UNIT_HURT_PAIR_H
#define UNIT_HURT_PAIR_H

/*
 * A sender and a receiver in virtual time, on a line with one kind of damage.
 * Except for HURT_MUTE and HURT_CANCEL, only the bytes of the sender are
 * damaged. After the transfer, hurt_pair_advice() returns the advice for each
 * end.
 */

#include "harness/memory_endpoint.h"
#include "transfer/advice.h"

enum hurt_kind {
	HURT_NOTHING,
	HURT_EAT,        /* every byte `value` is lost */
	HURT_CHANGE,     /* every byte `value` arrives as `other` */
	HURT_DOUBLE,     /* every byte `value` arrives twice */
	HURT_FOLLOW,     /* `other` is inserted after every byte `value` */
	HURT_SEVEN,      /* the eighth bit of every byte is cleared */
	HURT_FLIP,       /* noise changes one byte in `value` on average */
	HURT_LOSE,       /* noise removes one byte in `value` on average */
	HURT_CUT,        /* only the first `value` bytes of each block arrive */
	HURT_CHECK,      /* the sender uses a wrong kind of CRC, which
			    `value` selects; see hurt_pair.c */
	HURT_FROM_BLOCK, /* every copy of data block `value` is lost */
	HURT_NO_WRAP, /* `value` is added to the number
			 of each block after block 255 */
	HURT_MUTE,    /* only the first `value` requests and
			 answers of the receiver arrive */
	HURT_CANCEL   /* after `value` requests and answers,
			 the receiver sends only CANs */
};

struct hurt {
	enum hurt_kind kind;
	unsigned value, other;
};

/* The contents of the file. */
enum hurt_file {
	FILE_ZEROS, /* zeros, with one byte `value` 100 bytes before the end */
	FILE_RANDOM,
	FILE_RICH, /* random bytes; the byte `value` occurs only near the end */
	FILE_TEXT  /* lines that end in CR LF */
};

struct hurt_pair {
	struct xm_options options;
	struct hurt hurt;
	enum hurt_file file;
	uint8_t value; /* special byte of the file; see enum hurt_file */
	size_t len;    /* length of the file in bytes */
	uint64_t seed;

	/* Private. */
	struct hurt_end {
		struct hurt_pair *pair;
		struct memory_endpoint endpoint;
		struct party party;
		struct evidence evidence;
		unsigned sent; /* number of times that this end sent bytes */
		bool wrapped;
	} sender, receiver;
	uint64_t random;
};

/* Runs the transfer to its end. Call this after setting the public members. */
void hurt_pair_run(struct hurt_pair *);

/*
 * Writes the text of the advice at one end. Returns the name of the advice, or
 * NULL if there is none.
 */
const char *hurt_pair_advice(const struct hurt_end *, char *text, size_t size);

void hurt_pair_free(struct hurt_pair *);

#endif
