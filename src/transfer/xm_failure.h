#ifndef TRANSFER_XM_FAILURE_H
#define TRANSFER_XM_FAILURE_H

#include "report/exit_status.h"
#include "xm/xm.h"

/* Returns the failure of any engine that an error of the core is. */
enum failure xm_failure(enum xm_error);

#endif
