#include "xm/internal.h"

/*
 * The sender.
 *
 *	receiver                         sender                state after it
 *
 *	                                                       start
 *	C (or NAK, or G)  ------------>
 *	                  <------------  block 0, of YMODEM    header
 *	ACK               ------------>                        ready
 *	C                 ------------>  (or 1.2 s of silence)
 *	                  <------------  block 1, 2, ...       data
 *	ACK               ------------>
 *	                  <------------  EOT                   eot
 *	ACK               ------------>                        next, or closing
 *	C                 ------------>
 *	                  <------------  the next block 0,     header
 *	                                 or the final header   final
 *	ACK               ------------>                        closing
 *
 * The receiver controls the transfer (Forsberg): the sender sends a block only
 * if the receiver requests it, and sends it again only if the receiver requests
 * it again.
 *
 * ACKs carry no number.  If a request and the first block cross on the line,
 * that block is sent twice, and a receiver may acknowledge both copies.  The
 * second ACK must not count for the next block, so in the states header_copies
 * and data_copies the sender waits for the second ACK.
 *
 * A file counts as sent only after the ACK of its EOT.  If a receiver answers
 * the EOT of a YMODEM file with C twice, either the EOT or its ACK was lost.
 * The sender continues with the next block 0, but the file stays unconfirmed
 * until the receiver acknowledges that block.
 *
 * Bytes that are received while a block is being written are older than the
 * block.  Of these bytes, the sender ignores ACKs and requests.
 */

enum {
	START_QUIET_MS = 50,    /* silence that must follow a request; no
				   silence follows a letter in a banner */
	REPLY_QUIET_MS = 20,    /* silence that ends a series of NAKs */
	READY_MS = 1200,        /* time to wait for C after the ACK of block 0;
				   U-Boot sends no C */
	READY_QUICK_MS = 100,   /* time to wait for C if the receiver is known
				   to send no C */
	READY_LATER_MS = 5000,  /* time to wait for C in a later file; receivers
				   repeat a lost C after 3 s */
	COPY_MS = 4500,         /* time to wait for the ACK of another copy of
				   the block: 1.5 s for the receiver, 3 s for
				   pauses of the line */
	COPY_QUICK_MS = 1500,   /* time to wait for the ACK of another copy if
				   was_rejected() returns true */
	QUICK_MS = 300,         /* an ACK in less than this time is quick */
	COPIES_MAX_MS = 7000,   /* longest wait for the ACKs of copies;
				   receivers send NAK 10 s after their ACK */
	COPIES_APART_MS = 6500, /* maximum time between the first and the last
				   copy; if more time has passed, the first copy
				   was lost */
	EOT_MS = 15000,         /* time to wait for the answer to an EOT;
				   Cisco's ACK is slow, and receivers repeat
				   their answer after 10 s */
	EOT_SILENCES_MAX = 3,
	CROSSING_MS = 5000,  /* a C or G within this time after the EOT of an
				empty file was sent before the EOT arrived */
	NEXT_MS = 13500,     /* time to wait for the request for the next block
				0; receivers repeat that request after 10 s */
	NEXT_TEXT_MS = 3000, /* silence after text in place of the request for
				the next block 0: the receiver has ended */
	LAST_TEXT_MS = 5000, /* silence after text in place of an ACK: the
				receiver has ended */
	FINAL_MS = 4000,     /* time to wait for the ACK of the final header;
				barebox requests it again after 3.25 s */
	CLOSING_MS = 300,    /* time to wait for a request after the last ACK */
	RESTART_MS = 2000,   /* a request within this time after an empty file
				asks for a new file; OpenTitan sends it after
				1 s */
	SILENCE_MS = 1000    /* after this silence, a request means that an ACK
				may have been lost */
};

static const struct xm_listener start, header, header_copies, ready, data,
    data_copies, eot, next, final, closing;
static const struct xm_state sending;

/* Sending. */

static size_t
take_while_sending(struct xm *x, const uint8_t *in, size_t len)
{
	if (xm_is_echo(x, *in))
		return 1;
	if (xm_take_byte(x, in, len))
		xm_listener(x->send.after)->cancelled(x);
	/* In YMODEM-g, a receiver that sends text has given up the transfer. */
	else if (x->streaming && x->send.text >= XM_TEXT_MIN)
		xm_fail_quietly(x, XM_ECANCELLED);
	return 1;
}

static uint32_t
timeout_ms(const struct xm *x, const struct xm_listener *l)
{
	uint32_t ms = x->options.timeout_ms;

	if (l == &eot)
		return xm_least(ms, EOT_MS);
	if ((l == &header || l == &data) && x->options.resend_ms > 0)
		return xm_least(ms, x->options.resend_ms);
	return l == &final ? FINAL_MS : ms;
}

static void
await_answer(struct xm *x)
{
	const struct xm_listener *l = xm_listener(x->send.after);

	/*
	 * In YMODEM-g, receivers acknowledge neither data blocks nor the final
	 * header (Forsberg, figure 8).
	 */
	if (x->streaming && (l == &data || l == &final))
		l->acked(x);
	else
		xm_listen_after_output(x, l, timeout_ms(x, l));
}

/*
 * Ends the transfer with XM_FAILED.  If the receiver already has a file, sends
 * CANs: without CANs, the receiver would take the silence as the end of the
 * batch.
 */
static void
end_without_reply(struct xm *x, enum xm_error error)
{
	if (x->send.later)
		xm_fail(x, error);
	else
		xm_fail_quietly(x, error);
}

/* Ends the transfer if the line has accepted no output for timeout_ms. */
static void
check_stall(struct xm *x)
{
	if (x->out_len == x->send.out_left) {
		end_without_reply(x, XM_ESTALLED);
		return;
	}
	x->send.out_left = x->out_len;
	xm_enter(x, &sending, x->options.timeout_ms);
}

static void
send_bytes(struct xm *x, const uint8_t *bytes, size_t len,
    const struct xm_listener *after)
{
	uint32_t rate = x->options.bytes_per_s;

	/*
	 * The driver of the line may buffer many blocks.  So the line transmits
	 * this output only after the previous output has arrived.
	 */
	if (xm_before(x->send.arrived_ms, x->now_ms))
		x->send.arrived_ms = x->now_ms;
	if (rate > 0)
		x->send.arrived_ms += (uint32_t)(len * 1000 / rate);
	x->send.after = &after->state;
	x->send.echoed = 0;
	if (!x->streaming)
		x->send.text = 0;
	x->send.out_left = (uint16_t)len;
	if (x->tries == 0)
		x->send.first_ms = x->send.arrived_ms;
	xm_offer(x, bytes, len);
	xm_enter(x, &sending, x->options.timeout_ms);
}

static void
send_block(struct xm *x, const struct xm_listener *after)
{
	x->fill =
	    (uint16_t)xm_block_seal(x->block, x->number, x->data_len, x->crc);
	send_bytes(x, x->block, x->fill, after);
	if (x->tries == 0) {
		x->send.copies = 0;
		x->send.resent = false;
	}
	x->send.copies++;
}

static void
send_eot(struct xm *x)
{
	static const uint8_t byte = EOT;

	send_bytes(x, &byte, 1, &eot);
}

/*
 * Counts a repetition.  Ends the transfer and returns false if no more are
 * allowed.
 */
static bool
count_try(struct xm *x)
{
	x->counts.retries++;
	if (xm_may_retry(x, x->send.first_ms)) {
		x->tries++;
		return true;
	}
	xm_fail(x, XM_ERETRIES);
	return false;
}

/*
 * Chooses the check of the first block.  A receiver that has sent C usually
 * supports only the CRC, even if it sends NAK later, as Gecko does.  But
 * barebox expects the checksum in the block that answers its seventh C, and
 * answers a CRC with NAK.  So of every four NAKs in a row, the sender answers
 * the third with the check that was not requested: the checksum after a C,
 * otherwise the CRC.  The sender answers the other three with the requested
 * check, because JH7110's ROM rejects the correct block fifteen times before
 * the ROM accepts that block.
 */
static void
choose_check(struct xm *x, uint8_t request)
{
	if (request != NAK) {
		x->send.crc_known = true;
		x->send.naks = 0;
	}
	x->crc = x->send.crc_known;
	if (request == NAK && ++x->send.naks % 4 == 3)
		x->crc = !x->crc;
}

static void
resend_block(struct xm *x, uint8_t request)
{
	if (!x->established)
		choose_check(x, request);
	else if (!xm_before(x->received_ms, x->send.arrived_ms + SILENCE_MS))
		x->counts.doubtful++;
	if (x->established && x->state == &data.state)
		xm_length_rejected(x);
	x->send.repeated = x->send.repeated || x->send.first;
	if (count_try(x))
		send_block(x, xm_listener(x->state));
}

/* The end. */

/* Ends the session: successfully, if every EOT was acknowledged. */
static void
finish(struct xm *x)
{
	if (x->send.unconfirmed)
		xm_fail_quietly(x, XM_EUNFINISHED);
	else
		xm_end(x);
}

/* Sends CANs, so that the receiver does not take the batch for complete. */
static void
fail_other_files(struct xm *x)
{
	xm_fail(x, XM_EONEFILE);
}

/*
 * Ends the transfer after CANs of the receiver.  A single CAN may be a damaged
 * answer.  So after a single CAN, sends CANs if the receiver already has a
 * file.
 */
static void
cancelled(struct xm *x)
{
	if (x->cans < 2)
		end_without_reply(x, XM_ECANCELLED);
	else
		xm_fail_quietly(x, XM_ECANCELLED);
}

static void
rejected(struct xm *x)
{
	xm_fail_quietly(x, XM_EREJECTED);
}

/* Sends the block again after resend_ms of silence. */
static void
resend_unrequested(struct xm *x)
{
	x->counts.doubtful++;
	x->send.resent = true;
	if (count_try(x))
		send_block(x, xm_listener(x->state));
}

static void
answer_timed_out(struct xm *x)
{
	uint32_t end_ms = x->send.first_ms + x->options.timeout_ms;

	if (x->send.text >= XM_TEXT_MIN)
		xm_fail(x, XM_ESTOPPED);
	else if (xm_before(x->now_ms, end_ms))
		resend_unrequested(x); /* only resend_ms has passed */
	else
		xm_fail(x, XM_ESILENCE);
}

static void
start_timed_out(struct xm *x)
{
	xm_fail_quietly(x, XM_ENOSTART);
}

/*
 * Looks for a request after the last ACK.  Such a request means that the ACK
 * belonged to an earlier block.  If a block was sent twice, the sender waits
 * for a request; otherwise it checks only the bytes that arrived with the ACK.
 */
static void
close_session(struct xm *x)
{
	bool empty = !x->ymodem && x->counts.blocks == 0;
	uint32_t wait_ms = x->send.repeated ? CLOSING_MS : 0;

	x->settled = true;
	xm_listen_for(x, &closing, empty ? NEXT_MS : wait_ms);
}

/* Starting. */

static void
answer_request(struct xm *x, uint8_t request)
{
	if (request == REQUEST_G && !x->ymodem)
		return;
	if (request != NAK)
		x->crc = x->send.crc_known = true;
	/*
	 * The G may be a damaged C: only a second G, as the answer to block 0,
	 * confirms YMODEM-g.
	 */
	if (!x->established)
		x->streaming = request == REQUEST_G;
	x->send.queued = false;
	x->tries = 0;
	x->send.silences = 0;
	x->send.eot_requested = false;
	x->send.first = true;
	x->number = x->ymodem ? 0 : 1;
	if (x->ymodem)
		send_block(x, x->send.more ? &header : &final);
	else
		xm_raise(x, XM_DATA);
}

/*
 * Starts without a request.  The first block has a CRC; if the receiver rejects
 * the block with NAK, it may support only the checksum.
 */
static void
begin_without_request(struct xm *x)
{
	x->crc = true;
	answer_request(x, NAK);
}

static void
send_first_block(struct xm *x)
{
	x->tries = 0;
	x->number = 1;
	xm_raise(x, XM_DATA);
}

/* Returns the time from the block to its ACK in ms, 1 to UINT16_MAX. */
static uint16_t
time_of_ack(const struct xm *x)
{
	uint32_t ms = 1;

	if (xm_before(x->send.arrived_ms, x->now_ms))
		ms = x->now_ms - x->send.arrived_ms;
	return (uint16_t)xm_least(ms, UINT16_MAX);
}

/* Updates the time of the quickest ACK, if the block was sent only once. */
static void
measure_ack(struct xm *x)
{
	uint16_t ms = time_of_ack(x);

	if (x->send.copies == 1 && (x->send.ack_ms == 0 || ms < x->send.ack_ms))
		x->send.ack_ms = ms;
}

/*
 * Returns true if answers come so quickly that no request is still on its way
 * when the sender writes a block.
 */
static bool
answers_quickly(const struct xm *x)
{
	return x->send.ack_ms > 0 && x->send.ack_ms < QUICK_MS;
}

/*
 * Returns true if the receiver has most likely rejected the previous copy: its
 * answers are quick, or it sent NAK after it had started with C.
 */
static bool
was_rejected(const struct xm *x)
{
	return answers_quickly(x) || (x->send.crc_known && x->send.naks > 0);
}

/*
 * Waits for the ACKs of other copies of the acknowledged block.  Returns false
 * if the sender expects no such ACK.
 */
static bool
await_copies(struct xm *x, const struct xm_listener *l)
{
	uint32_t apart_ms = x->send.arrived_ms - x->send.first_ms;
	uint32_t wait_ms;

	x->send.requested_early = false;
	if (x->send.copies < 2 || apart_ms > COPIES_APART_MS)
		return false;
	wait_ms = apart_ms + (was_rejected(x) ? COPY_QUICK_MS : COPY_MS);
	xm_listen_for(x, l, xm_least(wait_ms, COPIES_MAX_MS));
	return true;
}

static void
await_ready(struct xm *x)
{
	xm_listen_for(x, &ready,
	    x->send.later   ? READY_LATER_MS
	    : x->send.quick ? READY_QUICK_MS
			    : READY_MS);
}

static void
header_acked(struct xm *x)
{
	x->established = true;
	if (!x->send.later)
		x->streaming = false;
	measure_ack(x);
	if (!await_copies(x, &header_copies))
		await_ready(x);
}

/* Handles a request after block 0.  In YMODEM-g, G acknowledges block 0. */
static void
header_requested(struct xm *x, uint8_t request)
{
	if (x->streaming && request == REQUEST_G) {
		x->established = true;
		if (!await_copies(x, &header_copies))
			send_first_block(x);
		return;
	}
	if (!x->established)
		x->streaming = request == REQUEST_G;
	resend_block(x, request);
}

static void
header_copy_acked(struct xm *x)
{
	if (!x->send.later)
		x->streaming = false;
	if (--x->send.copies < 2)
		await_ready(x);
}

/* Sends no copy: the request may be the answer to the first copy. */
static void
copy_requested(struct xm *x, uint8_t request)
{
	(void)request;
	x->send.requested_early = true;
}

static void
header_copy_lost(struct xm *x)
{
	if (x->send.requested_early || !x->send.later)
		send_first_block(x);
	else
		await_ready(x);
}

static void
ready_requested(struct xm *x, uint8_t request)
{
	(void)request;
	/* A request after text comes from the next boot stage. */
	if (x->send.later && x->send.text >= XM_TEXT_MIN)
		fail_other_files(x);
	else
		send_first_block(x);
}

/*
 * Sends the first block after silence, but not in a later file: U-Boot
 * acknowledges the block 0 of a second file and returns to its shell, which
 * would run the file as commands.
 */
static void
ready_timed_out(struct xm *x)
{
	if (x->send.later)
		fail_other_files(x);
	else
		send_first_block(x);
}

/* Data. */

static void
send_tail(struct xm *x)
{
	uint8_t *from = x->block + XM_BLOCK_MAX - x->send.tail;
	size_t len = xm_least(x->send.tail, 128);

	memmove(x->block + 3, from, len);
	memset(x->block + 3 + len, x->options.pad, 128 - len);
	x->send.tail = (uint16_t)(x->send.tail - len);
	x->data_len = 128;
	send_block(x, &data);
}

static void
send_next_block(struct xm *x)
{
	x->tries = 0;
	if (x->send.tail > 0)
		send_tail(x);
	else if (x->send.last)
		send_eot(x);
	else
		xm_raise(x, XM_DATA);
}

/*
 * Returns true if the ACK came in less than half the time of the quickest ACK
 * before it.  Such an ACK may belong to an earlier copy: if a pause divides a
 * block, the receiver rejects both parts, and the sender sends a copy for each
 * NAK.
 */
static bool
is_early_ack(const struct xm *x)
{
	return !answers_quickly(x) && 2 * time_of_ack(x) < x->send.ack_ms;
}

static void
data_acked(struct xm *x)
{
	bool doubled = is_early_ack(x) || x->send.first || x->send.resent;

	x->counts.blocks++;
	x->established = true;
	xm_length_acked(x);
	x->number++;
	x->send.first = false;
	measure_ack(x);
	if (!doubled || !await_copies(x, &data_copies))
		send_next_block(x);
}

static void
data_copy_acked(struct xm *x)
{
	x->send.copies--;
	measure_ack(x);
	if (x->send.copies < 2)
		send_next_block(x);
}

/* The end of a file. */

static void
await_next(struct xm *x)
{
	x->settled = !x->send.more && !x->send.unconfirmed;
	xm_listen_for(x, &next, NEXT_MS);
}

static void
continue_session(struct xm *x)
{
	if (!x->ymodem)
		close_session(x);
	else if (x->send.queued)
		await_next(x);
	else
		xm_raise(x, XM_FILE);
}

static void
file_acked(struct xm *x)
{
	x->send.unconfirmed = false;
	continue_session(x);
}

static void
fail_unfinished(struct xm *x)
{
	if (x->ymodem && x->send.more)
		xm_fail(x, XM_EUNFINISHED); /* CANs end the receiver's wait */
	else
		xm_fail_quietly(x, XM_EUNFINISHED);
}

/*
 * Handles a request after an EOT.  U-Boot sends C if the EOT was damaged.
 * Other receivers send C if their ACK may have been lost: they wait for the
 * next block 0, and do not accept another EOT.
 */
static void
eot_requested(struct xm *x, uint8_t request)
{
	/* If no data was sent, a C may also request the first block. */
	bool has_blocks = !x->send.first && !x->streaming;

	if (x->send.first && x->ymodem && request != NAK &&
	    x->now_ms - x->send.arrived_ms < CROSSING_MS)
		return;
	if (request != NAK && x->ymodem && x->send.eot_requested &&
	    has_blocks) {
		x->send.unconfirmed = true;
		continue_session(x);
		return;
	}
	x->send.eot_requested = request != NAK;
	x->settled = false; /* an ACK before the request was not for the EOT */
	/* In YMODEM, receivers usually answer the first EOT with NAK. */
	if (x->tries > 0 || request != NAK) {
		x->counts.retries++;
		if (!xm_may_retry(x, x->send.first_ms)) {
			fail_unfinished(x);
			return;
		}
	}
	x->tries++;
	send_eot(x);
}

static void
eot_timed_out(struct xm *x)
{
	/* With a timeout below EOT_MS, the EOT is not repeated. */
	if (x->send.text >= XM_TEXT_MIN || x->options.timeout_ms < EOT_MS ||
	    ++x->send.silences >= EOT_SILENCES_MAX)
		fail_unfinished(x);
	else
		send_eot(x);
}

/*
 * Handles a request for the next block 0.  The request must be the same byte as
 * the request that began the session.  If the session began with C or G, NAK
 * means that the last ACK was not for the EOT, so the sender sends the EOT
 * again.  If the session began with G, the sender also sends the EOT again
 * after a C.  This C shows that the session is not YMODEM-g: the first request
 * and the answer to block 0 were Cs that the line damaged to Gs.
 */
static void
next_requested(struct xm *x, uint8_t request)
{
	bool streams = x->streaming && request != REQUEST_CRC;

	if ((request == NAK && x->crc) || streams != x->streaming)
		eot_requested(x, NAK);
	else
		answer_request(x, request);
	x->streaming = streams;
}

/*
 * Handles CANs in place of the next request.  CANs immediately after the ACK of
 * the last EOT are no error: some receivers end in this way.
 */
static void
next_cancelled(struct xm *x)
{
	uint32_t entered_ms = x->limit_ms - NEXT_MS;

	if (!x->send.more && x->now_ms - entered_ms < REPLY_QUIET_MS)
		finish(x);
	else
		rejected(x);
}

static void
next_timed_out(struct xm *x)
{
	if (x->send.more)
		fail_other_files(x);
	else if (x->options.final == XM_FINAL_ALWAYS)
		answer_request(x, REQUEST_CRC);
	else
		finish(x);
}

/* A receiver that rejects the final header may discard all files. */
static void
final_requested(struct xm *x, uint8_t request)
{
	if (xm_may_retry(x, x->send.first_ms))
		resend_block(x, request);
	else
		xm_fail_quietly(x, XM_EUNFINISHED);
}

static void
closing_requested(struct xm *x, uint8_t request)
{
	uint32_t entered_ms = x->limit_ms - NEXT_MS;
	bool empty = !x->ymodem && x->counts.blocks == 0;
	bool soon = empty && x->now_ms - entered_ms < RESTART_MS;

	if (x->send.text >= XM_TEXT_MIN || soon)
		xm_end(x); /* the request comes from the next boot stage */
	else if (empty)
		eot_requested(x, request);
	else
		xm_fail_quietly(x, x->ymodem ? XM_EUNFINISHED : XM_EYMODEM);
}

static const struct xm_state sending =
    XM_STATE("sending", take_while_sending, await_answer, check_stall, true);

#define LISTENER(name)                                                         \
	XM_STATE(name, xm_take_answer, NULL, xm_judge_answer, false)

static const struct xm_listener start = { LISTENER("start"), START_QUIET_MS, 0,
	false, NULL, answer_request, start_timed_out, cancelled };
static const struct xm_listener header = { LISTENER("header"), REPLY_QUIET_MS,
	LAST_TEXT_MS, true, header_acked, header_requested, answer_timed_out,
	cancelled };
static const struct xm_listener header_copies = { LISTENER("header copies"),
	REPLY_QUIET_MS, 0, true, header_copy_acked, copy_requested,
	header_copy_lost, cancelled };
static const struct xm_listener ready = { LISTENER("ready"), REPLY_QUIET_MS, 0,
	true, NULL, ready_requested, ready_timed_out, cancelled };
static const struct xm_listener data = { LISTENER("data"), REPLY_QUIET_MS,
	LAST_TEXT_MS, true, data_acked, resend_block, answer_timed_out,
	cancelled };
static const struct xm_listener data_copies = { LISTENER("data copies"),
	REPLY_QUIET_MS, 0, true, data_copy_acked, copy_requested,
	send_next_block, cancelled };
static const struct xm_listener eot = { LISTENER("eot"), REPLY_QUIET_MS, 0,
	false, file_acked, eot_requested, eot_timed_out, rejected };
static const struct xm_listener next = { LISTENER("next"), REPLY_QUIET_MS,
	NEXT_TEXT_MS, false, NULL, next_requested, next_timed_out,
	next_cancelled };
static const struct xm_listener final = { LISTENER("final"), REPLY_QUIET_MS, 0,
	false, close_session, final_requested, finish, rejected };
static const struct xm_listener closing = { LISTENER("closing"), REPLY_QUIET_MS,
	0, false, NULL, closing_requested, xm_end, xm_end };

/* Functions for the caller. */

void
xm_send_init(struct xm *x, uint32_t now_ms, const struct xm_options *options)
{
	xm_init(x, now_ms, options);
	x->send.arrived_ms = now_ms;
	x->ymodem = options->ymodem;
	x->send.block_len = options->block_len;
	xm_listen_for(x, &start, options->wait_ms);
	xm_raise(x, XM_FILE);
}

void
xm_send_expect_no_request(struct xm *x)
{
	x->send.quick = true;
}

bool
xm_send_file(struct xm *x, uint32_t now_ms, const struct xm_file *file)
{
	bool first = x->state == &start.state;

	assert(x->event == XM_FILE);
	x->now_ms = now_ms;
	if (x->ymodem) {
		size_t len = xm_block0_build(x->block + 3, file);

		if (len == 0)
			return false;
		x->data_len = (uint16_t)len;
	}
	x->event = XM_NONE;
	x->send.queued = true;
	x->send.more = file != NULL;
	x->send.later = !first;
	if (first && x->options.start_now)
		begin_without_request(x);
	else if (!first && !x->send.more && x->options.final == XM_FINAL_NEVER)
		finish(x);
	else if (!first)
		await_next(x);
	return true;
}

uint8_t *
xm_send_space(struct xm *x, size_t *len)
{
	assert(x->event == XM_DATA);
	*len = x->send.block_len;
	return x->block + 3;
}

void
xm_send_data(struct xm *x, uint32_t now_ms, size_t len)
{
	size_t space = x->send.block_len;

	assert(x->event == XM_DATA && len <= space);
	x->now_ms = now_ms;
	x->event = XM_NONE;
	x->send.last = len < space;
	xm_length_begin(x);
	if (len == 0) {
		send_eot(x);
	} else if (x->send.last && x->options.tail == XM_TAIL_SHORT &&
		   len <= 7 * 128) {
		x->send.tail = (uint16_t)len;
		memmove(x->block + XM_BLOCK_MAX - len, x->block + 3, len);
		send_tail(x);
	} else {
		memset(x->block + 3 + len, x->options.pad, space - len);
		x->data_len = (uint16_t)space;
		send_block(x, &data);
	}
}
