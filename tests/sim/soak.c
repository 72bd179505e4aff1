/*
 * Simulates transfers and prints statistics of their results, one value on each
 * line.
 *
 *	soak TRANSFERS SEED
 *
 * The transfers have the seeds SEED, SEED + 1 and so on. "soak 1 SEED" runs and
 * traces a single transfer. Memory must not grow after the first tenth of the
 * transfers.
 */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "sim/judge.h"
#include "sim/random_transfer.h"

static const char *const errors[] = { "done", "never-began", "cancelled",
	"rejected", "one-file", "silence", "stopped", "stalled", "retries",
	"short", "excess", "skipped", "unfinished", "wants-ymodem", "refused",
	"echo", "aborted" };

enum {
	ERRORS = sizeof errors / sizeof *errors,
	VIOLATIONS_SHOWN = 10,
	KINDS_MAX = 256,
	GROWTH_MAX_KB = 16384 /* three long files need up to this much memory */
};

/* Wrong claims with the same class, protocol and text. */
struct kind {
	enum judge_class class;
	const char *protocol, *claim;
	uint64_t count;
	uint64_t seed; /* seed of the first transfer with this claim */
};

struct tally {
	uint64_t transfers, faults, well, violations, retries, bytes;
	uint64_t wraps; /* number of transfers that have a
			   file of more than 255 blocks */
	uint64_t class[JUDGE_CLASSES];
	uint64_t wrong[JUDGE_CLASSES]; /* number of wrong claims
					  in each class */
	uint64_t seconds;              /* virtual time of all
					  transfers, in seconds */
	uint64_t sender[ERRORS], receiver[ERRORS];
	struct kind kind[KINDS_MAX];
};

static const char *
protocol(const struct simulation *s)
{
	if (!s->sender_options.ymodem)
		return "XMODEM";
	return s->receiver_options.streaming ? "YMODEM-g" : "YMODEM";
}

static void
count_kind(struct tally *t, const struct simulation *s, const char *claim,
    uint64_t seed)
{
	const struct kind new = { judge_classify(s), protocol(s), claim, 0,
		seed };
	struct kind *k = t->kind;

	while (k->count > 0 &&
	       (k->class != new.class || k->protocol != new.protocol ||
		   k->claim != claim))
		k++;
	if (k->count == 0)
		*k = new;
	k->count++;
}

static bool
wraps(const struct simulation *s)
{
	for (int i = 0; i < s->receiver.files; i++) {
		const struct endpoint_file *f = &s->receiver.file[i];

		if (f->whole && f->len > 255u * s->sender_options.block_len)
			return true;
	}
	return false;
}

static void
count(struct tally *t, const struct simulation *s, const char *claim)
{
	enum judge_class class = judge_classify(s);

	t->transfers++;
	t->faults += judge_faults(s);
	t->well += judge_ended_well(s);
	t->wraps += wraps(s);
	t->class[class]++;
	t->wrong[class] += claim != NULL;
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
	const char *claim;

	simulate_random(&s, seed);
	claim = simulate_run(&s, trace);
	if (trace != NULL) {
		simulate_print(&s, trace);
		fprintf(trace, "verdict: %s\n", claim == NULL ? "none" : claim);
	}
	if (judge_blames_engine(&s, claim) &&
	    t->violations++ < VIOLATIONS_SHOWN)
		fprintf(stderr,
		    "soak: %s; replay: scripts/soak 1 %" PRIu64 "\n", claim,
		    seed);
	count(t, &s, claim);
	if (claim != NULL)
		count_kind(t, &s, claim, seed);
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
	if (n > 0 || strcmp(what, "violations") == 0)
		printf("%s %" PRIu64 "\n", what, n);
}

/*
 * Prints a line for each kind of wrong claim, with the seed in the third
 * column.
 */
static void
print_kinds(const struct kind *k)
{
	for (; k->count > 0; k++) {
		printf("%s,%s,", judge_class_name(k->class), k->protocol);
		for (const char *c = k->claim; *c != '\0'; c++)
			putchar(*c == ' ' ? '-' : *c);
		printf(" %" PRIu64 " %" PRIu64 "\n", k->count, k->seed);
	}
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
	print("with-block-numbers-that-wrap", t->wraps);
	for (enum judge_class i = 0; i < JUDGE_CLASSES; i++) {
		char what[40];

		print(judge_class_name(i), t->class[i]);
		snprintf(what, sizeof what, "wrong:%s", judge_class_name(i));
		print(what, t->wrong[i]);
	}
	for (size_t i = 0; i < ERRORS; i++) {
		char what[40];

		snprintf(what, sizeof what, "sender:%s", errors[i]);
		print(what, t->sender[i]);
		snprintf(what, sizeof what, "receiver:%s", errors[i]);
		print(what, t->receiver[i]);
	}
	print_kinds(t->kind);
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
