#include "clock.h"
#include "message.h"
#include "options.h"
#include "signals.h"
#include "transfer.h"

enum { DRAIN_MS = 1000 };

static int
receive_files(const struct options *o, struct sink *sink, int signal_fd)
{
	struct report report;
	struct transfer t = { .sends = false,
		.signal_fd = signal_fd,
		.report = &report,
		.answer = sink_answer,
		.files = sink };
	struct xm_options xm = o->xm;
	int status;

	if ((t.line = line_open(&o->line)) == NULL)
		return OUTCOME_LINE;
	report_init(&report, o->progress, o->quiet, t.line->out_fd);
	sink->report = &report;
	xm.bytes_per_s = t.line->bytes_per_s;
	xm_recv_init(&t.xm, clock_ms(), &xm);
	status = transfer_run(&t);
	line_close(t.line, status == OUTCOME_DONE ? DRAIN_MS : 0);
	return status;
}

int
main(int argc, char **argv)
{
	struct options o;
	struct sink sink;
	int status = OUTCOME_LOCAL;
	int signal_fd;

	message_init(argv[0]);
	switch (options_parse(&o, TOOL_XRECV, argc, argv)) {
	case OPTIONS_EXIT:
		return OUTCOME_DONE;
	case OPTIONS_WRONG:
		return OUTCOME_USAGE;
	case OPTIONS_RUN:
		break;
	}
	if (o.list)
		return line_serial_list() ? OUTCOME_DONE : OUTCOME_LINE;
	if (!sink_open(&sink, &o.sink))
		return OUTCOME_LOCAL;
	if ((signal_fd = signals_open()) != -1)
		status = receive_files(&o, &sink, signal_fd);
	sink_close(&sink);
	return status;
}
