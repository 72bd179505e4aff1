#ifndef LINE_ANSWER_TIME_H
#define LINE_ANSWER_TIME_H

/* Measures how long the other end takes to answer.  Times are milliseconds. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Must be zeroed before the first use. */
struct answer_time {
	uint32_t longest_ms;  /* longest time from a write to the next read */
	uint32_t shortest_ms; /* shortest time from the end of a transmission
				 to the next read */
	bool answered;        /* shortest_ms is valid */

	/* Private. */
	bool waits;          /* nothing was read since the last write */
	size_t written_len;  /* number of bytes of the last write */
	uint32_t written_ms; /* time of the last write */
};

/* Notes a write of `len` bytes. */
void answer_time_written(struct answer_time *, size_t len, uint32_t now_ms);

/* Notes a read.  `bytes_per_s` is the line's rate; 0: unknown. */
void answer_time_read(
    struct answer_time *, uint32_t now_ms, uint32_t bytes_per_s);

/* Forgets all measured times. */
void answer_time_forget(struct answer_time *);

#endif
