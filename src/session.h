#ifndef SESSION_H
#define SESSION_H

/* What both tools do between their options and their exit status. */

#include "cli/options.h"
#include "report/report.h"
#include "transfer/transfer.h"

/*
 * To be called first.  Everything is reported from then on, and signals end the
 * program politely.  Returns false after a message.
 */
bool session_begin(const struct options *, struct report *);

/*
 * Opens the line, transfers the files that `answer` moves, and closes the line.
 * Returns the exit status, after a message if it is not 0.
 */
int session_run(const struct options *, struct report *,
    transfer_answer *answer, void *files);

/*
 * To be called last, on every way out after session_begin(), with the exit
 * status so far.  Returns the final one.
 */
int session_end(struct report *, int status);

#endif
