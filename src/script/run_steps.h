#ifndef SCRIPT_RUN_STEPS_H
#define SCRIPT_RUN_STEPS_H

/* Runs steps on an open line, before and after a transfer. */

#include <stdbool.h>
#include <stdint.h>

#include "line/line.h"
#include "report/exit_status.h"
#include "report/report.h"
#include "script/steps.h"

struct step_options {
	struct line *line;
	struct report *report;
	uint32_t timeout_ms;    /* longest time of a step */
	uint32_t byte_delay_us; /* pause after each byte sent */
	bool keep_text; /* return the unused input to the line at the end */
};

/*
 * Runs the steps in their order.  Stops at the first step that fails.  With
 * `keep_text`, returns the input after the last expected text to the line by
 * line_unread().  Prints a message after a failure.
 */
struct ending run_steps(const struct step_options *, const struct steps *);

#endif
