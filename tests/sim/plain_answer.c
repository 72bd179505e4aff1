#include "sim/plain_receiver.h"

#include <string.h>

/*
 * The answers of the plain receiver, and the files that it keeps.
 *
 * A new answer replaces an earlier answer that has not been sent yet: the bytes
 * that caused these two answers arrived together.
 */

enum {
	ASK_MS = 3000,       /* time between two requests */
	NAK_MS = 10000,      /* silence after which NAK
				requests the next block */
	PROGRESS_MS = 60000, /* timeout for the next block, EOT or header */
	LINGER_MS = 2000,    /* time in which a repeated EOT is answered */
	FIRST_ASKS = 4,      /* number of C requests before
				NAK and C alternate */
	BLOCK_LIKE = 4       /* least length of garbage that
				may be a damaged block */
};

bool
receiver_has_ended(const struct receiver *r)
{
	return r->state == RECEIVER_DONE || r->state == RECEIVER_FAILED;
}

void
receiver_end(struct receiver *r, enum receiver_state state, enum answer answer)
{
	r->state = state;
	r->answer = answer;
}

void
receiver_fail(struct receiver *r)
{
	receiver_end(r, RECEIVER_FAILED, CANS);
}

/*
 * Returns true while the receiver waits for block 0 or for the first data
 * block, because the sender may be waiting for a request. Returns false after
 * the receiver has rejected the EOT of an empty file: although no data block
 * has arrived, only NAK can request the second EOT.
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

void
receiver_send_request(struct receiver *r, uint32_t now_ms)
{
	if (asks_by_request(r))
		send_answer(r, now_ms, r->asked_c ? C : NAK);
	else
		send_answer(r, now_ms, NAK);
}

void
receiver_ask(struct receiver *r, uint32_t now_ms)
{
	if (!r->started) {
		if (r->asks < FIRST_ASKS)
			r->asks++;
		else
			r->asked_c = !r->asked_c;
	}
	receiver_send_request(r, now_ms);
}

static void
count_progress(struct receiver *r, uint32_t now_ms)
{
	r->started = true;
	r->errors = 0;
	r->give_up_ms = now_ms + PROGRESS_MS;
}

/* Counts an error. Returns true if there were too many errors in a row. */
static bool
count_error(struct receiver *r)
{
	if (++r->errors < PLAIN_TRIES)
		return false;
	receiver_fail(r);
	return true;
}

void
receiver_reject(struct receiver *r, uint32_t now_ms, size_t len)
{
	if (len >= BLOCK_LIKE)
		r->block_rejected = true;
	if (!count_error(r))
		receiver_send_request(r, now_ms);
}

void
receiver_take_garbage(struct receiver *r, uint32_t now_ms, size_t len)
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

bool
receiver_begin_file(struct receiver *r, const char name[8])
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

	/* The bytes after the announced size are padding. */
	if (r->announced && len > r->size - *kept)
		len = r->size - *kept;
	if (len > sizeof(r->kept.file[0].data) - *kept)
		return false;
	memcpy(space + *kept, data, len);
	*kept = (uint16_t)(*kept + len);
	add_to_kept_hash(r, data, len);
	return true;
}

/* Returns true if all bytes of the announced size have been received. */
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
		receiver_fail(r);
		return;
	}
	if (header.name[0] == '\0') {
		receiver_end(r, RECEIVER_DONE, ACK);
		return;
	}
	if (!receiver_begin_file(r, header.name)) {
		receiver_fail(r);
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
		receiver_fail(r);
		return;
	}
	r->block++;
	r->eot_rejected = false;
	/* Blocks after the announced end of the file are no progress. */
	if (!had_all)
		count_progress(r, now_ms);
	send_answer(r, now_ms, ACK);
}

/*
 * Returns true if this is a repeated block 0 of the current file, and no data
 * block of the file has been accepted.
 */
static bool
is_header_again(const struct receiver *r, const uint8_t *data, size_t len)
{
	return r->session->ymodem && r->block == 0 && !r->eot_rejected &&
	       plain_hash(PLAIN_HASH, data, len) == r->header;
}

void
receiver_take_block(struct receiver *r, uint32_t now_ms, enum plain_check check)
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
		/* The block is neither the next one nor a repeated one. */
		receiver_fail(r);
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
		receiver_fail(r);
	} else if (r->session->ymodem && !r->eot_rejected &&
		   !r->acks_first_eot) {
		r->eot_rejected = true;
		send_answer(r, now_ms, NAK);
	} else {
		end_file(r, now_ms);
	}
}

void
receiver_take_eot(struct receiver *r, uint32_t now_ms)
{
	bool in_file = r->state == WAIT_DATA;

	if (r->kept.files == 0) {
		receiver_reject(r, now_ms, 1);
	} else if (r->block_rejected && !(in_file && has_all(r))) {
		/*
		 * The sender has misread the answer to a damaged block or
		 * header as an ACK.
		 */
		if (!count_error(r))
			send_answer(r, now_ms, NAK);
	} else if (in_file) {
		take_end_of_file(r, now_ms);
	} else {
		/*
		 * The sender repeats the EOT because it has not received the
		 * answer.
		 */
		send_answer(r, now_ms, ACK_C);
	}
}
