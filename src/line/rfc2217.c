#include "base/message.h"
#include "line/telnet.h"

/*
 * A serial port of a server.  The COM-PORT option of RFC 2217 sets the same
 * properties that serial.c sets for a local port.  The error messages are the
 * same, too.
 */

enum {
	ANSWER_MS = 3000,

	SET_BAUDRATE = 1,
	SET_DATASIZE = 2,
	SET_PARITY = 3,
	SET_STOPSIZE = 4,
	SET_CONTROL = 5,

	/* Values of SET_CONTROL. */
	FLOW_IS_NONE = 1,
	FLOW_IS_XONXOFF = 2,
	FLOW_IS_RTSCTS = 3,
	BREAK_ON = 5,
	BREAK_OFF = 6,
	DTR_ON = 8,
	DTR_OFF = 9,
	RTS_ON = 11,
	RTS_OFF = 12,
	FLOW_IN_IS_DTR = 18,
	FLOW_OUT_IS_DSR = 19
};

static bool
has_answered(const struct telnet_line *t)
{
	return t->codec.answered;
}

/*
 * Sends a request.  Returns false after printing a message if there is no
 * answer.
 */
static bool
ask(struct telnet_line *t, uint8_t what, uint32_t number, size_t len,
    const char *name)
{
	telnet_codec_ask(&t->codec, what, number, len);
	if (!telnet_exchange(t, has_answered, ANSWER_MS))
		return false;
	if (!t->codec.answered)
		message("%s: cannot set %s: no answer", t->line.name, name);
	return t->codec.answered;
}

/* Sets a value and compares it with the server's answer. */
static bool
set(struct telnet_line *t, uint8_t what, uint32_t number, const char *name)
{
	if (!ask(t, what, number, 1, name))
		return false;
	if (telnet_codec_answer(&t->codec) == number)
		return true;
	message("%s: cannot set %s: refused", t->line.name, name);
	return false;
}

static bool
set_rate(struct telnet_line *t, uint32_t baud)
{
	if (!ask(t, SET_BAUDRATE, baud, 4, "the rate"))
		return false;
	if (telnet_codec_answer(&t->codec) == baud)
		return true;
	message("%s: does not accept %u baud and stays at %u", t->line.name,
	    (unsigned)baud, (unsigned)telnet_codec_answer(&t->codec));
	return false;
}

static bool
set_mode(struct telnet_line *t)
{
	/* In the order of enum line_parity. */
	static const uint8_t parities[] = { 1, 3, 2, 4, 5 };
	const struct line_options *o = &t->options;

	return set(t, SET_DATASIZE, o->data_bits, "the mode") &&
	       set(t, SET_PARITY, parities[o->parity], "the mode") &&
	       set(t, SET_STOPSIZE, o->stop_bits, "the mode");
}

static bool
set_flow(struct telnet_line *t)
{
	static const char name[] = "the flow control";

	switch (t->options.flow) {
	case FLOW_NONE:
		return set(t, SET_CONTROL, FLOW_IS_NONE, name);
	case FLOW_RTSCTS:
		return set(t, SET_CONTROL, FLOW_IS_RTSCTS, name);
	case FLOW_XONXOFF:
		return set(t, SET_CONTROL, FLOW_IS_XONXOFF, name);
	case FLOW_DSRDTR:
		return set(t, SET_CONTROL, FLOW_OUT_IS_DSR, name) &&
		       set(t, SET_CONTROL, FLOW_IN_IS_DTR, name);
	}
	return false;
}

static bool
control(struct line *line, enum line_control what, uint32_t value)
{
	struct telnet_line *t = (struct telnet_line *)line;

	switch (what) {
	case LINE_BAUD:
		t->options.baud = value;
		return set_rate(t, value);
	case LINE_DTR:
		return set(
		    t, SET_CONTROL, value != 0 ? DTR_ON : DTR_OFF, "DTR");
	case LINE_RTS:
		return set(
		    t, SET_CONTROL, value != 0 ? RTS_ON : RTS_OFF, "RTS");
	case LINE_BREAK:
		return set(t, SET_CONTROL, value != 0 ? BREAK_ON : BREAK_OFF,
		    "a break");
	}
	return false;
}

static bool
set_up(struct telnet_line *t)
{
	const struct line_options *o = &t->options;

	return set_rate(t, o->baud) && set_mode(t) && set_flow(t) &&
	       (o->dtr == SIGNAL_KEEP ||
		   control(&t->line, LINE_DTR, o->dtr == SIGNAL_ON)) &&
	       (o->rts == SIGNAL_KEEP ||
		   control(&t->line, LINE_RTS, o->rts == SIGNAL_ON));
}

static const struct line_operations operations = { .read = telnet_read,
	.write = telnet_write,
	.state = telnet_state,
	.control = control,
	.close = telnet_close };

struct line *
line_rfc2217_open(const struct line_options *o, const struct address *address)
{
	struct telnet_line *t = telnet_connect(o, address, true);

	if (t == NULL)
		return NULL;
	t->line.operations = &operations;
	if (set_up(t))
		return &t->line;
	telnet_close(&t->line, false);
	return NULL;
}
