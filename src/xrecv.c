#include "message.h"
#include "options.h"
#include "outcome.h"
#include "session.h"
#include "sink.h"

int
main(int argc, char **argv)
{
	struct options o;
	struct report report;
	struct sink sink;
	int status = OUTCOME_LOCAL;

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
	if (sink_open(&sink, &o.sink, &report))
		status = session_run(&o, &report, sink_answer, &sink);
	sink_close(&sink);
	return status;
}
