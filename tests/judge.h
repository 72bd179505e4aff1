#ifndef JUDGE_H
#define JUDGE_H

/*
 * What became of a simulated transfer.  The verdict looks at nothing but the
 * files at both ends and at what each end claims.
 */

#include <stdbool.h>

struct simulation;

/*
 * Returns the wrong claim of an engine, or NULL: the sender is done and a file
 * is missing; the receiver keeps a wrong file, or is done and lacks one; an end
 * does not end, or tries too often.
 */
const char *judge(const struct simulation *);

/*
 * The class that a transfer belongs to, the first that fits.  In the last two
 * no engine may make a wrong claim; in the others an engine cannot always know,
 * so that wrong claims are counted.
 */
enum judge_class {
	JUDGE_COLLISION, /* a damaged block had the right CRC */
	JUDGE_SUMS,      /* blocks had only checksums */
	JUDGE_FORGED,    /* the line made an ACK */
	JUDGE_LATE,      /* more than 2.4 s for a block and its answer, or more
			    than 3 s of pauses */
	JUDGE_MANY,      /* two messages or more were hit; jitter counts as one
			    if it makes pauses of 100 ms before the receiver */
	JUDGE_ONE,       /* one was */
	JUDGE_CLEAN,     /* none */
	JUDGE_CLASSES
};

enum judge_class judge_classify(const struct simulation *);
const char *judge_class_name(enum judge_class);

/* Is a wrong claim of this transfer an error of an engine? */
bool judge_blames_engine(const struct simulation *, const char *claim);

/* Both ends are done, and the files are the same. */
bool judge_ended_well(const struct simulation *);

#endif
