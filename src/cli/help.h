#ifndef CLI_HELP_H
#define CLI_HELP_H

/* The table of options, from which --help is printed. */

#include "cli/options.h"

/* Options without a letter. */
enum help_code {
	OPT_128 = 256,
	OPT_AFTER,
	OPT_BEFORE,
	OPT_BLOCK_DELAY,
	OPT_BYTE_DELAY,
	OPT_CHECK,
	OPT_DRY_RUN,
	OPT_DTR,
	OPT_EOT,
	OPT_FINAL,
	OPT_HEADER,
	OPT_KEEP_PARTIAL,
	OPT_LIMIT,
	OPT_LIST,
	OPT_LIST_STEPS,
	OPT_MAX_FILES,
	OPT_NAME,
	OPT_NO_LOCK,
	OPT_LATENCY,
	OPT_ON_EXISTS,
	OPT_PAD,
	OPT_PROFILE,
	OPT_PROGRESS,
	OPT_RETRIES,
	OPT_RESEND_AFTER,
	OPT_BYTE_TIMEOUT,
	OPT_RTS,
	OPT_SET,
	OPT_SIZE,
	OPT_START,
	OPT_STEPS,
	OPT_STEP_TIMEOUT,
	OPT_STRIP,
	OPT_TAIL,
	OPT_TIMEOUT,
	OPT_TRACE,
	OPT_WAIT,
	OPT_WAIT_PORT,
	OPT_WITH_CRC
};

struct help_row {
	unsigned tools;       /* tools with this option, bits of enum tool */
	int code;             /* letter of the option, or an enum help_code */
	const char *name;     /* long name; NULL: the row is a group's title */
	const char *argument; /* argument; NULL: none; "[=X]": optional
				 argument */
	const char *help;     /* help text; NULL: the next row's help text */
};

extern const struct help_row help_rows[];
extern const size_t help_row_count;

/* Print the texts of --help and --version on standard output. */
void help_print(enum tool);
void help_print_version(void);

#endif
