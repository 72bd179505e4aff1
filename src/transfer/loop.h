#ifndef TRANSFER_LOOP_H
#define TRANSFER_LOOP_H

/*
 * The state of a transfer.  The struct is private to transfer.c, which runs the
 * loop, and to conclude.c, which reports the end.
 */

#include "transfer/kept_text.h"
#include "transfer/other_end.h"
#include "transfer/transfer.h"

struct transfer {
	const struct transfer_options *with;
	struct engine *engine;
	struct evidence evidence;
	const uint8_t *begun; /* output that evidence_sent() has noted and that
				 is not yet written, or NULL */
	uint64_t resume_us;   /* time when the next output may be written */
	bool input_is_stale;  /* unread input came before the block that is
				 written next */
	bool line_is_lost;
	uint32_t begun_ms;          /* time when the transfer began */
	uint32_t data_ms;           /* time when the first block was
				       transferred */
	bool has_data;              /* data_ms is set */
	bool hurried;               /* a second signal came */
	int signal;                 /* number of the first signal, or 0 */
	struct kept_text text;      /* text received after the transfer */
	struct other_end other_end; /* detects another protocol by its text */
	char foreign[OTHER_END_TEXT_SIZE]; /* message about a different
					      protocol, or "" */
};

/* Maximum bytes of one read: line_unread() can put all of them back. */
enum { LOOP_READ_SIZE = LINE_AHEAD_MAX };

/*
 * Reads from the line.  Returns the number of bytes; 0 if there are none, or if
 * the line is lost.
 */
size_t loop_read(struct transfer *, uint8_t[static LOOP_READ_SIZE]);

/* Waits for input, for space for output, or for a signal. */
struct line_ready loop_wait(struct transfer *, uint32_t wait_ms);

struct engine_status loop_status(const struct transfer *);

/*
 * Writes the position, such as "block 3 of 9".  Returns false if the position
 * is unknown.
 */
bool loop_place(const struct transfer *, char *text, size_t size);

/* Returns true if the session with the other end has begun. */
bool loop_has_begun(const struct transfer *);

#endif
