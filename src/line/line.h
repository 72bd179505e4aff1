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
	bool baud_given;   /* the user gave `baud`; if false, only ports use
			      `baud` */
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
	bool verbose; /* show messages of a command that is being ended */
};

/*
 * Opens the line that the options name.  Returns NULL after printing a message.
 * After a success, the caller calls line_close().  All bytes go to the trace,
 * which belongs to the caller and may be NULL.  The trace and the texts of the
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
 * terminal.  Then standard input is the line of a terminal program, such as
 * picocom(1), that has started this program.
 */
bool line_stdio_is_foreign_terminal(void);

/* Returns the line's name for messages. */
const char *line_name(const struct line *);

/*
 * Writes the name with the rate and the mode, as in "/dev/ttyUSB0, 115200 8N1",
 * and returns the text.
 */
enum { LINE_TITLE_SIZE = 160 };
const char *line_title(const struct line *, char[static LINE_TITLE_SIZE]);

/* Returns the rate that was given or set, in baud; 0: no known rate. */
uint32_t line_baud(const struct line *);

/* The latency of a USB adapter, which holds received bytes back. */
enum { LINE_LATENCY_FILE_SIZE = 100 };
struct line_latency {
	bool lowered;     /* this program has set the driver's low latency */
	uint32_t held_ms; /* present latency in ms; 0: unknown */
	char file[LINE_LATENCY_FILE_SIZE]; /* file in /sys that sets held_ms */
};
const struct line_latency *line_latency(const struct line *);

/* Returns the bytes a second at the present rate; 0: unknown. */
uint32_t line_bytes_per_s(const struct line *);

/*
 * Drains the output and closes the line.  Gives up draining after `idle_max_ms`
 * without progress, or `idle_max_ms` after a signal.  If `idle_max_ms` is 0,
 * does not wait at all.  If the line is NULL, does nothing.
 */
void line_close(struct line *, uint32_t idle_max_ms);

/*
 * Lets the command of an exec: line exit by itself.  Call it before
 * line_close() after a transfer without errors.  First waits for twice the
 * longest answer time, at most 5 s.  Then closes the command's input, and waits
 * once more for the same time, but for at least 1.5 s.  A signal ends the wait.
 * If the command is still running, line_close() ends it by signals.
 */
void line_finish(struct line *);

/*
 * Returns the shortest time in ms from the end of a transmission to the next
 * input; 0: unknown, or less than 1 ms.
 */
uint32_t line_shortest_answer_ms(const struct line *);

/*
 * Forgets the measured answer times.  Call it after each read, until the first
 * data block is acknowledged.  Before that, the other end may be starting or
 * erasing its flash, and its answers take longer than the answers to later
 * blocks.
 */
void line_forget_answer_times(struct line *);

/*
 * Waits at most `wait_ms` until input is available, a signal has come or, if
 * `output`, the line accepts bytes.  Also sends bytes that line_write() has
 * accepted but not yet sent, and prints messages that are waiting.
 */
struct line_ready {
	bool input;  /* line_read() returns something */
	bool signal; /* signals_next() returns a signal */
	bool other;  /* the descriptor of line_wait_also() is readable */
} line_wait(struct line *, bool output, uint32_t wait_ms);

/* As line_wait(), but also waits until `fd` is readable; -1: no `fd`. */
struct line_ready line_wait_also(
    struct line *, bool output, uint32_t wait_ms, int fd);

/*
 * Read and write as read(2) and write(2), and never block: they fail with
 * EAGAIN instead.  They print no message.
 */
ssize_t line_read(struct line *, void *, size_t len);
ssize_t line_write(struct line *, const void *, size_t len);

/*
 * Returns a text with the reason why line_read() or line_write() has returned 0
 * or -1.
 */
const char *line_trouble(const struct line *, ssize_t result);

/*
 * Takes back bytes that line_read() has returned.  The next line_read() returns
 * these bytes first.  The line can hold at most LINE_AHEAD_MAX such bytes.
 */
void line_unread(struct line *, const void *, size_t len);

/*
 * Drains the output, and then sets the rate, DTR, RTS or break.  Gives up
 * draining after 1 s without progress.  Returns false after printing a message.
 */
bool line_control(struct line *, enum line_control, uint32_t value);

/*
 * Closes the port, waits until it has disappeared and returned, and opens it
 * with the options of line_open().  A USB port disappears and returns when its
 * board resets.  The wait takes at most `wait_ms`.  Input that was not read is
 * lost.  Returns false after a signal, or after printing a message.
 */
bool line_reopen(struct line *, uint32_t wait_ms);

/* Returns true if the last failure was caused by the loss of the line. */
bool line_is_lost(const struct line *);

/*
 * Returns true if the driver holds output and CTS is off: the output then waits
 * for CTS, although write(2) has accepted it.  The result is only meaningful
 * with RTS/CTS flow control.
 */
bool line_waits_for_cts(const struct line *);

/* Returns true if fd 2 is the same terminal as the line's output. */
bool line_is_stderr(const struct line *);

/* Writes the mode of the options, such as "8N1", and returns it. */
enum { LINE_MODE_SIZE = 4 };
const char *line_mode(const struct line_options *, char[static LINE_MODE_SIZE]);

#endif
