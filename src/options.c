#include "options.h"

#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "address.h"
#include "lrzsz.h"
#include "message.h"
#include "number.h"
#include "outcome.h"
#include "ports.h"
#include "report_view.h"
#include "usage.h"

enum {
	OPTIONS_MAX = 128,
	LRZSZ_CODE = 1024, /* of the first row of lrzsz */
	BYTE_DELAY_MAX = 1000000,
	BLOCK_DELAY_MAX = 60000,
	BAUD_MAX = 20000000,
	RETRIES_MAX = 10000,
	NAME_MAX_LEN = 255,
	STEP_TIMEOUT_MS = 30000
};

static bool
wrong(const struct usage_row *r, const char *argument, const char *rule)
{
	message("--%s=%s: not %s", r->name, argument, rule);
	return false;
}

/* Arguments.  What is taken is not touched when the argument is wrong. */

static bool
take_number(const struct usage_row *r, const char *argument, uint64_t max,
    uint64_t *value)
{
	char rule[80];

	if (number_parse(argument, 0, max, value))
		return true;
	snprintf(
	    rule, sizeof rule, "a number up to %llu", (unsigned long long)max);
	return wrong(r, argument, rule);
}

static bool
take_u32(const struct usage_row *r, const char *argument, uint32_t max,
    uint32_t *value)
{
	uint64_t v;

	if (!take_number(r, argument, max, &v))
		return false;
	*value = (uint32_t)v;
	return true;
}

static bool
take_byte(const struct usage_row *r, const char *argument, uint8_t *byte)
{
	uint32_t v;

	if (!take_u32(r, argument, UINT8_MAX, &v))
		return false;
	*byte = (uint8_t)v;
	return true;
}

static bool
take_bytes(const struct usage_row *r, const char *argument, uint64_t *bytes)
{
	return number_bytes(argument, bytes) ||
	       wrong(r, argument, "a number of bytes, such as 512 or 64k");
}

static bool
take_seconds(const struct usage_row *r, const char *argument, uint32_t *ms)
{
	return (number_seconds(argument, ms) && *ms > 0) ||
	       wrong(r, argument, "a number of seconds, at most ten days");
}

/* Finds the argument's place in a list of words with a blank between them. */
static bool
take_word(const struct usage_row *r, const char *argument, const char *words,
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

/* Sets an enum whose values are in the order of the words, or returns. */
#define TAKE_WORD(field, words)                                                \
	do {                                                                   \
		unsigned place;                                                \
                                                                               \
		if (!take_word(r, argument, words, &place))                    \
			return false;                                          \
		(field) = place;                                               \
	} while (0)

static bool
take_mode(
    const struct usage_row *r, const char *text, struct line_options *line)
{
	static const char parities[] = "NEOMS";
	const char *parity;

	if (strlen(text) != 3 || text[0] < '5' || text[0] > '8' ||
	    (text[2] != '1' && text[2] != '2') ||
	    (parity = strchr(parities, text[1])) == NULL)
		return wrong(r, text, "a mode such as 8N1 or 7E2");
	line->data_bits = (uint8_t)(text[0] - '0');
	line->parity = (enum line_parity)(parity - parities);
	line->stop_bits = (uint8_t)(text[2] - '0');
	return true;
}

/* Block 0 has no room for more, and a receiver no use for a path. */
static bool
take_name(const struct usage_row *r, const char *argument, const char **name)
{
	size_t len = strlen(argument);

	if (len == 0 || len > NAME_MAX_LEN)
		return wrong(r, argument, "a name of 1 to 255 bytes");
	*name = argument;
	return true;
}

/* Groups of options. */

static bool
set_line(struct options *o, const struct usage_row *r, const char *argument)
{
	struct address address;

	switch (r->code) {
	case 'p':
		o->line.port = argument;
		return address_parse(&address, argument) ||
		       wrong(r, argument, ADDRESS_FORMS);
	case 'b':
		o->line.baud_given = true;
		if (!take_u32(r, argument, BAUD_MAX, &o->line.baud))
			return false;
		return o->line.baud > 0 || wrong(r, argument, "a rate");
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
	case OPT_NO_LOCK:
		o->line.lock = false;
		return true;
	}
	return false;
}

static bool
set_sender(struct options *o, const struct usage_row *r, const char *argument)
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
	case OPT_BYTE_DELAY:
		return take_u32(r, argument, BYTE_DELAY_MAX, &o->byte_delay_us);
	case OPT_BLOCK_DELAY:
		return take_u32(
		    r, argument, BLOCK_DELAY_MAX, &o->block_delay_ms);
	}
	return false;
}

static bool
set_receiver(struct options *o, const struct usage_row *r, const char *argument)
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
	case OPT_EOT:
		TAKE_WORD(o->xm.eot, "auto ack nak");
		return true;
	case 'd':
		o->sink.place.directory = argument;
		return true;
	case OPT_ON_EXISTS:
		TAKE_WORD(
		    o->sink.place.on_exists, "fail rename overwrite skip");
		return true;
	case 'o':
		o->sink.place.on_exists = EXISTS_OVERWRITE;
		return true;
	case OPT_SIZE:
		return take_bytes(r, argument, &o->sink.size);
	case OPT_STRIP:
		o->sink.strip = true;
		return argument == NULL ||
		       take_byte(r, argument, &o->sink.strip_byte);
	case OPT_LIMIT:
		return take_bytes(r, argument, &o->sink.limit);
	case OPT_KEEP_PARTIAL:
		o->sink.keep_partial = true;
		return true;
	}
	return false;
}

static bool
set_common(struct options *o, const struct usage_row *r, const char *argument)
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
		return steps_read(&o->before, &o->after, argument);
	case OPT_STEP_TIMEOUT:
		return take_seconds(r, argument, &o->step_timeout_ms);
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

static bool
set(struct options *o, const struct usage_row *r, const char *argument)
{
	static const int line[] = { 'p', 'b', 'm', 'f', OPT_DTR, OPT_RTS,
		OPT_NO_LOCK };

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

/* What getopt_long() wants, made of the rows of one tool. */
struct getopt_tables {
	char letters[2 * OPTIONS_MAX + 2];
	size_t letter_count;
	struct option longs[OPTIONS_MAX];
	size_t long_count;
	int chosen; /* the code of a long option */
};

static void
add_letter(struct getopt_tables *t, int letter, int has)
{
	t->letters[t->letter_count++] = (char)letter;
	if (has == required_argument)
		t->letters[t->letter_count++] = ':';
}

static void
add_long(struct getopt_tables *t, const char *name, int has, int code)
{
	if (t->long_count < OPTIONS_MAX - 1)
		t->longs[t->long_count++] =
		    (struct option){ name, has, &t->chosen, code };
}

static void
add_lrzsz(struct getopt_tables *t, enum tool tool)
{
	for (size_t i = 0; i < lrzsz_row_count; i++) {
		const struct lrzsz_row *r = &lrzsz_rows[i];
		int has = r->has_argument ? required_argument : no_argument;

		if ((r->tools & tool) == 0)
			continue;
		if (r->letter != 0)
			add_letter(t, r->letter, has);
		if (r->name != NULL)
			add_long(t, r->name, has, LRZSZ_CODE + (int)i);
	}
}

static void
make_tables(struct getopt_tables *t, enum tool tool)
{
	bool lrzsz = lrzsz_is_name(message_name());

	memset(t, 0, sizeof *t);
	t->letters[t->letter_count++] = ':'; /* the messages are ours */
	for (size_t i = 0; i < usage_row_count; i++) {
		const struct usage_row *r = &usage_rows[i];
		int has = no_argument;

		if ((r->tools & tool) == 0 || r->name == NULL)
			continue;
		if (r->argument != NULL)
			has = r->argument[0] == '[' ? optional_argument
						    : required_argument;
		add_long(t, r->name, has, r->code);
		if (r->code < 256 && !lrzsz)
			add_letter(t, r->code, has);
	}
	if (lrzsz)
		add_lrzsz(t, tool);
}

static const struct usage_row *
find_row(enum tool tool, int code)
{
	for (size_t i = 0; i < usage_row_count; i++) {
		if (usage_rows[i].code == code &&
		    (usage_rows[i].tools & tool) != 0)
			return &usage_rows[i];
	}
	return NULL;
}

static const struct lrzsz_row *
find_lrzsz(enum tool tool, int letter)
{
	for (size_t i = 0; i < lrzsz_row_count; i++) {
		if (lrzsz_rows[i].letter == letter &&
		    (lrzsz_rows[i].tools & tool) != 0)
			return &lrzsz_rows[i];
	}
	return NULL;
}

/* Finds the next option and its argument.  Its code is -1 at the end. */
static int
next_option(struct getopt_tables *t, enum tool tool, int argc, char **argv,
    const char **argument)
{
	int code = getopt_long(argc, argv, t->letters, t->longs, NULL);
	const struct lrzsz_row *l = NULL;

	*argument = optarg;
	if (code == 0 && t->chosen >= LRZSZ_CODE)
		l = &lrzsz_rows[t->chosen - LRZSZ_CODE];
	else if (code == 0)
		return t->chosen;
	else if (lrzsz_is_name(message_name()))
		l = find_lrzsz(tool, code);
	if (l == NULL)
		return code;
	*argument = l->argument;
	return l->code;
}

static void
set_defaults(struct options *o, enum tool tool)
{
	struct xm_options xm = XM_OPTIONS_DEFAULT;

	*o = (struct options){ .tool = tool, .xm = xm };
	o->line = (struct line_options){
		.baud = 115200, .data_bits = 8, .stop_bits = 1, .lock = true
	};
	o->step_timeout_ms = STEP_TIMEOUT_MS;
	o->sink.size = XM_SIZE_UNKNOWN;
	o->sink.limit = UINT64_MAX;
	o->sink.strip_byte = 0x1a;
	o->xm.block_len = 0; /* the protocol decides */
	o->xm.ymodem = lrzsz_means_ymodem(message_name());
}

/* What getopt_long() did not like, in the words of its last argument. */
static void
report_unknown(int result, char **argv)
{
	const char *word = argv[optind - 1];

	if (result == ':')
		message("%s: needs an argument", word);
	else if (strncmp(word, "--", 2) != 0)
		message("-%c: no such option (--help tells which)",
		    (unsigned char)optopt);
	else
		message("%s: no such option, or not with an argument "
			"(--help tells which)",
		    word);
}

static bool
check(const struct options *o)
{
	unsigned standard = 0;

	for (size_t i = 0; i < o->file_count; i++) {
		standard += strcmp(o->files[i], "-") == 0;
		if (o->files[i][0] == '\0') {
			message("a file without a name");
			return false;
		}
	}
	if (standard > 1) {
		message("-: can be sent once");
		return false;
	}
	if (standard > 0 && o->line.port == NULL) {
		message("-: standard input and output are the line; "
			"name another with -p");
		return false;
	}
	if (o->tool == TOOL_XSEND && o->file_count == 0) {
		message("no file named (--help tells more)");
		return false;
	}
	if (o->tool == TOOL_XSEND && o->file_count > 1 && !o->xm.ymodem) {
		message("XMODEM sends one file; use -y for several");
		return false;
	}
	if (o->tool == TOOL_XSEND && o->file_count > 1 && o->name != NULL) {
		message("--name=%s: there are several files", o->name);
		return false;
	}
	if (o->tool == TOOL_XRECV && o->file_count > 1) {
		message("%s: only one file can be named", o->files[1]);
		return false;
	}
	return true;
}

static void
complete(struct options *o, int argc, char **argv)
{
	o->argv = argv;
	o->files = argv + optind;
	o->file_count = (size_t)(argc - optind);
	if (o->xm.block_len == 0)
		o->xm.block_len = o->xm.ymodem ? 1024 : 128;
	if (o->tool == TOOL_XRECV && o->file_count > 0)
		o->sink.place.path = o->files[0];
}

/* Returns the exit status. */
static int
list(const char *format)
{
	if (format != NULL &&
	    (!report_has_json || strcmp(format, "json") != 0)) {
		message("--list=%s: %s", format,
		    report_has_json ? "not json" : "not built in");
		return OUTCOME_USAGE;
	}
	return ports_list(format != NULL) ? OUTCOME_DONE : OUTCOME_LINE;
}

/* Options that are a question.  Returns false if it is none of them. */
static bool
answer(enum tool tool, int code, int *status)
{
	*status = OUTCOME_DONE;
	if (code == 'h')
		usage_help(tool);
	else if (code == 'V')
		usage_version();
	else if (code != OPT_LIST)
		return false;
	else
		*status = list(optarg);
	if (fflush(stdout) == EOF) {
		message_errno("standard output");
		*status = OUTCOME_LOCAL;
	}
	return true;
}

bool
options_parse(
    struct options *o, enum tool tool, int argc, char **argv, int *status)
{
	struct getopt_tables t;
	const char *argument;
	int code;

	set_defaults(o, tool);
	make_tables(&t, tool);
	while ((code = next_option(&t, tool, argc, argv, &argument)) != -1) {
		const struct usage_row *r = find_row(tool, code);

		if (answer(tool, code, status))
			return false;
		if (code == LRZSZ_IGNORED)
			continue;
		*status = OUTCOME_USAGE;
		if (code == LRZSZ_REFUSED)
			message("%s", argument);
		else if (r == NULL)
			report_unknown(code, argv);
		if (r == NULL || !set(o, r, argument))
			return false;
	}
	complete(o, argc, argv);
	*status = OUTCOME_USAGE;
	return check(o);
}

void
options_close(struct options *o)
{
	steps_free(&o->before);
	steps_free(&o->after);
}
