#ifndef LINE_TTY_SETTINGS_H
#define LINE_TTY_SETTINGS_H

/* Sets up terminal devices and restores their settings. */

#include <stdbool.h>
#include <termios.h>

#include "line/line.h"

/* Settings to restore. */
struct tty {
	int fd;
	struct termios before;
};

/*
 * Opens a device for reading and writing without waiting for a carrier.
 * Returns -1 after printing a message with a hint for the user.
 */
int tty_open(const char *path);

/* Returns true if both descriptors refer to the same terminal. */
bool tty_same(int, int);

/* Saves the settings.  Returns false if the descriptor is no terminal. */
bool tty_save(struct tty *, int fd);

/*
 * Saves the settings of a port that this program has opened, but without HUPCL,
 * so that close(2) after tty_restore() leaves DTR and RTS unchanged.  Returns
 * false if the descriptor is no terminal.
 */
bool tty_save_port(struct tty *, int fd);

/* Restores the saved settings. */
void tty_restore(const struct tty *);

/*
 * Discards output that was not sent yet.  Otherwise close(2) may wait 30 s for
 * a stopped line, and the bytes may be sent after tty_restore() has turned off
 * the flow control.
 */
void tty_discard(const struct tty *);

/*
 * Switches a terminal to raw mode and clears HUPCL.  Does not change the rate,
 * the data bits, the parity and the stop bits.  Returns false after printing a
 * message, which begins with `name`.
 */
bool tty_raw(int fd, const char *name);

/* Returns true if the baud rate has no effect on the device, as on a pty. */
bool tty_ignores_rate(int fd);

/*
 * Sets rate, data bits, parity, stop bits and flow control.  Reads the settings
 * back, because a driver may ignore a setting without an error.  Returns false
 * after printing a message.
 */
bool tty_configure(int fd, const struct line_options *);

/*
 * Sets DTR and RTS; an option SIGNAL_KEEP leaves the signal unchanged.  Returns
 * false after printing a message.
 */
bool tty_signals(int fd, const struct line_options *);

/*
 * Sets the flow control and reads it back.  Returns false after printing a
 * message.
 */
bool tty_set_flow(int fd, const struct line_options *);

/* Sets the rate and reads it back.  Returns false after printing a message. */
bool tty_set_rate(int fd, const char *name, uint32_t baud);

/* Sets DTR, RTS or break.  Returns false after printing a message. */
bool tty_set_signal(int fd, const char *name, enum line_control, bool on);

#endif
