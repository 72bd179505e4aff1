#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

/* Parses the command lines of both tools. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/setting.h"
#include "files/sink.h"
#include "files/source.h"
#include "line/line.h"
#include "report/report.h"
#include "script/steps.h"
#include "xm/xm.h"

enum tool { TOOL_XSEND = 1, TOOL_XRECV = 2 };

struct options {
	enum tool tool;
	struct line_options line;
	struct xm_options xm;
	struct sink_options sink;
	struct steps before;        /* steps before the transfer */
	struct steps after;         /* steps after the transfer */
	struct variables variables; /* variables of the steps */
	bool steps_transfer;        /* a steps file has a line "transfer" */
	bool in_profile;            /* a profile is being read */
	uint32_t step_timeout_ms;   /* time limit of a step */
	const char *name;           /* xsend: name for block 0, or NULL */
	enum source_header header;  /* xsend: fields of block 0 */
	uint32_t byte_delay_us;     /* xsend: pause after each byte */
	uint32_t block_delay_ms;    /* xsend: pause before each block */
	enum report_mode progress;
	const char *trace;    /* path of the trace, or NULL */
	bool replaces_named;  /* rx: replace an existing file that the command
				 line names */
	bool on_exists_given; /* --on-exists or its short form was given */
	bool dry_run;
	bool quiet;
	bool verbose;
	char **argv;       /* command line, from the program name on */
	char **files;      /* names of files in argv */
	size_t file_count; /* number of these names */
	struct settings environment; /* texts of options from $XSEND_... */
	struct settings profile;     /* texts of options from the profile */
};

/*
 * Parses the command line.  Returns false and stores an exit status if the
 * program has to end.  The program has then printed the text for --help,
 * --version, --list or --list-steps on standard output, or has printed an error
 * as text or, with --progress=json, as JSON.  Warnings are held until
 * session_begin().  A program called sb, sx, rb or rx, also with an l in front,
 * uses the option letters of lrzsz; the name sb also selects YMODEM.
 */
bool options_parse(
    struct options *, enum tool, int argc, char **argv, int *status);

/* Frees the options.  Call it even if options_parse() has returned false. */
void options_close(struct options *);

#endif
