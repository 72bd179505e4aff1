#ifndef LINE_LINE_H
#define LINE_LINE_H

/*
 * A line: a serial port, a pty, a command, a network connection, or standard
 * input and output.  line_open() comes first, line_close() last.  Functions
 * that return false have printed a message, unless they say otherwise.
 */

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct line;
struct trace;

enum line_parity {
	PARITY_NONE,
	PARITY_EVEN,
	PARITY_ODD,
	PARITY_MARK,
	PARITY_SPACE
};
enum line_flow { FLOW_NONE, FLOW_RTSCTS, FLOW_DSRDTR, FLOW_XONXOFF };
enum line_signal { SIGNAL_KEEP, SIGNAL_ON, SIGNAL_OFF };

/* Property that line_control() sets, and the range of its value. */
enum line_control {
	LINE_BAUD, /* rate in baud, 1 to LINE_BAUD_MAX */
	LINE_DTR,  /* 1 is on, 0 is off */
	LINE_RTS,  /* 1 is on, 0 is off */
	LINE_BREAK /* 1 is on, 0 is off */
};

enum { LINE_AHEAD_MAX = 4096, LINE_BAUD_MAX = 20000000 };

struct line_options {
	const char *port;  /* argument of -p; NULL: standard input and output */
	uint32_t baud;     /* rate in baud, 1 to LINE_BAUD_MAX */
	bool baud_given;   /* the user gave the rate: it is true for any kind */
	uint8_t data_bits; /* 5 to 8 */
	uint8_t stop_bits; /* 1 or 2 */
	enum line_parity parity;
	enum line_flow flow;
	enum line_signal dtr;
	enum line_signal rts;
	bool lock;             /* lock the port against other programs */
	bool keep_latency;     /* do not change the latency of a USB adapter */
	uint32_t wait_port_ms; /* time to wait for a missing port; 0: none */
	bool quiet;            /* print no note while waiting for the port */
};

/*
 * Opens the line that the options name.  Returns NULL after a message.  The
 * caller closes the line with line_close(), on every way out.  All bytes go to
 * the trace, which stays the caller's and may be NULL.  The texts of the
 * options must stay valid until line_close().
 */
struct line *line_open(const struct line_options *, struct trace *);

/*
 * Returns why standard input and output cannot be a line, for example "standard
 * input is a file".  Returns NULL if they can.  The text is static.
 */
const char *line_stdio_obstacle(void);

/*
 * Returns true if standard input is a terminal, but not the controlling
 * terminal.  A terminal program such as picocom(1) has then made it the line.
 */
bool line_stdio_is_foreign_terminal(void);

/* Returns the line's name for messages. */
const char *line_name(const struct line *);

/*
 * Writes the name with the rate and the mode, as in "/dev/ttyUSB0, 115200 8N1",
 * and returns it.
 */
enum { LINE_TITLE_SIZE = 160 };
const char *line_title(const struct line *, char[static LINE_TITLE_SIZE]);

/* Returns the rate that was given or set, in baud; 0: the line has none. */
uint32_t line_baud(const struct line *);

/* The time for which a USB adapter holds received bytes back. */
enum { LINE_LATENCY_FILE_SIZE = 100 };
struct line_latency {
	bool lowered;     /* this program has set the driver's low latency */
	uint32_t held_ms; /* present time in ms; 0: unknown */
	char file[LINE_LATENCY_FILE_SIZE]; /* file in /sys that sets the time */
};
const struct line_latency *line_latency(const struct line *);

/* Returns the bytes a second at the present rate; 0: unknown. */
uint32_t line_bytes_per_s(const struct line *);

/*
 * Drains the output and closes the line.  Gives up draining after `idle_max_ms`
 * without progress, or `idle_max_ms` after a signal; with 0 it does not wait at
 * all.  Does nothing for NULL.
 */
void line_close(struct line *, uint32_t idle_max_ms);

/*
 * Lets the command of an exec: line exit by itself.  Call it before
 * line_close() after a transfer without errors.  Waits for twice the longest
 * answer time (at most 5 s), closes the command's input, and waits again for 3
 * s, or for the same time if that is longer.  A signal ends the wait.
 * line_close() then ends the command by signals; its messages meanwhile are
 * shown only if `verbose`.
 */
void line_finish(struct line *, bool verbose);

/*
 * Returns the shortest time in ms from the end of a transmission to the next
 * input; 0: unknown, or less than 1 ms.
 */
uint32_t line_shortest_answer_ms(const struct line *);

/*
 * Forgets the measured answer times.  Call it when the other end begins: the
 * times before include the wait for that.
 */
void line_forget_turnaround(struct line *);

/*
 * Waits at most `wait_ms` until input is available, a signal has come or, if
 * `output`, the line accepts bytes.  It also sends held bytes and writes
 * messages.
 */
struct line_ready {
	bool input;  /* line_read() returns something */
	bool signal; /* signals_next() returns a signal */
	bool other;  /* the descriptor of line_wait_also() is readable */
} line_wait(struct line *, bool output, uint32_t wait_ms);

/* Waits in the same way, and for the descriptor to be readable; -1: none. */
struct line_ready line_wait_also(
    struct line *, bool output, uint32_t wait_ms, int fd);

/*
 * Read and write as read(2) and write(2), and never block: they fail with
 * EAGAIN instead.  They print no message.
 */
ssize_t line_read(struct line *, void *, size_t len);
ssize_t line_write(struct line *, const void *, size_t len);

/* Returns, in words, why line_read() or line_write() returned 0 or -1. */
const char *line_trouble(const struct line *, ssize_t result);

/*
 * Returns bytes that were read to the line: the next line_read() returns them
 * first.  At most LINE_AHEAD_MAX bytes in all.
 */
void line_unread(struct line *, const void *, size_t len);

/*
 * Sets a rate or a signal after it has drained the output, unless that is
 * stuck.  Returns false after a message.
 */
bool line_control(struct line *, enum line_control, uint32_t value);

/*
 * Closes the port, waits at most `wait_ms` until it has disappeared and is
 * back, as after the reset of a USB board, and opens it with the options of
 * line_open().  Input that was not read is lost.  Returns false after a message
 * or a signal.
 */
bool line_reopen(struct line *, uint32_t wait_ms);

/* Returns true if the last failure was caused by the loss of the line. */
bool line_is_lost(const struct line *);

/*
 * Returns true if the driver holds output and CTS is off.  Needs RTS/CTS flow
 * control.  The output then waits for CTS although write(2) has accepted it.
 */
bool line_waits_for_cts(const struct line *);

/* Returns true if fd 2 is the same terminal as the line's output. */
bool line_is_stderr(const struct line *);

/* Writes the mode of the options, such as "8N1", and returns it. */
enum { LINE_MODE_SIZE = 4 };
const char *line_mode(const struct line_options *, char[static LINE_MODE_SIZE]);

#endif
