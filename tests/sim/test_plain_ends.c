#include <criterion/criterion.h>
#include <stdalign.h>
#include <stdio.h>
#include <string.h>

#include "sim/end.h"

/*
 * The plain ends of simulated sessions: both of them on a line without delay
 * that can change one message, and each alone with scripted bytes.
 */

enum { SOH = 1, STX = 2, EOT = 4, ACK = 6, NAK = 0x15, CAN = 0x18 };

enum { STATE_MAX = 16384 };

enum fault { LOSE, DAMAGE_FIRST, DAMAGE_MIDDLE, CUT_LAST };

/* Two ends, their line, and the fault of one message. */
struct world {
	struct end_session session;
	const struct end_type *type[2]; /* types of the sender
					   and of the receiver */
	alignas(max_align_t) uint8_t state[2][STATE_MAX];
	uint32_t now_ms;
	unsigned messages[2]; /* number of messages that each end has sent */
	enum fault fault;
	unsigned faulty; /* index of the end whose message is changed */
	unsigned nth;    /* number of the changed message, from 1; 0: none */
};

static struct world world;

static void
set_file(struct world *w, unsigned i, uint16_t len, bool announced)
{
	struct end_file *file = &w->session.file[i];

	memset(file, 0, sizeof(*file));
	if (w->session.ymodem)
		snprintf(file->name, sizeof(file->name), "f%u", i);
	file->len = len;
	file->announced = announced;
	for (size_t k = 0; k < len; k++)
		file->data[k] = (uint8_t)(k * 7 + i * 31 + 1);
}

static void
set_session(struct world *w, bool ymodem, uint16_t block_len)
{
	memset(w, 0, sizeof(*w));
	w->type[0] = &end_plain_sender;
	w->type[1] = &end_plain_receiver;
	w->session.ymodem = ymodem;
	w->session.block_len = block_len;
	w->session.files = 1;
	w->now_ms = UINT32_MAX - 5000;
}

static enum end_result
result_of(const struct world *w, unsigned end)
{
	return w->type[end]->result(w->state[end]);
}

static void
begin_ends(struct world *w)
{
	for (unsigned end = 0; end < 2; end++) {
		cr_assert_leq(w->type[end]->size, STATE_MAX);
		w->type[end]->begin(w->state[end], w->now_ms, &w->session);
	}
}

/* Applies the fault to a message. Returns the new length. */
static size_t
apply_fault(const struct world *w, uint8_t *bytes, size_t len)
{
	switch (w->fault) {
	case LOSE:
		return 0;
	case DAMAGE_FIRST:
		bytes[0] = '~';
		break;
	case DAMAGE_MIDDLE:
		bytes[len / 2] ^= 0x20;
		break;
	case CUT_LAST:
		return len - 1;
	}
	return len;
}

/*
 * Delivers the messages of one end to the other end. Returns false if the first
 * end had no message to send.
 */
static bool
carry_messages(struct world *w, unsigned end)
{
	uint8_t space[END_MESSAGE_MAX];
	size_t len;
	bool any = false;

	while (
	    (len = w->type[end]->output(w->state[end], w->now_ms, space)) > 0) {
		any = true;
		cr_assert_leq(len, sizeof(space));
		w->messages[end]++;
		if (end == w->faulty && w->messages[end] == w->nth)
			len = apply_fault(w, space, len);
		if (len > 0)
			w->type[!end]->input(
			    w->state[!end], w->now_ms, space, len);
	}
	return any;
}

static bool
is_running(const struct world *w)
{
	return result_of(w, 0) == END_RUNNING || result_of(w, 1) == END_RUNNING;
}

static void
pass_time(struct world *w)
{
	uint32_t wait_ms = UINT32_MAX;

	for (unsigned end = 0; end < 2; end++) {
		uint32_t ms = w->type[end]->wait_ms(w->state[end], w->now_ms);

		if (result_of(w, end) == END_RUNNING && ms < wait_ms)
			wait_ms = ms;
	}
	w->now_ms += wait_ms;
	for (unsigned end = 0; end < 2; end++)
		w->type[end]->input(w->state[end], w->now_ms, NULL, 0);
}

/* Runs the session until both ends have a result. Returns the time in ms. */
static uint32_t
run_session(struct world *w)
{
	uint32_t begin_ms = w->now_ms;

	begin_ends(w);
	for (unsigned turns = 0;; turns++) {
		cr_assert_lt(turns, 10000, "the session does not end");
		if (carry_messages(w, 0) || carry_messages(w, 1))
			continue;
		if (!is_running(w))
			return w->now_ms - begin_ms;
		pass_time(w);
	}
}

static size_t
kept_len(const struct world *w, const struct end_file *file)
{
	size_t block_len = w->session.block_len;

	if (file->announced && w->session.ymodem)
		return file->len;
	return (file->len + block_len - 1) / block_len * block_len;
}

/*
 * Returns true if the receiver has kept all files, with padding only where it
 * cannot know the size.
 */
static bool
kept_all(const struct world *w)
{
	const struct end_kept *kept = w->type[1]->kept(w->state[1]);

	if (kept->files != w->session.files)
		return false;
	for (unsigned i = 0; i < kept->files; i++) {
		const struct end_file *file = &w->session.file[i];

		if (!kept->file[i].whole ||
		    strcmp(kept->file[i].name, file->name) != 0 ||
		    kept->file[i].len != kept_len(w, file) ||
		    memcmp(kept->file[i].data, file->data, file->len) != 0)
			return false;
		for (size_t k = file->len; k < kept->file[i].len; k++)
			if (kept->file[i].data[k] != 0x1a)
				return false;
	}
	return true;
}

static void
expect_done(const struct world *w, const char *text)
{
	cr_expect_eq(result_of(w, 0), END_DONE, "sender: %s", text);
	cr_expect_eq(result_of(w, 1), END_DONE, "receiver: %s", text);
	cr_expect(kept_all(w), "files: %s", text);
}

static const uint16_t lengths[] = { 0, 1, 128, 129, 300 };

enum { LENGTHS = sizeof(lengths) / sizeof(lengths[0]) };

/* Sets up the session with this number. Returns false after the last number. */
static bool
set_numbered_session(struct world *w, unsigned i, char text[80])
{
	bool ymodem, announced, two, eot_ack;
	uint16_t block_len = i & 1 ? 1024 : 128, first, second;

	ymodem = i >> 1 & 1;
	announced = i >> 2 & 1;
	two = i >> 3 & 1;
	eot_ack = i >> 4 & 1;
	i >>= 5;
	first = lengths[i % LENGTHS];
	second = lengths[i / LENGTHS % LENGTHS];
	if (i / LENGTHS >= LENGTHS)
		return false;
	set_session(w, ymodem, block_len);
	w->session.files = two && ymodem ? 2 : 1;
	if (eot_ack)
		w->type[1] = &end_plain_receiver_eot_ack;
	set_file(w, 0, first, announced);
	set_file(w, 1, second, announced);
	snprintf(text, 80, "%s%s, blocks of %u, files of %u%s and %u",
	    ymodem ? "YMODEM" : "XMODEM", eot_ack ? ", EOT ACK" : "", block_len,
	    first, announced ? " (announced)" : "", two ? second : 0u);
	return true;
}

Test(plain, all_sessions_succeed_on_a_good_line)
{
	struct world *w = &world;
	char text[80];
	unsigned i;

	for (i = 0; set_numbered_session(w, i, text); i++) {
		run_session(w);
		expect_done(w, text);
		cr_expect_not(w->type[0]->has_only_sums(w->state[0]));
		cr_expect_not(w->type[1]->has_only_sums(w->state[1]));
	}
	cr_assert_eq(i, 800);
}
