#ifndef SIM_PARTY_LOG_H
#define SIM_PARTY_LOG_H

/*
 * A party that passes all calls on to another party, and logs the bytes of both
 * directions.
 */

#include <stdio.h>

#include "harness/virtual_line.h"

struct trace {
	struct party party;
	const char *name;
	uint32_t begin_ms;
	FILE *file;
};

struct party trace_party(struct trace *);

#endif
