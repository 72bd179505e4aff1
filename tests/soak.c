/*
 * Simulates transfers and prints what became of them, a line each.
 *
 *	soak TRANSFERS SEED
 *
 * The n-th transfer has the seed SEED + n, so "soak 1 SEED" runs one again, and
 * tells how it went.  Memory must not grow after the first tenth of them.
 */

#include <inttypes.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "simulate.h"

static const char *const errors[] = { "done", "never-began", "cancelled",
	"rejected", "one-file", "silence", "stalled", "retries", "short",
	"unfinished", "aborted" };

enum {
	ERRORS = sizeof errors / sizeof *errors,
	VIOLATIONS_SHOWN = 10,
	GROWTH_MAX_KB = 2048 /* what the allocator may do as it likes */
};

struct tally {
	uint64_t transfers, faults, well, unlike, violations;
	uint64_t collisions, misled, false_ends, retries, bytes;
	uint64_t seconds; /* of virtual time */
	uint64_t sender[ERRORS], receiver[ERRORS];
};

static void
count(struct tally *t, const struct simulation *s)
{
	bool well = simulate_ended_well(s);
	bool done = xm_event(&s->sender.xm) == XM_DONE &&
		    xm_event(&s->receiver.xm) == XM_DONE;

	t->transfers++;
	t->faults += s->faults;
	t->well += well;
	t->unlike += done && !well;
	t->collisions += s->witness.collisions > 0;
	t->misled += s->witness.misled > 0;
	t->false_ends += s->witness.false_ends > 0;
	t->retries += xm_counts(&s->sender.xm).retries;
	t->bytes += s->wire.way[0].passed + s->wire.way[1].passed;
	t->seconds += s->wire.now_us / 1000000;
	t->sender[xm_error(&s->sender.xm)]++;
	t->receiver[xm_error(&s->receiver.xm)]++;
}

static void
run(struct tally *t, uint64_t seed, FILE *trace)
{
	static struct simulation s;
	const char *wrong;

	simulate_random(&s, seed);
	wrong = simulate_run(&s, trace);
	if (trace != NULL)
		simulate_print(&s, trace);
	if (wrong != NULL && t->violations++ < VIOLATIONS_SHOWN)
		fprintf(stderr,
		    "soak: %s; replay: scripts/soak 1 %" PRIu64 "\n", wrong,
		    seed);
	count(t, &s);
	simulate_free(&s);
}

static long
memory_kb(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

static void
print(const char *what, uint64_t n)
{
	printf("%s %" PRIu64 "\n", what, n);
}

static void
print_tally(const struct tally *t)
{
	print("transfers", t->transfers);
	print("faults", t->faults);
	print("bytes", t->bytes);
	print("virtual-seconds", t->seconds);
	print("retries", t->retries);
	print("ended-well", t->well);
	print("both-done-but-unlike", t->unlike);
	print("with-collisions", t->collisions);
	print("with-senders-misled", t->misled);
	print("with-false-ends", t->false_ends);
	for (size_t i = 0; i < ERRORS; i++) {
		char what[40];

		snprintf(what, sizeof what, "sender:%s", errors[i]);
		print(what, t->sender[i]);
		snprintf(what, sizeof what, "receiver:%s", errors[i]);
		print(what, t->receiver[i]);
	}
	print("violations", t->violations);
}

int
main(int argc, char **argv)
{
	struct tally t = { 0 };
	uint64_t transfers, seed;
	long begin_kb = 0;

	if (argc != 3) {
		fputs("usage: soak TRANSFERS SEED\n", stderr);
		return 2;
	}
	transfers = strtoull(argv[1], NULL, 10);
	seed = strtoull(argv[2], NULL, 10);
	for (uint64_t i = 0; i < transfers; i++) {
		run(&t, seed + i, transfers == 1 ? stdout : NULL);
		if (i == transfers / 10)
			begin_kb = memory_kb();
	}
	print_tally(&t);
	if (memory_kb() > begin_kb + GROWTH_MAX_KB) {
		fprintf(stderr, "soak: memory has grown from %ld to %ld KB\n",
		    begin_kb, memory_kb());
		return 1;
	}
	return t.violations > 0;
}
