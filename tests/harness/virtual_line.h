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
	/* Receives bytes.  With 0 bytes, only time has passed. */
	void (*hear)(void *, uint32_t now_ms, const uint8_t *, size_t);
	/* Writes bytes to send into the space.  Returns their number. */
	size_t (*speak)(void *, uint32_t now_ms, uint8_t *, size_t);
	uint32_t (*wait_ms)(void *, uint32_t now_ms);
	bool (*ended)(void *);
};

enum fault_kind {
	FAULT_NONE,
	FAULT_DROP,    /* the byte is lost */
	FAULT_FLIP,    /* the bits of `value` are flipped in the byte */
	FAULT_DOUBLE,  /* the byte comes twice */
	FAULT_INSERT,  /* a byte of `value` comes before the byte */
	FAULT_BURST,   /* noise of `value` bytes comes before the byte */
	FAULT_CUT,     /* `value` bytes are lost, beginning with the byte */
	FAULT_STUTTER, /* the last `value` bytes come again after the byte */
	FAULT_PAUSE    /* the byte and all after it come `value` ms later */
};

/* A fault of the byte at a position of one direction, counted from 0. */
struct fault {
	enum fault_kind kind;
	size_t at;
	uint32_t value;
};

enum { WIRE_FAULTS_MAX = 16, WIRE_DEAD = UINT16_MAX };

struct virtual_line_way {
	/* To be set before virtual_line_run(). */
	uint32_t latency_us;
	uint32_t jitter_us;  /* up to so much more; the order stays */
	uint32_t piece_len;  /* bytes that arrive at once, at most; 0: one */
	uint32_t buffer_len; /* so many bytes may wait to leave; 0: any */
	uint8_t *log;        /* if not NULL, what is sent is noted here */
	size_t log_size;
	const unsigned *message; /* number of the message that is being sent;
				    NULL: each byte is a message */

	/* To be read after it. */
	size_t passed;       /* bytes sent in this direction */
	bool made[256];      /* the values that faults have brought forth */
	uint64_t arrived_us; /* when the last piece arrived, or will */
	unsigned hits;       /* messages in which faults damaged something */
	unsigned pauses;     /* pauses by faults, and of a second or more that
				jitter or long pieces make in a message */
	uint32_t pauses_ms;  /* their sum */

	/* Private. */
	struct fault fault[WIRE_FAULTS_MAX]; /* in their order */
	size_t fault_count, fault_at;
	size_t last_hit;   /* number of the last message damaged */
	unsigned carried;  /* number of the message of the last piece */
	size_t cut;        /* so many more are lost */
	bool full;         /* somebody waits for the buffer */
	uint64_t free_us;  /* when all that was sent has left */
	uint64_t noise_us; /* when a burst ends */
	uint8_t *bytes;    /* on their way */
	size_t bytes_head, bytes_tail;
	struct virtual_line_piece {
		uint64_t at_us;
		size_t len;
	} * pieces;
	size_t head, tail, size;
};

struct virtual_line {
	struct party party[2];
	struct virtual_line_way way[2]; /* way[0] leads from party[0] to party[1] */
	uint32_t byte_us;
	uint32_t begin_ms; /* what the parties' clock shows at the start */
	uint64_t random;   /* the seed of jitter and of the pieces' lengths;
			      0: all pieces are as long as they may be */
	uint64_t now_us;
	bool hung;
};

/* A line of 115200 baud without latency and faults. */
void virtual_line_init(struct virtual_line *, struct party, struct party);

/* One fault more, up to WIRE_FAULTS_MAX in each direction. */
void virtual_line_fault(struct virtual_line *, int way, struct fault);

/*
 * Lets them talk until both have ended.  Returns false, and sets `hung`, if
 * they still talk after that many milliseconds, or time stands still.
 */
bool virtual_line_run(struct virtual_line *, uint64_t limit_ms);

void virtual_line_free(struct virtual_line *);

/* The parties' clock. */
uint32_t virtual_line_now_ms(const struct virtual_line *);

#endif
