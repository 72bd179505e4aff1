#ifndef UNIT_HURT_PAIR_H
#define UNIT_HURT_PAIR_H

/*
 * A sender and a receiver in virtual time, on a line that does the same to
 * every block, and the evidence that each of them has in the end.
 */

#include "harness/memory_endpoint.h"
#include "transfer/advice.h"

enum hurt_kind {
	HURT_NOTHING,
	HURT_EAT,        /* the value is lost */
	HURT_CHANGE,     /* it comes as another one */
	HURT_DOUBLE,     /* it comes twice */
	HURT_FOLLOW,     /* the other one comes after it */
	HURT_SEVEN,      /* no byte has its eighth bit */
	HURT_FLIP,       /* noise: one byte in so many */
	HURT_LOSE,       /* the same, lost */
	HURT_CUT,        /* of a block come so many bytes */
	HURT_CHECK,      /* the sender has another check, of this number */
	HURT_FROM_BLOCK, /* blocks of this number are lost, not headers */
	HURT_NO_WRAP, /* after 255 the sender's numbers go on with this one */
	HURT_MUTE,    /* so many answers arrive, and no more */
	HURT_CANCEL   /* so many answers, and then CANs */
};

struct hurt {
	enum hurt_kind kind;
	unsigned value, other;
};

/* What the file is made of. */
enum hurt_file {
	FILE_ZEROS, /* and, a block before the end, the value once */
	FILE_RANDOM,
	FILE_RICH, /* the same, without the value until the end */
	FILE_TEXT  /* lines that end in CR LF */
};

struct hurt_pair {
	struct xm_options options;
	struct hurt hurt;
	enum hurt_file file;
	uint8_t value; /* for the file */
	size_t len;    /* of it */
	uint64_t seed;

	/* Private. */
	struct hurt_end {
		struct hurt_pair *pair;
		struct memory_endpoint endpoint;
		struct party party;
		struct evidence evidence;
		unsigned sent; /* outputs */
		bool wrapped;
	} sender, receiver;
	uint64_t random;
};

/* Runs it to the end; the options are to be set before. */
void hurt_pair_run(struct hurt_pair *);

/* The advice at one end, or NULL, and its text. */
const char *hurt_pair_advice(const struct hurt_end *, char *text, size_t size);

void hurt_pair_free(struct hurt_pair *);

#endif
