#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

/*
 * The function that libFuzzer and replay.c call, and how a target reports a
 * fault.
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
