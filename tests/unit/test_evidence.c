#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit/hurt_pair.h"

/*
 * The advice for each end after a transfer over a line with one kind of damage.
 * Both ends are engines of this project, in virtual time.
 */

enum { ADVICE_MAX = 160 };

static struct hurt_pair pair;
static char text[256];

static void
run(const struct hurt_pair *with)
{
	pair = *with;
	hurt_pair_run(&pair);
}

static const struct row {
	const char *name;
	bool ymodem;
	uint16_t block_len;
	enum hurt_file file;
	uint8_t value;
	size_t len;
	struct hurt hurt;
	/* Names of the advice for each end, or NULL. */
	const char *sender, *receiver;
	/* Parts of the text of the advice, or NULL. */
	const char *sender_words, *receiver_words;
} rows[] = {
	{ "7f becomes 08", false, 128, FILE_ZEROS, 0x7f, 1200,
	    { HURT_CHANGE, 0x7f, 0x08 }, "suspect", "repaired", "the byte 0x7f",
	    "each byte 0x7f arrives as 0x08" },
	{ "7f becomes 08, as a number", false, 128, FILE_ZEROS, 0, 20000,
	    { HURT_CHANGE, 0x7f, 0x08 }, "suspect", "repaired", "0x7f",
	    "each byte 0x7f arrives as 0x08" },
	{ "7f is lost", false, 128, FILE_ZEROS, 0x7f, 1200,
	    { HURT_EAT, 0x7f, 0 }, "suspect", "repaired", "the byte 0x7f",
	    "no byte 0x7f arrives" },
	{ "55 is lost", false, 128, FILE_ZEROS, 0x55, 1200,
	    { HURT_EAT, 0x55, 0 }, "suspect", "alike", "the byte 0x55", NULL },
	{ "55 is lost in rich data", false, 128, FILE_RICH, 0x55, 10000,
	    { HURT_EAT, 0x55, 0 }, "suspect", "repaired", "the byte 0x55",
	    "no byte 0x55 arrives" },
	{ "41 becomes aa in rich data", false, 128, FILE_RICH, 0x41, 10000,
	    { HURT_CHANGE, 0x41, 0xaa }, "suspect", "repaired", "the byte 0x41",
	    "each byte 0x41 arrives as 0xaa" },
	{ "ff is doubled", false, 128, FILE_ZEROS, 0xff, 1200,
	    { HURT_DOUBLE, 0xff, 0 }, "suspect", "repaired",
	    "telnet:", "each byte 0xff arrives twice" },
	{ "ff is doubled, in a header", true, 1024, FILE_RANDOM, 0, 9000,
	    { HURT_DOUBLE, 0xff, 0 }, "none, asked again", "repaired", NULL,
	    "each byte 0xff arrives twice" },
	{ "ff is lost", false, 128, FILE_ZEROS, 0xff, 1200,
	    { HURT_EAT, 0xff, 0 }, "suspect", "repaired",
	    "telnet:", "no byte 0xff arrives" },
	{ "ff is lost, in a header", true, 128, FILE_RANDOM, 0, 9000,
	    { HURT_EAT, 0xff, 0 }, "none, asked again", "repaired", NULL,
	    "no byte 0xff arrives" },
	{ "XON is lost, as a number", false, 128, FILE_ZEROS, 0, 9000,
	    { HURT_EAT, 0x11, 0 }, "suspect", "repaired", "XON",
	    "no byte 0x11 arrives" },
	{ "XOFF is lost", false, 128, FILE_ZEROS, 0x13, 1200,
	    { HURT_EAT, 0x13, 0 }, "suspect", "repaired", "XOFF",
	    "no byte 0x13 arrives" },
	{ "XON is lost in long blocks", true, 1024, FILE_RANDOM, 0, 9000,
	    { HURT_EAT, 0x11, 0 }, "long", "repaired", "--128",
	    "no byte 0x11 arrives" },
	{ "CR becomes LF", false, 128, FILE_ZEROS, '\r', 1200,
	    { HURT_CHANGE, '\r', '\n' }, "suspect", "repaired", "line ends",
	    "line ends" },
	{ "CR becomes LF in text", false, 128, FILE_TEXT, 0, 1200,
	    { HURT_CHANGE, '\r', '\n' }, "none, asked again", "repaired", NULL,
	    "line ends" },
	{ "CR becomes x in text", false, 128, FILE_TEXT, 0, 1200,
	    { HURT_CHANGE, '\r', 'x' }, "none, asked again", "repaired", NULL,
	    "each byte 0x0d arrives as 0x78" },
	{ "c becomes d in text", true, 1024, FILE_TEXT, 0, 1200,
	    { HURT_CHANGE, 'c', 'd' }, "long", "alike", NULL, NULL },
	{ "CR comes before LF in text", false, 128, FILE_TEXT, 0, 1200,
	    { HURT_FOLLOW, '\r', '\0' }, "none, asked again", "repaired", NULL,
	    "telnet:" },
	{ "CR is lost in text", false, 128, FILE_TEXT, 0, 1200,
	    { HURT_EAT, '\r', 0 }, "none, asked again", "repaired", NULL,
	    "line ends" },
	{ "seven bits", false, 128, FILE_ZEROS, 0, 1200, { HURT_SEVEN, 0, 0 },
	    "none, asked again", "seven bits", "8N1", "eighth bit" },
	{ "long blocks are cut", true, 1024, FILE_RANDOM, 0, 9000,
	    { HURT_CUT, 500, 0 }, "long", "overrun", "--128", "--byte-delay" },
	{ "blocks lose bytes", false, 1024, FILE_RANDOM, 0, 9000,
	    { HURT_LOSE, 50, 0 }, "none, long", "overrun", "--128", "--128" },
	{ "a CRC from ffff", false, 128, FILE_RANDOM, 0, 1200,
	    { HURT_CHECK, 0, 0 }, "none, asked again", "foreign check",
	    "another CRC", "0xffff" },
	{ "a CRC with the low byte first", true, 1024, FILE_RANDOM, 0, 1200,
	    { HURT_CHECK, 1, 0 }, "none, asked again", "foreign check", NULL,
	    "low byte" },
	{ "Kermit's CRC", false, 128, FILE_RANDOM, 0, 1200,
	    { HURT_CHECK, 3, 0 }, "none, asked again", "foreign check", NULL,
	    "Kermit" },
	{ "a CRC that is not known", true, 1024, FILE_RANDOM, 0, 1200,
	    { HURT_CHECK, 2, 0 }, "none, asked again", "other check", NULL,
	    "another CRC" },
	{ "the number 0 is refused", false, 128, FILE_RANDOM, 0, 40000,
	    { HURT_FROM_BLOCK, 0, 0 }, "256", NULL, "1 to 255", NULL },
	{ "the number 0 is refused, in YMODEM", true, 128, FILE_ZEROS, 0, 40000,
	    { HURT_FROM_BLOCK, 0, 0 }, "256", NULL, "1 to 255", NULL },
	{ "short blocks lose bytes", false, 128, FILE_RANDOM, 0, 9000,
	    { HURT_CUT, 100, 0 }, "none, asked again", "overrun", "-y",
	    "at the sender, pauses (--byte-delay)" },
	{ "another number is refused", false, 128, FILE_RANDOM, 0, 40000,
	    { HURT_FROM_BLOCK, 200, 0 }, NULL, NULL, NULL, NULL },
	{ "a number is refused between long blocks", true, 1024, FILE_RANDOM, 0,
	    40000, { HURT_FROM_BLOCK, 9, 0 }, NULL, NULL, NULL, NULL },
	{ "numbers go from 255 to 1", false, 128, FILE_RANDOM, 0, 40000,
	    { HURT_NO_WRAP, 1, 0 }, NULL, "no wrap", NULL, "after 255" },
	{ "numbers go from 255 to 7", false, 128, FILE_RANDOM, 0, 40000,
	    { HURT_NO_WRAP, 7, 0 }, NULL, NULL, NULL, NULL },
	{ "55 becomes aa in long blocks", true, 1024, FILE_RANDOM, 0, 9000,
	    { HURT_CHANGE, 0x55, 0xaa }, "long", "alike", NULL, NULL },
	{ "99 is lost in long blocks", true, 1024, FILE_RANDOM, 0, 9000,
	    { HURT_EAT, 0x99, 0 }, "long", "alike", NULL, NULL },
	{ "the receiver falls silent", false, 128, FILE_RANDOM, 0, 9000,
	    { HURT_MUTE, 20, 0 }, "late", NULL, "60 s", NULL },
	{ "it falls silent at a long block", true, 1024, FILE_RANDOM, 0, 9000,
	    { HURT_MUTE, 2, 0 }, "late, long", NULL, "--128", NULL },
	{ "it falls silent between long blocks", true, 1024, FILE_RANDOM, 0,
	    9000, { HURT_MUTE, 5, 0 }, "late", NULL, NULL, NULL },
	{ "it falls silent at once", true, 1024, FILE_RANDOM, 0, 9000,
	    { HURT_MUTE, 1, 0 }, "none answered", NULL, "RX", NULL },
	{ "it cancels", false, 128, FILE_RANDOM, 0, 9000,
	    { HURT_CANCEL, 20, 0 }, NULL, NULL, NULL, NULL },
	{ "nothing", true, 1024, FILE_RANDOM, 0, 90000, { HURT_NOTHING, 0, 0 },
	    NULL, NULL, NULL, NULL },
};

static void
expect(const struct row *row, const struct hurt_end *e, const char *advice,
    const char *words)
{
	const char *given = hurt_pair_advice(e, text, sizeof text);
	const char *who = e == &pair.sender ? "sender" : "receiver";

	if (advice == NULL)
		cr_expect(given == NULL, "%s, %s: %s", row->name, who, text);
	else
		cr_expect(given != NULL && strcmp(given, advice) == 0,
		    "%s, %s: %s", row->name, who, text);
	if (words != NULL)
		cr_expect(strstr(text, words) != NULL, "%s, %s: %s", row->name,
		    who, text);
	cr_expect(strlen(text) <= ADVICE_MAX, "%zu: %s", strlen(text), text);
}

Test(evidence, of_each_kind_of_damage_leads_to_one_advice)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct hurt_pair with = { .options = XM_OPTIONS_DEFAULT,
			.hurt = rows[i].hurt,
			.file = rows[i].file,
			.value = rows[i].value,
			.len = rows[i].len,
			.seed = i + 1 };

		with.options.ymodem = rows[i].ymodem;
		with.options.block_len = rows[i].block_len;
		with.options.check = XM_CHECK_CRC;
		run(&with);
		expect(&rows[i], &pair.sender, rows[i].sender,
		    rows[i].sender_words);
		expect(&rows[i], &pair.receiver, rows[i].receiver,
		    rows[i].receiver_words);
		hurt_pair_free(&pair);
	}
}

/* Returns true if the advice names no byte value, as is right for noise. */
static bool
suits_noise(const char *advice)
{
	static const char *const suitable[] = { "none", "none, asked again",
		"none, long", "none answered", "long", "overrun", "late",
		"unreadable" };

	for (size_t i = 0; i < sizeof suitable / sizeof *suitable; i++) {
		if (advice == NULL || strcmp(advice, suitable[i]) == 0)
			return true;
	}
	return false;
}

static const struct hurt noises[] = {
	{ HURT_FLIP, 3000, 0 },
	{ HURT_FLIP, 300, 0 },
	{ HURT_FLIP, 60, 0 },
	{ HURT_FLIP, 10, 0 },
	{ HURT_LOSE, 300, 0 },
	{ HURT_LOSE, 40, 0 },
};

static bool
survives(const struct hurt_pair *with)
{
	const char *advice[2];
	bool failed;

	run(with);
	advice[0] = hurt_pair_advice(&pair.sender, text, sizeof text);
	cr_expect(suits_noise(advice[0]), "seed %llu, sender: %s",
	    (unsigned long long)with->seed, text);
	advice[1] = hurt_pair_advice(&pair.receiver, text, sizeof text);
	cr_expect(suits_noise(advice[1]), "seed %llu, receiver: %s",
	    (unsigned long long)with->seed, text);
	failed = xm_error(&pair.sender.endpoint.xm) != XM_OK;
	hurt_pair_free(&pair);
	return failed;
}

/*
 * The environment variable XM_NOISE_SEED sets the first seed, to try other
 * seeds by hand.
 */
Test(evidence, of_noise_names_no_value_and_no_program)
{
	const char *other = getenv("XM_NOISE_SEED");
	unsigned begin = other != NULL ? (unsigned)strtoul(other, NULL, 10) : 1;
	unsigned failed = 0;

	for (unsigned seed = begin; seed < begin + 60; seed++) {
		for (size_t i = 0; i < sizeof noises / sizeof *noises; i++) {
			struct hurt_pair with = { .options = XM_OPTIONS_DEFAULT,
				.hurt = noises[i],
				.file = seed % 2 == 0 ? FILE_RANDOM : FILE_TEXT,
				.len = 9000,
				.seed = seed };

			with.options.ymodem = seed % 3 == 0;
			with.options.block_len = seed % 4 == 0 ? 1024 : 128;
			with.options.retries = (uint16_t)(4 + seed % 22);
			failed += survives(&with);
		}
	}
	cr_expect(failed > 100, "%u", failed);
}
