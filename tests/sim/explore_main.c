#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "explore.h"
#include "sessions.h"

/* The exploration as a program; see scripts/explore. */

static const struct {
	const char *name;
	const struct end_type *sender, *receiver;
} pairs[] = {
	{ "ours-ours", &end_engine_sender, &end_engine_receiver },
	{ "ours-plain", &end_engine_sender, &end_plain_receiver },
	{ "ours-plain-ack", &end_engine_sender, &end_plain_receiver_eot_ack },
	{ "plain-ours", &end_plain_sender, &end_engine_receiver },
	{ "plain-plain", &end_plain_sender, &end_plain_receiver },
};

enum { PAIRS = sizeof pairs / sizeof *pairs, TABLE_BITS = 23 };

struct settings {
	const char *pair;
	struct explore_budget budget;
	struct sessions_filter filter;
	bool ignore_forged;
	unsigned show;
};

static struct tally
explore_pair(struct explorer *e, int pair, const struct settings *s)
{
	struct tally all = { 0 };
	struct world_setup setup = { .type = { pairs[pair].sender,
					 pairs[pair].receiver } };
	struct end_session session;
	bool taken;

	for (unsigned long n = 0;
	     sessions_get(&s->filter, n, &setup, &session, &taken); n++) {
		struct tally t;

		if (!taken)
			continue;
		t = explore(e, &setup, s->budget);
		all.sessions += t.sessions;
		all.violations += t.violations;
		all.forged_violations += t.forged_violations;
		all.sum_violations += t.sum_violations;
	}
	return all;
}

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
	static const struct option options[] = {
		{ "pair", required_argument, NULL, 'p' },
		{ "faults", required_argument, NULL, 'f' },
		{ "stalls", required_argument, NULL, 's' },
		{ "delay", required_argument, NULL, 'd' },
		{ "sessions", required_argument, NULL, 'k' },
		{ "every", required_argument, NULL, 'e' },
		{ "part", required_argument, NULL, 'n' },
		{ "no-forged-acks", no_argument, NULL, 'a' },
		{ "show", required_argument, NULL, 'w' }, { 0 }
	};
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

int
main(int argc, char **argv)
{
	struct settings s = { .filter = {
				  .kinds = SESSIONS_ALL,
				  .delay_max_ms = 2400,
				  .every = 1,
			      } };
	bool violated = false;

	parse(&s, argc, argv);
	setvbuf(stdout, NULL, _IOLBF, 0);
	for (int i = 0; i < PAIRS; i++) {
		struct explorer *e;
		struct tally t;
		clock_t begun = clock();

		if (s.pair == NULL ? i == PAIRS - 1
				   : strcmp(s.pair, pairs[i].name) != 0)
			continue;
		e = explorer_new(TABLE_BITS, s.ignore_forged);
		t = explore_pair(e, i, &s);
		printf("%-15s %12llu sessions, violations: %llu, with a forged "
		       "ACK: %llu, with checksums: %llu; %.0f s\n",
		    pairs[i].name, (unsigned long long)t.sessions,
		    (unsigned long long)t.violations,
		    (unsigned long long)t.forged_violations,
		    (unsigned long long)t.sum_violations,
		    (double)(clock() - begun) / CLOCKS_PER_SEC);
		print_kinds(e, s.show);
		violated = violated || t.violations > 0;
		explorer_free(e);
	}
	return violated;
}
