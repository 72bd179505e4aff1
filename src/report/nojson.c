#include "report/view.h"

/* In place of json.c in a build without jansson. */

const bool report_has_json = false;

/* The command line refuses REPORT_JSON in such a build. */
const struct report_view report_json = { .progress = report_text_nothing,
	REPORT_TEXT_VIEW };
