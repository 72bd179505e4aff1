#include "cli/set_option.h"

#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "base/number.h"
#include "line/address.h"
#include "script/library.h"

enum {
	BYTE_DELAY_MAX = 1000000,
	BLOCK_DELAY_MAX = 60000,
	RETRIES_MAX = 10000,
	NAME_MAX_LEN = 255,
	WAIT_PORT_MS = 60000
};

static bool
wrong(const struct help_row *r, const char *argument, const char *rule)
{
	message("--%s=%s: not %s", r->name, argument, rule);
	return false;
}

/*
 * Parsers of arguments.  If an argument is wrong, they do not change the value.
 */

static bool
take_number(const struct help_row *r, const char *argument, uint64_t max,
    uint64_t *value)
{
	char rule[80], hexadecimal[24];

	if (number_parse(argument, 0, max, value))
		return true;
	snprintf(hexadecimal, sizeof hexadecimal, "0x%s", argument);
	if (strlen(argument) < sizeof hexadecimal - 2 &&
	    number_parse(hexadecimal, 0, max, value)) {
		message("--%s=%s: not a number; did you mean %s?", r->name,
		    argument, hexadecimal);
		return false;
	}
	snprintf(
	    rule, sizeof rule, "a number up to %llu", (unsigned long long)max);
	return wrong(r, argument, rule);
}

static bool
take_u32(const struct help_row *r, const char *argument, uint32_t max,
    uint32_t *value)
{
	uint64_t v;

	if (!take_number(r, argument, max, &v))
		return false;
	*value = (uint32_t)v;
	return true;
}

static bool
take_byte(const struct help_row *r, const char *argument, uint8_t *byte)
{
	uint32_t v;

	if (!take_u32(r, argument, UINT8_MAX, &v))
		return false;
	*byte = (uint8_t)v;
	return true;
}

static bool
take_bytes(const struct help_row *r, const char *argument, uint64_t *bytes)
{
	return number_bytes(argument, bytes) ||
	       wrong(r, argument, "a number of bytes, such as 512 or 64k");
}

static bool
take_seconds(const struct help_row *r, const char *argument, uint32_t *ms)
{
	return (number_seconds(argument, ms) && *ms > 0) ||
	       wrong(
		   r, argument, "a number of seconds above 0, at most 864000");
}

/* The receiver waits at least 24 ms for a byte (GAP_MIN_MS in xm/recv.c). */
static bool
take_byte_timeout(
    const struct help_row *r, const char *argument, uint16_t *timeout_ms)
{
	uint32_t ms;

	if (!number_seconds(argument, &ms) || ms < 24 || ms > 60000)
		return wrong(r, argument, "a number of seconds, 0.024 to 60");
	*timeout_ms = (uint16_t)ms;
	return true;
}

/* Finds the index of the argument in a list of words separated by blanks. */
static bool
take_word(const struct help_row *r, const char *argument, const char *words,
    unsigned *place)
{
	size_t len = strlen(argument);
	const char *at = words;
	char rule[80];

	for (*place = 0; *at != '\0'; ++*place) {
		size_t n = strcspn(at, " ");

		if (n == len && strncmp(at, argument, n) == 0)
			return true;
		at += n;
		at += strspn(at, " ");
	}
	snprintf(rule, sizeof rule, "one of: %s", words);
	return wrong(r, argument, rule);
}

/*
 * Sets `field` to the index of the argument in `words`, which has a word for
 * each value of an enum, in the same order.  If the argument is none of these
 * words, makes the calling function return false.
 */
#define TAKE_WORD(field, words)                                                \
	do {                                                                   \
		unsigned place;                                                \
                                                                               \
		if (!take_word(r, argument, words, &place))                    \
			return false;                                          \
		(field) = place;                                               \
	} while (0)

static bool
take_mode(const struct help_row *r, const char *text, struct line_options *line)
{
	static const char parities[] = "NEOMS";
	const char *parity;

	if (strlen(text) != 3 || text[0] < '5' || text[0] > '8' ||
	    (text[2] != '1' && text[2] != '2') ||
	    (parity = strchr(parities, text[1])) == NULL)
		return wrong(r, text, "a mode such as 8N1 or 8E2");
	if (text[0] != '8') {
		message("--%s=%s: XMODEM and YMODEM need eight data bits",
		    r->name, text);
		return false;
	}
	line->data_bits = (uint8_t)(text[0] - '0');
	line->parity = (enum line_parity)(parity - parities);
	line->stop_bits = (uint8_t)(text[2] - '0');
	return true;
}

static bool
take_rate(const struct help_row *r, const char *argument, uint32_t *baud)
{
	uint32_t v;

	if (!take_u32(r, argument, LINE_BAUD_MAX, &v))
		return false;
	if (v == 0)
		return wrong(r, argument, "a rate such as 115200");
	*baud = v;
	return true;
}

static bool
take_port(const struct help_row *r, const char *argument, const char **port)
{
	struct address address;

	if (address_parse(&address, argument)) {
		*port = argument;
		return true;
	}
	if (address.kind != ADDRESS_UNKNOWN)
		return wrong(r, argument, ADDRESS_FORMS);
	message("--%s=%s: unknown kind of line; use " ADDRESS_FORMS,
	    r->name, argument);
	return false;
}

/* Limits the length of a name to the space in block 0. */
static bool
take_name(const struct help_row *r, const char *argument, const char **name)
{
	size_t len = strlen(argument);

	if (len == 0 || len > NAME_MAX_LEN)
		return wrong(r, argument, "a name of 1 to 255 bytes");
	*name = argument;
	return true;
}

static bool
read_steps(struct options *o, const char *name)
{
	struct steps_file f = { &o->before, &o->after, &o->variables, false };
	bool ok = library_read(&f, name);

	o->steps_transfer = o->steps_transfer || f.transfers;
	return ok;
}

/* Functions that each set one group of options. */

static bool
set_line(struct options *o, const struct help_row *r, const char *argument)
{
	switch (r->code) {
	case 'p':
		return take_port(r, argument, &o->line.port);
	case 'b':
		if (!take_rate(r, argument, &o->line.baud))
			return false;
		o->line.baud_given = true;
		return true;
	case 'm':
		return take_mode(r, argument, &o->line);
	case 'f':
		TAKE_WORD(o->line.flow, "none rtscts dsrdtr xonxoff");
		return true;
	case OPT_DTR:
		TAKE_WORD(o->line.dtr, "keep on off");
		return true;
	case OPT_RTS:
		TAKE_WORD(o->line.rts, "keep on off");
		return true;
	case OPT_WAIT_PORT:
		o->line.wait_port_ms = WAIT_PORT_MS;
		return argument == NULL ||
		       take_seconds(r, argument, &o->line.wait_port_ms);
	case OPT_LATENCY:
		TAKE_WORD(o->line.keep_latency, "low keep");
		return true;
	case OPT_NO_LOCK:
		o->line.lock = false;
		return true;
	}
	return false;
}

static bool
set_sender(struct options *o, const struct help_row *r, const char *argument)
{
	switch (r->code) {
	case 'x':
		o->xm.ymodem = false;
		return true;
	case 'y':
		o->xm.ymodem = true;
		return true;
	case 'k':
		o->xm.block_len = 1024;
		return true;
	case OPT_128:
		o->xm.block_len = 128;
		return true;
	case OPT_TAIL:
		TAKE_WORD(o->xm.tail, "auto full short");
		return true;
	case OPT_PAD:
		return take_byte(r, argument, &o->xm.pad);
	case OPT_NAME:
		return take_name(r, argument, &o->name);
	case OPT_HEADER:
		TAKE_WORD(o->header, "full size name");
		return true;
	case OPT_START:
		TAKE_WORD(o->xm.start_now, "wait now");
		return true;
	case OPT_FINAL:
		TAKE_WORD(o->xm.final, "auto always never");
		return true;
	case OPT_RESEND_AFTER:
		return take_seconds(r, argument, &o->xm.resend_ms);
	case OPT_BYTE_DELAY:
		return take_u32(r, argument, BYTE_DELAY_MAX, &o->byte_delay_us);
	case OPT_BLOCK_DELAY:
		return take_u32(
		    r, argument, BLOCK_DELAY_MAX, &o->block_delay_ms);
	}
	return false;
}

static bool
set_receiver(struct options *o, const struct help_row *r, const char *argument)
{
	switch (r->code) {
	case 'g':
		o->xm.streaming = true;
		return true;
	case OPT_CHECK:
		TAKE_WORD(o->xm.check, "auto crc sum");
		return true;
	case OPT_WITH_CRC:
		o->xm.check = XM_CHECK_CRC;
		return true;
	case OPT_BYTE_TIMEOUT:
		return take_byte_timeout(r, argument, &o->xm.byte_timeout_ms);
	case OPT_EOT:
		TAKE_WORD(o->xm.eot, "auto ack nak");
		return true;
	case 'd':
		o->sink.destination.directory = argument;
		return true;
	case OPT_ON_EXISTS:
		o->on_exists_given = true;
		TAKE_WORD(o->sink.destination.on_exists,
		    "fail rename overwrite skip");
		return true;
	case 'o':
		o->sink.destination.on_exists = EXISTS_OVERWRITE;
		return true;
	case OPT_SIZE:
		return take_bytes(r, argument, &o->sink.size);
	case OPT_STRIP:
		o->sink.strip = true;
		return argument == NULL ||
		       take_byte(r, argument, &o->sink.strip_byte);
	case OPT_LIMIT:
		return take_bytes(r, argument, &o->sink.limit);
	case OPT_MAX_FILES:
		return take_u32(r, argument, UINT32_MAX, &o->sink.max_files);
	case OPT_KEEP_PARTIAL:
		o->sink.keep_partial = true;
		return true;
	}
	return false;
}

static bool
set_common(struct options *o, const struct help_row *r, const char *argument)
{
	uint32_t retries;

	switch (r->code) {
	case OPT_WAIT:
		return take_seconds(r, argument, &o->xm.wait_ms);
	case OPT_TIMEOUT:
		return take_seconds(r, argument, &o->xm.timeout_ms);
	case OPT_RETRIES:
		if (!take_u32(r, argument, RETRIES_MAX, &retries))
			return false;
		o->xm.retries = (uint16_t)retries;
		return true;
	case OPT_PROGRESS:
		TAKE_WORD(o->progress, "auto bar lines none json");
		if (o->progress != REPORT_JSON || report_has_json)
			return true;
		return wrong(r, argument, "built in");
	case OPT_BEFORE:
		return steps_add(&o->before, "--before", argument);
	case OPT_AFTER:
		return steps_add(&o->after, "--after", argument);
	case OPT_STEPS:
		return read_steps(o, argument);
	case OPT_SET:
		return variables_set(&o->variables, "--set", argument,
		    o->in_profile ? VARIABLE_PROFILE : VARIABLE_COMMAND);
	case OPT_STEP_TIMEOUT:
		return take_seconds(r, argument, &o->step_timeout_ms);
	case OPT_PROFILE: /* profile.c handles it */
		return true;
	case OPT_DRY_RUN:
		o->dry_run = true;
		return true;
	case OPT_TRACE:
		o->trace = argument;
		return true;
	case 'v':
		o->verbose = true;
		return true;
	case 'q':
		o->quiet = true;
		return true;
	}
	return false;
}

bool
set_option(struct options *o, const struct help_row *r, const char *argument)
{
	static const int line[] = { 'p', 'b', 'm', 'f', OPT_DTR, OPT_RTS,
		OPT_LATENCY, OPT_NO_LOCK, OPT_WAIT_PORT };

	for (size_t i = 0; i < sizeof line / sizeof *line; i++) {
		if (r->code == line[i])
			return set_line(o, r, argument);
	}
	if (r->tools == TOOL_XSEND)
		return set_sender(o, r, argument);
	if (r->tools == TOOL_XRECV)
		return set_receiver(o, r, argument);
	return set_common(o, r, argument);
}
