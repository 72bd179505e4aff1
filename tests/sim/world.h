#ifndef SIM_WORLD_H
#define SIM_WORLD_H

/*
 * Two ends, the line between them, and a clock that jumps to the next event.
 * The whole state is one object at one address, so that it can be saved and
 * restored by copying.
 */

#include "sim/end.h"

enum {
	WORLD_END_MAX = 16 * 1024, /* most bytes of the state of an end */
	WORLD_PIECES_MAX = 6,      /* most pieces on the line
				      in one direction */
	WORLD_LIMIT_MS = 900000,   /* time by which a session must have ended */
	SENDER = 0,
	RECEIVER = 1
};

/* Settings of a session that stay the same on all paths of its exploration. */
struct world_setup {
	const struct end_type *type[2];
	const struct end_session *session;
	uint32_t start_ms[2];
	uint32_t delay_ms[2];   /* from the sender, and from the receiver */
	bool keeps_early_input; /* input that arrives before the
				   start of an end is kept */
};

struct piece {
	uint32_t due_ms;
	uint16_t len;
	uint8_t bytes[END_MESSAGE_MAX];
};

/* Bytes on the line in one direction. */
struct way {
	uint32_t free_ms; /* time when the last byte written has left */
	uint32_t last_ms; /* time when the last byte written will arrive */
	uint8_t count;
	struct piece piece[WORLD_PIECES_MAX];
};

struct world {
	uint32_t now_ms;
	bool started[2];
	struct way way[2]; /* from the sender, and from the receiver */
	_Alignas(16) uint8_t end[2][WORLD_END_MAX];
};

/* A message that an end wants to send. */
struct message {
	int from; /* SENDER or RECEIVER */
	size_t len;
	uint8_t bytes[END_MESSAGE_MAX];
};

void world_begin(struct world *, const struct world_setup *);

/*
 * Runs until an end has a message to send, and returns true. Returns false if
 * both ends have ended or the limit has passed.
 */
bool world_run(struct world *, const struct world_setup *, struct message *);

/*
 * Puts the message on the line. Its bytes from position `late_at` on are
 * delayed by `late_ms`.
 */
void world_send(struct world *, const struct world_setup *,
    const struct message *, size_t late_at, uint32_t late_ms);

enum end_result world_result(
    const struct world *, const struct world_setup *, int end);

/* Returns a hash of everything that can influence the future of the session. */
uint64_t world_hash(const struct world *, const struct world_setup *);

/*
 * Save the state into the space, which has WORLD_SAVED_MAX bytes, and restore
 * the state from there.
 */
enum { WORLD_SAVED_MAX = sizeof(struct world) };

void world_save(
    const struct world *, const struct world_setup *, uint8_t *space);
void world_restore(
    struct world *, const struct world_setup *, const uint8_t *space);

#endif
