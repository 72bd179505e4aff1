#ifndef SIM_BOARD_SESSION_H
#define SIM_BOARD_SESSION_H

/* A sender and an emulated boot loader on a line that has one fault. */

#include <stdbool.h>

#include "devices/receivers/device.h"
#include "harness/memory_endpoint.h"

enum trouble {
	CLEAN,
	WRAP, /* the file is so long that the block number wraps */
	LOST_ACK,
	GARBLED_ACK,
	GARBLED_BLOCK,
	LOST_BYTE,
	LOST_START,
	SLOW_ACK, /* the ACK of a block comes after 30 s */
	LATE,     /* the sender reads many old requests at once */
	CHATTER,  /* text before an ACK */
	SECOND_FILE,
	EMPTY_FILE,
	CANCEL,
	TROUBLES
};

extern const char *const trouble_names[TROUBLES];

struct board_session {
	const struct device_model *row; /* the unchanged model in the table */
	struct device_model model;      /* the model with this fault */
	enum trouble trouble;
	struct memory_endpoint sender;
	uint64_t ended_ms; /* time when the sender ended */
	struct device device;
	struct party party; /* the sender as one end of the line */
	struct virtual_line wire;
	uint8_t pad;
	uint8_t heap[4096]; /* bytes that arrived before a
			       late start of the sender */
	size_t heap_len;
};

/* Returns true if the fault is possible with this device. */
bool trouble_applies(const struct device_model *, enum trouble);

/*
 * Returns the flag of enum device_survives that belongs to this fault: a device
 * with this flag always recovers from the fault. Returns 0 for a fault that
 * leaves all bytes intact.
 */
unsigned trouble_survival(enum trouble);

/* Begins a session of the sender with this device and this fault. */
void board_begin(
    struct board_session *, const struct device_model *, enum trouble);

/* Frees the memory of the session. */
void board_end(struct board_session *);

/* Runs the session until two blocks are acknowledged. */
void board_run_until_data(struct board_session *);

/* Runs the session to its end. Returns false if it takes too long. */
bool board_run(struct board_session *);

#endif
