#ifndef OPTIONS_H
#define OPTIONS_H

/* The command line of both tools. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "line.h"
#include "report.h"
#include "sink.h"
#include "source.h"
#include "xm.h"

enum tool { TOOL_XSEND = 1, TOOL_XRECV = 2 };

struct options {
	enum tool tool;
	struct line_options line;
	struct xm_options xm;
	struct sink_options sink;
	const char *name;          /* xsend: to announce */
	enum source_header header; /* xsend */
	uint32_t byte_delay_us;    /* xsend */
	uint32_t block_delay_ms;   /* xsend */
	enum report_mode progress;
	bool quiet;
	bool verbose;
	bool list; /* the serial ports, and nothing else */
	char **files;
	size_t file_count;
};

enum options_result { OPTIONS_RUN, OPTIONS_EXIT, OPTIONS_WRONG };

/*
 * Reads the command line.  EXIT: --help or --version has been answered on
 * standard output.  WRONG: it has been said what is.  A program called sb, sx,
 * rb or rx, with an l in front or not, speaks the protocol of that name.
 */
enum options_result options_parse(
    struct options *, enum tool, int argc, char **argv);

#endif
