#ifndef FUZZ_H
#define FUZZ_H

/* What libFuzzer calls, and replay.c. */

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

#endif
