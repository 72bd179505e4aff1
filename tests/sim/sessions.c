#include "sim/sessions.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct {
	unsigned kind;
	bool ymodem;
	uint16_t block_len;
} protocols[] = { { SESSIONS_X, false, 128 }, { SESSIONS_X1K, false, 1024 },
	{ SESSIONS_Y, true, 1024 }, { SESSIONS_Y128, true, 128 } };

static const uint16_t lengths[] = { 0, 1, 128, 129, 300 };
static const uint32_t delays_ms[] = { 0, 300, 700, 1200, 2400 };

/*
 * Start of the sender relative to the start of the receiver; negative: earlier.
 * If the sender starts 2.2 to 2.8 s later, the receiver repeats its request
 * soon afterwards, and the request crosses the first block.
 */
static const int32_t starts_ms[] = { -16000, -5000, 0, 1000, 2200, 2400, 2600,
	2800, 3000, 5600, 9000, 16000 };

/* Number of files, and length of the second one. */
enum batch { ONE_FILE, TWO_FILES, EMPTY_SECOND_FILE, BATCHES };

static void
make_file(struct end_file *f, const char *name, uint16_t len, bool announced)
{
	strcpy(f->name, name);
	f->len = len;
	f->announced = announced;
	for (uint16_t i = 0; i < len; i++)
		f->data[i] = (uint8_t)(i * 7 + (unsigned)name[0] + i / 128);
}

static void
make_files(
    struct end_session *s, bool announced, enum batch batch, uint16_t len)
{
	if (!s->ymodem) {
		s->files = 1;
		make_file(&s->file[0], "", len, false);
		return;
	}
	s->files = batch == ONE_FILE ? 1 : 2;
	make_file(&s->file[0], "a", len, announced);
	if (batch != ONE_FILE)
		make_file(&s->file[1], "b",
		    batch == EMPTY_SECOND_FILE ? 0 : len, announced);
}

/*
 * Removes the next digit from a number whose digits have different bases.
 * Returns the digit.
 */
static unsigned
digit(unsigned long *number, size_t base)
{
	unsigned d = (unsigned)(*number % base);

	*number /= base;
	return d;
}

bool
sessions_get(const struct sessions_filter *f, unsigned long number,
    struct world_setup *setup, struct end_session *session, bool *taken)
{
	unsigned long n = number;
	int32_t start_ms = starts_ms[digit(&n, COUNT(starts_ms))];
	bool keeps = digit(&n, 2);
	bool announced = digit(&n, 2);
	enum batch batch = digit(&n, BATCHES);
	uint16_t len = lengths[digit(&n, COUNT(lengths))];
	uint32_t there_ms = delays_ms[digit(&n, COUNT(delays_ms))];
	uint32_t back_ms = delays_ms[digit(&n, COUNT(delays_ms))];
	unsigned protocol = digit(&n, COUNT(protocols));
	bool repeats;

	if (n > 0)
		return false;
	memset(session, 0, sizeof *session);
	session->ymodem = protocols[protocol].ymodem;
	session->block_len = protocols[protocol].block_len;
	make_files(session, announced, batch, len);
	setup->session = session;
	setup->start_ms[SENDER] = start_ms > 0 ? (uint32_t)start_ms : 0;
	setup->start_ms[RECEIVER] = start_ms < 0 ? (uint32_t)-start_ms : 0;
	setup->delay_ms[SENDER] = there_ms;
	setup->delay_ms[RECEIVER] = back_ms;
	setup->keeps_early_input = keeps;
	repeats = (!session->ymodem && (announced || batch != ONE_FILE)) ||
		  (len == 0 && batch == EMPTY_SECOND_FILE) ||
		  (start_ms <= 0 && keeps);
	*taken = !repeats && (f->kinds & protocols[protocol].kind) != 0 &&
		 there_ms + back_ms <= f->delay_max_ms &&
		 number / f->every * f->every + f->part == number;
	return true;
}
