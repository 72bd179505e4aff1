#ifndef TRANSFER_ENGINE_H
#define TRANSFER_ENGINE_H

/*
 * What the loop needs from the engine of any protocol.  A driver for each
 * protocol (xm_driver.h) makes an engine of its core, and moves the data
 * between the core and the files.
 *
 * Times are milliseconds of clock_ms().
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "report/exit_status.h"
#include "report/report.h"
#include "transfer/evidence.h"

/* Bytes to write, and how. */
struct engine_output {
	const uint8_t *bytes;
	size_t len;        /* 0: there is nothing to write */
	bool is_new;       /* nothing of it was written yet */
	bool is_block;     /* it carries data, and may be refused */
	size_t piece;      /* write at most so many bytes at once; 0: all */
	uint32_t pause_ms; /* between two pieces */
};

/* Where the transfer stands. */
struct engine_status {
	bool ended;
	enum failure failure; /* FAILURE_NONE also while it goes on */
	bool settled;      /* all files that are known of were acknowledged */
	bool complete;     /* the line may go away now, and nothing is lost */
	bool weak;         /* only checksums protect the data */
	uint32_t timeout_ms; /* for an answer of the other end */
	struct report_counts counts;
};

struct engine {
	const struct engine_operations *operations;
	bool sends; /* files, rather than receives them */
	/* "" if it finds out which of several the other end speaks. */
	const char *protocol;
};

struct engine_operations {
	/* How the protocol looks on the line, for advice after a failure. */
	const struct advice_protocol *protocol;

	/*
	 * What came in before the next block was sent has no meaning for it.
	 * After a long time without reading, the loop discards what waits.
	 */
	bool drops_stale_input;

	/* Takes received bytes; none: time has passed.  Returns how many. */
	size_t (*input)(struct engine *, const uint8_t *, size_t);

	/* What to write next; it stays the same until sent() is called. */
	struct engine_output (*output)(const struct engine *);

	/* The line has taken so many of these bytes. */
	void (*sent)(struct engine *, size_t);

	/* Returns within how many milliseconds input() is to be called. */
	uint32_t (*wait_ms)(const struct engine *);

	/*
	 * Returns how many bytes of the message that is coming in are missing;
	 * 0: unknown.  NULL: always.
	 */
	size_t (*missing)(const struct engine *);

	/*
	 * Returns how many of the bytes that the last input() took belong to no
	 * protocol, and where they are.
	 */
	size_t (*text)(const struct engine *, const uint8_t **);

	/* Moves data to or from files, until there is none to move. */
	void (*move_data)(struct engine *);

	/*
	 * The line is lost: ends a file that is known to be whole.  move_data()
	 * follows.  NULL: there is no such file.
	 */
	void (*line_lost)(struct engine *);

	/* Ends the transfer politely; may be called again. */
	void (*cancel)(struct engine *);

	struct engine_status (*status)(const struct engine *);

	/* The name of its state, or NULL if that changes with every block. */
	const char *(*state)(const struct engine *);

	/*
	 * Says where the transfer stands, such as "block 312 of 512, 60 %", or
	 * "" before it has begun.  NULL: it cannot tell.
	 */
	void (*place)(const struct engine *, char *text, size_t size);

	/* Says why it failed. */
	void (*explain)(const struct engine *, char *text, size_t size);
};

#endif
