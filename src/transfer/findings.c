#include "transfer/findings.h"

#include <string.h>

enum {
	BANNER_MIN = 8, /* minimum bytes of a banner; fewer may be noise */
	TEXT_MIN = 4,   /* minimum bytes of text; fewer may be noise */
	COPIES_MIN = 3, /* rejected copies of one block; fewer may be chance */
	OTHERS_MIN = 3, /* minimum accepted blocks; fewer may be chance */
	LONG_MIN = 256, /* bytes; only a block with 1024 data bytes is longer */
	SAME_MIN = REPAIR_COPIES_MIN
};

/* Noise is ruled out as the cause if its probability is below this value. */
static const double CHANCE_MAX = 0.003;

static bool
starts_with(const char *text, const char *start)
{
	return text != NULL && strncmp(text, start, strlen(start)) == 0;
}

static bool
is_telnet(const struct advice_case *c)
{
	return starts_with(c->port, "telnet:") ||
	       starts_with(c->port, "rfc2217:");
}

bool
finds_telnet_line(const struct findings *f)
{
	return is_telnet(f->c);
}

/* Received bytes. */

/*
 * Returns true if at least 3/4 of the odd bytes, which are neither text nor
 * control bytes of the protocol, belong to telnet commands of 3 bytes each.
 */
bool
finds_telnet(const struct findings *f)
{
	return f->e->telnet > 0 && f->e->telnet * 4 >= f->e->odd &&
	       !is_telnet(f->c);
}

/*
 * Returns true if the session has begun: a block was accepted, or a receiver
 * has rejected copies that mostly contain the beginning of a block.
 */
static bool
has_begun(const struct findings *f)
{
	return f->e->accepted > 0 ||
	       (!f->c->sends && f->failing->framed > f->failing->copies / 2);
}

bool
finds_unreadable(const struct findings *f)
{
	return !has_begun(f) && f->c->failure != FAILURE_ECHO &&
	       f->e->received >= BANNER_MIN && f->e->odd >= f->e->received / 3;
}

bool
finds_nothing(const struct findings *f)
{
	return f->c->failure == FAILURE_NO_START && f->e->received == 0 &&
	       f->c->last_text[0] == '\0';
}

/*
 * Returns true if the last text contains more than requests and escaped bytes
 * such as "\x04".
 */
static bool
has_other_text(const struct findings *f)
{
	const char *at = f->c->last_text;

	for (;;) {
		if (at[0] == '\\' && at[1] == 'x' && at[2] != '\0' &&
		    at[3] != '\0')
			at += 4;
		else if (*at != '\0' &&
			 strchr(f->e->protocol->requests, *at) != NULL)
			at++;
		else
			return *at != '\0';
	}
}

/* Returns true if the last text ends in a prompt of a boot loader or shell. */
static bool
has_prompt(const struct findings *f)
{
	size_t len = strlen(f->c->last_text);
	const char *end = f->c->last_text + len;

	return len > 1 && end[-1] == ' ' && strchr(">#$", end[-2]) != NULL;
}

/* The other end is a receiver, too, or the line echoes the requests. */
bool
finds_requests_only(const struct findings *f)
{
	return !f->c->sends && f->c->failure == FAILURE_NO_START &&
	       f->e->received > 0 && f->e->requests == f->e->received;
}

bool
finds_text_only(const struct findings *f)
{
	return f->c->failure == FAILURE_NO_START && has_other_text(f) &&
	       f->failing->framed == 0;
}

/* The failing block. */

/*
 * Returns true if the transfer ended after copies of one block were rejected at
 * least COPIES_MIN times.
 */
static bool
keeps_failing(const struct findings *f)
{
	enum failure failure = f->c->failure;

	return f->failing->copies >= COPIES_MIN &&
	       (failure == FAILURE_RETRIES || failure == FAILURE_CANCELLED ||
		   failure == FAILURE_SILENCE || failure == FAILURE_STOPPED ||
		   failure == FAILURE_NO_START);
}

static bool
is_silent(const struct findings *f)
{
	return f->c->failure == FAILURE_SILENCE;
}

/*
 * Returns true if the block fails because of its contents, not because of noise
 * on the line.  Laplace's rule of succession gives the probability that noise
 * damages all rejected copies of the block.  The rule uses the number of
 * accepted blocks, and the number of rejected copies of these blocks.  The
 * probability is multiplied by the number of blocks, because noise might have
 * damaged any of the blocks.  Noise damages short blocks less often; therefore,
 * the number of accepted blocks is computed as the accepted bytes divided by
 * the length of the failing block.
 */
static bool
fails_alone(const struct findings *f)
{
	double len = (double)(f->failing->burst.len - f->failing->frame.at);
	double others = len > 0 ? (double)f->e->bytes / len : 0;
	double chance = others + 1;

	for (uint32_t i = 1; i <= f->failing->copies; i++)
		chance *= (double)(f->e->troubles + i) /
			  (others + f->e->troubles + 1.0 + i);
	return keeps_failing(f) && others >= OTHERS_MIN && chance < CHANCE_MAX;
}

/* Sending. */

bool
finds_none_accepted(const struct findings *f)
{
	return f->c->sends && f->e->accepted == 0 &&
	       (f->c->failure == FAILURE_RETRIES || is_silent(f) ||
		   keeps_failing(f));
}

bool
finds_none_through_tcp(const struct findings *f)
{
	return finds_none_accepted(f) && starts_with(f->c->port, "tcp:");
}

bool
finds_reset(const struct findings *f)
{
	return f->c->sends && f->e->reset;
}

bool
finds_text_last(const struct findings *f)
{
	uint32_t least = has_prompt(f) ? 1 : TEXT_MIN;

	return f->c->sends && is_silent(f) && f->e->text >= least &&
	       has_other_text(f);
}

bool
finds_none_answered(const struct findings *f)
{
	return finds_none_accepted(f) && f->e->answers == 0;
}

bool
finds_none_of_the_long(const struct findings *f)
{
	return finds_none_accepted(f) && f->failing->burst.len > LONG_MIN;
}

bool
finds_none_rejected(const struct findings *f)
{
	return finds_none_accepted(f) && f->e->rejections == 0;
}

/* The receiver cancelled at the first block and sent no reason. */
bool
finds_first_cancelled(const struct findings *f)
{
	return f->c->sends && f->c->failure == FAILURE_CANCELLED &&
	       f->e->block_sent && f->e->accepted == 0 && f->e->text < TEXT_MIN;
}

/* The receiver accepted the header of a file and none of its data. */
bool
finds_data_cancelled(const struct findings *f)
{
	return f->c->sends && f->c->failure == FAILURE_CANCELLED &&
	       f->e->accepted == 1 && f->e->number == 0 &&
	       f->failing->copies == 0 && f->e->text < TEXT_MIN;
}

bool
finds_end_at_256(const struct findings *f)
{
	bool fails =
	    keeps_failing(f) || (is_silent(f) && f->failing->copies == 0);

	return f->c->sends && fails && f->e->number == 255 && !f->e->wrapped;
}

bool
finds_no_long_sent(const struct findings *f)
{
	return f->e->longest_sent <= LONG_MIN;
}

bool
finds_only_short(const struct findings *f)
{
	return f->c->sends && keeps_failing(f) && f->e->accepted > 0 &&
	       f->failing->burst.len > LONG_MIN && f->e->longest <= LONG_MIN;
}

/*
 * The advice can name the suspect byte values, 1 to SUSPECTS_MAX of them.
 * Returns false if only long blocks fail and the block has more than
 * SUSPECTS_MAX new values: then the length is the more likely cause.
 */
bool
finds_suspect(const struct findings *f)
{
	return f->c->sends && fails_alone(f) && f->suspects.named > 0 &&
	       !(finds_only_short(f) && f->suspects.all > SUSPECTS_MAX);
}

bool
finds_many_suspects(const struct findings *f)
{
	return f->c->sends && fails_alone(f) && f->suspects.groups > 1;
}

/*
 * The last block got no answer, and no copy of the block was rejected.  If no
 * NAK was received, rejected copies of the first block are ignored: a request
 * that the receiver sent before it received the first block is also counted as
 * a rejection.
 */
bool
finds_late_answer(const struct findings *f)
{
	bool first = f->e->accepted == 0 && f->e->rejections == 0;

	return f->c->sends && is_silent(f) &&
	       (f->failing->copies == 0 || first);
}

bool
finds_no_answer_to_long(const struct findings *f)
{
	return finds_late_answer(f) && f->e->accepted > 0 &&
	       f->e->longest <= LONG_MIN && f->e->now.len > LONG_MIN;
}

/* Receiving. */

bool
finds_seven_bits(const struct findings *f)
{
	return !f->c->sends && f->c->failure != FAILURE_NO_START &&
	       f->e->seven > 0 && f->e->high == 0;
}

bool
finds_no_wrap(const struct findings *f)
{
	return !f->c->sends && f->c->failure == FAILURE_SKIPPED &&
	       f->e->number == 255 && !f->e->wrapped &&
	       f->failing->frame.numbered && f->failing->frame.number == 1;
}

/*
 * Returns true if a block is damaged, and its last copies are equal.  At least
 * SAME_MIN copies, and at least half of all copies, must be equal.
 */
static bool
comes_alike(const struct findings *f)
{
	const struct failing *x = f->failing;

	return !f->c->sends && keeps_failing(f) && !f->intact &&
	       x->same >= SAME_MIN && x->same >= x->copies / 2 &&
	       x->frame.most > 0;
}

bool
finds_foreign_check(const struct findings *f)
{
	return comes_alike(f) && f->check != NULL;
}

bool
finds_repair(const struct findings *f)
{
	return comes_alike(f) && f->repair.damage != DAMAGE_UNKNOWN;
}

bool
finds_other_check(const struct findings *f)
{
	const struct failing *x = f->failing;

	return comes_alike(f) && f->e->accepted == 0 && x->frame.numbered &&
	       x->burst.len - x->frame.at == x->frame.most;
}

/*
 * The last SAME_MIN copies are not all equal, or a copy lacks more than an
 * eighth of the block.  At least three quarters of the copies begin a block but
 * are too short.  The other copies may lack the first byte, or may be the rest
 * of a block: if the sender pauses inside a block, both parts count as copies.
 */
bool
finds_overrun(const struct findings *f)
{
	const struct failing *x = f->failing;

	return !f->c->sends && keeps_failing(f) && x->frame.most > 0 &&
	       x->cut >= x->copies - x->copies / 4 &&
	       (x->same < SAME_MIN || x->least < x->frame.most / 8 * 7);
}

bool
finds_long_frame(const struct findings *f)
{
	return f->failing->frame.most > LONG_MIN;
}

bool
finds_same_damage(const struct findings *f)
{
	return comes_alike(f) && f->e->accepted > 0;
}

struct findings
findings_of(const struct evidence *e, const struct advice_case *c)
{
	const struct failing *x = &e->failing;
	struct findings f = { .e = e, .c = c, .failing = x };
	const uint8_t *bytes = x->burst.bytes + x->frame.at;
	size_t len = x->burst.len - x->frame.at;

	if (x->copies < COPIES_MIN || x->burst.len > sizeof x->burst.bytes)
		return f;
	if (c->sends)
		f.suspects = suspects_find(e, is_telnet(c));
	else
		f.repair = repair_find(e);
	if (e->protocol->foreign_check != NULL)
		f.check = e->protocol->foreign_check(bytes, len);
	if (e->protocol->is_intact != NULL)
		f.intact = e->protocol->is_intact(bytes, len);
	return f;
}
