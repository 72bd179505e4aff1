#include "cli/lrzsz.h"

#include <string.h>

#include "cli/help.h"

enum { SEND = TOOL_XSEND, RECV = TOOL_XRECV, BOTH = SEND | RECV };

/* clang-format off */
const struct lrzsz_row lrzsz_rows[] = {
{ BOTH, 'a', "ascii", false, LRZSZ_REFUSED, "-a: text is not converted, as this would change the data" },
{ BOTH, 'Z', "zmodem", false, LRZSZ_REFUSED, "-Z: ZMODEM is not supported" },
/*
 * This option is an error, because users mean -p PORT: -p of lrzsz has no
 * argument, and PORT would be taken for a file.
 */
{ SEND, 'p', "protect", false, LRZSZ_REFUSED, "-p: not the option for the port if xsend is called as sx or sb; use --port=LINE" },

{ BOTH, 'h', NULL, false, 'h', NULL },
{ BOTH, 'q', NULL, false, 'q', NULL },
{ BOTH, 'v', NULL, false, 'v', NULL },
{ SEND, 'k', NULL, false, 'k', NULL },
{ SEND, 'X', NULL, false, 'x', NULL },
{ RECV, 'c', NULL, false, OPT_WITH_CRC, NULL },
{ RECV, 'y', NULL, false, 'o', NULL },
{ RECV, 'E', "rename", false, OPT_ON_EXISTS, "rename" },
{ RECV, 'p', "protect", false, OPT_ON_EXISTS, "skip" },

/* Options that request what xsend and xrecv do in any case. */
{ BOTH, 'b', "binary", false, LRZSZ_IGNORED, NULL },
{ BOTH, 'R', "restricted", false, LRZSZ_IGNORED, NULL },
{ RECV, 'u', "keep-uppercase", false, LRZSZ_IGNORED, NULL },
{ RECV, 'X', "xmodem", false, LRZSZ_XMODEM, NULL },
{ RECV, 0, "ymodem", false, LRZSZ_IGNORED, NULL },
/* Options for the receiver, which XMODEM and YMODEM cannot transmit. */
{ SEND, 'E', "rename", false, LRZSZ_IGNORED, NULL },
{ SEND, 'y', "overwrite", false, LRZSZ_IGNORED, NULL },
{ SEND, 'Y', "overwrite-or-skip", false, LRZSZ_IGNORED, NULL },
{ SEND, 'n', "newer", false, LRZSZ_IGNORED, NULL },
{ SEND, 'N', "newer-or-longer", false, LRZSZ_IGNORED, NULL },
/* Options for ZMODEM, or for details of lrzsz, such as its buffer size. */
{ BOTH, 'e', "escape", false, LRZSZ_IGNORED, NULL },
{ BOTH, 'r', "resume", false, LRZSZ_IGNORED, NULL },
{ BOTH, 'U', "unrestrict", false, LRZSZ_IGNORED, NULL },
{ SEND, 'o', "16-bit-crc", false, LRZSZ_IGNORED, NULL },
{ SEND, '4', "try-4k", false, LRZSZ_IGNORED, NULL },
{ SEND, '8', "try-8k", false, LRZSZ_IGNORED, NULL },
{ BOTH, 'B', "bufsize", true, LRZSZ_IGNORED, NULL },
{ BOTH, 'w', "windowsize", true, LRZSZ_IGNORED, NULL },
{ SEND, 'l', "framelen", true, LRZSZ_IGNORED, NULL },
{ SEND, 'L', "packetlen", true, LRZSZ_IGNORED, NULL },
{ RECV, 't', NULL, true, LRZSZ_IGNORED, NULL },
};
/* clang-format on */

const size_t lrzsz_row_count = sizeof lrzsz_rows / sizeof *lrzsz_rows;

/* Some systems install lrzsz as lsx, lsb, lrx and lrb. */
static const char *
without_l(const char *program)
{
	return *program == 'l' ? program + 1 : program;
}

bool
lrzsz_is_name(const char *program)
{
	const char *name = without_l(program);

	return (name[0] == 's' || name[0] == 'r') &&
	       (name[1] == 'x' || name[1] == 'b') && name[2] == '\0';
}

const char *
lrzsz_port_option(const char *program)
{
	return lrzsz_is_name(program) ? "--port=" : "-p ";
}

const char *
lrzsz_ymodem_option(const char *program)
{
	return lrzsz_is_name(program) ? "--ymodem" : "-y";
}

bool
lrzsz_receives_xmodem(const char *program)
{
	return strcmp(without_l(program), "rx") == 0;
}

bool
lrzsz_means_ymodem(const char *program)
{
	return strcmp(without_l(program), "sb") == 0;
}
