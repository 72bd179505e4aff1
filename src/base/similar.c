#include "base/similar.h"

#include <stdio.h>
#include <string.h>

enum { SIMILAR_LEN = 32, SIMILAR_COUNT = 3 };

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/*
 * Returns the number of mistakes between two texts (the optimal string
 * alignment distance).  A missing, superfluous or wrong letter is one mistake,
 * and so are two exchanged letters.  Each text has at most SIMILAR_LEN bytes.
 */
static unsigned
distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
	unsigned d[SIMILAR_LEN + 1][SIMILAR_LEN + 1];

	for (size_t i = 0; i <= a_len; i++)
		d[i][0] = (unsigned)i;
	for (size_t j = 0; j <= b_len; j++)
		d[0][j] = (unsigned)j;
	for (size_t i = 1; i <= a_len; i++) {
		for (size_t j = 1; j <= b_len; j++) {
			unsigned wrong = a[i - 1] != b[j - 1];

			d[i][j] = least(d[i - 1][j - 1] + wrong,
			    1 + least(d[i - 1][j], d[i][j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
		}
	}
	return d[a_len][b_len];
}

bool
similar(const char *typed, size_t len, const char *name)
{
	size_t name_len = strlen(name);
	unsigned mistakes;

	if (len == 0 || len > SIMILAR_LEN || name_len > SIMILAR_LEN)
		return false;
	mistakes = distance(typed, len, name, name_len);
	return mistakes <= (len + 1) / 3 &&
	       (mistakes < 2 || typed[0] == name[0]);
}

void
similar_add(struct similar_names *s, const char *typed, size_t len,
    const char *front, const char *name)
{
	size_t used = strlen(s->text);

	if (s->count == SIMILAR_COUNT || !similar(typed, len, name))
		return;
	snprintf(s->text + used, sizeof s->text - used, "%s%s%s",
	    s->count > 0 ? " or " : "", front, name);
	s->count++;
}
