#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sim/pairs.h"

/* The exploration as a program; see scripts/explore. */

enum { TABLE_BITS_ONE = 18, TABLE_BITS = 23 };

struct settings {
	const char *pair;
	struct explore_budget budget;
	struct sessions_filter filter;
	bool ignore_forged;
	unsigned show;
};

static void
print_kinds(const struct explorer *e, unsigned show)
{
	size_t count;
	const struct explore_kind *k = explorer_kinds(e, &count);

	for (size_t i = 0; i < count; i++)
		printf("    %6u states%s: %s: %s\n", k[i].states,
		    k[i].forged ? ", forged ACK" : "",
		    k[i].faults[0] != '\0' ? k[i].faults : "no fault",
		    k[i].verdict);
	for (size_t i = 0; i < count && show > 0; i++, show--)
		printf("\n%s%s\n", k[i].path, "");
}

static void
usage(void)
{
	fputs("usage: explore [--pair=NAME] [--faults=N] [--stalls=N] "
	      "[--delay=MS] [--sessions=x|x1k|y|y128] [--every=N] [--part=N] "
	      "[--no-forged-acks] [--show=N]\n",
	    stderr);
	exit(2);
}

static unsigned
kinds_of(const char *name)
{
	static const char *const names[] = { "x", "x1k", "y", "y128" };

	for (unsigned i = 0; i < 4; i++) {
		if (strcmp(name, names[i]) == 0)
			return 1u << i;
	}
	usage();
	return 0;
}

static void
parse(struct settings *s, int argc, char **argv)
{
	static const struct option options[] = { { "pair", required_argument,
						     NULL, 'p' },
		{ "faults", required_argument, NULL, 'f' },
		{ "stalls", required_argument, NULL, 's' },
		{ "delay", required_argument, NULL, 'd' },
		{ "sessions", required_argument, NULL, 'k' },
		{ "every", required_argument, NULL, 'e' },
		{ "part", required_argument, NULL, 'n' },
		{ "no-forged-acks", no_argument, NULL, 'a' },
		{ "show", required_argument, NULL, 'w' }, { 0 } };
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		unsigned value = optarg != NULL ? (unsigned)atoi(optarg) : 0;

		switch (c) {
		case 'p':
			s->pair = optarg;
			break;
		case 'f':
			s->budget.faults = value;
			break;
		case 's':
			s->budget.stalls = value;
			break;
		case 'd':
			s->filter.delay_max_ms = value;
			break;
		case 'k':
			s->filter.kinds = kinds_of(optarg);
			break;
		case 'e':
			s->filter.every = value;
			break;
		case 'n':
			s->filter.part = value;
			break;
		case 'a':
			s->ignore_forged = true;
			break;
		case 'w':
			s->show = value;
			break;
		default:
			usage();
		}
	}
}

static bool
explore_and_print(const struct pair *pair, const struct settings *s)
{
	bool one = s->budget.faults + s->budget.stalls < 2;
	struct explorer *e =
	    explorer_new(one ? TABLE_BITS_ONE : TABLE_BITS, s->ignore_forged);
	clock_t begun = clock();
	struct tally t = explore_sessions(e, pair, &s->filter, s->budget);

	printf("%-15s %12llu sessions, violations: %llu, with a forged "
	       "ACK: %llu, with checksums: %llu; %.0f s%s\n",
	    pair->name, (unsigned long long)t.sessions,
	    (unsigned long long)t.violations,
	    (unsigned long long)t.forged_violations,
	    (unsigned long long)t.sum_violations,
	    (double)(clock() - begun) / CLOCKS_PER_SEC,
	    explorer_is_full(e) ? "; the table was full" : "");
	print_kinds(e, s->show);
	explorer_free(e);
	return t.violations == 0;
}

int
main(int argc, char **argv)
{
	struct settings s = { .filter = {
				  .kinds = SESSIONS_ALL,
				  .delay_max_ms = 2400,
				  .every = 1,
			      } };
	bool good = true;

	parse(&s, argc, argv);
	setvbuf(stdout, NULL, _IOLBF, 0);
	for (int i = 0; i < PAIRS; i++) {
		if (s.pair == NULL || strcmp(s.pair, pairs[i].name) == 0)
			good = explore_and_print(&pairs[i], &s) && good;
	}
	return good ? 0 : 1;
}
