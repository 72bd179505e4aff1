#ifndef UNIT_HURT_PAIR_H
#define UNIT_HURT_PAIR_H

/*
 * A sender and a receiver in virtual time, on a line that damages every block
 * in the same way; and the evidence that sender and receiver have afterwards.
 */

#include "harness/memory_endpoint.h"
#include "transfer/advice.h"

enum hurt_kind {
	HURT_NOTHING,
	HURT_EAT,        /* `value` is lost */
	HURT_CHANGE,     /* `value` arrives as `other` */
	HURT_DOUBLE,     /* `value` arrives twice */
	HURT_FOLLOW,     /* `other` is inserted after `value` */
	HURT_SEVEN,      /* no byte has its eighth bit */
	HURT_FLIP,       /* noise changes one of `value` bytes */
	HURT_LOSE,       /* noise removes one of `value` bytes */
	HURT_CUT,        /* only `value` bytes of a block arrive */
	HURT_CHECK,      /* the sender uses check number `value` */
	HURT_FROM_BLOCK, /* blocks of number `value` are lost, but not
			    headers */
	HURT_NO_WRAP, /* the block after 255 has number `value` */
	HURT_MUTE,    /* only the first `value` answers arrive */
	HURT_CANCEL   /* `value` answers arrive, then CANs */
};

struct hurt {
	enum hurt_kind kind;
	unsigned value, other;
};

/* The contents of the file. */
enum hurt_file {
	FILE_ZEROS, /* zeros, and `value` once in the last but one block */
	FILE_RANDOM,
	FILE_RICH, /* random bytes; `value` only at the end */
	FILE_TEXT  /* lines that end in CR LF */
};

struct hurt_pair {
	struct xm_options options;
	struct hurt hurt;
	enum hurt_file file;
	uint8_t value; /* value in the file */
	size_t len;    /* length of the file in bytes */
	uint64_t seed;

	/* Private. */
	struct hurt_end {
		struct hurt_pair *pair;
		struct memory_endpoint endpoint;
		struct party party;
		struct evidence evidence;
		unsigned sent; /* number of outputs */
		bool wrapped;
	} sender, receiver;
	uint64_t random;
};

/*
 * Runs the transfer to its end. To be called after the public members are set.
 */
void hurt_pair_run(struct hurt_pair *);

/* Returns the name of the advice at one end, or NULL, and writes its text. */
const char *hurt_pair_advice(const struct hurt_end *, char *text, size_t size);

void hurt_pair_free(struct hurt_pair *);

#endif
