#ifndef BASE_SIMILAR_H
#define BASE_SIMILAR_H

/* Finds the names that a user may have mistyped. */

#include <stdbool.h>
#include <stddef.h>

/*
 * Returns true if the first `len` bytes of `typed` may be a mistyped `name`: at
 * most (len + 1) / 3 letters are missing, superfluous, wrong or exchanged with
 * their neighbour.  With more than one mistake, the first letter must be right.
 */
bool similar(const char *typed, size_t len, const char *name);

/*
 * A list of similar names, as in "--baud or --pad".  Must be zeroed before the
 * first use.
 */
struct similar_names {
	char text[128];
	unsigned count;
};

/* Adds `front` and `name` if `typed` is similar to `name`; at most 3 names. */
void similar_add(struct similar_names *, const char *typed, size_t len,
    const char *front, const char *name);

#endif
