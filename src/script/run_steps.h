#ifndef SCRIPT_RUN_STEPS_H
#define SCRIPT_RUN_STEPS_H

/* Takes steps on an open line, before and after a transfer. */

#include <stdbool.h>
#include <stdint.h>

#include "line/line.h"
#include "report/exit_status.h"
#include "report/report.h"
#include "script/steps.h"

struct step_options {
	struct line *line;
	struct report *report;
	uint32_t timeout_ms;    /* of a step */
	uint32_t byte_delay_us; /* after each byte sent */
	bool keep_text;         /* for the next reader, after the last step */
};

/*
 * Takes one step after the other, up to the first that fails.  With
 * `keep_text`, what the other end has said after the last text expected is
 * given back to the line.  A failure has been reported.
 */
struct ending run_steps(const struct step_options *, const struct steps *);

#endif
