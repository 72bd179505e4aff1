#ifndef DEVICES_SENDERS_SENDER_H
#define DEVICES_SENDERS_SENDER_H

/*
 * Emulated senders: terminal programs, boot loaders that send their memory, and
 * senders that fail. Each sender is a row of a table, and one emulator follows
 * these rows. The emulator shares no code with the engine under test.
 *
 *	sender_init(&s, sender_find("lrzsz-sb"), 0, data, len);
 *	virtual_line_init(&w, sender_party(&s), endpoint_party(&receiver));
 *	virtual_line_run(&w, limit_ms);
 *	... sender_believes(&s), sender_agrees(&s, data, len) ...
 *
 * A sender reads nothing while it sends a unit (a block or an EOT). It reads
 * the bytes that arrived meanwhile as the answer to that unit. A sender that
 * waits for ever counts as ended after SENDER_ABANDONED_MS without a byte.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/virtual_line.h"

enum { SENDER_ABANDONED_MS = 300000, SENDER_BLOCK_MAX = 3 + 1024 + 2 };

/* The result that a correct receiver has after the session. */
enum sender_outcome { SENDER_FILE_WHOLE, SENDER_FILE_FAILS };

/* Faults that do not change the result of a correct receiver. */
enum sender_survives {
	SENDER_DAMAGE = 1 << 0, /* a byte of a data block is changed */
	SENDER_LOST_BYTE = 1 << 1,
	SENDER_LOST_ACK = 1 << 2,     /* the ACK of a data block is lost */
	SENDER_LOST_REQUEST = 1 << 3, /* the first request is lost */
	SENDER_LOST_GO = 1 << 4       /* the C after the ACK of block 0 is
					 lost */
};

enum sender_check {
	SENDER_AS_ASKED, /* CRC after C or G, else a checksum */
	SENDER_CRC,
	SENDER_SUM
};

/* The fields after the name in block 0. */
enum sender_fields {
	SENDER_NO_FIELDS,
	SENDER_SIZE, /* the size, with a NUL after it */
	SENDER_SIZE_SPACE,
	SENDER_ALL_FIELDS /* size, mtime, mode, serial number (0),
			     number of files left, number of bytes left */
};

/*
 * The request that the sender expects after the ACK of block 0, before block 1.
 */
enum sender_go {
	SENDER_GO_ASKED,
	SENDER_GO_STRICT, /* only C; any other byte makes the sender fail */
	SENDER_GO_AT_ONCE /* none; the sender reads the C
			     as the answer to block 1 */
};

/* The reaction to an answer other than ACK. */
enum sender_act {
	SENDER_IGNORES,
	SENDER_REPEATS,
	SENDER_GIVES_UP,
	SENDER_LOSES_ACK /* ignores ACKs until it has repeated the block */
};

enum sender_eot {
	SENDER_EOT_UNTIL_ACK, /* repeats the EOT after NAK */
	SENDER_EOT_NAK_ACK,   /* the first EOT must get NAK, the second ACK */
	SENDER_EOT_ONCE,      /* any byte counts as the answer */
	SENDER_EOT_LEAVE,     /* the sender ends without
				 waiting for the answer */
	SENDER_EOT_NEVER      /* the sender sends no EOT */
};

/* The final header: a block 0 without a name, which ends the session. */
enum sender_null {
	SENDER_NULL_NONE,     /* no final header: XMODEM, or
				 a sender that has ended */
	SENDER_NULL_ASKED,    /* sent after a request */
	SENDER_NULL_AT_ONCE,  /* sent at once; the request
				 is read as its answer */
	SENDER_NULL_UNAWAITED /* sent after a request; its answer is not read */
};

/*
 * The model of a sender: a row of the table. A member that the row leaves out
 * is zero, which means no delay, no limit, no text, no quirk.
 */
struct sender_model {
	const char *name;
	const char *about;

	enum sender_outcome outcome;
	unsigned survives; /* values of enum sender_survives */
	bool never_empty;  /* the sender cannot send an empty file */

	/* The start, and every later request. */
	const char *starts;      /* requests that the sender accepts */
	const char *refuses;     /* requests that make the sender fail */
	const char *first_words; /* text that the sender sends first */
	uint32_t settle_ms; /* silence that must follow a request;
			       otherwise the sender ignores the request */
	uint32_t blind_ms;  /* time after which the sender
			       continues without a request */
	enum sender_check check;

	/* Block 0. */
	uint16_t header_len; /* length of block 0; 0: XMODEM,
				which has no block 0 */
	enum sender_fields fields;
	int32_t size_error;    /* difference between the size in
				  block 0 and the real size */
	bool records;          /* true: block 0 ends with the number of
				  128-byte records, for the program KMD */
	const char *directory; /* directory in front of the name in block 0 */
	enum sender_go go;

	/* Data. */
	uint16_t block_len;
	uint16_t short_max; /* if at most this many bytes of the file
			       remain, the next block has 128 bytes */
	bool extra_block;   /* true: a block of padding follows a file
			       whose length is a multiple of block_len */
	uint8_t pad;

	/* Reactions to the answer to a block. */
	enum sender_act nak;
	enum sender_act c;
	enum sender_act other;
	enum sender_act silence;
	uint32_t silence_ms;
	unsigned repeats_max; /* largest number of repetitions of
				 one block or EOT; 0: no limit */
	unsigned cans;        /* number of CANs in a row that end the
				 session; 0: CAN has no meaning */
	unsigned says_cans;   /* number of CANs that the
				 sender sends when it fails */

	/* The end. */
	enum sender_eot eot;
	uint32_t eot_ms; /* time after which the EOT is repeated */
	const char *last_words;
	enum sender_null null;
	uint16_t null_len;
	uint32_t next_ms; /* time after which the final header is sent without a
			     request */
	uint32_t null_ms; /* time after which a missing answer to
			     the final header counts as success */
};

enum sender_belief { SENDER_UNDECIDED, SENDER_SUCCEEDED, SENDER_FAILED };

enum sender_stage {
	SENDER_AT_START,
	SENDER_AT_HEADER,
	SENDER_AT_GO,
	SENDER_AT_DATA,
	SENDER_AT_EOT,
	SENDER_AT_NEXT,
	SENDER_AT_NULL,
	SENDER_GONE
};

struct sender {
	const struct sender_model *model;
	const uint8_t *data;
	size_t len;
	char name[64]; /* name in block 0; "" in XMODEM */
	enum sender_stage stage;
	enum sender_belief belief;
	bool crc, streaming;

	uint32_t now_ms;
	uint32_t free_ms;    /* time at which all output will have been sent */
	uint32_t stirred_ms; /* time of the last received or sent byte */
	bool has_deadline;
	uint32_t deadline_ms;

	uint8_t unit[SENDER_BLOCK_MAX]; /* last block or EOT,
					   kept to be repeated */
	size_t unit_len;
	uint8_t number; /* number of the current data block */
	size_t at;      /* offset of the current block in the data */
	size_t data_len; /* bytes of the file in the current block */
	bool extra_said;
	unsigned repeats, cans;
	bool deaf;        /* ACKs are ignored until the block is repeated */
	bool eot_refused; /* the first EOT got the NAK
			     that the sender requires */
	uint8_t request;  /* last received request, which
			     counts only after silence */

	uint8_t out[2048];
	size_t out_len;
	uint8_t inbox[4096]; /* received bytes that are not read yet */
	size_t inbox_at, inbox_len;

	unsigned owed;    /* number of expected answers */
	unsigned owed_go; /* number of requests for which the sender
			     did not wait, and which a correct
			     receiver still sends */
	unsigned surplus;
};

/* All models. The last element is NULL. */
extern const struct sender_model *const sender_models[];

/* Returns the model with this name, or NULL if there is none. */
const struct sender_model *sender_find(const char *name);

/* Sets the file to send. The content must stay valid. */
void sender_init(struct sender *, const struct sender_model *, uint32_t now_ms,
    const uint8_t *, size_t);

struct party sender_party(struct sender *);

enum sender_belief sender_believes(const struct sender *);

/* Return the name in block 0 ("" in XMODEM), and the content of the file. */
const char *sender_name(const struct sender *);
const uint8_t *sender_data(const struct sender *, size_t *);

/*
 * Returns the length of the file at a correct receiver: the size in block 0 or,
 * without a size, the length with padding.
 */
size_t sender_expected_len(const struct sender *);

/* Returns true if this content is what a correct receiver has. */
bool sender_agrees(const struct sender *, const uint8_t *, size_t);

/*
 * Returns the number of received bytes that were not expected. The expected
 * bytes are one answer to each block and EOT, a C after the ACK of block 0 and
 * after the ACK of an EOT, and requests while the sender waits for a request.
 */
unsigned sender_surplus_replies(const struct sender *);

#endif
