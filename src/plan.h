#ifndef PLAN_H
#define PLAN_H

/* --dry-run: what would be done. */

#include "cli/options.h"
#include "report/exit_status.h"

/*
 * Does the plan show facts of the file, such as its checksum?  Then the steps
 * must be expanded first.  A pipe is not read for a plan.
 */
bool plan_reads_file(const struct options *);

/*
 * Checks the port and the files to send, and prints the plan on standard
 * output. Opens no line and reads no file.  A failure has been reported.
 */
struct ending plan_print(const struct options *);

#endif
