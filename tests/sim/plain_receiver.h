#ifndef SIM_PLAIN_RECEIVER_H
#define SIM_PLAIN_RECEIVER_H

/*
 * The state of the plain receiver. plain_receiver.c splits the bytes of the
 * line into blocks, EOTs and garbage; plain_answer.c answers them.
 */

#include "sim/plain.h"

enum { BYTE_MS = 1000 }; /* silence that ends a block or garbage */

enum receiver_state {
	WAIT_HEADER,
	WAIT_DATA,
	LINGER, /* after the EOT of an XMODEM file: the sender may repeat it */
	RECEIVER_DONE,
	RECEIVER_FAILED
};

/* The kind of bytes being received. */
enum arrival { NOTHING, BLOCK, EOT, GARBAGE };

enum answer { NO_ANSWER, ACK, NAK, C, ACK_C, CANS };

struct receiver {
	const struct end_session *session;
	uint32_t due_ms;     /* time when the unit being received ends, or
				when the receiver repeats its request */
	uint32_t give_up_ms; /* time when the receiver fails
				if there is no progress */
	uint64_t header;     /* hash of the current file's block 0 */
	uint64_t kept_hash;  /* hash of all data that was kept */
	uint32_t size;       /* announced size of the file */
	enum receiver_state state;
	enum arrival arrival;
	enum answer answer;
	enum plain_check check; /* check of XMODEM blocks, known
				   after the first good block */
	uint16_t len;           /* bytes of the block received so far */
	uint8_t garbage; /* bytes of garbage so far, at most BLOCK_LIKE */
	bool only_can;   /* the garbage is one CAN */
	bool acks_first_eot;
	bool started;  /* a good block or EOT was received */
	bool asked_c;  /* the last request was C, not NAK */
	uint8_t asks;  /* number of requests sent at the start and after
			  silence, at most FIRST_ASKS */
	uint8_t block; /* number of good data blocks of the current file */
	bool announced;
	bool eot_rejected;   /* this file's first EOT got NAK */
	bool block_rejected; /* a damaged block was received,
				and no good one since */
	bool has_sums;       /* a good block with a checksum was received */
	uint8_t errors;      /* errors in a row */
	struct end_kept kept;
	uint8_t bytes[PLAIN_BLOCK_MAX];
};

bool receiver_has_ended(const struct receiver *);
void receiver_end(struct receiver *, enum receiver_state, enum answer);

/* Fails: ends the session by sending CANs. */
void receiver_fail(struct receiver *);

/* Begins to keep a file. Returns false if there is no space for it. */
bool receiver_begin_file(struct receiver *, const char name[8]);

/* Sends C before a header or a first block, and NAK otherwise. */
void receiver_send_request(struct receiver *, uint32_t now_ms);

/* Repeats the request because nothing has arrived. */
void receiver_ask(struct receiver *, uint32_t now_ms);

/*
 * Discards input until the line is silent. `len` bytes of garbage have already
 * arrived.
 */
void receiver_take_garbage(struct receiver *, uint32_t now_ms, size_t len);

/* Repeats the request because `len` bytes without a good block have arrived. */
void receiver_reject(struct receiver *, uint32_t now_ms, size_t len);

/* Answer the good block in `bytes`, and an EOT that was followed by silence. */
void receiver_take_block(struct receiver *, uint32_t now_ms, enum plain_check);
void receiver_take_eot(struct receiver *, uint32_t now_ms);

#endif
