#ifndef SIM_DAMAGE_H
#define SIM_DAMAGE_H

/* What the line may do to a message. */

#include "sim/world.h"

struct damage {
	char text[40];   /* for a person: "answer: NAK to ACK" */
	bool forges_ack; /* a byte of an answer has become ACK */
	size_t len;      /* 0: the message is lost */
	uint8_t bytes[END_MESSAGE_MAX];
};

/*
 * Puts the number-th way to damage the message into the damage.  Returns false
 * if there are no more.
 */
bool damage_message(const struct message *, unsigned number, struct damage *);

/* Names the message: "block 3", "ACK C". */
void damage_name(const struct message *, char *text, size_t size);

#endif
