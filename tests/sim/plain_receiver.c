#include "plain.h"

#include <string.h>

/*
 * A receiver that takes one thing after the other from the line: a block, an
 * EOT, or garbage, which lasts until the line has been silent for 1 s.  Each
 * gets one answer.  If nothing arrives, the receiver asks again.
 *
 * An answer that has not left yet is replaced by the next one: both answer
 * bytes that arrived together.
 */

enum {
	ASK_MS = 3000,       /* between requests */
	NAK_MS = 10000,      /* until the next block is asked for by NAK */
	BYTE_MS = 1000,      /* of silence end a block, or garbage */
	EOT_MS = 200,        /* of silence after an EOT show that it is one */
	START_MS = 120000,   /* until the first block */
	PROGRESS_MS = 60000, /* until the next block, EOT or header */
	LINGER_MS = 2000,    /* of answers to an EOT that is repeated */
	FIRST_ASKS = 4,      /* requests by C before NAK and C take turns */
	BLOCK_LIKE = 4       /* bytes that may be the rest of a block */
};

enum receiver_state {
	WAIT_HEADER,
	WAIT_DATA,
	LINGER, /* after XMODEM's EOT */
	RECEIVER_DONE,
	RECEIVER_FAILED
};

/* What is arriving. */
enum arrival { NOTHING, BLOCK, EOT, GARBAGE };

enum answer { NO_ANSWER, ACK, NAK, C, ACK_C, CANS };

struct receiver {
	const struct end_session *session;
	uint32_t due_ms;     /* end of the arrival, or time to ask again */
	uint32_t give_up_ms; /* end of the wait for progress */
	uint64_t header;     /* hash of the current file's block 0 */
	uint64_t kept_hash;  /* of all that was kept */
	uint32_t size;       /* announced size of the file */
	enum receiver_state state;
	enum arrival arrival;
	enum answer answer;
	enum plain_check check; /* of XMODEM's blocks, once one was good */
	uint16_t len;           /* bytes of the block so far */
	uint8_t garbage; /* bytes of garbage so far, at most BLOCK_LIKE */
	bool only_can;   /* the garbage is one CAN */
	bool acks_first_eot;
	bool started;  /* a block or an EOT was good */
	bool asked_c;  /* the last request was C, not NAK */
	uint8_t asks;  /* requests before that, at most FIRST_ASKS */
	uint8_t block; /* good blocks of the file */
	bool announced;
	bool eot_rejected;   /* this file's first EOT got NAK */
	bool block_rejected; /* no good block since a damaged one */
	bool has_sums;       /* a block with a checksum was good */
	uint8_t errors;      /* in a row */
	struct end_kept kept;
	uint8_t bytes[PLAIN_BLOCK_MAX];
};

static bool
has_ended(const struct receiver *r)
{
	return r->state == RECEIVER_DONE || r->state == RECEIVER_FAILED;
}

static void
end_session(struct receiver *r, enum receiver_state state, enum answer answer)
{
	r->state = state;
	r->answer = answer;
}

static void
fail_with_cans(struct receiver *r)
{
	end_session(r, RECEIVER_FAILED, CANS);
}

/*
 * True before the first data block of a file, or block 0: the sender waits for
 * C, if it waits for anything.  An EOT that got NAK is repeated after NAK.
 */
static bool
asks_by_request(const struct receiver *r)
{
	return r->state == WAIT_HEADER || (r->block == 0 && !r->eot_rejected);
}

static void
send_answer(struct receiver *r, uint32_t now_ms, enum answer answer)
{
	r->answer = answer;
	r->arrival = NOTHING;
	r->len = 0;
	r->garbage = 0;
	r->only_can = false;
	r->due_ms = now_ms + (asks_by_request(r) ? ASK_MS : NAK_MS);
	if (answer == ACK_C)
		r->asked_c = true;
}

static void
send_request(struct receiver *r, uint32_t now_ms)
{
	if (asks_by_request(r))
		send_answer(r, now_ms, r->asked_c ? C : NAK);
	else
		send_answer(r, now_ms, NAK);
}

/* Asks again because nothing has arrived. */
static void
ask(struct receiver *r, uint32_t now_ms)
{
	if (!r->started) {
		if (r->asks < FIRST_ASKS)
			r->asks++;
		else
			r->asked_c = !r->asked_c;
	}
	send_request(r, now_ms);
}

static void
count_progress(struct receiver *r, uint32_t now_ms)
{
	r->started = true;
	r->errors = 0;
	r->give_up_ms = now_ms + PROGRESS_MS;
}

/* True if that was one error too many. */
static bool
count_error(struct receiver *r)
{
	if (++r->errors < PLAIN_TRIES)
		return false;
	fail_with_cans(r);
	return true;
}

/* Asks again because something has arrived that is not good. */
static void
reject(struct receiver *r, uint32_t now_ms, size_t len)
{
	if (len >= BLOCK_LIKE)
		r->block_rejected = true;
	if (!count_error(r))
		send_request(r, now_ms);
}

static void
take_garbage(struct receiver *r, uint32_t now_ms, size_t len)
{
	len += r->garbage;
	r->garbage = (uint8_t)(len < BLOCK_LIKE ? len : BLOCK_LIKE);
	r->arrival = GARBAGE;
	r->len = 0;
	r->due_ms = now_ms + BYTE_MS;
}

static void
add_to_kept_hash(struct receiver *r, const void *bytes, size_t len)
{
	r->kept_hash = plain_hash(r->kept_hash, bytes, len);
}

/* Returns false if there is no space for another file. */
static bool
begin_file(struct receiver *r, const char name[8])
{
	if (r->kept.files == END_FILES_MAX + 1)
		return false;
	memcpy(r->kept.file[r->kept.files++].name, name, 8);
	add_to_kept_hash(r, name, 8);
	r->state = WAIT_DATA;
	r->block = 0;
	r->eot_rejected = false;
	return true;
}

/* Returns false if there is no space for the data. */
static bool
keep_data(struct receiver *r, const uint8_t *data, size_t len)
{
	uint16_t *kept = &r->kept.file[r->kept.files - 1].len;
	uint8_t *space = r->kept.file[r->kept.files - 1].data;

	/* What follows the announced size is padding. */
	if (r->announced && len > r->size - *kept)
		len = r->size - *kept;
	if (len > sizeof(r->kept.file[0].data) - *kept)
		return false;
	memcpy(space + *kept, data, len);
	*kept = (uint16_t)(*kept + len);
	add_to_kept_hash(r, data, len);
	return true;
}

/* True if all bytes of the announced size have been received. */
static bool
has_all(const struct receiver *r)
{
	return r->announced && r->kept.file[r->kept.files - 1].len == r->size;
}

static void
take_header(
    struct receiver *r, uint32_t now_ms, const uint8_t *data, size_t len)
{
	struct plain_header header;

	if (!plain_parse_header(&header, data, len)) {
		fail_with_cans(r);
		return;
	}
	if (header.name[0] == '\0') {
		end_session(r, RECEIVER_DONE, ACK);
		return;
	}
	if (!begin_file(r, header.name)) {
		fail_with_cans(r);
		return;
	}
	r->announced = header.announced;
	r->size = header.size;
	r->header = plain_hash(PLAIN_HASH, data, len);
	count_progress(r, now_ms);
	send_answer(r, now_ms, ACK_C);
}

static void
take_next_data(
    struct receiver *r, uint32_t now_ms, const uint8_t *data, size_t len)
{
	bool had_all = has_all(r);

	if (!keep_data(r, data, len)) {
		fail_with_cans(r);
		return;
	}
	r->block++;
	r->eot_rejected = false;
	/* Blocks without end after the file's end are no progress. */
	if (!had_all)
		count_progress(r, now_ms);
	send_answer(r, now_ms, ACK);
}

/* True if this is block 0 of the file whose data has not begun. */
static bool
is_header_again(const struct receiver *r, const uint8_t *data, size_t len)
{
	return r->session->ymodem && r->block == 0 && !r->eot_rejected &&
	       plain_hash(PLAIN_HASH, data, len) == r->header;
}

static void
take_block(struct receiver *r, uint32_t now_ms, enum plain_check check)
{
	const uint8_t *data = r->bytes + 3;
	size_t len = plain_block_len(r->bytes[0], PLAIN_CRC) - 5;
	uint8_t number = r->bytes[1];

	r->block_rejected = false;
	if (check == PLAIN_SUM)
		r->has_sums = true;
	if (!r->started)
		r->check = r->session->ymodem ? PLAIN_CRC : check;
	if (r->state == WAIT_HEADER && number == 0)
		take_header(r, now_ms, data, len);
	else if (r->state == WAIT_DATA && number == r->block + 1)
		take_next_data(r, now_ms, data, len);
	else if (r->state == WAIT_DATA && r->block > 0 && number == r->block)
		send_answer(r, now_ms, ACK);
	else if (r->state == WAIT_DATA && number == 0 &&
		 is_header_again(r, data, len))
		send_answer(r, now_ms, ACK_C);
	else
		/* The two ends are not at the same block any more. */
		fail_with_cans(r);
}

/*
 * True if the sender may send checksums or CRCs.  Then, a block with a checksum
 * is one that ends before the second byte of a CRC.
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
		take_block(r, now_ms, check);
	else
		take_garbage(r, now_ms, r->len);
}

static void
take_cut_block(struct receiver *r, uint32_t now_ms)
{
	if (accepts_both(r) &&
	    r->len == plain_block_len(r->bytes[0], PLAIN_SUM) &&
	    plain_block_good(r->bytes, PLAIN_SUM))
		take_block(r, now_ms, PLAIN_SUM);
	else
		reject(r, now_ms, r->len);
}

static void
end_file(struct receiver *r, uint32_t now_ms)
{
	r->kept.file[r->kept.files - 1].whole = true;
	add_to_kept_hash(r, "end", 3);
	count_progress(r, now_ms);
	if (r->session->ymodem) {
		r->state = WAIT_HEADER;
		send_answer(r, now_ms, ACK_C);
	} else {
		r->state = LINGER;
		send_answer(r, now_ms, ACK);
		r->due_ms = now_ms + LINGER_MS;
	}
}

static void
take_end_of_file(struct receiver *r, uint32_t now_ms)
{
	if (r->announced && !has_all(r)) {
		fail_with_cans(r);
	} else if (r->session->ymodem && !r->eot_rejected &&
		   !r->acks_first_eot) {
		r->eot_rejected = true;
		send_answer(r, now_ms, NAK);
	} else {
		end_file(r, now_ms);
	}
}

static void
take_eot(struct receiver *r, uint32_t now_ms)
{
	bool in_file = r->state == WAIT_DATA;

	if (r->kept.files == 0) {
		reject(r, now_ms, 1);
	} else if (r->block_rejected && !(in_file && has_all(r))) {
		/*
		 * The sender has taken the answer to a damaged block or header
		 * for an ACK.
		 */
		if (!count_error(r))
			send_answer(r, now_ms, NAK);
	} else if (in_file) {
		take_end_of_file(r, now_ms);
	} else {
		/* The sender has not received the answer to its EOT. */
		send_answer(r, now_ms, ACK_C);
	}
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
		take_garbage(r, now_ms, 1);
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
		/* The EOT was part of something else. */
		take_garbage(r, now_ms, 2);
		break;
	case GARBAGE:
		if (r->only_can && byte == PLAIN_CAN) {
			end_session(r, RECEIVER_FAILED, NO_ANSWER);
			break;
		}
		r->only_can = false;
		take_garbage(r, now_ms, 1);
		break;
	}
}

static void
end_arrival(struct receiver *r, uint32_t now_ms)
{
	switch (r->arrival) {
	case NOTHING:
		ask(r, now_ms);
		break;
	case BLOCK:
		take_cut_block(r, now_ms);
		break;
	case EOT:
		take_eot(r, now_ms);
		break;
	case GARBAGE:
		reject(r, now_ms, r->garbage);
		break;
	}
}

/* The file is complete; only the ACK of its EOT may have been lost. */
static void
linger(struct receiver *r, uint32_t now_ms, const uint8_t *bytes, size_t len)
{
	if (plain_is_due(r->due_ms, now_ms))
		end_session(r, RECEIVER_DONE, NO_ANSWER);
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
		begin_file(r, (const char[8]){ "" });
	send_request(r, now_ms);
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

	if (has_ended(r))
		return;
	if (r->state == LINGER) {
		linger(r, now_ms, bytes, len);
		return;
	}
	if (plain_is_due(r->give_up_ms, now_ms)) {
		fail_with_cans(r);
		return;
	}
	if (plain_is_due(r->due_ms, now_ms))
		end_arrival(r, now_ms);
	for (size_t i = 0; i < len && !has_ended(r) && r->state != LINGER; i++)
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

	if (has_ended(r))
		return START_MS;
	due_ms = plain_left_ms(r->due_ms, now_ms);
	give_up_ms = plain_left_ms(r->give_up_ms, now_ms);
	return due_ms < give_up_ms ? due_ms : give_up_ms;
}

/* A session has not ended before its last answer has left. */
static enum end_result
result_of_receiver(const void *end)
{
	const struct receiver *r = end;

	if (!has_ended(r) || r->answer != NO_ANSWER)
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
	if (has_ended(r))
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
