#ifndef TRANSFER_H
#define TRANSFER_H

/*
 * The one loop: it brings together the engine, the line, the files, the clock
 * and signals.
 */

#include <stdbool.h>
#include <stdint.h>

#include "line/line.h"
#include "report/exit_status.h"
#include "report/report.h"
#include "transfer/advice.h"
#include "xm/xm.h"

/*
 * Answers an event of the engine, or says in a message why it does not.  Then
 * the transfer is cancelled.
 */
enum answer {
	ANSWER_GIVEN,
	ANSWER_REFUSED, /* given, but a file is thrown away, after a message */
	ANSWER_FAILED
};
typedef enum answer transfer_answer(void *files, struct xm *);

struct transfer {
	struct xm xm; /* initialised by the caller */
	bool sends;
	struct line *line;
	const struct line_options *line_options; /* as they were given */
	struct report *report;
	int signal_fd; /* of signals_open() */
	uint32_t byte_delay_us;
	uint32_t block_delay_ms;
	transfer_answer *answer;
	void *files;
	bool keep_words; /* heard after the transfer, for steps */
	bool hurried;    /* result: a second signal has come */

	/* Private. */
	struct advice advice;
	size_t begun;           /* bytes left of an output already begun */
	uint64_t resume_us;     /* when the next output may be written */
	bool input_is_stale;    /* what has come in is to be discarded */
	bool in_file;           /* a file has begun and not ended */
	uint32_t blocks_before; /* blocks received before the current file */
	uint8_t words[LINE_AHEAD_MAX]; /* heard after the transfer */
	size_t words_len;
};

/*
 * Runs to the end, which it has reported when it returns, and returns the
 * program's exit status.  The first signal cancels politely, the second leaves
 * at once.  With `keep_words`, what the other end says after a transfer that
 * went well is given back to the line.
 */
int transfer_run(struct transfer *);

#endif
