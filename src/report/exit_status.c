#include "report/exit_status.h"

#include <assert.h>
#include <stddef.h>

int
outcome_of(enum xm_error error)
{
	switch (error) {
	case XM_OK:
		return OUTCOME_DONE;
	case XM_EREFUSED:
		return OUTCOME_LOCAL;
	case XM_ENOSTART:
		return OUTCOME_NO_START;
	case XM_ECANCELLED:
	case XM_EREJECTED:
	case XM_EONEFILE:
		return OUTCOME_REFUSED;
	case XM_ESTALLED:
	case XM_EECHO:
		return OUTCOME_LINE;
	case XM_ESILENCE:
	case XM_ERETRIES:
	case XM_ESHORT:
	case XM_EEXCESS:
	case XM_ESKIPPED:
	case XM_EABORTED:
		return OUTCOME_GAVE_UP;
	case XM_EUNFINISHED:
	case XM_EYMODEM:
		return OUTCOME_UNFINISHED;
	}
	return OUTCOME_GAVE_UP;
}

const char *
outcome_name(int status)
{
	static const char *const names[] = { "done", "local", "usage", "line",
		"no-start", "refused", "gave-up", "unfinished", "step" };

	if (status >= OUTCOME_SIGNAL)
		return "signal";
	assert((size_t)status < sizeof names / sizeof *names);
	return names[status];
}

const char *
outcome_words(enum xm_error error, bool sends)
{
	switch (error) {
	case XM_OK:
		return "done";
	case XM_ENOSTART:
		return sends ? "the receiver never asked for a file"
			     : "the sender never began";
	case XM_ECANCELLED:
		return sends ? "the receiver cancelled"
			     : "the sender cancelled";
	case XM_EREJECTED:
		return "the receiver took all data and then rejected the file";
	case XM_EONEFILE:
		return "the receiver takes one file a session; the others "
		       "were not sent";
	case XM_ESILENCE:
		return sends ? "the receiver fell silent"
			     : "the sender fell silent";
	case XM_ESTALLED:
		return "the line takes no more data";
	case XM_ERETRIES:
		return "too many errors on the line";
	case XM_ESHORT:
		return "the file ended before its announced size";
	case XM_EEXCESS:
		return "the sender sent more data than it had announced";
	case XM_ESKIPPED:
		return "a block is missing; the sender went on without it";
	case XM_EREFUSED:
		return "not all files were stored";
	case XM_EYMODEM:
		return "the receiver took the file and asks for another one: "
		       "it expects YMODEM, try -y";
	case XM_EECHO:
		return "the line sends back everything that is sent: is it an "
		       "echo, or are RX and TX connected?";
	case XM_EUNFINISHED:
		return "all data was acknowledged, but not the end of the file";
	case XM_EABORTED:
		return "cancelled";
	}
	return "failed";
}
