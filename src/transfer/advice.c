#include "transfer/advice.h"

#include <stdio.h>
#include <string.h>

/* Fewer may be noise. */
enum {
	BANNER_MIN = 8,
	HEARD_MAX = 8192,
	IAC = 0xff,
	IAC_WILL = 0xfb,
	IAC_OPTION_MAX = 49
};

/*
 * Bytes that a line may keep to itself, or change.  The number of a block and
 * its complement count as well: block 0 has an 0xFF, block 17 an XON.
 */
static const struct {
	uint8_t bytes[2];
	const char *words;
} suspects[ADVICE_SUSPECTS] = {
	{ { 0xff, 0xff },
	    "refused blocks have a byte 0xff, accepted ones none: is there a "
	    "telnet server in between? try telnet:" },
	{ { 0x11, 0x13 },
	    "refused blocks have a byte 0x11 or 0x13, accepted ones none: does "
	    "something in between take them for XON and XOFF?" },
	{ { 0x0d, 0x0a },
	    "refused blocks have a byte 0x0d or 0x0a, accepted ones none: does "
	    "something in between translate line ends?" },
};

static bool
has_one(const struct advice *a, size_t suspect)
{
	const uint8_t *bytes = suspects[suspect].bytes;

	return memchr(a->block, bytes[0], a->block_len) != NULL ||
	       memchr(a->block, bytes[1], a->block_len) != NULL;
}

static void
judge_block(struct advice *a, bool accepted)
{
	for (size_t i = 0; i < ADVICE_SUSPECTS; i++) {
		bool has = has_one(a, i);

		if (accepted && has)
			a->suspects[i].refuted = true;
		else if (!accepted && !has)
			a->suspects[i].unrelated = true;
	}
	if (accepted)
		a->accepted++;
	else
		a->refused++;
}

void
advice_sent(struct advice *a, const uint8_t *bytes, size_t len, bool is_block,
    uint32_t retries)
{
	bool again = retries != a->retries;

	/* A cancel, which is longer, says nothing of the block before it. */
	if (a->block_len > 0 && (again || is_block || len == 1))
		judge_block(a, !again);
	a->block_len = 0;
	a->retries = retries;
	if (is_block && len <= sizeof a->block) {
		memcpy(a->block, bytes, len);
		a->block_len = len;
	}
}

static bool
is_odd(const struct advice *a, uint8_t byte)
{
	static const char terminal[] = "\a\b\t\n\v\f\r\033";

	if (byte >= ' ')
		return byte > '~';
	return byte == '\0' || (strchr(terminal, byte) == NULL &&
				   strchr(a->protocol->control, byte) == NULL);
}

void
advice_heard(struct advice *a, const uint8_t *bytes, size_t len)
{
	/* What comes first is evidence enough, and this is not cheap. */
	for (; len > 0 && a->heard < HEARD_MAX; len--, bytes++) {
		a->heard++;
		a->odd += is_odd(a, *bytes);
		a->high += *bytes > 0x7f;
		a->refusals += *bytes == a->protocol->refusal;
		a->seven += a->protocol->has_lost_eighth_bit(
		    (const uint8_t[]){ a->last[0], a->last[1], *bytes });
		a->telnet += a->last[0] == IAC && a->last[1] >= IAC_WILL &&
			     a->last[1] < IAC && *bytes <= IAC_OPTION_MAX;
		a->last[0] = a->last[1];
		a->last[1] = *bytes;
	}
}

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

/* Most of the odd bytes are of its commands, which have three. */
static bool
telnet_heard(const struct advice *a, const struct advice_case *c)
{
	return a->telnet > 0 && a->telnet * 4 >= a->odd && !is_telnet(c);
}

static bool
is_unreadable(const struct advice *a)
{
	return a->heard >= BANNER_MIN && a->odd >= a->heard / 3;
}

/* A receiver that has begun hears data, which may be anything. */
static bool
has_begun(const struct advice *a, const struct advice_case *c)
{
	return c->sends ? a->accepted > 0 : c->failure != FAILURE_NO_START;
}

static void
say_unreadable(const struct advice_case *c, char *text, size_t size)
{
	if (c->baud > 0)
		snprintf(text, size,
		    "what comes is unreadable: is it %u baud, %s?",
		    (unsigned)c->baud, c->mode);
	else
		snprintf(text, size,
		    "what comes is unreadable: is the rate right, and the "
		    "mode?");
}

/* The only suspect that is left, or NULL. */
static const char *
convict(const struct advice *a, const struct advice_case *c)
{
	const char *words = NULL;

	for (size_t i = 0; i < ADVICE_SUSPECTS; i++) {
		if (a->suspects[i].refuted || a->suspects[i].unrelated)
			continue;
		if (words != NULL)
			return "refused blocks have bytes that no accepted one "
			       "has: is the line 8-bit clean?";
		words = suspects[i].words;
		if (i == 0 && is_telnet(c))
			words = NULL;
	}
	return words;
}

static const char *
judge_blocks(const struct advice *a, const struct advice_case *c)
{
	if (a->accepted > 0)
		return c->failure == FAILURE_RETRIES ? convict(a, c) : NULL;
	if (starts_with(c->port, "tcp:"))
		return "not one block got through: is there a telnet server in "
		       "between? try telnet:";
	if (a->refusals == 0)
		return "not one block got through: is its RX connected, and "
		       "everything in between 8-bit clean?";
	return "not one block got through: is it 8N1 at both ends, and "
	       "everything in between 8-bit clean?";
}

static void
judge_silence(const struct advice *a, const struct advice_case *c, char *text,
    size_t size)
{
	if (a->heard == 0 && c->said[0] == '\0')
		snprintf(text, size,
		    "nothing came from the line: is it the right one, is the "
		    "board on, and are RX and TX crossed?");
	else if (c->said[0] != '\0')
		snprintf(text, size,
		    "it said last \"%.80s\": does it wait for a command?",
		    c->said);
}

bool
advice_give(const struct advice *a, const struct advice_case *c, char *text,
    size_t size)
{
	const char *words = NULL;

	text[0] = '\0';
	if (telnet_heard(a, c))
		words = "telnet commands came: there is a telnet server in "
			"between; try telnet:";
	else if (!has_begun(a, c) && is_unreadable(a))
		say_unreadable(c, text, size);
	else if (c->failure == FAILURE_NO_START)
		judge_silence(a, c, text, size);
	else if (!c->sends && a->seven > 0 && a->high == 0)
		words = "the blocks that come have lost their eighth bit: is "
			"it 8N1 at both ends, and everything in between 8-bit "
			"clean?";
	else if (c->sends && (c->failure == FAILURE_RETRIES ||
				 c->failure == FAILURE_SILENCE))
		words = judge_blocks(a, c);
	if (words != NULL)
		snprintf(text, size, "%s", words);
	return text[0] != '\0';
}
