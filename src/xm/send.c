#include "inner.h"

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
 *	ACK               ------------>  (XMODEM is done)      next
 *	C                 ------------>
 *	                  <------------  the next block 0,     header
 *	                                 or one without name   farewell
 *	ACK               ------------>
 *
 * The receiver drives (Forsberg): nothing is sent without a request, and a
 * block is sent again only when asked for again.  ACKs carry no number, so a
 * block sent twice may be acknowledged twice, and from then on the two ends
 * talk of different blocks; many receivers cannot take one twice at all.
 *
 * While a block is being written, what comes in is older than the block.  Only
 * the CANs in it still mean something.
 */

enum {
	START_QUIET_MS = 50,   /* a request, not a letter in a banner */
	REPLY_QUIET_MS = 20,   /* the end of a heap of NAKs */
	READY_MS = 1200,       /* U-Boot sends no C after the ACK of block 0 */
	READY_LATER_MS = 5000, /* a lost C is said again after three */
	EOT_MS = 12000,        /* Cisco's is slow; longer than receivers wait */
	EOT_SILENCES_MAX = 3,
	NEXT_MS = 10000,
	FAREWELL_MS = 3000,     /* STM32's C comes a second after the ACK */
	FAREWELL_ACK_MS = 1500, /* nothing depends on it */
	FAREWELL_TRIES = 3,
	WORDS_MIN = 4,    /* bytes; less may be damage */
	SILENCE_MS = 1000 /* a request after that may mean a lost ACK */
};

static const struct xm_listener start, header, ready, data, eot, next, farewell;
static const struct xm_state sending;

/* Sending. */

static size_t
overhear(struct xm *x, const uint8_t *in, size_t len)
{
	(void)len;
	if (xm_overhear(x, *in))
		xm_listener(x->after)->cancelled(x);
	/* Nobody has a reason to speak into a stream, but one who has left. */
	else if (x->streaming && x->words >= WORDS_MIN)
		xm_drop(x, XM_ECANCELLED);
	return 1;
}

static uint32_t
patience_ms(const struct xm *x, const struct xm_listener *l)
{
	uint32_t timeout_ms = x->options.timeout_ms;

	if (l == &eot)
		return timeout_ms < EOT_MS ? timeout_ms : EOT_MS;
	return l == &farewell ? FAREWELL_ACK_MS : timeout_ms;
}

static void
sent(struct xm *x)
{
	const struct xm_listener *l = xm_listener(x->after);

	/* Nobody acknowledges these in YMODEM-g (Forsberg, figure 8). */
	if (x->streaming && (l == &data || l == &farewell))
		l->acked(x);
	else
		xm_listen_for(x, l, patience_ms(x, l));
}

static void
stalled(struct xm *x)
{
	xm_drop(x, XM_ESTALLED);
}

static void
put_out(struct xm *x, const uint8_t *bytes, size_t len,
    const struct xm_listener *after)
{
	uint32_t rate = x->options.bytes_per_s;

	/* A line may take many blocks at once and pass them on slowly. */
	if (xm_before(x->arrived_ms, x->now_ms))
		x->arrived_ms = x->now_ms;
	if (rate > 0)
		x->arrived_ms += (uint32_t)(len * 1000 / rate);
	x->after = &after->state;
	xm_offer(x, bytes, len);
	xm_enter(x, &sending, x->options.timeout_ms);
}

static void
put_block(struct xm *x, const struct xm_listener *after)
{
	x->fill =
	    (uint16_t)xm_block_seal(x->block, x->number, x->data_len, x->crc);
	put_out(x, x->block, x->fill, after);
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
	if (x->tries++ < x->options.retries)
		return true;
	xm_fail(x, XM_ERETRIES);
	return false;
}

/*
 * A receiver that asked with C knows only the CRC, even if it says NAK later
 * (Gecko).  But barebox judges the block that answers its seventh C by the
 * sum: if the first block meets nothing but NAKs, try it the other way now and
 * then.  JH7110's ROM says NAK fifteen times to the right one.
 */
static void
choose_check(struct xm *x, uint8_t request)
{
	if (request != NAK) {
		x->crc_heard = true;
		x->naks = 0;
	}
	x->crc = x->crc_heard;
	if (request == NAK && ++x->naks % 4 == 3)
		x->crc = !x->crc;
}

static void
again(struct xm *x, uint8_t request)
{
	if (!x->acquainted)
		choose_check(x, request);
	else if (!xm_before(x->heard_ms, x->arrived_ms + SILENCE_MS))
		x->counts.doubtful++;
	if (x->acquainted && x->state == &data.state)
		xm_length_refused(x);
	if (try_again(x))
		put_block(x, xm_listener(x->state));
}

/* What each state does. */

static void
cancelled(struct xm *x)
{
	xm_drop(x, XM_ECANCELLED);
}

static void
gave_up(struct xm *x)
{
	xm_fail(x, XM_ESILENCE);
}

static void
begin(struct xm *x, uint8_t request)
{
	if (request == REQUEST_G && !x->ymodem)
		return;
	if (request != NAK)
		x->crc = x->crc_heard = true;
	/* A G later in a session was a C; damage makes one of the other. */
	if (!x->acquainted)
		x->streaming = request == REQUEST_G;
	x->queued = false;
	x->tries = 0;
	x->silences = 0;
	x->doubted = false;
	x->last = false;
	x->number = x->ymodem ? 0 : 1;
	if (x->ymodem)
		put_block(x, x->more ? &header : &farewell);
	else
		xm_ask(x, XM_DATA);
}

static void
never_began(struct xm *x)
{
	xm_drop(x, XM_ENOSTART);
}

static void
header_acked(struct xm *x)
{
	x->acquainted = true;
	x->tries = 0;
	xm_listen_for(x, &ready, x->later ? READY_LATER_MS : READY_MS);
}

static void
first_block(struct xm *x)
{
	x->number = 1;
	xm_ask(x, XM_DATA);
}

static void
first_block_asked(struct xm *x, uint8_t request)
{
	/* Words, and then a request: that is the next stage of the boot. */
	if (x->later && x->words >= WORDS_MIN) {
		xm_drop(x, XM_EONEFILE);
		return;
	}
	(void)request;
	first_block(x);
}

/* In YMODEM-g a G is all that a block 0 is answered with. */
static void
header_asked(struct xm *x, uint8_t request)
{
	if (x->streaming && request == REQUEST_G)
		first_block(x);
	else
		again(x, request);
}

/*
 * U-Boot acknowledges a second file's block 0 and returns to its shell, which
 * would run the file.  So no request, no data.
 */
static void
first_block_unasked(struct xm *x)
{
	if (x->later)
		xm_drop(x, XM_EONEFILE);
	else
		first_block(x);
}

static void
put_tail(struct xm *x)
{
	uint8_t *from = x->block + XM_BLOCK_MAX - x->tail;
	size_t len = x->tail < 128 ? x->tail : 128;

	memmove(x->block + 3, from, len);
	memset(x->block + 3 + len, x->options.pad, 128 - len);
	x->tail = (uint16_t)(x->tail - len);
	x->data_len = 128;
	put_block(x, &data);
}

static void
data_acked(struct xm *x)
{
	x->counts.blocks++;
	x->acquainted = true;
	xm_length_acked(x);
	x->tries = 0;
	x->number++;
	if (x->tail > 0)
		put_tail(x);
	else if (x->last)
		put_eot(x);
	else
		xm_ask(x, XM_DATA);
}

static void
await_next(struct xm *x)
{
	x->settled = !x->more;
	xm_listen_for(x, &next, x->more ? NEXT_MS : FAREWELL_MS);
}

static void
file_acked(struct xm *x)
{
	if (!x->ymodem)
		xm_end(x);
	else if (x->queued)
		await_next(x);
	else
		xm_ask(x, XM_FILE);
}

/*
 * U-Boot says C to an EOT that it did not understand.  Others may have said
 * ACK, which was lost, and want the next block 0: they will not be content
 * with an EOT.
 */
static void
eot_asked(struct xm *x, uint8_t request)
{
	/* One that has no data of the file yet asks for it with the same C. */
	bool begun = x->number > 1 && !x->streaming;

	if (request != NAK && x->ymodem && x->doubted && begun) {
		file_acked(x);
		return;
	}
	x->doubted = request != NAK;
	/* The first NAK is custom, in YMODEM. */
	if (x->tries > 0 || request != NAK)
		x->counts.retries++;
	if (x->tries++ <= x->options.retries)
		put_eot(x);
	else
		xm_drop(x, XM_EUNFINISHED);
}

static void
eot_unheard(struct xm *x)
{
	/* Sooner than after EOT_MS an EOT is not said again, only given up. */
	if (x->words >= WORDS_MIN || x->options.timeout_ms < EOT_MS ||
	    ++x->silences >= EOT_SILENCES_MAX)
		xm_drop(x, XM_EUNFINISHED);
	else
		put_eot(x);
}

static void
rejected(struct xm *x)
{
	xm_drop(x, XM_EREJECTED);
}

/*
 * The next block 0 is asked for with the request that began the session.  A NAK
 * where that was C means that the ACK belonged to something else, and the EOT
 * is wanted again.
 */
static void
next_asked(struct xm *x, uint8_t request)
{
	if (request == NAK && x->crc)
		eot_asked(x, request);
	else
		begin(x, request);
}

static void
next_unasked(struct xm *x)
{
	if (x->more)
		xm_drop(x, XM_EONEFILE);
	else if (x->options.final == XM_FINAL_ALWAYS)
		begin(x, REQUEST_CRC);
	else
		xm_end(x);
}

static void
next_cancelled(struct xm *x)
{
	if (x->more)
		cancelled(x);
	else
		xm_end(x);
}

static void
farewell_again(struct xm *x, uint8_t request)
{
	if (x->tries < FAREWELL_TRIES)
		again(x, request);
	else
		xm_end(x);
}

static const struct xm_state sending =
    XM_STATE("sending", overhear, sent, stalled, true);

#define LISTENER(name) XM_STATE(name, xm_hear, NULL, xm_judge, false)

static const struct xm_listener start = { LISTENER("start"), START_QUIET_MS,
	false, NULL, begin, never_began, cancelled };
static const struct xm_listener header = { LISTENER("header"), REPLY_QUIET_MS,
	true, header_acked, header_asked, gave_up, cancelled };
static const struct xm_listener ready = { LISTENER("ready"), REPLY_QUIET_MS,
	true, NULL, first_block_asked, first_block_unasked, cancelled };
static const struct xm_listener data = { LISTENER("data"), REPLY_QUIET_MS, true,
	data_acked, again, gave_up, cancelled };
static const struct xm_listener eot = { LISTENER("eot"), REPLY_QUIET_MS, true,
	file_acked, eot_asked, eot_unheard, rejected };
static const struct xm_listener next = { LISTENER("next"), REPLY_QUIET_MS, true,
	NULL, next_asked, next_unasked, next_cancelled };
static const struct xm_listener farewell = { LISTENER("farewell"),
	REPLY_QUIET_MS, true, xm_end, farewell_again, xm_end, xm_end };

/* The caller's side. */

void
xm_send_init(struct xm *x, uint32_t now_ms, const struct xm_options *options)
{
	xm_init(x, now_ms, options);
	x->ymodem = options->ymodem;
	x->block_len = options->block_len;
	xm_listen_for(x, &start, options->wait_ms);
	xm_ask(x, XM_FILE);
}

bool
xm_send_file(struct xm *x, uint32_t now_ms, const struct xm_file *file)
{
	bool first = x->state == &start.state;

	assert(x->event == XM_FILE);
	x->now_ms = now_ms;
	if (x->ymodem) {
		size_t len = xm_header_build(x->block + 3, file);

		if (len == 0)
			return false;
		x->data_len = (uint16_t)len;
	}
	x->event = XM_NONE;
	x->queued = true;
	x->more = file != NULL;
	x->later = !first;
	if (first && x->options.start_now)
		begin(x, REQUEST_CRC);
	else if (!first && !x->more && x->options.final == XM_FINAL_NEVER)
		xm_end(x);
	else if (!first)
		await_next(x);
	return true;
}

uint8_t *
xm_send_space(struct xm *x, size_t *len)
{
	assert(x->event == XM_DATA);
	*len = x->block_len;
	return x->block + 3;
}

void
xm_send_data(struct xm *x, uint32_t now_ms, size_t len)
{
	size_t space = x->block_len;

	assert(x->event == XM_DATA && len <= space);
	x->now_ms = now_ms;
	x->event = XM_NONE;
	x->last = len < space;
	xm_length_begin(x);
	if (len == 0) {
		put_eot(x);
	} else if (x->last && x->options.tail == XM_TAIL_SHORT &&
		   len <= 7 * 128) {
		x->tail = (uint16_t)len;
		memmove(x->block + XM_BLOCK_MAX - len, x->block + 3, len);
		put_tail(x);
	} else {
		memset(x->block + 3 + len, x->options.pad, space - len);
		x->data_len = (uint16_t)space;
		put_block(x, &data);
	}
}
