#ifndef TRANSFER_LOOP_H
#define TRANSFER_LOOP_H

/*
 * What the loop knows of a transfer.  Private to transfer.c, which runs the
 * loop, and conclude.c, which says how it has ended.
 */

#include "transfer/kept_text.h"
#include "transfer/neighbour.h"
#include "transfer/transfer.h"

struct transfer {
	const struct transfer_options *with;
	struct engine *engine;
	struct evidence evidence;
	const uint8_t *begun; /* the output that waits to be written */
	uint64_t resume_us;   /* when the next output may be written */
	bool input_is_stale;  /* what has come in is to be discarded */
	bool line_is_lost;
	uint32_t begun_ms; /* when the transfer began */
	uint32_t data_ms;  /* when its first block was out */
	bool has_data;
	bool hurried;                      /* a second signal came */
	int signal;                        /* the first one, or 0 */
	struct kept_text text;             /* received after the transfer */
	struct neighbour neighbour;        /* before it */
	char foreign[NEIGHBOUR_TEXT_SIZE]; /* why it is none, or "" */
};

struct engine_status loop_status(const struct transfer *);

/* Where it stands.  Returns false if there is no place to name. */
bool loop_place(const struct transfer *, char *text, size_t size);

/* Has the session with the other end begun? */
bool loop_has_begun(const struct transfer *);

#endif
