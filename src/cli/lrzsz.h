#ifndef CLI_LRZSZ_H
#define CLI_LRZSZ_H

/*
 * The command line of sx, sb, rx and rb, for a link of such a name in their
 * place: terminal programs pass these options, and some letters mean something
 * else here.  The long options of xsend and xrecv remain.
 */

#include <stdbool.h>
#include <stddef.h>

/* Not -1, which is the end of the options. */
enum lrzsz_code {
	LRZSZ_IGNORED = -2, /* has no effect here, or is done anyway */
	LRZSZ_REFUSED = -3,
	LRZSZ_XMODEM = -4 /* only says what the named file is from */
};

struct lrzsz_row {
	unsigned tools;       /* that have it, of enum tool */
	int letter;           /* 0: none */
	const char *name;     /* NULL: none, or one of ours */
	bool has_argument;    /* which is ignored, too */
	int code;             /* of ours that it is, or an enum lrzsz_code */
	const char *argument; /* for ours, or why it is refused */
};

extern const struct lrzsz_row lrzsz_rows[];
extern const size_t lrzsz_row_count;

/* Is the program called by such a name? */
bool lrzsz_is_name(const char *program);

/*
 * Returns what stands in front of a port in an example: "-p ", or "--port="
 * under such a name, where -p means something else.
 */
const char *lrzsz_port_option(const char *program);

/* Does that name mean XMODEM to a receiver? */
bool lrzsz_receives_xmodem(const char *program);

/* Does that name mean YMODEM to a sender? */
bool lrzsz_means_ymodem(const char *program);

#endif
