#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

/*
 * A fuzzing target has the function that libFuzzer and replay.c call.  The
 * target reports a fault with MUST().
 */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* Like assert(), but never compiled out. */
#define MUST(truth)                                                            \
	do {                                                                   \
		if (!(truth))                                                  \
			abort();                                               \
	} while (0)

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

#endif
