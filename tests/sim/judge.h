#ifndef SIM_JUDGE_H
#define SIM_JUDGE_H

/*
 * The result of a simulated transfer. An end claims a result, success or
 * failure. judge() compares these claims with the files at both ends.
 */

#include <stdbool.h>

struct simulation;

/*
 * Returns the wrong claim of an engine, or NULL. A claim is wrong if:
 *
 * - the sender reports success, and a file is missing; or
 * - the receiver keeps a wrong file, or reports success and lacks a file.
 *
 * Three protocol errors also count as wrong claims: an end does not stop in
 * time; an end retries too often; or the receiver accepts a block whose
 * checksum or CRC is wrong.
 */
const char *judge(const struct simulation *);

/*
 * The class of a transfer is the first class in this list that fits. In
 * JUDGE_ONE and later classes, a wrong claim is an error of an engine. In the
 * earlier classes, an engine cannot always detect the fault, so wrong claims
 * are only counted.
 *
 * There are three kinds of faults: a damaged message, a pause, and an end that
 * gives up although the line works, because its timeout is shorter than the
 * round trip or because its user cancels. Faults that were planned for a time
 * after the end of the transfer do not count.
 */
enum judge_class {
	JUDGE_SUMS,      /* the blocks had checksums instead of CRCs */
	JUDGE_COLLISION, /* a damaged block had a matching CRC */
	JUDGE_FORGED,    /* the line changed a byte of the
			    receiver to ACK, or inserted an ACK */
	JUDGE_BEYOND,    /* a block and its answer take more than 2.4 s,
			    or more than 1.4 s on a line that pauses; or
			    all pauses together take more than 3 s */
	JUDGE_MANY,      /* three faults or more */
	JUDGE_TWO,       /* two faults */
	JUDGE_ONE,       /* one fault */
	JUDGE_LATE,      /* no fault, but a block and its
			    answer take more than 300 ms */
	JUDGE_CLEAN,     /* no fault, and a block and its
			    answer take at most 300 ms */
	JUDGE_CLASSES
};

enum judge_class judge_classify(const struct simulation *);
const char *judge_class_name(enum judge_class);

/* Returns the number of faults that happened. */
unsigned judge_faults(const struct simulation *);

/*
 * Returns true if the claim, a result of judge(), is an error of an engine: a
 * protocol error, or any wrong claim if the class is JUDGE_ONE or later. Here,
 * a transfer with checksums has the class that it would have with CRCs.
 */
bool judge_blames_engine(const struct simulation *, const char *claim);

/* Returns true if both ends report success and the files are equal. */
bool judge_ended_well(const struct simulation *);

#endif
