#ifndef LINE_TTY_SETTINGS_H
#define LINE_TTY_SETTINGS_H

/* A terminal device as a line: raw, and afterwards what it was. */

#include <stdbool.h>
#include <termios.h>

#include "line/line.h"

/* What to put back. */
struct tty {
	int fd;
	struct termios before;
};

/*
 * Opens a device for both ways without waiting for a carrier.  Returns -1 after
 * a message, which says what a person can do about it.
 */
int tty_open(const char *path);

/* Are both descriptors of one terminal? */
bool tty_same(int, int);

/* Remembers the settings.  Returns false if it is no terminal. */
bool tty_save(struct tty *, int fd);

/*
 * The same for a port that we open: closing it, after tty_restore(), leaves DTR
 * and RTS as they are.
 */
bool tty_save_port(struct tty *, int fd);

void tty_restore(const struct tty *);

/*
 * Throws away what has not left yet.  Otherwise the last close(2) of a stopped
 * line takes half a minute, and a line whose flow control is then restored may
 * send it later.
 */
void tty_discard(const struct tty *);

/*
 * Makes every byte pass as it is, both ways.  The rate and the format stay.
 * Hanging up when the line is closed is off, too.  Returns false after a
 * message, in which the terminal has that name.
 */
bool tty_raw(int fd, const char *name);

/* Does the device have no rate of its own?  A pty has none. */
bool tty_ignores_rate(int fd);

/*
 * Sets rate, data bits, parity, stop bits and flow control, and reads them
 * back: a driver may refuse without saying so.  Returns false after a message.
 */
bool tty_configure(int fd, const struct line_options *);

/* Sets DTR and RTS if the options say so.  Returns false after a message. */
bool tty_signals(int fd, const struct line_options *);

/* Sets the flow control alone, and reads it back, in the same way. */
bool tty_set_flow(int fd, const struct line_options *);

/* Sets the rate alone, and reads it back.  Returns false after a message. */
bool tty_set_rate(int fd, const char *name, uint32_t baud);

/* Sets DTR, RTS or break.  Returns false after a message. */
bool tty_set_signal(int fd, const char *name, enum line_control, bool on);

#endif
