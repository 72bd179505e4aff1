#include "sim/plain.h"

#include <string.h>

/*
 * A sender that repeats a message only after a request; it repeats an EOT also
 * after a timeout. An answer counts only if it arrives after the message was
 * sent. Of several answers that arrive together, only the first counts.
 */

enum {
	START_MS = 120000, /* timeout for the receiver's first request */
	ANSWER_MS = 60000, /* timeout for an answer or for a
			      request that is not the first */
	EOT_MS = 15000     /* time until an EOT is retransmitted */
};

enum sender_state {
	WAIT_START,   /* waits for the first request */
	SENT_HEADER,  /* waits for ACK */
	WAIT_REQUEST, /* waits for the data request that
			 follows the ACK of the header */
	SENT_DATA,    /* waits for ACK */
	SENT_EOT,     /* waits for ACK */
	WAIT_NEXT,    /* waits for the header request that
			 follows the ACK of the EOT */
	SENT_FINAL,   /* waits for ACK */
	SENDER_DONE,
	SENDER_FAILED
};

enum sender_output { SEND_NOTHING, SEND_MESSAGE, SEND_CANS };

struct sender {
	const struct end_session *session;
	uint32_t due_ms; /* time when the current wait ends */
	enum sender_state state;
	enum sender_output output;
	enum plain_check check;
	uint8_t file;
	uint8_t block; /* index of the current block in the file, from 0 */
	uint8_t retries;
	uint8_t cans;  /* number of CANs received in a row */
	bool has_sums; /* a block with a checksum was acknowledged */
};

static const struct end_file *
current_file(const struct sender *s)
{
	return &s->session->file[s->file];
}

/* Returns true if the whole file has been acknowledged. */
static bool
file_sent(const struct sender *s)
{
	return s->block * s->session->block_len >= current_file(s)->len;
}

static void
fail_with_cans(struct sender *s)
{
	s->state = SENDER_FAILED;
	s->output = SEND_CANS;
}

static void
wait_for_request(struct sender *s, uint32_t now_ms, enum sender_state state)
{
	s->state = state;
	s->due_ms = now_ms + ANSWER_MS;
}

static void
send_message(struct sender *s, uint32_t now_ms)
{
	s->output = SEND_MESSAGE;
	s->due_ms = now_ms + (s->state == SENT_EOT ? EOT_MS : ANSWER_MS);
}

static void
send_first(struct sender *s, uint32_t now_ms, enum sender_state state)
{
	s->state = state;
	s->retries = 0;
	send_message(s, now_ms);
}

static void
send_again(struct sender *s, uint32_t now_ms)
{
	if (s->retries == PLAIN_TRIES) {
		fail_with_cans(s);
		return;
	}
	s->retries++;
	send_message(s, now_ms);
}

static void
send_data(struct sender *s, uint32_t now_ms)
{
	send_first(s, now_ms, file_sent(s) ? SENT_EOT : SENT_DATA);
}

static void
send_header(struct sender *s, uint32_t now_ms)
{
	send_first(
	    s, now_ms, s->file < s->session->files ? SENT_HEADER : SENT_FINAL);
}

static void
take_start(struct sender *s, uint32_t now_ms, uint8_t byte)
{
	if (byte != PLAIN_C && byte != PLAIN_NAK)
		return;
	s->check = byte == PLAIN_C ? PLAIN_CRC : PLAIN_SUM;
	if (s->session->ymodem)
		send_header(s, now_ms);
	else
		send_data(s, now_ms);
}

static void
take_ack(struct sender *s, uint32_t now_ms)
{
	if (s->state != SENT_EOT && s->check == PLAIN_SUM)
		s->has_sums = true;
	if (s->state == SENT_HEADER) {
		s->block = 0;
		wait_for_request(s, now_ms, WAIT_REQUEST);
	} else if (s->state == SENT_DATA) {
		s->block++;
		send_data(s, now_ms);
	} else if (s->state == SENT_EOT && s->session->ymodem) {
		s->file++;
		wait_for_request(s, now_ms, WAIT_NEXT);
	} else {
		s->state = SENDER_DONE;
	}
}

/*
 * Returns true if a request can mean that the receiver did not get the last
 * message.
 */
static bool
request_rejects(const struct sender *s)
{
	return s->state == SENT_HEADER || s->state == SENT_FINAL ||
	       (s->state == SENT_DATA && s->block == 0);
}

static void
take_answer(struct sender *s, uint32_t now_ms, uint8_t byte)
{
	if (byte == PLAIN_ACK) {
		take_ack(s, now_ms);
	} else if (byte == PLAIN_NAK) {
		send_again(s, now_ms);
	} else if (byte == PLAIN_C && request_rejects(s)) {
		/* A receiver that sends C can check a CRC. */
		s->check = PLAIN_CRC;
		send_again(s, now_ms);
	}
}

/* Handles a byte in WAIT_REQUEST or WAIT_NEXT. Only C counts as a request. */
static void
take_request(struct sender *s, uint32_t now_ms, uint8_t byte)
{
	if (byte != PLAIN_C)
		return;
	s->check = PLAIN_CRC;
	if (s->state == WAIT_REQUEST)
		send_data(s, now_ms);
	else
		send_header(s, now_ms);
}

static void
take_byte(struct sender *s, uint32_t now_ms, uint8_t byte)
{
	switch (s->state) {
	case WAIT_START:
		take_start(s, now_ms, byte);
		break;
	case SENT_HEADER:
	case SENT_DATA:
	case SENT_EOT:
	case SENT_FINAL:
		take_answer(s, now_ms, byte);
		break;
	case WAIT_REQUEST:
	case WAIT_NEXT:
		take_request(s, now_ms, byte);
		break;
	case SENDER_DONE:
	case SENDER_FAILED:
		break;
	}
}

static bool
has_ended(const struct sender *s)
{
	return s->state == SENDER_DONE || s->state == SENDER_FAILED;
}

static void
begin_sender(void *end, uint32_t now_ms, const struct end_session *session)
{
	struct sender *s = end;

	memset(s, 0, sizeof(*s));
	s->session = session;
	s->due_ms = now_ms + START_MS;
}

static void
input_sender(void *end, uint32_t now_ms, const uint8_t *bytes, size_t len)
{
	struct sender *s = end;

	if (!has_ended(s) && plain_is_due(s->due_ms, now_ms)) {
		if (s->state == SENT_EOT)
			send_again(s, now_ms);
		else
			fail_with_cans(s);
	}
	for (size_t i = 0; i < len && !has_ended(s); i++) {
		if (bytes[i] != PLAIN_CAN)
			s->cans = 0;
		else
			s->cans++;
		if (s->cans == 2) {
			s->state = SENDER_FAILED;
			s->output = SEND_NOTHING;
		} else if (s->output == SEND_NOTHING) {
			/*
			 * A byte that arrives before a message is sent cannot
			 * be an answer to this message.
			 */
			take_byte(s, now_ms, bytes[i]);
		}
	}
}

static size_t
put_data(const struct sender *s, uint8_t *space)
{
	const struct end_file *file = current_file(s);
	size_t block_len = s->session->block_len;
	size_t offset = s->block * block_len, len = file->len - offset;
	uint8_t data[PLAIN_LONG];

	memset(data, 0x1a, sizeof(data));
	memcpy(data, file->data + offset, len < block_len ? len : block_len);
	return plain_put_block(
	    space, (uint8_t)(s->block + 1), data, block_len, s->check);
}

static size_t
put_message(const struct sender *s, uint8_t *space)
{
	uint8_t data[PLAIN_SHORT];

	if (s->state == SENT_DATA)
		return put_data(s, space);
	if (s->state == SENT_EOT) {
		space[0] = PLAIN_EOT;
		return 1;
	}
	plain_put_header(
	    data, s->state == SENT_HEADER ? current_file(s) : NULL);
	return plain_put_block(space, 0, data, sizeof(data), s->check);
}

static size_t
output_sender(void *end, uint32_t now_ms, uint8_t *space)
{
	struct sender *s = end;
	enum sender_output output = s->output;

	(void)now_ms;
	s->output = SEND_NOTHING;
	switch (output) {
	case SEND_NOTHING:
		break;
	case SEND_MESSAGE:
		return put_message(s, space);
	case SEND_CANS:
		return plain_put_cans(space);
	}
	return 0;
}

static uint32_t
wait_sender(const void *end, uint32_t now_ms)
{
	const struct sender *s = end;

	return has_ended(s) ? START_MS : plain_left_ms(s->due_ms, now_ms);
}

/* A session ends only after its last message has been sent. */
static enum end_result
result_of_sender(const void *end)
{
	const struct sender *s = end;

	if (!has_ended(s) || s->output != SEND_NOTHING)
		return END_RUNNING;
	return s->state == SENDER_DONE ? END_DONE : END_FAILED;
}

static size_t
key_of_sender(const void *end, uint32_t now_ms, uint8_t *key)
{
	const struct sender *s = end;
	uint8_t *next = key;

	*next++ = (uint8_t)s->state;
	*next++ = (uint8_t)s->output;
	*next++ = s->has_sums;
	if (has_ended(s))
		return (size_t)(next - key);
	*next++ = (uint8_t)s->check;
	*next++ = s->file;
	*next++ = s->block;
	*next++ = s->retries;
	*next++ = s->cans;
	next = plain_put_number(next, plain_left_ms(s->due_ms, now_ms), 4);
	return (size_t)(next - key);
}

static bool
sender_has_only_sums(const void *end)
{
	const struct sender *s = end;

	return s->has_sums;
}

const struct end_type end_plain_sender = {
	.name = "plain sender",
	.sends = true,
	.size = sizeof(struct sender),
	.begin = begin_sender,
	.input = input_sender,
	.output = output_sender,
	.wait_ms = wait_sender,
	.result = result_of_sender,
	.kept = NULL,
	.key = key_of_sender,
	.has_only_sums = sender_has_only_sums,
};
