#ifndef LINE_TELNET_H
#define LINE_TELNET_H

/* A line that speaks telnet, for telnet.c and rfc2217.c. */

#include "line/kind.h"
#include "line/telnet_codec.h"

enum { TELNET_EARLY_MAX = 65536 };

struct telnet_line {
	struct line line;
	struct line_options options; /* RFC 2217: as they are set */
	struct telnet_codec codec;
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
 * Connects and agrees on binary data and, for a `com_port`, on RFC 2217.
 * Returns NULL after a message.  The caller sets the line's operations.
 */
struct telnet_line *telnet_connect(
    const struct line_options *, const struct address *, bool com_port);

/* The operations of such a line. */
ssize_t telnet_read(struct line *, void *, size_t);
ssize_t telnet_write(struct line *, const void *, size_t);
struct line_state telnet_state(const struct line *);
void telnet_close(struct line *, bool hurried);

#endif
