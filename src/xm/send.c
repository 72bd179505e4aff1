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
 *	C                 ------------>  (or 1.2 s without it)
 *	                  <------------  block 1, 2, ...       data
 *	ACK               ------------>
 *	                  <------------  EOT                   eot
 *	ACK               ------------>                        next, or closing
 *	C                 ------------>
 *	                  <------------  the next block 0,     header
 *	                                 or the final header   final
 *	ACK               ------------>                        closing
 *
 * The receiver drives (Forsberg): nothing is sent without a request, and a
 * block is sent again only when the receiver asks for it again.
 *
 * ACKs carry no number.  If a request crosses the first block on its way, that
 * block is sent twice, and a receiver may acknowledge both copies.  Then the
 * second ACK must not count for the next block: in the states header_copies and
 * data_copies the sender waits for it.
 *
 * Only an ACK makes a file sent.  A receiver that answers the EOT of a YMODEM
 * file with C twice has either lost the EOT or sent an ACK that was lost.  The
 * sender goes on, but the file stays unconfirmed until the receiver
 * acknowledges what follows.
 *
 * While a block is being written, what comes in is older than the block.  Only
 * CANs count.
 */

enum {
	START_QUIET_MS = 50,    /* after a request, not a letter in a banner */
	REPLY_QUIET_MS = 20,    /* after the last of many NAKs */
	READY_MS = 1200,        /* U-Boot sends no C after the ACK of block 0 */
	READY_QUICK_MS = 100,   /* where it is known that no C comes */
	READY_LATER_MS = 5000,  /* a lost C is repeated after 3 s */
	COPY_MS = 4500,         /* for a receiver's silence of up to 1 s, and
				   for a line that pauses for 3 s */
	COPY_NEAR_MS = 1500,    /* the same if answers are quick */
	NEAR_MS = 300,          /* then a copy was asked for, or was late */
	COPIES_MAX_MS = 7000,   /* receivers send NAK 10 s after their ACK */
	COPIES_APART_MS = 6500, /* then the first copy was lost */
	EOT_MS = 15000,         /* Cisco's ACK is slow; receivers repeat their
				   answer after 10 s */
	EOT_SILENCES_MAX = 3,
	CROSSING_MS = 5000,  /* a request this soon after an EOT is older */
	NEXT_MS = 13500,     /* receivers repeat their request after 10 s */
	NEXT_TEXT_MS = 3000, /* the same after text: the receiver has left */
	LAST_TEXT_MS = 5000, /* after text in place of an ACK, too */
	FINAL_MS = 4000,     /* barebox asks again after 3.25 s */
	CLOSING_MS = 300,    /* for a request after the last ACK */
	RESTART_MS = 2000,   /* OpenTitan asks for a new file after 1 s */
	SILENCE_MS = 1000    /* a request after that may mean a lost ACK */
};

static const struct xm_listener start, header, header_copies, ready, data,
    data_copies, eot, next, final, closing;
static const struct xm_state sending;

/* Sending. */

static size_t
overhear(struct xm *x, const uint8_t *in, size_t len)
{
	if (xm_is_echo(x, *in))
		return 1;
	if (xm_overhear(x, in, len))
		xm_listener(x->send.after)->cancelled(x);
	/* A receiver sends no text into a stream, unless it has left. */
	else if (x->streaming && x->send.text >= XM_TEXT_MIN)
		xm_drop(x, XM_ECANCELLED);
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
sent(struct xm *x)
{
	const struct xm_listener *l = xm_listener(x->send.after);

	/* Nobody acknowledges these in YMODEM-g (Forsberg, figure 8). */
	if (x->streaming && (l == &data || l == &final))
		l->acked(x);
	else
		xm_listen_on(x, l, timeout_ms(x, l));
}

/*
 * Leaves; but a receiver that has a file must not take silence for the end of
 * the batch.
 */
static void
end_without_reply(struct xm *x, enum xm_error error)
{
	if (x->send.later)
		xm_fail(x, error);
	else
		xm_drop(x, error);
}

/* The output takes long.  As long as it moves, the line has not stalled. */
static void
stalled(struct xm *x)
{
	if (x->out_len == x->send.out_left) {
		end_without_reply(x, XM_ESTALLED);
		return;
	}
	x->send.out_left = x->out_len;
	xm_enter(x, &sending, x->options.timeout_ms);
}

static void
put_out(struct xm *x, const uint8_t *bytes, size_t len,
    const struct xm_listener *after)
{
	uint32_t rate = x->options.bytes_per_s;

	/* A line may take many blocks at once and transmit them slowly. */
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
put_block(struct xm *x, const struct xm_listener *after)
{
	x->fill =
	    (uint16_t)xm_block_seal(x->block, x->number, x->data_len, x->crc);
	put_out(x, x->block, x->fill, after);
	if (x->tries == 0) {
		x->send.copies = 0;
		x->send.resent = false;
	}
	x->send.copies++;
}

static void
put_eot(struct xm *x)
{
	static const uint8_t byte = EOT;

	put_out(x, &byte, 1, &eot);
}

/* Returns false, and has ended the transfer, if there were too many. */
static bool
try_again(struct xm *x)
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
 * A receiver that asked with C knows only the CRC, even if it sends NAK later
 * (Gecko).  But barebox checks the block that answers its seventh C by the
 * checksum: if the first block gets nothing but NAKs, try the other check now
 * and then.  JH7110's ROM rejects the right one fifteen times.
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
put_again(struct xm *x, uint8_t request)
{
	if (!x->established)
		choose_check(x, request);
	else if (!xm_before(x->heard_ms, x->send.arrived_ms + SILENCE_MS))
		x->counts.doubtful++;
	if (x->established && x->state == &data.state)
		xm_length_refused(x);
	x->send.repeated = x->send.repeated || x->send.first;
	if (try_again(x))
		put_block(x, xm_listener(x->state));
}

/* The end. */

/* Ends the session: well, if every file was acknowledged. */
static void
finish(struct xm *x)
{
	if (x->send.unconfirmed)
		xm_drop(x, XM_EUNFINISHED);
	else
		xm_end(x);
}

/* A receiver that waits for the other files must not take silence for an end.
 */
static void
give_up_files(struct xm *x)
{
	xm_fail(x, XM_EONEFILE);
}

/*
 * A single CAN may be a damaged answer.  Before a later file, a receiver that
 * hears nothing more takes the batch for complete.
 */
static void
cancelled(struct xm *x)
{
	if (x->cans < 2)
		end_without_reply(x, XM_ECANCELLED);
	else
		xm_drop(x, XM_ECANCELLED);
}

static void
rejected(struct xm *x)
{
	xm_drop(x, XM_EREJECTED);
}

/* Some receivers never ask again: it was set that silence asks for them. */
static void
put_unasked(struct xm *x)
{
	x->counts.doubtful++;
	x->send.resent = true;
	if (try_again(x))
		put_block(x, xm_listener(x->state));
}

static void
unanswered(struct xm *x)
{
	uint32_t end_ms = x->send.first_ms + x->options.timeout_ms;

	if (x->send.text >= XM_TEXT_MIN)
		xm_fail(x, XM_ESTOPPED);
	else if (xm_before(x->now_ms, end_ms)) /* resend_ms is shorter */
		put_unasked(x);
	else
		xm_fail(x, XM_ESILENCE);
}

static void
never_began(struct xm *x)
{
	xm_drop(x, XM_ENOSTART);
}

/*
 * The last ACK has come.  If a request comes with it, the two ends are one
 * answer apart.  That can be only if a block was sent twice; otherwise the
 * sender looks no further than what has arrived together with the ACK.
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
begin(struct xm *x, uint8_t request)
{
	if (request == REQUEST_G && !x->ymodem)
		return;
	if (request != NAK)
		x->crc = x->send.crc_known = true;
	/* Until block 0 is answered with G, too, the G may be a damaged C. */
	if (!x->established)
		x->streaming = request == REQUEST_G;
	x->send.queued = false;
	x->tries = 0;
	x->send.silences = 0;
	x->send.eot_asked = false;
	x->send.first = true;
	x->number = x->ymodem ? 0 : 1;
	if (x->ymodem)
		put_block(x, x->send.more ? &header : &final);
	else
		xm_ask(x, XM_DATA);
}

/*
 * Nobody has asked with C: if the first block gets NAK, the receiver may know
 * only the checksum.
 */
static void
begin_unasked(struct xm *x)
{
	x->crc = true;
	begin(x, NAK);
}

static void
put_first_block(struct xm *x)
{
	x->tries = 0;
	x->number = 1;
	xm_ask(x, XM_DATA);
}

/* Returns how long after the block its ACK came, 1 to UINT16_MAX. */
static uint16_t
time_of_ack(const struct xm *x)
{
	uint32_t ms = 1;

	if (xm_before(x->send.arrived_ms, x->now_ms))
		ms = x->now_ms - x->send.arrived_ms;
	return (uint16_t)xm_least(ms, UINT16_MAX);
}

/* Notes the time of the ACK if there is no doubt which copy it belongs to. */
static void
measure_ack(struct xm *x)
{
	uint16_t ms = time_of_ack(x);

	if (x->send.copies == 1 && (x->send.ack_ms == 0 || ms < x->send.ack_ms))
		x->send.ack_ms = ms;
}

/* Does the receiver answer so soon that no request can have crossed a block? */
static bool
is_near(const struct xm *x)
{
	return x->send.ack_ms > 0 && x->send.ack_ms < NEAR_MS;
}

/*
 * Has the receiver most likely rejected the copy before?  It is near; or it
 * asked with C, and now sends NAK.
 */
static bool
is_rejection(const struct xm *x)
{
	return is_near(x) || (x->send.crc_known && x->send.naks > 0);
}

/*
 * Returns true, and waits, if other copies of the block that was acknowledged
 * may be acknowledged, too.
 */
static bool
await_copies(struct xm *x, const struct xm_listener *l)
{
	uint32_t apart_ms = x->send.arrived_ms - x->send.first_ms;
	uint32_t wait_ms;

	x->send.asked_early = false;
	if (x->send.copies < 2 || apart_ms > COPIES_APART_MS)
		return false;
	wait_ms = apart_ms + (is_rejection(x) ? COPY_NEAR_MS : COPY_MS);
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

/* In YMODEM-g a G is the only answer to block 0. */
static void
header_asked(struct xm *x, uint8_t request)
{
	if (x->streaming && request == REQUEST_G) {
		x->established = true;
		if (!await_copies(x, &header_copies))
			put_first_block(x);
		return;
	}
	if (!x->established)
		x->streaming = request == REQUEST_G;
	put_again(x, request);
}

static void
header_copy_acked(struct xm *x)
{
	if (!x->send.later)
		x->streaming = false;
	if (--x->send.copies < 2)
		await_ready(x);
}

/* It may be about the first copy, so it is no answer to another one. */
static void
copy_asked(struct xm *x, uint8_t request)
{
	(void)request;
	x->send.asked_early = true;
}

static void
header_copy_lost(struct xm *x)
{
	if (x->send.asked_early || !x->send.later)
		put_first_block(x);
	else
		await_ready(x);
}

static void
first_block_asked(struct xm *x, uint8_t request)
{
	(void)request;
	/* Text, and then a request: that is the next stage of the boot. */
	if (x->send.later && x->send.text >= XM_TEXT_MIN)
		give_up_files(x);
	else
		put_first_block(x);
}

/*
 * U-Boot acknowledges a second file's block 0 and returns to its shell, which
 * would run the file.  So without a request no data is sent.
 */
static void
first_block_unasked(struct xm *x)
{
	if (x->send.later)
		give_up_files(x);
	else
		put_first_block(x);
}

/* Data. */

static void
put_tail(struct xm *x)
{
	uint8_t *from = x->block + XM_BLOCK_MAX - x->send.tail;
	size_t len = xm_least(x->send.tail, 128);

	memmove(x->block + 3, from, len);
	memset(x->block + 3 + len, x->options.pad, 128 - len);
	x->send.tail = (uint16_t)(x->send.tail - len);
	x->data_len = 128;
	put_block(x, &data);
}

static void
put_next_block(struct xm *x)
{
	x->tries = 0;
	if (x->send.tail > 0)
		put_tail(x);
	else if (x->send.last)
		put_eot(x);
	else
		xm_ask(x, XM_DATA);
}

/*
 * An ACK that comes in half the time of any ACK before may belong to an earlier
 * copy: if a block pauses on its way, its two parts get two NAKs, and each NAK
 * gets a copy.
 */
static bool
is_early_ack(const struct xm *x)
{
	return x->send.copies > 1 && !is_near(x) &&
	       2 * time_of_ack(x) < x->send.ack_ms;
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
		put_next_block(x);
}

static void
data_copy_acked(struct xm *x)
{
	x->send.copies--;
	measure_ack(x);
	if (x->send.copies < 2)
		put_next_block(x);
}

/* The end of a file. */

static void
await_next(struct xm *x)
{
	x->settled = !x->send.more && !x->send.unconfirmed;
	xm_listen_for(x, &next, NEXT_MS);
}

static void
go_on(struct xm *x)
{
	if (!x->ymodem)
		close_session(x);
	else if (x->send.queued)
		await_next(x);
	else
		xm_ask(x, XM_FILE);
}

static void
file_acked(struct xm *x)
{
	x->send.unconfirmed = false;
	go_on(x);
}

static void
leave_unfinished(struct xm *x)
{
	if (x->ymodem && x->send.more)
		xm_fail(x, XM_EUNFINISHED); /* there may be other files */
	else
		xm_drop(x, XM_EUNFINISHED);
}

/*
 * U-Boot answers an EOT that it did not understand with C.  Others may have
 * sent an ACK that was lost, and want the next block 0: they do not accept
 * another EOT.
 */
static void
eot_asked(struct xm *x, uint8_t request)
{
	/* A receiver without data asks for the first block with the same C. */
	bool begun = !x->send.first && !x->streaming;

	if (x->send.first && x->ymodem && request != NAK &&
	    x->now_ms - x->send.arrived_ms < CROSSING_MS)
		return;
	if (request != NAK && x->ymodem && x->send.eot_asked && begun) {
		x->send.unconfirmed = true;
		go_on(x);
		return;
	}
	x->send.eot_asked = request != NAK;
	x->settled = false; /* an ACK before was not that of the EOT */
	/* The first NAK is usual in YMODEM. */
	if (x->tries > 0 || request != NAK)
		x->counts.retries++;
	if (!xm_may_retry(x, x->send.first_ms)) {
		leave_unfinished(x);
		return;
	}
	x->tries++;
	put_eot(x);
}

static void
eot_unanswered(struct xm *x)
{
	/* An EOT is not repeated before EOT_MS have passed. */
	if (x->send.text >= XM_TEXT_MIN || x->options.timeout_ms < EOT_MS ||
	    ++x->send.silences >= EOT_SILENCES_MAX)
		leave_unfinished(x);
	else
		put_eot(x);
}

/*
 * The next block 0 is asked for with the request that began the session.  A NAK
 * where that was C means that the ACK belonged to something else, and the EOT
 * is wanted again.  So does C where it was G: both Gs were damaged Cs.
 */
static void
next_asked(struct xm *x, uint8_t request)
{
	bool streams = x->streaming && request != REQUEST_CRC;

	if ((request == NAK && x->crc) || streams != x->streaming)
		eot_asked(x, NAK);
	else
		begin(x, request);
	x->streaming = streams;
}

/* Some receivers send CANs with the ACK of the last EOT, and leave. */
static void
next_cancelled(struct xm *x)
{
	uint32_t begun_ms = x->limit_ms - NEXT_MS;

	if (!x->send.more && x->now_ms - begun_ms < REPLY_QUIET_MS)
		finish(x);
	else
		rejected(x);
}

static void
next_unasked(struct xm *x)
{
	if (x->send.more)
		give_up_files(x);
	else if (x->options.final == XM_FINAL_ALWAYS)
		begin(x, REQUEST_CRC);
	else
		finish(x);
}

/* The receiver is not satisfied: without a final header it may discard all. */
static void
final_asked(struct xm *x, uint8_t request)
{
	if (xm_may_retry(x, x->send.first_ms))
		put_again(x, request);
	else
		xm_drop(x, XM_EUNFINISHED);
}

static void
closing_asked(struct xm *x, uint8_t request)
{
	uint32_t begun_ms = x->limit_ms - NEXT_MS;
	bool empty = !x->ymodem && x->counts.blocks == 0;
	bool soon = empty && x->now_ms - begun_ms < RESTART_MS;

	if (x->send.text >= XM_TEXT_MIN || soon)
		xm_end(x); /* the next stage of a boot asks for its file */
	else if (empty)
		eot_asked(x, request);
	else
		xm_drop(x, x->ymodem ? XM_EUNFINISHED : XM_EYMODEM);
}

static const struct xm_state sending =
    XM_STATE("sending", overhear, sent, stalled, true);

#define LISTENER(name)                                                         \
	XM_STATE(name, xm_take_answer, NULL, xm_judge_answer, false)

static const struct xm_listener start = { LISTENER("start"), START_QUIET_MS, 0,
	false, NULL, begin, never_began, cancelled };
static const struct xm_listener header = { LISTENER("header"), REPLY_QUIET_MS,
	LAST_TEXT_MS, true, header_acked, header_asked, unanswered, cancelled };
static const struct xm_listener header_copies = { LISTENER("header copies"),
	REPLY_QUIET_MS, 0, true, header_copy_acked, copy_asked,
	header_copy_lost, cancelled };
static const struct xm_listener ready = { LISTENER("ready"), REPLY_QUIET_MS, 0,
	true, NULL, first_block_asked, first_block_unasked, cancelled };
static const struct xm_listener data = { LISTENER("data"), REPLY_QUIET_MS,
	LAST_TEXT_MS, true, data_acked, put_again, unanswered, cancelled };
static const struct xm_listener data_copies = { LISTENER("data copies"),
	REPLY_QUIET_MS, 0, true, data_copy_acked, copy_asked, put_next_block,
	cancelled };
static const struct xm_listener eot = { LISTENER("eot"), REPLY_QUIET_MS, 0,
	false, file_acked, eot_asked, eot_unanswered, rejected };
static const struct xm_listener next = { LISTENER("next"), REPLY_QUIET_MS,
	NEXT_TEXT_MS, false, NULL, next_asked, next_unasked, next_cancelled };
static const struct xm_listener final = { LISTENER("final"), REPLY_QUIET_MS, 0,
	false, close_session, final_asked, finish, rejected };
static const struct xm_listener closing = { LISTENER("closing"), REPLY_QUIET_MS,
	0, false, NULL, closing_asked, xm_end, xm_end };

/* The caller's side. */

void
xm_send_init(struct xm *x, uint32_t now_ms, const struct xm_options *options)
{
	xm_init(x, now_ms, options);
	x->send.arrived_ms = now_ms;
	x->ymodem = options->ymodem;
	x->send.block_len = options->block_len;
	xm_listen_for(x, &start, options->wait_ms);
	xm_ask(x, XM_FILE);
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
		begin_unasked(x);
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
		put_eot(x);
	} else if (x->send.last && x->options.tail == XM_TAIL_SHORT &&
		   len <= 7 * 128) {
		x->send.tail = (uint16_t)len;
		memmove(x->block + XM_BLOCK_MAX - len, x->block + 3, len);
		put_tail(x);
	} else {
		memset(x->block + 3 + len, x->options.pad, space - len);
		x->data_len = (uint16_t)space;
		put_block(x, &data);
	}
}
