#include "report/view.h"

/* Replaces json.c in a build without jansson. */

const bool report_has_json = false;

/* Never used: without jansson, the command line refuses REPORT_JSON. */
const struct report_view report_json = { .progress = report_text_nothing,
	REPORT_TEXT_VIEW };
