#include "report/exit_status.h"

#include <assert.h>
#include <stddef.h>

int
exit_status_of(struct ending ending)
{
	switch (ending.failure) {
	case FAILURE_NONE:
		return STATUS_DONE;
	case FAILURE_LOCAL:
	case FAILURE_NOT_STORED:
		return STATUS_LOCAL;
	case FAILURE_USAGE:
		return STATUS_USAGE;
	case FAILURE_LINE:
	case FAILURE_STALLED:
	case FAILURE_ECHO:
		return STATUS_LINE;
	case FAILURE_STEP:
		return STATUS_STEP;
	case FAILURE_SIGNAL:
		return STATUS_SIGNAL + ending.signal;
	case FAILURE_NO_START:
	case FAILURE_FOREIGN:
		return STATUS_NO_START;
	case FAILURE_CANCELLED:
	case FAILURE_REJECTED:
	case FAILURE_ONE_FILE:
	case FAILURE_STOPPED:
		return STATUS_REFUSED;
	case FAILURE_SILENCE:
	case FAILURE_RETRIES:
	case FAILURE_SHORT:
	case FAILURE_EXCESS:
	case FAILURE_SKIPPED:
		return STATUS_GAVE_UP;
	case FAILURE_UNFINISHED:
	case FAILURE_PROTOCOL:
		return STATUS_UNFINISHED;
	}
	return STATUS_GAVE_UP;
}

const char *
exit_status_name(int status)
{
	static const char *const names[] = { "done", "local", "usage", "line",
		"no-start", "refused", "gave-up", "unfinished", "step" };

	if (status >= STATUS_SIGNAL)
		return "signal";
	assert((size_t)status < sizeof names / sizeof *names);
	return names[status];
}

const char *
failure_text(enum failure failure, bool sends)
{
	switch (failure) {
	case FAILURE_NONE:
		return "done";
	case FAILURE_LOCAL:
	case FAILURE_USAGE:
	case FAILURE_LINE:
	case FAILURE_STEP:
	case FAILURE_FOREIGN:
		break;
	case FAILURE_SIGNAL:
		return "cancelled";
	case FAILURE_NO_START:
		return sends ? "the receiver never asked for a file"
			     : "the sender never began";
	case FAILURE_CANCELLED:
		return sends ? "the receiver cancelled"
			     : "the sender cancelled";
	case FAILURE_REJECTED:
		return "the receiver accepted all data and then rejected the "
		       "file";
	case FAILURE_ONE_FILE:
		return "the receiver accepts one file a session; the others "
		       "were not sent";
	case FAILURE_SILENCE:
		return sends ? "the receiver became silent"
			     : "the sender became silent";
	case FAILURE_STOPPED:
		return sends ? "the receiver stopped"
			     : "the sender stopped";
	case FAILURE_STALLED:
		return "the line accepts no more data";
	case FAILURE_RETRIES:
		return "one block failed too often";
	case FAILURE_SHORT:
		return "the file ended before its announced size";
	case FAILURE_EXCESS:
		return "the sender sent more data than it had announced";
	case FAILURE_SKIPPED:
		return "a block is missing; the sender sent the next one";
	case FAILURE_NOT_STORED:
		return "not all files were stored";
	case FAILURE_PROTOCOL:
		return "the other end expects another protocol";
	case FAILURE_ECHO:
		return "the line sends back everything that is sent: does it "
		       "echo, or are RX and TX connected?";
	case FAILURE_UNFINISHED:
		return "all data was acknowledged, but not the end of the file";
	}
	return "failed";
}
