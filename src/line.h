#ifndef LINE_H
#define LINE_H

/*
 * What the loop needs from a line, whatever kind it is.  Each kind has a file
 * line_*.c with its own struct, whose first member is this one.
 */

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum line_parity {
	PARITY_NONE,
	PARITY_EVEN,
	PARITY_ODD,
	PARITY_MARK,
	PARITY_SPACE
};
enum line_flow { FLOW_NONE, FLOW_RTSCTS, FLOW_DSRDTR, FLOW_XONXOFF };
enum line_signal { SIGNAL_KEEP, SIGNAL_ON, SIGNAL_OFF };

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
	uint32_t bytes_per_s; /* 0: unknown */
	/* As read(2) and write(2): EAGAIN when nothing can be done now. */
	ssize_t (*read)(struct line *, void *, size_t);
	ssize_t (*write)(struct line *, const void *, size_t);
	/* Restores what was changed, and frees the line. */
	void (*close)(struct line *);
};

/*
 * Opens the line that the options name.  Returns NULL after a message.  The
 * caller closes it with line_close(), on every way out.
 */
struct line *line_open(const struct line_options *);

/*
 * Gives the line at most that many milliseconds to pass on what was written,
 * and closes it.
 */
void line_close(struct line *, uint32_t drain_ms);

/* Bytes a second at the rate and mode of the options. */
uint32_t line_rate(const struct line_options *);

/* The kinds.  Each returns NULL after a message. */
struct line *line_stdio_open(const struct line_options *);
struct line *line_tty_open(const struct line_options *);
struct line *line_serial_open(const struct line_options *);

/* Is it a port that libserialport can open? */
bool line_serial_knows(const char *path);

/* Prints the serial ports there are on standard output. */
bool line_serial_list(void);

/* For kinds whose line is a descriptor. */
ssize_t line_fd_read(struct line *, void *, size_t);
ssize_t line_fd_write(struct line *, const void *, size_t);

#endif
