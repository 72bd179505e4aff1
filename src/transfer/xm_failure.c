#include "transfer/xm_failure.h"

enum failure
xm_failure(enum xm_error error)
{
	switch (error) {
	case XM_OK:
		return FAILURE_NONE;
	case XM_ENOSTART:
		return FAILURE_NO_START;
	case XM_ECANCELLED:
		return FAILURE_CANCELLED;
	case XM_EREJECTED:
		return FAILURE_REJECTED;
	case XM_EONEFILE:
		return FAILURE_ONE_FILE;
	case XM_ESILENCE:
		return FAILURE_SILENCE;
	case XM_ESTOPPED:
		return FAILURE_STOPPED;
	case XM_ESTALLED:
		return FAILURE_STALLED;
	case XM_ERETRIES:
		return FAILURE_RETRIES;
	case XM_ESHORT:
		return FAILURE_SHORT;
	case XM_EEXCESS:
		return FAILURE_EXCESS;
	case XM_ESKIPPED:
		return FAILURE_SKIPPED;
	case XM_EREFUSED:
		return FAILURE_NOT_STORED;
	case XM_EYMODEM:
		return FAILURE_PROTOCOL;
	case XM_EECHO:
		return FAILURE_ECHO;
	case XM_EUNFINISHED:
		return FAILURE_UNFINISHED;
	case XM_EABORTED:
		return FAILURE_SIGNAL;
	}
	return FAILURE_RETRIES;
}
