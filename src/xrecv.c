#include "base/message.h"
#include "cli/options.h"
#include "files/sink.h"
#include "plan.h"
#include "session.h"

int
main(int argc, char **argv)
{
	struct options o;
	struct report report;
	struct sink sink = SINK_INIT;
	struct ending ending = { FAILURE_LOCAL, 0 };
	int status;

	message_init(argv[0]);
	if (!options_parse(&o, TOOL_XRECV, argc, argv, &status)) {
		options_close(&o);
		message_end();
		return status;
	}
	if (session_begin(&o, &report) && sink_open(&sink, &o.sink, &report))
		ending = o.dry_run ? plan_print(&o)
				   : session_receive(&o, &report, &sink);
	sink_close(&sink);
	options_close(&o);
	return session_end(&report, ending);
}
