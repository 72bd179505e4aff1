#ifndef CONVERSATION_H
#define CONVERSATION_H

/* Takes steps on an open line, before and after a transfer. */

#include <stdint.h>

#include "line/line.h"
#include "report/report.h"
#include "script/steps.h"

struct conversation {
	struct line *line;
	struct report *report;
	int signal_fd;          /* of signals_open() */
	uint32_t timeout_ms;    /* of a step */
	uint32_t byte_delay_us; /* after each byte sent */
	bool keep_words;        /* for the next reader, beyond the last step */
};

/*
 * Takes one step after the other, up to the first that fails.  With
 * `keep_words`, what the other end has said beyond the last text expected is
 * given back to the line.  Returns an exit status, after a message if it is not
 * 0.
 */
int conversation_run(const struct conversation *, const struct steps *);

#endif
