#ifndef SIM_JUDGE_H
#define SIM_JUDGE_H

/*
 * The result of a simulated transfer. The verdict uses only the files at both
 * ends and the claim of each end.
 */

#include <stdbool.h>

struct simulation;

/*
 * Returns the wrong claim of an engine, or NULL: the sender is done and a file
 * is missing; the receiver keeps a wrong file, or is done and lacks one; an end
 * does not end, or tries too often; the receiver accepts a block whose check is
 * wrong.
 */
const char *judge(const struct simulation *);

/*
 * The class that a transfer belongs to, the first that fits.  From JUDGE_ONE on
 * no engine may make a wrong claim; in the others an engine cannot always know,
 * so wrong claims are counted.
 *
 * A fault is a damaged message, or a pause, or that an end gives up although
 * the line works: its timeout is shorter than the round trip, or its user
 * cancels. Only faults that happened count, not those planned for later than
 * the end.
 */
enum judge_class {
	JUDGE_SUMS,      /* blocks had only checksums */
	JUDGE_COLLISION, /* a damaged block had the right CRC */
	JUDGE_FORGED,    /* the line made an ACK */
	JUDGE_BEYOND,    /* more than 2.4 s for a block and its answer; or a
			    pause, and more than 1.4 s; or more than 3 s of
			    pauses */
	JUDGE_MANY,      /* three faults or more */
	JUDGE_TWO,       /* two faults */
	JUDGE_ONE,       /* one fault */
	JUDGE_LATE,      /* no fault; more than 300 ms for a block and its
			    answer */
	JUDGE_CLEAN,     /* no fault */
	JUDGE_CLASSES
};

enum judge_class judge_classify(const struct simulation *);
const char *judge_class_name(enum judge_class);

/* Returns the number of faults that happened. */
unsigned judge_faults(const struct simulation *);

/* Returns true if a wrong claim in this class is an error of an engine. */
bool judge_blames_engine(const struct simulation *, const char *claim);

/* Returns true if both ends are done and the files are equal. */
bool judge_ended_well(const struct simulation *);

#endif
