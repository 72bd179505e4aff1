#ifndef LINE_LINE_H
#define LINE_LINE_H

/* A line as the loop sees it, whatever kind it is. */

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

/* What can be set while a line is open. */
enum line_control {
	LINE_BAUD, /* the rate */
	LINE_DTR,  /* these: 1 is on, 0 is off */
	LINE_RTS,
	LINE_BREAK
};

enum { LINE_AHEAD_MAX = 4096, LINE_BAUD_MAX = 20000000 };

struct line_options {
	const char *port; /* NULL: standard input and output */
	uint32_t baud;
	bool baud_given; /* a hint where the line itself has no rate */
	uint8_t data_bits;
	uint8_t stop_bits;
	enum line_parity parity;
	enum line_flow flow;
	enum line_signal dtr;
	enum line_signal rts;
	bool lock;
	bool keep_latency;     /* leave an adapter's latency timer as it is */
	uint32_t wait_port_ms; /* for the port to be there; 0: it has to be */
	bool quiet;            /* do not say that it waits for the port */
};

/*
 * Opens the line that the options name.  Returns NULL after a message.  The
 * caller closes it with line_close(), on every way out.  What goes over it is
 * noted in the trace, which stays the caller's and may be NULL.
 */
struct line *line_open(const struct line_options *, struct trace *);

/*
 * What keeps standard input and output from being a line, in words such as
 * "standard input is a file"; or NULL.
 */
const char *line_stdio_obstacle(void);

/*
 * Is standard input a terminal, but not that of the user's session?  Then a
 * terminal program such as picocom(1) has made it the line.
 */
bool line_stdio_is_foreign_terminal(void);

/* Its name for messages. */
const char *line_name(const struct line *);

/* Its name with the rate and the mode: "/dev/ttyUSB0, 115200 8N1". */
enum { LINE_TITLE_SIZE = 160 };
const char *line_title(const struct line *, char[static LINE_TITLE_SIZE]);

/* The rate that was given or set, in baud; 0: the line has none. */
uint32_t line_baud(const struct line *);

/* For how long the line's USB adapter holds received bytes back. */
enum { LINE_LATENCY_FILE_SIZE = 100 };
struct line_latency {
	bool lowered;     /* this program has made the time as short as it can */
	uint32_t held_ms; /* the time in force; 0: unknown */
	char file[LINE_LATENCY_FILE_SIZE]; /* of /sys, where it can be set */
};
const struct line_latency *line_latency(const struct line *);

/* How many bytes a second it takes at that rate; 0: unknown. */
uint32_t line_bytes_per_s(const struct line *);

/*
 * Lets what was written leave, unless nothing leaves for that many
 * milliseconds or a signal came so long ago, and closes the line.
 */
void line_close(struct line *, uint32_t idle_max_ms);

/*
 * To be called before line_close() if all went well: lets a command that is the
 * line end by itself.  It has some seconds, longer where answers have taken
 * long, and less if a signal comes.  What the command prints while it is then
 * ended by signals is shown only if `verbose`.
 */
void line_finish(struct line *, bool verbose);

/*
 * The shortest time from the moment that bytes had left to what came next, in
 * milliseconds; 0: none, or less than one.
 */
uint32_t line_shortest_answer_ms(const struct line *);

/*
 * How long answers have taken so far says nothing of the line: the other end
 * may not have begun.
 */
void line_forget_turnaround(struct line *);

/*
 * Waits until there is something to read, a signal has come or, if `output`,
 * the line takes bytes; at most so long.
 */
struct line_ready {
	bool input;
	bool signal;
	bool other; /* see line_wait_also() */
} line_wait(struct line *, bool output, uint32_t wait_ms);

/* The same, or until the descriptor can be read; -1: none. */
struct line_ready line_wait_also(
    struct line *, bool output, uint32_t wait_ms, int fd);

/* As read(2) and write(2): EAGAIN when nothing can be done now. */
ssize_t line_read(struct line *, void *, size_t);
ssize_t line_write(struct line *, const void *, size_t);

/* Why line_read() or line_write() returned that, 0 or -1, in words. */
const char *line_trouble(const struct line *, ssize_t result);

/*
 * Gives back what was read last, LINE_AHEAD_MAX bytes at most, because it
 * belongs to the next reader: line_read() returns it first.
 */
void line_unread(struct line *, const void *, size_t);

/*
 * Sets a rate or a signal.  What was written before has left by then, unless
 * the line is stuck.  Returns false after a message.
 */
bool line_control(struct line *, enum line_control, uint32_t value);

/*
 * Closes the port, waits until it has gone and come back, as that of a board
 * that resets, and opens it again as line_open() did.  What was received and
 * not read is lost.  Returns false after a message, or if a signal has come.
 */
bool line_reopen(struct line *, uint32_t wait_ms);

/* Has what failed done so because the line is gone? */
bool line_is_lost(const struct line *);

/*
 * Does output wait for CTS?  What the driver has taken looks sent from here.
 */
bool line_waits_for_cts(const struct line *);

/* Is fd 2 the same terminal as the line's output? */
bool line_is_stderr(const struct line *);

/* The mode of the options, such as "8N1". */
enum { LINE_MODE_SIZE = 4 };
const char *line_mode(const struct line_options *, char[static LINE_MODE_SIZE]);

#endif
