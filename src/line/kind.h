#ifndef LINE_KIND_H
#define LINE_KIND_H

/*
 * The interface between line.c and the kinds of line.  Each kind has a file
 * with a constant table of operations and a struct whose first member is struct
 * line.
 */

#include "line/address.h"
#include "line/answer_time.h"
#include "line/line.h"

/* State of a line that poll(2) does not show. */
struct line_state {
	size_t held;    /* bytes accepted by write() but not yet sent */
	size_t ready;   /* bytes that read() can return at once */
	bool stopped;   /* write() accepts no bytes now, even if poll(2) reports
			   out_fd writable */
	int message_fd; /* descriptor to poll for read_messages(); -1: none */
};

struct line_operations {
	/*
	 * Read and write as read(2) and write(2), and never block: they fail
	 * with EAGAIN instead.  A write() of 0 bytes sends held bytes.
	 */
	ssize_t (*read)(struct line *, void *, size_t);
	ssize_t (*write)(struct line *, const void *, size_t);

	/* Returns the state.  NULL: the line has no such state. */
	struct line_state (*state)(const struct line *);

	/*
	 * Shows messages of the command that is the line.  NULL: the line is
	 * not a command.
	 */
	void (*read_messages)(struct line *);

	/*
	 * Sets the baud rate, DTR, RTS or break.  Returns false after printing
	 * a message.  NULL: the line has none of these.
	 */
	bool (*control)(struct line *, enum line_control, uint32_t value);

	/*
	 * suspend() closes the port and keeps the line.  resume() opens the
	 * port with the given options; it returns false after printing a
	 * message.  Between suspend() and resume(), and after a failure of
	 * resume(), only close() may be called.  Both are NULL for a line that
	 * is not a port.
	 */
	void (*suspend)(struct line *);
	bool (*resume)(struct line *, const struct line_options *);

	/* See line_finish().  NULL: the line is not a command. */
	void (*finish)(struct line *);

	/* Restores all settings and frees the line.  `hurried`: do not wait. */
	void (*close)(struct line *, bool hurried);
};

struct line {
	const struct line_operations *operations;
	char *name;        /* name for messages; freed by close() */
	int in_fd;         /* non-blocking descriptor for input */
	int out_fd;        /* non-blocking descriptor for output */
	bool ignores_rate; /* the baud rate has no effect, as on a pty */
	const char *reason; /* reason why read() failed; NULL: see errno */
	bool lost;          /* the last failure was the loss of the line */

	struct line_latency latency; /* latency of a USB adapter */

	struct answer_time answer; /* answer times of the other end */

	/* Private to line.c. */
	struct line_options options; /* options as the user gave them */
	struct port_before *before;  /* record of a port for line_reopen() */
	uint32_t baud;        /* rate in baud; 0: unknown */
	uint32_t bytes_per_s; /* rate in bytes a second; 0: unknown */
	char mode[LINE_MODE_SIZE]; /* mode of the options, such as "8N1" */
	uint8_t bits_per_byte;     /* bits of a byte on the line: start, data,
				      parity and stop bits */
	struct trace *trace;       /* trace, owned by the caller, or NULL */
	uint8_t ahead[LINE_AHEAD_MAX]; /* bytes put back by line_unread() */
	size_t ahead_len;
};

/*
 * Opens a line of the kind that the options name.  Returns NULL after printing
 * a message.
 */
struct line *line_kind_open(const struct line_options *);

/* Open a line of one kind.  Return NULL after printing a message. */
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

/* Returns true if libserialport can open the port. */
bool line_serial_knows(const char *path);

/* Gives a line another name.  Returns false after printing a message. */
bool line_rename(struct line *, const char *name);

/* Call read(2) with in_fd and write(2) with out_fd, for several line kinds. */
ssize_t line_fd_read(struct line *, void *, size_t);
ssize_t line_fd_write(struct line *, const void *, size_t);

#endif
