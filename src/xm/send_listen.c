#include "xm/internal.h"

/*
 * Parses the receiver's answers.  An ACK is accepted at once, even after text,
 * because boot loaders print text before an ACK.  A request is accepted only
 * when silence follows the request.  So several requests in a row count as one,
 * and a letter in a banner is no request.  If a request and a block cross on
 * the line, the ACK of the block follows the request, and the sender discards
 * the request.
 *
 * A burst of noise contains no answers.  If the line echoes the block, the
 * transfer ends.
 */

enum {
	BURST_MS = 50,         /* silence that ends a burst */
	FIRST_QUIET_MS = 300,  /* silence that must follow a second request for
				  the first block, because the ACK of the block
				  may follow the request; not used in
				  YMODEM-g */
	REQUEST_MAX_MS = 1000, /* duration after which a burst of requests is
				  accepted without silence */
	ARRIVAL_MS = 20,   /* delay of USB adapters, added to the transmission
			      time of the line */
	TEXT_PART = 12,    /* divisor: the wait after text is at least
			      timeout / 12 */
	ONE_CAN_MS = 1000, /* silence after which a single CAN cancels */
	ECHO_LEN = 3       /* bytes of a block that prove an echo */
};

const struct xm_listener *
xm_listener(const struct xm_state *state)
{
	return (const struct xm_listener *)state;
}

static uint32_t
later(uint32_t a, uint32_t b)
{
	return xm_before(a, b) ? b : a;
}

static uint32_t
earlier(uint32_t a, uint32_t b)
{
	return xm_before(a, b) ? a : b;
}

/* Returns the time at which the received request is accepted. */
static uint32_t
request_ms(const struct xm *x)
{
	const struct xm_listener *l = xm_listener(x->state);
	uint32_t counts_ms = x->received_ms + l->quiet_ms;

	if (l->acked != NULL && !x->established && !x->streaming)
		counts_ms = x->received_ms + FIRST_QUIET_MS;
	counts_ms = earlier(counts_ms, x->send.since_ms + REQUEST_MAX_MS);
	/* A request cannot answer a block that is still on its way. */
	if (l->acked != NULL)
		counts_ms = later(counts_ms, x->send.arrived_ms + ARRIVAL_MS);
	return counts_ms;
}

static bool
has_one_can(const struct xm *x)
{
	return x->cans > 0 && xm_listener(x->state)->one_can;
}

/*
 * Returns the silence after text, in ms, that ends the wait for an answer; 0:
 * text does not end the wait.  Text that ends in a dot, such as "Erasing...",
 * does not end the wait.  Other text does not show whether the board is still
 * busy.  So if an ACK is awaited, the silence is at least timeout_ms /
 * TEXT_PART: a longer timeout allows a longer silence.  This silence is tripled
 * in two cases.  Before the first ACK of a file, a board may print that it
 * erases its flash.  If text also came before an earlier ACK, the text does not
 * mean that the receiver has stopped: the ACK after the text may be lost, and
 * the receiver repeats a lost ACK after 10 s.
 */
static uint32_t
text_quiet_ms(const struct xm *x)
{
	const struct xm_listener *l = xm_listener(x->state);
	uint32_t part_ms = x->options.timeout_ms / TEXT_PART;
	uint32_t ms = l->text_ms;

	if (x->send.text < XM_TEXT_MIN || x->send.request.last == '.')
		return 0;
	if (l->acked == NULL || ms == 0)
		return ms;
	if (ms < part_ms)
		ms = part_ms;
	return x->send.first || x->send.sends_text ? 3 * ms : ms;
}

/* Sets the time of the next xm_judge_answer(). */
static void
schedule(struct xm *x)
{
	uint32_t text_ms = text_quiet_ms(x);
	uint32_t judge_ms = x->limit_ms;

	if (has_one_can(x))
		judge_ms = x->received_ms + ONE_CAN_MS;
	else if (x->send.request.byte != 0)
		judge_ms = request_ms(x);
	else if (text_ms > 0)
		judge_ms = x->received_ms + text_ms;
	x->due_ms = earlier(judge_ms, x->limit_ms);
}

void
xm_listen_for(struct xm *x, const struct xm_listener *l, uint32_t wait_ms)
{
	x->send.request = (struct xm_request){ 0 };
	x->cans = 0;
	x->send.text = 0;
	x->limit_ms = later(x->now_ms, x->send.arrived_ms) + wait_ms;
	xm_enter(x, &l->state, x->limit_ms - x->now_ms);
}

void
xm_listen_after_output(
    struct xm *x, const struct xm_listener *l, uint32_t wait_ms)
{
	uint8_t text = x->send.text;

	xm_listen_for(x, l, wait_ms);
	x->send.text = text;
	schedule(x);
}

static void
take_request(struct xm *x, uint8_t byte)
{
	bool held = x->send.request.byte != 0;
	uint8_t noise = x->send.request.noise;
	uint8_t taken_back = xm_request_take(&x->send.request, byte);

	if (taken_back != 0)
		xm_put_text(x, taken_back);
	if (x->send.request.byte != byte)
		xm_put_text(x, byte);
	if (!held)
		x->send.since_ms = x->now_ms;
	if (x->send.request.noise > noise)
		x->send.text = 0;
	else if (x->send.request.text && x->send.text < UINT8_MAX)
		x->send.text++;
	/* A prompt counts as text even if it is shorter than XM_TEXT_MIN. */
	if (x->send.request.prompt && x->send.text < XM_TEXT_MIN &&
	    !xm_request_is_noise(x->send.request, NULL, 0))
		x->send.text = XM_TEXT_MIN;
}

bool
xm_is_echo(struct xm *x, uint8_t byte)
{
	if (x->send.echoed > 0 && byte != x->block[x->send.echoed])
		x->send.echoed = 0;
	if (x->fill == 0 || byte != x->block[x->send.echoed])
		return false;
	if (++x->send.echoed == ECHO_LEN)
		xm_fail_quietly(x, XM_EECHO);
	return true;
}

bool
xm_take_byte(struct xm *x, const uint8_t *in, size_t len)
{
	if (*in != ACK && *in != CAN)
		take_request(x, *in);
	/* Line ends do not reset the count: SAM-BA sends them after its CAN. */
	if (*in == CAN)
		x->cans++;
	else if (*in != '\r' && *in != '\n')
		x->cans = 0;
	return x->cans == 2 && !xm_request_is_noise(x->send.request, in, len);
}

/* Begins a new burst after silence. */
static void
note_burst(struct xm *x)
{
	if (x->now_ms - x->received_ms < BURST_MS)
		return;
	if (x->now_ms - x->received_ms >= ONE_CAN_MS)
		x->cans = 0;
	if (xm_request_is_noise(x->send.request, NULL, 0))
		x->send.noisy = true;
	x->send.request = (struct xm_request){ 0 };
	x->send.echoed = 0;
}

/*
 * Takes an ACK.  If the block was sent once, the ACK proves that the block has
 * arrived, even if the ACK comes earlier than bytes_per_s suggests.
 */
static void
take_ack(struct xm *x)
{
	if (x->send.copies < 2)
		x->send.arrived_ms = earlier(x->send.arrived_ms, x->now_ms);
	if (x->send.text >= XM_TEXT_MIN)
		x->send.sends_text = true;
	xm_listener(x->state)->acked(x);
}

size_t
xm_take_answer(struct xm *x, const uint8_t *in, size_t len)
{
	const struct xm_listener *l = xm_listener(x->state);
	bool can_before = has_one_can(x);

	note_burst(x);
	x->received_ms = x->now_ms;
	if (xm_is_echo(x, *in))
		return 1;
	if (xm_take_byte(x, in, len)) {
		/*
		 * Noise may mean a wrong baud rate, at which a letter may be
		 * received as two CANs.
		 */
		if (x->established || !x->send.noisy)
			l->cancelled(x);
	} else if (can_before && *in != ACK && x->send.request.text &&
		   x->send.request.byte == 0 &&
		   !xm_request_is_noise(x->send.request, in, len))
		l->cancelled(x);
	else if (*in == ACK && l->acked != NULL &&
		 !xm_request_is_noise(x->send.request, in, len))
		take_ack(x);
	else
		schedule(x);
	return 1;
}

void
xm_judge_answer(struct xm *x)
{
	const struct xm_listener *l = xm_listener(x->state);
	bool noise = xm_request_is_noise(x->send.request, NULL, 0);
	uint8_t request = noise ? 0 : x->send.request.byte;
	bool can = has_one_can(x) && !noise;

	x->send.request = (struct xm_request){ 0 };
	x->cans = 0;
	schedule(x);
	if (can)
		l->cancelled(x);
	else if (request != 0)
		l->requested(x, request);
	else if (!xm_before(x->now_ms, x->due_ms))
		l->timed_out(x);
}
