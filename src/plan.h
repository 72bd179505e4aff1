#ifndef PLAN_H
#define PLAN_H

/* --dry-run: prints the plan of a transfer instead of running it. */

#include "cli/options.h"
#include "report/exit_status.h"

/*
 * Returns true if the steps of the plan use facts of the file, such as its
 * checksum.  The caller must then expand the steps before plan_print().  It is
 * false if the file is not a regular file: a plan reads no pipe.
 */
bool plan_reads_file(const struct options *);

/*
 * Checks the port and the files to send, and prints the plan on standard
 * output.  Opens no line and reads no file.  Prints a message after a failure.
 */
struct ending plan_print(const struct options *);

#endif
