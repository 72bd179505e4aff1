#include "message.h"
#include "options.h"
#include "outcome.h"
#include "session.h"
#include "source.h"

int
main(int argc, char **argv)
{
	struct options o;
	struct report report;
	struct source source = { .report = &report };
	int status = OUTCOME_LOCAL;

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
	if (source_open(&source, o.files, o.file_count))
		status = session_run(&o, &report, source_answer, &source);
	source_close(&source);
	return status;
}
