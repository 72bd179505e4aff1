#include "clock.h"
#include "message.h"
#include "options.h"
#include "signals.h"
#include "transfer.h"

enum { DRAIN_MS = 1000 };

static int
send_files(const struct options *o, struct source *source, int signal_fd)
{
	struct report report;
	struct transfer t = { .sends = true,
		.signal_fd = signal_fd,
		.report = &report,
		.answer = source_answer,
		.files = source,
		.byte_delay_us = o->byte_delay_us,
		.block_delay_ms = o->block_delay_ms };
	struct xm_options xm = o->xm;
	int status;

	if ((t.line = line_open(&o->line)) == NULL)
		return OUTCOME_LINE;
	report_init(&report, o->progress, o->quiet, t.line->out_fd);
	source->report = &report;
	xm.bytes_per_s = t.line->bytes_per_s;
	xm_send_init(&t.xm, clock_ms(), &xm);
	status = transfer_run(&t);
	line_close(t.line, status == OUTCOME_DONE ? DRAIN_MS : 0);
	return status;
}

int
main(int argc, char **argv)
{
	struct options o;
	struct source source = { .report = NULL };
	int status = OUTCOME_LOCAL;
	int signal_fd;

	message_init(argv[0]);
	switch (options_parse(&o, TOOL_XSEND, argc, argv)) {
	case OPTIONS_EXIT:
		return OUTCOME_DONE;
	case OPTIONS_WRONG:
		return OUTCOME_USAGE;
	case OPTIONS_RUN:
		break;
	}
	if (o.list)
		return line_serial_list() ? OUTCOME_DONE : OUTCOME_LINE;
	source.name = o.name;
	source.header = o.header;
	source.ymodem = o.xm.ymodem;
	if ((signal_fd = signals_open()) != -1 &&
	    source_open(&source, o.files, o.file_count))
		status = send_files(&o, &source, signal_fd);
	source_close(&source);
	return status;
}
