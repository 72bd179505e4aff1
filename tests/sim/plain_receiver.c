#include "sim/plain_receiver.h"

#include <string.h>

/*
 * A receiver that reads one unit after the other from the line: a block, an
 * EOT, or garbage. Garbage lasts until the line has been silent for 1 s. Each
 * unit gets one answer. If nothing arrives, the receiver repeats its request.
 */

enum {
	EOT_MS = 200,     /* silence after which an EOT counts */
	START_MS = 120000 /* timeout for the first block */
};

/*
 * Returns true if the sender may send either checksums or CRCs. In this case, a
 * block that is one byte shorter than a block with a CRC has a checksum.
 */
static bool
accepts_both(const struct receiver *r)
{
	return !r->started && !r->asked_c;
}

static void
take_block_byte(struct receiver *r, uint32_t now_ms, uint8_t byte)
{
	enum plain_check check = accepts_both(r) ? PLAIN_CRC : r->check;

	r->bytes[r->len++] = byte;
	r->due_ms = now_ms + BYTE_MS;
	if (r->len < plain_block_len(r->bytes[0], check))
		return;
	if (plain_block_good(r->bytes, check))
		receiver_take_block(r, now_ms, check);
	else
		receiver_take_garbage(r, now_ms, r->len);
}

static void
take_cut_block(struct receiver *r, uint32_t now_ms)
{
	if (accepts_both(r) &&
	    r->len == plain_block_len(r->bytes[0], PLAIN_SUM) &&
	    plain_block_good(r->bytes, PLAIN_SUM))
		receiver_take_block(r, now_ms, PLAIN_SUM);
	else
		receiver_reject(r, now_ms, r->len);
}

static void
begin_arrival(struct receiver *r, uint32_t now_ms, uint8_t byte)
{
	if (byte == PLAIN_SOH || byte == PLAIN_STX) {
		r->arrival = BLOCK;
		take_block_byte(r, now_ms, byte);
	} else if (byte == PLAIN_EOT) {
		r->arrival = EOT;
		r->due_ms = now_ms + EOT_MS;
	} else {
		r->only_can = byte == PLAIN_CAN;
		receiver_take_garbage(r, now_ms, 1);
	}
}

static void
take_byte(struct receiver *r, uint32_t now_ms, uint8_t byte)
{
	switch (r->arrival) {
	case NOTHING:
		begin_arrival(r, now_ms, byte);
		break;
	case BLOCK:
		take_block_byte(r, now_ms, byte);
		break;
	case EOT:
		/* A byte followed within EOT_MS: the EOT was garbage. */
		receiver_take_garbage(r, now_ms, 2);
		break;
	case GARBAGE:
		if (r->only_can && byte == PLAIN_CAN) {
			receiver_end(r, RECEIVER_FAILED, NO_ANSWER);
			break;
		}
		r->only_can = false;
		receiver_take_garbage(r, now_ms, 1);
		break;
	}
}

static void
end_arrival(struct receiver *r, uint32_t now_ms)
{
	switch (r->arrival) {
	case NOTHING:
		receiver_ask(r, now_ms);
		break;
	case BLOCK:
		take_cut_block(r, now_ms);
		break;
	case EOT:
		receiver_take_eot(r, now_ms);
		break;
	case GARBAGE:
		receiver_reject(r, now_ms, r->garbage);
		break;
	}
}

/*
 * Answers a repeated EOT: the file is complete, but the ACK of its EOT may have
 * been lost.
 */
static void
linger(struct receiver *r, uint32_t now_ms, const uint8_t *bytes, size_t len)
{
	if (plain_is_due(r->due_ms, now_ms))
		receiver_end(r, RECEIVER_DONE, NO_ANSWER);
	else if (len == 1 && bytes[0] == PLAIN_EOT)
		r->answer = ACK;
}

static void
begin_receiver(void *end, uint32_t now_ms, const struct end_session *session)
{
	struct receiver *r = end;

	memset(r, 0, sizeof(*r));
	r->session = session;
	r->check = PLAIN_CRC;
	r->give_up_ms = now_ms + START_MS;
	r->kept_hash = PLAIN_HASH;
	r->asked_c = true;
	r->asks = 1;
	if (!session->ymodem)
		receiver_begin_file(r, (const char[8]){ "" });
	receiver_send_request(r, now_ms);
}

static void
begin_receiver_eot_ack(
    void *end, uint32_t now_ms, const struct end_session *session)
{
	struct receiver *r = end;

	begin_receiver(end, now_ms, session);
	r->acks_first_eot = true;
}

static void
input_receiver(void *end, uint32_t now_ms, const uint8_t *bytes, size_t len)
{
	struct receiver *r = end;

	if (receiver_has_ended(r))
		return;
	if (r->state == LINGER) {
		linger(r, now_ms, bytes, len);
		return;
	}
	if (plain_is_due(r->give_up_ms, now_ms)) {
		receiver_fail(r);
		return;
	}
	if (plain_is_due(r->due_ms, now_ms))
		end_arrival(r, now_ms);
	for (size_t i = 0;
	     i < len && !receiver_has_ended(r) && r->state != LINGER; i++)
		take_byte(r, now_ms, bytes[i]);
}

static size_t
output_receiver(void *end, uint32_t now_ms, uint8_t *space)
{
	struct receiver *r = end;
	enum answer answer = r->answer;

	(void)now_ms;
	r->answer = NO_ANSWER;
	switch (answer) {
	case NO_ANSWER:
		return 0;
	case ACK:
		space[0] = PLAIN_ACK;
		break;
	case NAK:
		space[0] = PLAIN_NAK;
		break;
	case C:
		space[0] = PLAIN_C;
		break;
	case ACK_C:
		space[0] = PLAIN_ACK;
		space[1] = PLAIN_C;
		return 2;
	case CANS:
		return plain_put_cans(space);
	}
	return 1;
}

static uint32_t
wait_receiver(const void *end, uint32_t now_ms)
{
	const struct receiver *r = end;
	uint32_t due_ms, give_up_ms;

	if (receiver_has_ended(r))
		return START_MS;
	due_ms = plain_left_ms(r->due_ms, now_ms);
	give_up_ms = plain_left_ms(r->give_up_ms, now_ms);
	return due_ms < give_up_ms ? due_ms : give_up_ms;
}

/* A session ends only after its last answer has been sent. */
static enum end_result
result_of_receiver(const void *end)
{
	const struct receiver *r = end;

	if (!receiver_has_ended(r) || r->answer != NO_ANSWER)
		return END_RUNNING;
	return r->state == RECEIVER_DONE ? END_DONE : END_FAILED;
}

static const struct end_kept *
kept_by_receiver(const void *end)
{
	const struct receiver *r = end;

	return &r->kept;
}

static uint8_t *
put_flags(const struct receiver *r, uint8_t *key)
{
	return plain_put_number(key,
	    (uint64_t)r->only_can | (uint64_t)r->acks_first_eot << 1 |
		(uint64_t)r->started << 2 | (uint64_t)r->asked_c << 3 |
		(uint64_t)r->announced << 4 | (uint64_t)r->eot_rejected << 5 |
		(uint64_t)r->block_rejected << 6,
	    1);
}

static size_t
key_of_receiver(const void *end, uint32_t now_ms, uint8_t *key)
{
	const struct receiver *r = end;
	uint8_t *next = key;

	*next++ = (uint8_t)r->state;
	*next++ = (uint8_t)r->answer;
	*next++ = r->has_sums;
	*next++ = r->kept.files;
	next = plain_put_number(next, r->kept_hash, 8);
	if (receiver_has_ended(r))
		return (size_t)(next - key);
	next = plain_put_number(next, plain_left_ms(r->due_ms, now_ms), 4);
	if (r->state == LINGER)
		return (size_t)(next - key);
	next = plain_put_number(next, plain_left_ms(r->give_up_ms, now_ms), 4);
	next = put_flags(r, next);
	*next++ = (uint8_t)r->arrival;
	*next++ = (uint8_t)r->check;
	*next++ = r->garbage;
	*next++ = r->asks;
	*next++ = r->block;
	*next++ = r->errors;
	next = plain_put_number(next, r->header, 8);
	next = plain_put_number(next, r->size, 4);
	next = plain_put_number(next, r->len, 2);
	next =
	    plain_put_number(next, plain_hash(PLAIN_HASH, r->bytes, r->len), 8);
	return (size_t)(next - key);
}

static bool
receiver_has_only_sums(const void *end)
{
	const struct receiver *r = end;

	return r->has_sums;
}

const struct end_type end_plain_receiver = {
	.name = "plain receiver",
	.size = sizeof(struct receiver),
	.begin = begin_receiver,
	.input = input_receiver,
	.output = output_receiver,
	.wait_ms = wait_receiver,
	.result = result_of_receiver,
	.kept = kept_by_receiver,
	.key = key_of_receiver,
	.has_only_sums = receiver_has_only_sums,
};

const struct end_type end_plain_receiver_eot_ack = {
	.name = "plain receiver that acknowledges the first EOT",
	.size = sizeof(struct receiver),
	.begin = begin_receiver_eot_ack,
	.input = input_receiver,
	.output = output_receiver,
	.wait_ms = wait_receiver,
	.result = result_of_receiver,
	.kept = kept_by_receiver,
	.key = key_of_receiver,
	.has_only_sums = receiver_has_only_sums,
};
