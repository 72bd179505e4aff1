#ifndef SIM_DAMAGE_H
#define SIM_DAMAGE_H

/* The damage that the line does to a message. */

#include "sim/world.h"

struct damage {
	char text[40];   /* description, such as "answer: NAK to ACK" */
	bool forges_ack; /* a byte of an answer was changed to ACK */
	size_t len;      /* length of the damaged message;
			    0: the message is lost */
	uint8_t bytes[END_MESSAGE_MAX];
};

/*
 * Damages the message in the way that has this number. Returns false if there
 * is no such way.
 */
bool damage_message(const struct message *, unsigned number, struct damage *);

/* Writes the name of the message, such as "block 3" or "ACK C". */
void damage_name(const struct message *, char *text, size_t size);

#endif
