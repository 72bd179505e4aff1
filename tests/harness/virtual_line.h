#ifndef HARNESS_VIRTUAL_LINE_H
#define HARNESS_VIRTUAL_LINE_H

/*
 * A simulated line between two parties, in virtual time: the clock jumps to the
 * next event, and no test sleeps.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One end of the line: an engine with files, or a device. */
struct party {
	void *self;
	/*
	 * Receives bytes. A call with 0 bytes means only that time has passed.
	 */
	void (*input)(void *, uint32_t now_ms, const uint8_t *, size_t);
	/*
	 * Copies to the buffer the next bytes to send. Returns their number.
	 */
	size_t (*output)(void *, uint32_t now_ms, uint8_t *, size_t);
	uint32_t (*wait_ms)(void *, uint32_t now_ms);
	bool (*ended)(void *);
};

enum fault_kind {
	FAULT_NONE,
	FAULT_DROP,    /* the byte is lost */
	FAULT_FLIP,    /* the bits of `value` are flipped in the byte */
	FAULT_DOUBLE,  /* the byte arrives twice */
	FAULT_INSERT,  /* a byte of value `value` arrives before the byte */
	FAULT_BURST,   /* noise changes all bytes sent within
			  `value` byte times, from this byte on */
	FAULT_CUT,     /* `value` bytes are lost, from this byte on */
	FAULT_STUTTER, /* the byte arrives; then the last `value`
			  bytes, including this byte, arrive again */
	FAULT_PAUSE    /* this byte and all later ones
			  arrive `value` ms later */
};

/* A fault at a position in the bytes of one direction, counted from 0. */
struct fault {
	enum fault_kind kind;
	size_t at;
	uint32_t value;
};

enum { LINE_FAULTS_MAX = 16, LINE_DEAD = UINT16_MAX };

struct virtual_line_way {
	/* Set these before virtual_line_run(). */
	uint32_t latency_us;
	uint32_t jitter_us;  /* largest additional latency;
				bytes stay in order */
	uint32_t piece_len;  /* largest number of bytes that arrive
				at the same time; 0: one */
	uint32_t buffer_len; /* largest number of bytes waiting
				to be sent; 0: no limit */
	uint8_t *log;        /* copy of all bytes sent, or NULL */
	size_t log_size;
	const unsigned *message; /* number of the message being sent;
				    NULL: each byte counts as a message */

	/* Read these after virtual_line_run(). */
	size_t passed;       /* bytes sent in this direction */
	bool made[256];      /* byte values that faults have produced */
	uint64_t arrived_us; /* arrival time of the last piece */
	unsigned hits;       /* number of messages that faults damaged */
	unsigned pauses;     /* number of pauses that faults made, plus
				pauses of 1 s or more that jitter or
				long pieces made inside a message */
	uint32_t pauses_ms;  /* sum of these pauses */

	/* Private. */
	struct fault fault[LINE_FAULTS_MAX]; /* sorted by position */
	size_t fault_count, fault_at;
	size_t last_hit;   /* number of the last message damaged */
	unsigned carried;  /* number of the message that
			      the last piece belongs to */
	size_t cut;        /* number of bytes still to be lost */
	bool full;         /* a party waits for room in the buffer */
	uint64_t free_us;  /* time when all bytes will have been sent */
	uint64_t noise_us; /* end of a burst of noise */
	uint8_t *bytes;    /* bytes on the line */
	size_t bytes_head, bytes_tail;
	struct virtual_line_piece {
		uint64_t at_us;
		size_t len;
	} * pieces;
	size_t head, tail, size;
};

struct virtual_line {
	struct party party[2];
	struct virtual_line_way way[2]; /* way[0]: from party[0] to party[1] */
	uint32_t byte_us;
	uint32_t begin_ms; /* clock of the parties at the start */
	uint64_t random;   /* random state for jitter and piece lengths;
			      0: every piece has the largest length */
	uint64_t now_us;
	bool hung;
};

/* Sets up a line of 115200 baud without latency and faults. */
void virtual_line_init(struct virtual_line *, struct party, struct party);

/* Adds a fault. Each direction can have up to LINE_FAULTS_MAX faults. */
void virtual_line_fault(struct virtual_line *, int way, struct fault);

/*
 * Runs both parties until they have ended.  Returns false and sets `hung` if
 * they have not ended after `limit_ms`, or if the clock does not advance.
 */
bool virtual_line_run(struct virtual_line *, uint64_t limit_ms);

void virtual_line_free(struct virtual_line *);

/* Returns the time on the clock of the parties. */
uint32_t virtual_line_now_ms(const struct virtual_line *);

#endif
