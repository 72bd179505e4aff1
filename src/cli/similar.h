#ifndef CLI_SIMILAR_H
#define CLI_SIMILAR_H

/* What a mistyped name was meant to be. */

#include <stdbool.h>
#include <stddef.h>

/*
 * Is `name` what somebody may have meant who typed `len` bytes of `typed`?  Up
 * to a third of them may be missing, superfluous, wrong or exchanged with their
 * neighbour, but not the first letter if there is more than one mistake.
 */
bool similar(const char *typed, size_t len, const char *name);

/* The similar names of a list: "--baud or --pad".  Zero it before. */
struct similar_names {
	char text[128];
	unsigned count;
};

/* Adds a name, with what stands in front of it, if it is similar. */
void similar_add(struct similar_names *, const char *typed, size_t len,
    const char *front, const char *name);

#endif
