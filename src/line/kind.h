#ifndef LINE_KIND_H
#define LINE_KIND_H

/*
 * What a kind of line has to bring.  Each kind has a file of its own, with a
 * constant table of operations and a struct whose first member is struct line.
 */

#include "line/address.h"
#include "line/line.h"

/* What the line itself keeps. */
struct line_state {
	size_t held;  /* bytes that write() has taken and that have not left */
	size_t ready; /* bytes that read() has without waiting */
	bool stopped; /* it takes nothing now, whatever poll(2) says of it */
	/*
	 * Where the program that makes the line prints messages for people, to
	 * be polled for input, if there is read_messages(); -1: no more.
	 */
	int message_fd;
};

struct line_operations {
	/*
	 * As read(2) and write(2): EAGAIN when nothing can be done now.  A
	 * write() of no bytes passes on what is held.
	 */
	ssize_t (*read)(struct line *, void *, size_t);
	ssize_t (*write)(struct line *, const void *, size_t);

	/* NULL: it keeps nothing. */
	struct line_state (*state)(const struct line *);

	/* NULL: nothing prints messages. */
	void (*read_messages)(struct line *);

	/* Returns false after a message.  NULL: there is nothing to set. */
	bool (*control)(struct line *, enum line_control, uint32_t value);

	/*
	 * Closes the port and keeps the line; opens it again, as the options
	 * say, which returns false after a message.  In between, and after a
	 * failure, only close() is called.  Both are NULL where that makes no
	 * sense.
	 */
	void (*suspend)(struct line *);
	bool (*resume)(struct line *, const struct line_options *);

	/*
	 * All went well: lets whoever makes the line end by itself.  Messages
	 * while it is ended are shown if `verbose`.  NULL: nobody ends.
	 */
	void (*finish)(struct line *, bool verbose);

	/*
	 * Restores what was changed, and frees the line; waits for nothing if
	 * `hurried`.
	 */
	void (*close)(struct line *, bool hurried);
};

struct line {
	const struct line_operations *operations;
	char *name; /* for messages; the line's */
	int in_fd;  /* to poll; neither blocks */
	int out_fd;
	bool ignores_rate; /* it is as fast as its other side: a pty */
	/* Why read() has failed, if the line knows that better; or NULL. */
	const char *reason;
	bool lost; /* what failed has done so because the line is gone */

	struct line_latency latency; /* of a port */

	/* The longest time from a write to what came next. */
	uint32_t turnaround_ms;

	/* Private to line.c. */
	uint32_t shortest_ms; /* the shortest time of that kind */
	bool answered;        /* there is one */
	size_t written_len;   /* bytes that were written last */
	struct line_options options; /* as the user gave them */
	struct port_before *before;  /* of a port; or NULL */
	uint32_t written_ms;
	bool written; /* and nothing has come since */
	uint32_t baud;
	uint32_t bytes_per_s;
	char mode[LINE_MODE_SIZE]; /* of the options, such as "8N1" */
	uint8_t bits_per_byte; /* with start, parity and stop bits */
	struct trace *trace;
	uint8_t ahead[LINE_AHEAD_MAX]; /* bytes that were given back */
	size_t ahead_len;
};

/* Opens a line of the kind that the options name; see the kinds below. */
struct line *line_kind_open(const struct line_options *);

/* The kinds.  Each returns NULL after a message. */
struct line *line_stdio_open(void);
struct line *line_tty_open(const struct line_options *);
struct line *line_serial_open(const struct line_options *);
struct line *line_exec_open(
    const struct line_options *, const struct address *);
struct line *line_tcp_open(const struct line_options *, const struct address *);
struct line *line_telnet_open(
    const struct line_options *, const struct address *);
struct line *line_rfc2217_open(
    const struct line_options *, const struct address *);

/* Is it a port that libserialport can open? */
bool line_serial_knows(const char *path);

/* Gives a line another name.  Returns false after a message. */
bool line_rename(struct line *, const char *name);

/* For kinds whose line is a descriptor. */
ssize_t line_fd_read(struct line *, void *, size_t);
ssize_t line_fd_write(struct line *, const void *, size_t);

#endif
