#ifndef CLI_LRZSZ_H
#define CLI_LRZSZ_H

/*
 * The options of lrzsz.  They are valid if xsend or xrecv is called by a name
 * of lrzsz: sx, sb, rx or rb.  Terminal programs use these names with options
 * of lrzsz; some of these options have the letter of a different option of
 * xsend or xrecv.  The long options of xsend and xrecv are valid, too.
 */

#include <stdbool.h>
#include <stddef.h>

/* The values differ from -1, which getopt_long(3) returns at the end. */
enum lrzsz_code {
	LRZSZ_IGNORED = -2, /* option without effect here */
	LRZSZ_REFUSED = -3, /* option that is an error here */
	LRZSZ_XMODEM = -4   /* rx -X: the named file is received by XMODEM */
};

struct lrzsz_row {
	unsigned tools;       /* tools with this option, bits of enum tool */
	int letter;           /* letter; 0: none */
	const char *name;     /* long name that help.h lacks; NULL: none */
	bool has_argument;    /* the option has an argument, which is ignored */
	int code;             /* code of help.h, or an enum lrzsz_code */
	const char *argument; /* argument for `code`, or error message */
};

extern const struct lrzsz_row lrzsz_rows[];
extern const size_t lrzsz_row_count;

/* Returns true for the names sx, sb, rx and rb, also with an l in front. */
bool lrzsz_is_name(const char *program);

/*
 * Returns the text before a port in an example: "-p ", or "--port=" if the
 * program has a name of lrzsz, which gives -p another meaning.
 */
const char *lrzsz_port_option(const char *program);

/* Returns "-y", or "--ymodem" if the program has a name of lrzsz. */
const char *lrzsz_ymodem_option(const char *program);

/* Returns true for rx, which receives by XMODEM. */
bool lrzsz_receives_xmodem(const char *program);

/* Returns true for sb, which sends by YMODEM. */
bool lrzsz_means_ymodem(const char *program);

#endif
