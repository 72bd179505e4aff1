#ifndef SESSION_H
#define SESSION_H

/* What both tools do between their options and their exit status. */

#include "cli/options.h"
#include "files/sink.h"
#include "files/source.h"
#include "report/exit_status.h"
#include "report/report.h"

/*
 * To be called first.  Everything is reported from then on, and signals end the
 * program politely.  Returns false after a message.
 */
bool session_begin(const struct options *, struct report *);

/*
 * Opens the line, takes the steps, sends the source's files or receives files
 * for the sink, and closes the line.  A failure has been reported.
 */
struct ending session_send(
    const struct options *, struct report *, struct source *);
struct ending session_receive(
    const struct options *, struct report *, struct sink *);

/*
 * To be called last, on every way out after session_begin().  Returns the exit
 * status; does not return after a signal.
 */
int session_end(struct report *, struct ending);

#endif
