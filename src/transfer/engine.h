#ifndef TRANSFER_ENGINE_H
#define TRANSFER_ENGINE_H

/*
 * The interface between the loop in transfer.c and the engine of a protocol.
 * The core of a protocol, such as xm/xm.h, has no I/O.  A driver, such as
 * xm_driver.h, makes an engine from the core, and moves the data between the
 * core and the files.
 *
 * Times are milliseconds of clock_ms().
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "report/exit_status.h"
#include "report/report.h"
#include "transfer/evidence.h"

/* The bytes that the engine has to write next. */
struct engine_output {
	const uint8_t *bytes;
	size_t len;        /* 0: there is nothing to write */
	bool is_new;       /* none of the bytes has been written yet */
	bool is_block;     /* the bytes are a block, which may be rejected */
	size_t piece;      /* maximum number of bytes of one write; 0: all */
	uint32_t pause_ms; /* pause between two pieces */
};

/* The state of the transfer. */
struct engine_status {
	bool ended;
	enum failure failure; /* reason of the failure; FAILURE_NONE while the
				 transfer continues */
	bool settled;         /* all files begun so far are transferred and
				 acknowledged */
	bool complete;        /* if the line is lost now, no data is lost */
	bool weak;            /* the blocks have only checksums, no CRCs */
	uint32_t timeout_ms;  /* timeout for an answer of the other end */
	struct report_counts counts;
};

struct engine {
	const struct engine_operations *operations;
	bool sends; /* true for a sender of files, false for a receiver */
	/* Name of the protocol; "" if the engine accepts several protocols. */
	const char *protocol;
};

struct engine_operations {
	/* Blocks and control bytes of the protocol, for the advice. */
	const struct advice_protocol *protocol;

	/*
	 * True if the engine discards answers that arrive before the next block
	 * is written.  If true, the loop passes all waiting input to the engine
	 * after a slow access to a file, before the loop writes the block.
	 */
	bool drops_stale_input;

	/*
	 * Processes received bytes, and the timeouts that have expired.
	 * Without bytes, processes only the timeouts.  Returns the number of
	 * bytes used.
	 */
	size_t (*input)(struct engine *, const uint8_t *, size_t);

	/*
	 * Returns the bytes to write.  The bytes are valid until the next call
	 * of a function whose parameter `struct engine *` is not const.
	 */
	struct engine_output (*output)(const struct engine *);

	/* Removes from the output the bytes that the line has accepted. */
	void (*sent)(struct engine *, size_t);

	/* Returns the milliseconds until input() must be called again. */
	uint32_t (*wait_ms)(const struct engine *);

	/*
	 * Returns how many bytes of the block being received are missing; 0:
	 * unknown.  The function is NULL if the number is always unknown.
	 */
	size_t (*missing)(const struct engine *);

	/*
	 * Stores a pointer to the text that the last call of input() found
	 * outside the protocol.  Returns the length of the text.
	 */
	size_t (*text)(const struct engine *, const uint8_t **);

	/*
	 * Handles the events of the core, such as a request for file data,
	 * until no event is pending.
	 */
	void (*move_data)(struct engine *);

	/*
	 * Ends the current file if all its data and an EOT were received, but
	 * the EOT was not acknowledged.  When the line is lost, the loop calls
	 * this function and then move_data().  The function is NULL if the
	 * engine never has such a file.
	 */
	void (*line_lost)(struct engine *);

	/* Cancels the transfer.  May be called more than once. */
	void (*cancel)(struct engine *);

	/* Returns the state of the transfer. */
	struct engine_status (*status)(const struct engine *);

	/*
	 * Returns the name of the engine's state for the user.  Returns NULL
	 * for a state that the engine enters for every block.
	 */
	const char *(*state)(const struct engine *);

	/*
	 * Writes the position, such as "block 312 of 512, 60 %", or "" before
	 * the transfer has begun.  The function is NULL if the position is
	 * never known.
	 */
	void (*place)(const struct engine *, char *text, size_t size);

	/* Writes why the transfer failed. */
	void (*explain)(const struct engine *, char *text, size_t size);
};

#endif
