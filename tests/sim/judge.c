#include <string.h>

#include "harness/time_limit.h"
#include "sim/judge.h"
#include "sim/random_transfer.h"
#include "xm/internal.h"

enum {
	ROUND_TRIP_MAX_MS = 2400,
	PAUSES_MAX_MS = 3000,
	LATE_MIN_MS = 300,
	ROUND_TRIP_PAUSED_MAX_MS = 1400
};

static const char hung[] = "an end has not ended";
static const char insistent[] = "too many retries";
static const char blind[] = "the receiver accepts a damaged block";

/* Limits. */

/*
 * Returns the largest number of steps of the transfer. The start and the final
 * block 0 are one step each. Each file has these steps: block 0, the request
 * after block 0, each data block, and the EOT.
 */
static uint64_t
steps(const struct simulation *s)
{
	uint64_t n = 2;

	for (int i = 0; i < s->sender.files; i++)
		n += 3 + s->sender.file[i].len / 128 + 1;
	return n;
}

/*
 * Returns a sum: both start times, plus the longest time that the sender may
 * take, plus the time that the receiver needs to detect that the sender has
 * stopped.
 */
uint64_t
simulate_bound_ms(const struct simulation *s)
{
	uint64_t n = steps(s);

	return time_limit_sender_ms(&s->sender_options, n) +
	       time_limit_receiver_ms(&s->receiver_options, 2) +
	       s->start_ms[0] + s->start_ms[1];
}

static bool
tries_too_often(const struct simulation *s)
{
	uint64_t n = steps(s);

	return xm_counts(&s->sender.xm).retries >
		   time_limit_retries(&s->sender_options, n) ||
	       xm_counts(&s->receiver.xm).retries >
		   time_limit_retries(&s->receiver_options, n);
}

/* Files. */

/*
 * Returns true if the received file has the right padding after `len` bytes: no
 * padding if the size is known, otherwise pad bytes for less than one block.
 */
static bool
is_padded(const struct xm_options *o, const struct endpoint_file *f, size_t len)
{
	if (f->about.size != XM_SIZE_UNKNOWN)
		return f->len == len;
	if (f->len - len >= o->block_len)
		return false;
	for (size_t i = len; i < f->len; i++) {
		if (f->data[i] != o->pad)
			return false;
	}
	return true;
}

static bool
is_copy(const struct simulation *s, const struct endpoint_file *original,
    const struct endpoint_file *f)
{
	size_t len = original->len;

	return f->whole &&
	       (*f->name == '\0' || strcmp(original->name, f->name) == 0) &&
	       f->len >= len && is_padded(&s->sender_options, f, len) &&
	       (len == 0 || memcmp(original->data, f->data, len) == 0);
}

static bool
has_file(const struct simulation *s, const struct endpoint_file *original)
{
	for (int i = 0; i < s->receiver.files; i++) {
		if (is_copy(s, original, &s->receiver.file[i]))
			return true;
	}
	return false;
}

static bool
has_all_files(const struct simulation *s)
{
	for (int i = 0; i < s->sender.files; i++) {
		if (!has_file(s, &s->sender.file[i]))
			return false;
	}
	return true;
}

static bool
was_sent(const struct simulation *s, const struct endpoint_file *f)
{
	for (int i = 0; i < s->sender.files; i++) {
		if (is_copy(s, &s->sender.file[i], f))
			return true;
	}
	return false;
}

static bool
keeps_wrong_file(const struct simulation *s)
{
	for (int i = 0; i < s->receiver.files; i++) {
		const struct endpoint_file *f = &s->receiver.file[i];

		if (f->whole && !was_sent(s, f))
			return true;
	}
	return false;
}

static bool
is_done(const struct memory_endpoint *h)
{
	return xm_event(&h->xm) == XM_DONE;
}

bool
judge_ended_well(const struct simulation *s)
{
	return is_done(&s->sender) && is_done(&s->receiver) &&
	       has_all_files(s) && !keeps_wrong_file(s);
}

const char *
judge(const struct simulation *s)
{
	if (s->wire.hung)
		return hung;
	if (tries_too_often(s))
		return insistent;
	if (s->witness.damaged > 0)
		return blind;
	if (keeps_wrong_file(s))
		return "the receiver keeps a wrong file";
	if (is_done(&s->sender) && !has_all_files(s))
		return "the sender is done, and the receiver lacks a file";
	if (is_done(&s->receiver) && !has_all_files(s))
		return "the receiver is done, and lacks a file";
	return NULL;
}

/* Classes. */

static uint64_t
round_trip_ms(const struct simulation *s)
{
	uint64_t us = 0;

	for (int i = 0; i < 2; i++)
		us += s->wire.way[i].latency_us + s->wire.way[i].jitter_us;
	/* Add the time of a block: the answer begins after the block. */
	us += (s->sender_options.block_len + 5u) * s->wire.byte_us;
	return us / 1000;
}

static bool
is_beyond_bound(const struct simulation *s)
{
	const struct virtual_line_way *way = s->wire.way;
	uint64_t ms = round_trip_ms(s);

	if (way[0].pauses + way[1].pauses > 0 && ms > ROUND_TRIP_PAUSED_MAX_MS)
		return true;
	return ms > ROUND_TRIP_MAX_MS ||
	       way[0].pauses_ms + way[1].pauses_ms > PAUSES_MAX_MS;
}

/*
 * Returns true if an end fails although the line works: its user cancels, or
 * its timeout is shorter than the round trip.
 */
static bool
gives_up(const struct simulation *s)
{
	uint64_t ms = round_trip_ms(s);

	return xm_error(&s->sender.xm) == XM_EABORTED ||
	       xm_error(&s->receiver.xm) == XM_EABORTED ||
	       s->sender_options.timeout_ms < ms ||
	       s->receiver_options.timeout_ms < ms;
}

unsigned
judge_faults(const struct simulation *s)
{
	const struct virtual_line_way *way = s->wire.way;

	return way[0].hits + way[0].pauses + way[1].hits + way[1].pauses +
	       gives_up(s);
}

/* Returns the class that the transfer would have if all blocks had CRCs. */
static enum judge_class
classify_line(const struct simulation *s)
{
	unsigned faults = judge_faults(s);

	if (s->witness.collisions > 0)
		return JUDGE_COLLISION;
	if (s->wire.way[1].made[ACK])
		return JUDGE_FORGED;
	if (is_beyond_bound(s))
		return JUDGE_BEYOND;
	if (faults > 0)
		return faults == 1 ? JUDGE_ONE
				   : (faults == 2 ? JUDGE_TWO : JUDGE_MANY);
	return round_trip_ms(s) > LATE_MIN_MS ? JUDGE_LATE : JUDGE_CLEAN;
}

static bool
has_sums(const struct simulation *s)
{
	return !xm_has_crc(&s->receiver.xm) || !xm_has_crc(&s->sender.xm);
}

enum judge_class
judge_classify(const struct simulation *s)
{
	return has_sums(s) ? JUDGE_SUMS : classify_line(s);
}

const char *judge_class_name(enum judge_class class)
{
	static const char *const names[] = { "with-checksums",
		"with-a-CRC-that-collided", "with-a-forged-ACK",
		"beyond-the-bound", "many-faults", "two-faults", "one-fault",
		"no-fault-but-late", "no-fault" };

	return names[class];
}

bool
judge_blames_engine(const struct simulation *s, const char *claim)
{
	return claim == hung || claim == insistent || claim == blind ||
	       (claim != NULL && classify_line(s) >= JUDGE_ONE);
}
