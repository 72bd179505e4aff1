#ifndef DEVICES_SENDERS_SENDER_H
#define DEVICES_SENDERS_SENDER_H

/*
 * Emulated senders: terminal programs, boot loaders that dump their memory,
 * and what goes wrong with them.  Each is a row of a table that one engine
 * follows; the engine shares no code with the one under test.
 *
 *	sender_init(&s, sender_find("lrzsz-sb"), 0, data, len);
 *	virtual_line_init(&w, sender_party(&s), endpoint_party(&receiver));
 *	virtual_line_run(&w, limit_ms);
 *	... sender_believes(&s), sender_agrees(&s, data, len) ...
 *
 * A sender reads nothing while it sends: what arrives meanwhile it reads as the
 * answer to that.  One that waits for ever counts as ended after
 * SENDER_ABANDONED_MS without a byte.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/virtual_line.h"

enum { SENDER_ABANDONED_MS = 300000, SENDER_BLOCK_MAX = 3 + 1024 + 2 };

/* The result that a correct receiver must have. */
enum sender_outcome { SENDER_FILE_WHOLE, SENDER_FILE_FAILS };

/* The faults after which the result must be the same. */
enum sender_survives {
	SENDER_DAMAGE = 1 << 0, /* in a data block */
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
	SENDER_SIZE, /* NUL ends it */
	SENDER_SIZE_SPACE,
	SENDER_ALL_FIELDS /* size mtime mode 0 files left */
};

/* The request that it waits for between the ACK of block 0 and block 1. */
enum sender_go {
	SENDER_GO_ASKED,
	SENDER_GO_STRICT, /* only a C; any other byte makes it fail */
	SENDER_GO_AT_ONCE /* no request; the C then counts as an answer to block
			     1 */
};

/* The reaction to an answer other than ACK. */
enum sender_act {
	SENDER_IGNORES,
	SENDER_REPEATS,
	SENDER_GIVES_UP,
	SENDER_LOSES_ACK /* it ignores ACKs until it has repeated the block */
};

enum sender_eot {
	SENDER_EOT_UNTIL_ACK, /* it repeats the EOT after NAK */
	SENDER_EOT_NAK_ACK,   /* the first must get NAK, the second ACK */
	SENDER_EOT_ONCE,      /* any byte counts as the answer */
	SENDER_EOT_LEAVE,     /* it does not wait for the answer */
	SENDER_EOT_NEVER      /* it sends no EOT */
};

/* The end of the batch. */
enum sender_null {
	SENDER_NULL_NONE,     /* none: XMODEM, or a sender that has ended */
	SENDER_NULL_ASKED,    /* after a request */
	SENDER_NULL_AT_ONCE,  /* at once; the request then counts as the
				 answer */
	SENDER_NULL_UNAWAITED /* after a request; it does not read the answer */
};

/*
 * One sender. A member that a row leaves out is zero: no delay, no limit, no
 * text, no quirk.
 */
struct sender_model {
	const char *name;
	const char *about;

	enum sender_outcome outcome;
	unsigned survives; /* of enum sender_survives */
	bool never_empty;  /* the sender cannot send an empty file */

	/* The start, and every later request. */
	const char *starts;      /* requests that it accepts */
	const char *refuses;     /* requests that make it fail at once */
	const char *first_words; /* text that it sends first */
	uint32_t settle_ms; /* of silence after a request, for it to count */
	uint32_t blind_ms;  /* time after which it starts without a request */
	enum sender_check check;

	/* Block 0. */
	uint16_t header_len; /* 0: XMODEM, there is none */
	enum sender_fields fields;
	int32_t size_error;    /* error of the size in block 0 */
	bool records;          /* 128-byte records, at its end (for KMD) */
	const char *directory; /* directory before the name */
	enum sender_go go;

	/* Data. */
	uint16_t block_len;
	uint16_t short_max; /* rest of a file that is sent in blocks of 128
			       bytes */
	bool extra_block;   /* of padding, after whole blocks only */
	uint8_t pad;

	/* Answers to a block. */
	enum sender_act nak;
	enum sender_act c;
	enum sender_act other;
	enum sender_act silence;
	uint32_t silence_ms;
	unsigned repeats_max; /* of one block or EOT; 0: no limit */
	unsigned cans;        /* in a row, that end it; 0: it knows no CAN */
	unsigned says_cans;   /* CANs that it sends when it fails */

	/* The end. */
	enum sender_eot eot;
	uint32_t eot_ms; /* time after which it repeats the EOT */
	const char *last_words;
	enum sender_null null;
	uint16_t null_len;
	uint32_t next_ms; /* time after which the final header is sent without a
			     request */
	uint32_t null_ms; /* time after which it ends without an answer to
			     the final header, and succeeds */
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
	char name[64]; /* as block 0 has it; "" in XMODEM */
	enum sender_stage stage;
	enum sender_belief belief;
	bool crc, streaming;

	uint32_t now_ms;
	uint32_t free_ms;    /* time until which it sends */
	uint32_t stirred_ms; /* time when it last received or sent a byte */
	bool has_deadline;
	uint32_t deadline_ms;

	uint8_t unit[SENDER_BLOCK_MAX]; /* a block or EOT, to be repeated */
	size_t unit_len;
	uint8_t number; /* of the data block */
	size_t at;      /* offset of the block in the data, and bytes in the
			   block: */
	size_t data_len;
	bool extra_said;
	unsigned repeats, cans;
	bool deaf;        /* ACKs are ignored */
	bool eot_refused; /* the first EOT got NAK, as it must */
	uint8_t request;  /* request that silence must follow */

	uint8_t out[2048];
	size_t out_len;
	uint8_t inbox[4096]; /* received bytes that are not read yet */
	size_t inbox_at, inbox_len;

	unsigned owed;    /* answers that are expected */
	unsigned owed_go; /* expected requests for which it does not wait */
	unsigned surplus;
};

/*
 * Return the n-th model, or NULL after the last one; and the model of a name.
 */
extern const struct sender_model *const sender_models[];
const struct sender_model *sender_find(const char *name);

/* Sets the file to send. The content must stay valid. */
void sender_init(struct sender *, const struct sender_model *, uint32_t now_ms,
    const uint8_t *, size_t);

struct party sender_party(struct sender *);

enum sender_belief sender_believes(const struct sender *);

/* Returns the file as it is sent. The name is "" in XMODEM. */
const char *sender_name(const struct sender *);
const uint8_t *sender_data(const struct sender *, size_t *);

/*
 * Returns the length of the file for a correct receiver: the size in block 0
 * or, without one, the length with padding.
 */
size_t sender_expected_len(const struct sender *);

/* Returns true if the content is that of the file. */
bool sender_agrees(const struct sender *, const uint8_t *, size_t);

/*
 * Returns the number of received bytes that were not expected. Expected are one
 * answer for each block and EOT, a C after the ACK of block 0 and of EOT, and
 * requests while the sender waits for one.
 */
unsigned sender_surplus_replies(const struct sender *);

#endif
