#ifndef PLAN_H
#define PLAN_H

/* The option --dry-run prints the plan of a transfer and runs no transfer. */

#include "cli/options.h"
#include "report/exit_status.h"

/*
 * Returns true if the steps use facts of the file, such as its checksum, and if
 * the file is a regular file.  The caller must then read the file and expand
 * the steps before plan_print().  Returns false for a pipe, which --dry-run
 * does not read.
 */
bool plan_reads_file(const struct options *);

/*
 * Checks the port and the files to send, and prints the plan on standard
 * output.  Opens no line and reads no file.  Prints a message after a failure.
 */
struct ending plan_print(const struct options *);

#endif
