#include "base/message.h"
#include "cli/options.h"
#include "files/sink.h"
#include "report/exit_status.h"
#include "session.h"

int
main(int argc, char **argv)
{
	struct options o;
	struct report report;
	struct sink sink = SINK_INIT;
	int status;

	message_init(argv[0]);
	if (!options_parse(&o, TOOL_XRECV, argc, argv, &status)) {
		options_close(&o);
		message_end();
		return status;
	}
	status = OUTCOME_LOCAL;
	if (session_begin(&o, &report) && sink_open(&sink, &o.sink, &report))
		status = session_run(&o, &report, sink_answer, &sink);
	sink_close(&sink);
	options_close(&o);
	return session_end(&report, status);
}
