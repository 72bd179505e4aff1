#ifndef SIM_END_H
#define SIM_END_H

/*
 * One end of a simulated session: either an engine under test, or a plain end.
 * A plain end is a second implementation, written only from the protocol's
 * specification.
 *
 * The state of an end is one object in memory. Its pointers lead only to itself
 * and to constant data, so that the state can be saved and then restored at the
 * same address by copying. Time is in milliseconds and only goes forward.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	END_MESSAGE_MAX = 1100, /* most bytes of one message */
	END_FILES_MAX = 2,
	END_FILE_MAX = 512 /* most bytes of a file, without the
			      padding in its last block */
};

/* A file that the sender of a session sends. */
struct end_file {
	char name[8]; /* "" in XMODEM */
	uint16_t len;
	bool announced; /* block 0 contains the size */
	uint8_t data[END_FILE_MAX];
};

/* The files and options of a session. Constant during the session. */
struct end_session {
	bool ymodem;
	uint16_t block_len; /* 128 or 1024 */
	uint8_t files;
	struct end_file file[END_FILES_MAX];
};

/* Files that a receiver has accepted, in order. */
struct end_kept {
	uint8_t files;
	struct {
		char name[8];
		uint16_t len;
		bool whole;             /* the EOT of the file was accepted */
		uint8_t data[2 * 1024]; /* received data with its padding */
	} file[END_FILES_MAX + 1];
};

enum end_result { END_RUNNING, END_DONE, END_FAILED };

struct end_type {
	const char *name;
	bool sends;
	bool judged; /* verdict_find() reports errors of this end */
	size_t size; /* size of the state in bytes */

	/* Begins the session at this time. The session object stays valid. */
	void (*begin)(void *end, uint32_t now_ms, const struct end_session *);

	/* Processes received bytes. Without bytes, only processes timeouts. */
	void (*input)(
	    void *end, uint32_t now_ms, const uint8_t *bytes, size_t len);

	/*
	 * Puts the next message (a block, an answer, an EOT or a run of CANs)
	 * into the space of END_MESSAGE_MAX bytes. Returns the length of the
	 * message, or 0 if there is nothing to send. The end then regards the
	 * message as sent.
	 */
	size_t (*output)(void *end, uint32_t now_ms, uint8_t *space);

	/* Returns the milliseconds within which input() must be called. */
	uint32_t (*wait_ms)(const void *end, uint32_t now_ms);

	enum end_result (*result)(const void *end);

	/* Returns the files of a receiver. In a sender, `kept` is NULL. */
	const struct end_kept *(*kept)(const void *end);

	/*
	 * Puts into the key everything that influences the behaviour of the
	 * end, with times relative to now. Leaves out statistics and received
	 * text. Returns the length of the key, at most 256 bytes. Two ends with
	 * equal keys behave in the same way.
	 */
	size_t (*key)(const void *end, uint32_t now_ms, uint8_t *key);

	/* Returns true if the blocks have checksums instead of CRCs. */
	bool (*has_only_sums)(const void *end);
};

extern const struct end_type end_plain_sender, end_plain_receiver;

/* A plain receiver that acknowledges the first EOT of a YMODEM file. */
extern const struct end_type end_plain_receiver_eot_ack;

extern const struct end_type end_engine_sender, end_engine_receiver;

#endif
