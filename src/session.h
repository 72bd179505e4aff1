#ifndef SESSION_H
#define SESSION_H

/* A run of either tool, from the parsed options to the exit status. */

#include "cli/options.h"
#include "files/sink.h"
#include "files/source.h"
#include "report/exit_status.h"
#include "report/report.h"

/*
 * Starts the report and catches signals.  Call this function first.  After the
 * call, a signal cancels the transfer, and session_end() then ends the program
 * by this signal.  Returns false after printing a message.
 */
bool session_begin(const struct options *, struct report *);

/*
 * Opens the line, runs the steps, sends the files of the source or receives
 * files into the sink, and closes the line.  Prints a message after a failure.
 */
struct ending session_send(
    const struct options *, struct report *, struct source *);
struct ending session_receive(
    const struct options *, struct report *, struct sink *);

/*
 * Ends the report.  Call this function last, before each exit after
 * session_begin(), even if session_begin() returned false.  Returns the exit
 * status.  If the failure is a signal, raises that signal and does not return.
 */
int session_end(struct report *, struct ending);

#endif
