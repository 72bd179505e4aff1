#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

/* The command line of both tools. */

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
	struct steps before; /* the transfer */
	struct steps after;
	struct variables variables; /* of the steps */
	bool steps_transfer;        /* a steps file has a line "transfer" */
	bool in_profile;            /* options come from a profile just now */
	uint32_t step_timeout_ms;
	const char *name;          /* xsend: to announce */
	enum source_header header; /* xsend */
	uint32_t byte_delay_us;    /* xsend */
	uint32_t block_delay_ms;   /* xsend */
	enum report_mode progress;
	const char *trace; /* file, or NULL */
	bool replaces_named;  /* lrzsz replaces a named file in XMODEM */
	bool on_exists_given;
	bool dry_run;
	bool quiet;
	bool verbose;
	char **argv; /* all of the command */
	char **files;
	size_t file_count;
	struct settings environment; /* that options refer to */
	struct settings profile;     /* the same */
};

/*
 * Reads the command line.  Returns false with an exit status if nothing is left
 * to do: --help, --version or --list has been answered on standard output, or
 * something was wrong, and has been reported as --progress asks for.  Warnings
 * are held until session_begin().  A program called sb, sx, rb or rx,
 * with an l in front or not, speaks the protocol of that name, and its letters
 * are those of lrzsz.
 */
bool options_parse(
    struct options *, enum tool, int argc, char **argv, int *status);

/* To be called at the end, whether the command line was right or wrong. */
void options_close(struct options *);

#endif
