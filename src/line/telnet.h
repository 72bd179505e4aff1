#ifndef LINE_TELNET_H
#define LINE_TELNET_H

/* Functions that telnet: and rfc2217: lines share. */

#include "line/kind.h"
#include "line/telnet_codec.h"

enum { TELNET_EARLY_MAX = 65536 };

struct telnet_line {
	struct line line;
	struct line_options options; /* RFC 2217: settings of the port */
	struct telnet_codec codec;
	uint8_t early[TELNET_EARLY_MAX]; /* data that telnet_exchange() has
					    received */
	size_t early_len;
};

/*
 * Sends and receives until done() returns true or `wait_ms` have passed;
 * returns true in both cases.  Keeps received data for telnet_read().  Returns
 * false after printing a message if the line is lost or a signal has come;
 * signals_next() still returns the signal.
 */
bool telnet_exchange(struct telnet_line *,
    bool (*done)(const struct telnet_line *), uint32_t wait_ms);

/*
 * Connects and negotiates binary data and, if `com_port`, RFC 2217.  Returns
 * NULL after printing a message.  The caller sets the operations of the line.
 */
struct telnet_line *telnet_connect(
    const struct line_options *, const struct address *, bool com_port);

/* Operations for kind.h. */
ssize_t telnet_read(struct line *, void *, size_t);
ssize_t telnet_write(struct line *, const void *, size_t);
struct line_state telnet_state(const struct line *);
void telnet_close(struct line *, bool hurried);

#endif
