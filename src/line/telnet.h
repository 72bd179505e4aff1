#ifndef LINE_TELNET_H
#define LINE_TELNET_H

/* What line_telnet.c and line_rfc2217.c share: a line that speaks telnet. */

#include "line/line.h"
#include "line/telnet_codec.h"

enum { TELNET_EARLY_MAX = 65536 };

struct telnet_line {
	struct line line;
	struct line_options options; /* RFC 2217: as they are set */
	struct nvt nvt;
	/* Data that came while something else was waited for. */
	uint8_t early[TELNET_EARLY_MAX];
	size_t early_len;
};

/*
 * Moves bytes until `done`, at most so long.  Returns false after a message if
 * the line is lost, or a signal has come: whoever reads signals finds it.
 */
bool telnet_exchange(struct telnet_line *,
    bool (*done)(const struct telnet_line *), uint32_t wait_ms);

/*
 * Sets up the port that is behind the server.  Returns false after a message.
 */
bool rfc2217_set_up(struct telnet_line *);

/* The `control` of such a line. */
bool rfc2217_control(struct line *, enum line_control, uint32_t value);

#endif
