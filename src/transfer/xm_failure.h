#ifndef TRANSFER_XM_FAILURE_H
#define TRANSFER_XM_FAILURE_H

#include "report/exit_status.h"
#include "xm/xm.h"

/* Returns the failure that corresponds to an error of the core. */
enum failure xm_failure(enum xm_error);

#endif
