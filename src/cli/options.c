#include "cli/options.h"

#include <stdio.h>
#include <string.h>

#include "base/held_messages.h"
#include "base/message.h"
#include "cli/check_steps.h"
#include "cli/forgotten_port.h"
#include "cli/help.h"
#include "cli/lrzsz.h"
#include "cli/preview.h"
#include "cli/profile.h"
#include "cli/scan.h"
#include "cli/set_option.h"
#include "line/ports.h"
#include "report/exit_status.h"
#include "script/library.h"

enum { STEP_TIMEOUT_MS = 30000, MAX_FILES = 10000 };

static void
set_defaults(struct options *o, enum tool tool)
{
	struct xm_options xm = XM_OPTIONS_DEFAULT;

	*o = (struct options){ .tool = tool, .xm = xm };
	o->line = (struct line_options){
		.baud = 115200, .data_bits = 8, .stop_bits = 1, .lock = true
	};
	o->step_timeout_ms = STEP_TIMEOUT_MS;
	o->sink.size = SIZE_UNKNOWN;
	o->sink.limit = UINT64_MAX;
	o->sink.max_files = MAX_FILES;
	o->sink.strip_byte = 0x1a;
	o->xm.block_len = 0; /* 0: complete() sets the length */
	o->xm.ymodem = lrzsz_means_ymodem(message_name());
	o->replaces_named = lrzsz_receives_xmodem(message_name());
}

/* Without -p, checks that standard input and output can be a line. */
static bool
check_stdio(const struct options *o)
{
	const char *obstacle =
	    o->line.port == NULL ? line_stdio_obstacle() : NULL;

	if (o->dry_run && o->line.port == NULL) {
		message("--dry-run: standard output is needed for the plan and "
			"cannot be the line; name a line, as in %s/dev/ttyUSB0",
		    lrzsz_port_option(message_name()));
		return false;
	}
	if (obstacle == NULL)
		return true;
	message("%s, not a line; name the line, as in %s/dev/ttyUSB0", obstacle,
	    lrzsz_port_option(message_name()));
	return false;
}

static bool
check_files(const struct options *o)
{
	unsigned standard = 0;

	for (size_t i = 0; i < o->file_count; i++) {
		standard += strcmp(o->files[i], "-") == 0;
		if (o->files[i][0] == '\0') {
			message("\"\": empty file name (is a variable of the "
				"shell empty?)");
			return false;
		}
	}
	if (forgotten_port_found(o))
		return false;
	if (standard > 1) {
		message("-: standard input can be sent only once");
		return false;
	}
	if (standard > 0 && o->line.port == NULL) {
		message("cannot use - as a file: standard input and output are "
			"the line; name a line, as in %s/dev/ttyUSB0",
		    lrzsz_port_option(message_name()));
		return false;
	}
	if (o->tool == TOOL_XSEND && o->file_count == 0 &&
	    !steps_need_no_file(o)) {
		message("no file is named (put it after the options, as in: %s "
			"%s/dev/ttyUSB0 firmware.bin)",
		    message_name(), lrzsz_port_option(message_name()));
		return false;
	}
	if (o->tool == TOOL_XSEND && o->file_count > 1 && !o->xm.ymodem) {
		message("XMODEM sends one file; use %s for several",
		    lrzsz_ymodem_option(message_name()));
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
	o->line.quiet = o->quiet;
	o->line.verbose = o->verbose;
	if (o->xm.block_len == 0)
		o->xm.block_len = o->xm.ymodem ? 1024 : 128;
	if (o->tool == TOOL_XRECV && o->file_count > 0) {
		o->sink.destination.path = o->files[0];
		if (o->replaces_named && !o->on_exists_given)
			o->sink.destination.on_exists = EXISTS_OVERWRITE;
	}
}

/* Prints the list of ports for --list.  Returns the exit status. */
static int
list(const char *format)
{
	if (format != NULL &&
	    (!ports_have_json || strcmp(format, "json") != 0)) {
		message("--list=%s: %s", format,
		    ports_have_json ? "not json (write --list or --list=json)"
				    : "not built in");
		return STATUS_USAGE;
	}
	return ports_list(format != NULL) ? STATUS_DONE : STATUS_LINE;
}

/*
 * Prints the text that --help, --version, --list or --list-steps requests.
 * Returns false for other options.
 */
static bool
answer(enum tool tool, int code, int *status)
{
	*status = STATUS_DONE;
	if (code == 'h')
		help_print(tool);
	else if (code == 'V')
		help_print_version();
	else if (code == OPT_LIST_STEPS)
		*status = library_list() ? STATUS_DONE : STATUS_LOCAL;
	else if (code != OPT_LIST)
		return false;
	else
		*status = list(optarg);
	if (fflush(stdout) == EOF) {
		message_errno("standard output");
		*status = STATUS_LOCAL;
	}
	return true;
}

static const struct help_row *
find_row(enum tool tool, int code)
{
	for (size_t i = 0; i < help_row_count; i++) {
		if (help_rows[i].code == code &&
		    (help_rows[i].tools & tool) != 0)
			return &help_rows[i];
	}
	return NULL;
}

/*
 * Returns false if an option is wrong, or if answer() has printed the text that
 * an option requests.
 */
static bool
read_command(
    struct options *o, enum tool tool, int argc, char **argv, int *status)
{
	struct command command;
	const char *argument;
	int code;

	scan_open(&command, tool, argc, argv);
	while ((code = scan_next(&command, &argument)) != -1) {
		const struct help_row *r = find_row(tool, code);

		if (answer(tool, code, status))
			return false;
		o->replaces_named |= code == LRZSZ_XMODEM;
		if (code == LRZSZ_IGNORED || code == LRZSZ_XMODEM)
			continue;
		*status = STATUS_USAGE;
		if (code == LRZSZ_REFUSED)
			message("%s", argument);
		else if (r == NULL)
			scan_blame(&command, code);
		if (r == NULL || !set_option(o, r, argument))
			return false;
	}
	complete(o, argc, argv);
	*status = STATUS_USAGE;
	return check_files(o) && check_steps(o) && check_stdio(o);
}

/* Prints the errors of a wrong command line: as JSON if `json` is true. */
static void
report_wrong(const struct options *o, bool json, int status)
{
	static struct report report;

	if (json)
		report_init(
		    &report, REPORT_JSON, o->quiet, o->verbose, o->line.port);
	held_messages_print();
	if (json)
		report_end(&report, status);
}

bool
options_parse(
    struct options *o, enum tool tool, int argc, char **argv, int *status)
{
	struct preview preview;
	bool ok, json;

	set_defaults(o, tool);
	preview_command(&preview, tool, argc, argv);
	held_messages_begin();
	*status = STATUS_LOCAL;
	ok = declare_facts(o);
	if (!ok)
		message_errno("cannot keep the options in memory");
	*status = STATUS_USAGE;
	ok = ok && profile_apply(o, &preview) &&
	     read_command(o, tool, argc, argv, status);
	held_messages_end();
	json =
	    preview.progress_given ? preview.json : o->progress == REPORT_JSON;
	if (!ok && *status != STATUS_DONE)
		report_wrong(o, json && report_has_json, *status);
	return ok;
}

void
options_close(struct options *o)
{
	steps_free(&o->before);
	steps_free(&o->after);
	settings_free(&o->environment);
	settings_free(&o->profile);
	variables_free(&o->variables);
}
