#include "inner.h"

/*
 * How the sender listens.  An ACK counts at once, wherever it stands: boot
 * loaders print text in front of it.  A request counts only once the line is
 * quiet behind it.  Then a heap of requests is one, a letter in a banner is
 * none, and one that crossed the block on its way is followed by the ACK.
 */

enum {
	BURST_MS = 50,         /* silence that ends a burst */
	FIRST_QUIET_MS = 300,  /* for the ACK behind a request that crossed;
				  a stream has no ACKs */
	REQUEST_MAX_MS = 1000, /* a heap that does not end */
	ARRIVAL_MS = 20,  /* for USB adapters, beyond the wire's own time */
	ONE_CAN_MS = 1000 /* then it was meant, though it was only one */
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

/* When a request that was heard counts. */
static uint32_t
request_ms(const struct xm *x)
{
	const struct xm_listener *l = xm_listener(x->state);
	uint32_t counts_ms = x->heard_ms + l->quiet_ms;

	if (l->acked != NULL && !x->acquainted && !x->streaming)
		counts_ms = x->heard_ms + FIRST_QUIET_MS;
	if (xm_before(x->since_ms + REQUEST_MAX_MS, counts_ms))
		counts_ms = x->since_ms + REQUEST_MAX_MS;
	/* It cannot be about a block that is still on its way. */
	if (l->acked != NULL)
		counts_ms = later(counts_ms, x->arrived_ms + ARRIVAL_MS);
	return counts_ms;
}

static bool
one_can_heard(const struct xm *x)
{
	return x->cans > 0 && xm_listener(x->state)->one_can;
}

/* When what has been heard is to be judged, or patience ends. */
static void
schedule(struct xm *x)
{
	uint32_t judge_ms = x->limit_ms;

	if (one_can_heard(x))
		judge_ms = x->heard_ms + ONE_CAN_MS;
	else if (x->request.byte != 0)
		judge_ms = request_ms(x);
	x->due_ms = xm_before(judge_ms, x->limit_ms) ? judge_ms : x->limit_ms;
}

void
xm_listen_for(struct xm *x, const struct xm_listener *l, uint32_t wait_ms)
{
	x->request = (struct xm_request){ 0 };
	x->cans = 0;
	x->words = 0;
	x->limit_ms = later(x->now_ms, x->arrived_ms) + wait_ms;
	xm_enter(x, &l->state, x->limit_ms - x->now_ms);
}

static void
hear_request(struct xm *x, uint8_t byte)
{
	bool held = x->request.byte != 0;
	uint8_t taken_back = xm_request_hear(&x->request, byte);

	if (taken_back != 0)
		xm_say(x, taken_back);
	if (x->request.byte != byte)
		xm_say(x, byte);
	if (!held)
		x->since_ms = x->now_ms;
	if (x->request.words && x->words < UINT8_MAX)
		x->words++;
}

bool
xm_overhear(struct xm *x, uint8_t byte)
{
	if (byte != ACK && byte != CAN)
		hear_request(x, byte);
	/* SAM-BA's prompt begins with line ends, behind its one CAN. */
	if (byte == CAN)
		x->cans++;
	else if (byte != '\r' && byte != '\n')
		x->cans = 0;
	return x->cans == 2;
}

size_t
xm_hear(struct xm *x, const uint8_t *in, size_t len)
{
	const struct xm_listener *l = xm_listener(x->state);
	bool can_before = one_can_heard(x);

	(void)len;
	if (x->now_ms - x->heard_ms >= BURST_MS)
		x->request = (struct xm_request){ 0 };
	x->heard_ms = x->now_ms;
	if (xm_overhear(x, *in) || (can_before && x->request.words))
		l->cancelled(x);
	else if (*in == ACK && l->acked != NULL)
		l->acked(x);
	else
		schedule(x);
	return 1;
}

void
xm_judge(struct xm *x)
{
	const struct xm_listener *l = xm_listener(x->state);
	uint8_t request = x->request.byte;
	bool can = one_can_heard(x);

	x->request = (struct xm_request){ 0 };
	x->cans = 0;
	schedule(x);
	if (can)
		l->cancelled(x);
	else if (request != 0)
		l->asked(x, request);
	else
		l->silent(x);
}
