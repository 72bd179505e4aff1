#ifndef LINE_H
#define LINE_H

/*
 * What the loop needs from a line, whatever kind it is.  Each kind has a file
 * of its own, with a struct whose first member is this one.
 */

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct address;

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
};

struct line {
	char *name; /* for messages */
	int in_fd;  /* to poll; neither blocks */
	int out_fd;
	uint32_t baud;         /* that was given or set; 0: it has no rate */
	uint32_t bytes_per_s;  /* at that rate; 0: unknown */
	uint8_t bits_per_byte; /* with start, parity and stop bits */
	bool ignores_rate; /* it is as fast as its other side: a pty */
	/*
	 * As read(2) and write(2): EAGAIN when nothing can be done now.  What
	 * write() has taken and the line still keeps itself is counted in
	 * `held`; line_wait() sees to it by writing no bytes.  What read() has
	 * for its caller without waiting is counted in `ready`.  A line that
	 * is `stopped` takes nothing, whatever poll(2) says of it.
	 */
	ssize_t (*read)(struct line *, void *, size_t);
	ssize_t (*write)(struct line *, const void *, size_t);
	size_t held;
	size_t ready;
	bool stopped;
	/* Why read() has failed, if the line knows that better; or NULL. */
	const char *reason;
	bool lost; /* what failed has done so because the line is gone */
	/*
	 * A program behind the line makes remarks to people: to be called
	 * when `remarks_fd` has input.  NULL: there is none.
	 */
	void (*hear)(struct line *);
	int remarks_fd; /* -1: no more */
	/* Returns false after a message.  NULL: there is nothing to set. */
	bool (*control)(struct line *, enum line_control, uint32_t value);
	/*
	 * Restores what was changed, and frees the line; waits for nothing if
	 * `hurried`.
	 */
	void (*close)(struct line *);
	bool hurried;
	struct trace *trace; /* the caller's, or NULL */

	/* Private to line.c: bytes that were given back. */
	uint8_t ahead[LINE_AHEAD_MAX];
	size_t ahead_len;
};

/*
 * Opens the line that the options name.  Returns NULL after a message.  The
 * caller closes it with line_close(), on every way out.
 */
struct line *line_open(const struct line_options *);

/*
 * Lets what was written leave, unless nothing leaves for that many
 * milliseconds or a signal came so long ago, and closes the line.
 */
void line_close(struct line *, uint32_t idle_max_ms);

/*
 * Waits until there is something to read, a signal has come or, if `output`,
 * the line takes bytes; at most so long.
 */
struct line_ready {
	bool input;
	bool signal;
} line_wait(struct line *, int signal_fd, bool output, uint32_t wait_ms);

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

/* Is fd 2 the same terminal as the line's output? */
bool line_is_stderr(const struct line *);

/* The mode of the options, such as "8N1". */
enum { LINE_MODE_SIZE = 4 };
const char *line_mode(const struct line_options *, char[static LINE_MODE_SIZE]);

/* The kinds.  Each returns NULL after a message. */
struct line *line_stdio_open(void);
struct line *line_tty_open(const struct line_options *);
struct line *line_serial_open(const struct line_options *);
struct line *line_exec_open(
    const struct line_options *, const struct address *);
struct line *line_tcp_open(const struct line_options *, const struct address *);
struct line *line_telnet_open(
    const struct line_options *, const struct address *);

/* Is it a port that libserialport can open? */
bool line_serial_knows(const char *path);

/* For kinds whose line is a descriptor. */
ssize_t line_fd_read(struct line *, void *, size_t);
ssize_t line_fd_write(struct line *, const void *, size_t);

#endif
