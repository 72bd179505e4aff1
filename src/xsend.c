#include "base/message.h"
#include "cli/options.h"
#include "files/source.h"
#include "plan.h"
#include "session.h"

int
main(int argc, char **argv)
{
	struct options o;
	struct report report;
	struct source source = { .report = &report, .fd = -1 };
	struct ending ending = { FAILURE_LOCAL, 0 };
	int status;

	message_init(argv[0]);
	if (!options_parse(&o, TOOL_XSEND, argc, argv, &status)) {
		options_close(&o);
		message_end();
		return status;
	}
	source.name = o.name;
	source.header = o.header;
	if (!session_begin(&o, &report))
		ending = (struct ending){ FAILURE_LOCAL, 0 };
	else if (o.dry_run)
		ending = plan_print(&o);
	else if (source_open(&source, o.files, o.file_count))
		ending = session_send(&o, &report, &source);
	source_close(&source);
	options_close(&o);
	return session_end(&report, ending);
}
