#ifndef SIM_PLAIN_RECEIVER_H
#define SIM_PLAIN_RECEIVER_H

/*
 * The state of the plain receiver, shared by plain_receiver.c, which takes the
 * line's bytes apart, and plain_answer.c, which answers blocks and EOTs.
 */

#include "sim/plain.h"

enum { BYTE_MS = 1000 }; /* silence that ends a block, or garbage */

enum receiver_state {
	WAIT_HEADER,
	WAIT_DATA,
	LINGER, /* after XMODEM's EOT */
	RECEIVER_DONE,
	RECEIVER_FAILED
};

/* The kind of bytes being received. */
enum arrival { NOTHING, BLOCK, EOT, GARBAGE };

enum answer { NO_ANSWER, ACK, NAK, C, ACK_C, CANS };

struct receiver {
	const struct end_session *session;
	uint32_t due_ms;     /* time when the bytes have arrived, or to ask again */
	uint32_t give_up_ms; /* end of the wait for progress */
	uint64_t header;     /* hash of the current file's block 0 */
	uint64_t kept_hash;  /* hash of everything that was kept */
	uint32_t size;       /* announced size of the file */
	enum receiver_state state;
	enum arrival arrival;
	enum answer answer;
	enum plain_check check; /* check of XMODEM's blocks, after the first
				   good one */
	uint16_t len;           /* bytes of the block so far */
	uint8_t garbage; /* bytes of garbage so far, at most BLOCK_LIKE */
	bool only_can;   /* the garbage is one CAN */
	bool acks_first_eot;
	bool started;  /* a block or an EOT was good */
	bool asked_c;  /* the last request was C, not NAK */
	uint8_t asks;  /* requests before the last one, at most FIRST_ASKS */
	uint8_t block; /* number of good blocks of the file */
	bool announced;
	bool eot_rejected;   /* this file's first EOT got NAK */
	bool block_rejected; /* no good block since a damaged one */
	bool has_sums;       /* a block with a checksum was good */
	uint8_t errors;      /* errors in a row */
	struct end_kept kept;
	uint8_t bytes[PLAIN_BLOCK_MAX];
};

bool receiver_has_ended(const struct receiver *);
void receiver_end(struct receiver *, enum receiver_state, enum answer);

/* Ends the session with CANs. */
void receiver_fail(struct receiver *);

/* Returns false if there is no space for another file. */
bool receiver_begin_file(struct receiver *, const char name[8]);

/* Sends C before a header or a first block, and NAK otherwise. */
void receiver_send_request(struct receiver *, uint32_t now_ms);

/* Requests again because nothing has arrived. */
void receiver_ask(struct receiver *, uint32_t now_ms);

/* Waits until the line is silent; `len` bytes of garbage have arrived. */
void receiver_take_garbage(struct receiver *, uint32_t now_ms, size_t len);

/* Requests again because `len` bytes without a good block have arrived. */
void receiver_reject(struct receiver *, uint32_t now_ms, size_t len);

/* Answers the good block in `bytes`, and an EOT that stayed alone. */
void receiver_take_block(struct receiver *, uint32_t now_ms, enum plain_check);
void receiver_take_eot(struct receiver *, uint32_t now_ms);

#endif
