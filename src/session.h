#ifndef SESSION_H
#define SESSION_H

/* What both tools do between their options and their exit status. */

#include "options.h"
#include "report.h"
#include "transfer.h"

/*
 * Opens the line, transfers the files that `answer` moves, and closes the line.
 * Initialises the report, which the files may already point to.  Returns the
 * exit status, after a message if it is not 0.
 */
int session_run(const struct options *, struct report *,
    transfer_answer *answer, void *files);

#endif
