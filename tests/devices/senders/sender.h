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

/* What a correct receiver must end with. */
enum sender_outcome { SENDER_FILE_WHOLE, SENDER_FILE_FAILS };

/* The faults after which the row's outcome still is due. */
enum sender_survives {
	SENDER_DAMAGE = 1 << 0, /* in a data block */
	SENDER_LOST_BYTE = 1 << 1,
	SENDER_LOST_ACK = 1 << 2,     /* of a data block */
	SENDER_LOST_REQUEST = 1 << 3, /* the first one of all */
	SENDER_LOST_GO = 1 << 4       /* the C behind the ACK of block 0 */
};

enum sender_check {
	SENDER_AS_ASKED, /* CRC once it has heard C or G, else a sum */
	SENDER_CRC,
	SENDER_SUM
};

/* What follows the name in block 0. */
enum sender_fields {
	SENDER_NO_FIELDS,
	SENDER_SIZE, /* NUL ends it */
	SENDER_SIZE_SPACE,
	SENDER_ALL_FIELDS /* size mtime mode 0 files left */
};

/* What it waits for between the ACK of block 0 and block 1. */
enum sender_go {
	SENDER_GO_ASKED,
	SENDER_GO_STRICT, /* a C, and nothing else, or it gives up */
	SENDER_GO_AT_ONCE /* nothing; the C then answers block 1 */
};

/* What an answer that is not ACK makes it do. */
enum sender_act {
	SENDER_IGNORES,
	SENDER_REPEATS,
	SENDER_GIVES_UP,
	SENDER_LOSES_ACK /* it hears no ACK any more, until it has repeated */
};

enum sender_eot {
	SENDER_EOT_UNTIL_ACK, /* NAK makes it say EOT again */
	SENDER_EOT_NAK_ACK,   /* the first must get NAK, the second ACK */
	SENDER_EOT_ONCE,      /* any byte will do for an answer */
	SENDER_EOT_LEAVE,     /* the answer is not awaited */
	SENDER_EOT_NEVER      /* it dies when all data is acknowledged */
};

/* How the batch ends. */
enum sender_null {
	SENDER_NULL_NONE,     /* XMODEM, or one that is gone by then */
	SENDER_NULL_ASKED,    /* when a request comes */
	SENDER_NULL_AT_ONCE,  /* the request then answers it */
	SENDER_NULL_UNAWAITED /* when asked, and no answer is read */
};

/*
 * One sender.  An axis that a row leaves out is zero, and zero is no delay, no
 * limit, no text, no quirk.
 */
struct sender_model {
	const char *name;
	const char *about;

	enum sender_outcome outcome;
	unsigned survives; /* of enum sender_survives */
	bool never_empty;  /* it cannot send an empty file */

	/* The start, and every later request. */
	const char *starts;      /* requests that it knows */
	const char *refuses;     /* requests that make it give up at once */
	const char *first_words; /* typed before all */
	uint32_t settle_ms; /* of silence after a request, for it to count */
	uint32_t blind_ms;  /* then it begins unasked */
	enum sender_check check;

	/* Block 0. */
	uint16_t header_len; /* 0: XMODEM, there is none */
	enum sender_fields fields;
	int32_t size_error;    /* how much too large the size in it is */
	bool records;          /* 128-byte records, at its end (for KMD) */
	const char *directory; /* in front of the name */
	enum sender_go go;

	/* Data. */
	uint16_t block_len;
	uint16_t short_max; /* so much, or less, goes in 128-byte blocks */
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
	unsigned says_cans;   /* when it gives up */

	/* The end. */
	enum sender_eot eot;
	uint32_t eot_ms; /* then it says EOT again */
	const char *last_words;
	enum sender_null null;
	uint16_t null_len;
	uint32_t next_ms; /* then the null block comes unasked */
	uint32_t null_ms; /* then its answer is not missed */
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
	uint32_t free_ms;    /* until then it sends */
	uint32_t stirred_ms; /* when it heard or said something last */
	bool has_deadline;
	uint32_t deadline_ms;

	uint8_t unit[SENDER_BLOCK_MAX]; /* a block or EOT, to be repeated */
	size_t unit_len;
	uint8_t number; /* of the data block */
	size_t at;      /* of the data; the block has so much of it: */
	size_t data_len;
	bool extra_said;
	unsigned repeats, cans;
	bool deaf;        /* to ACK */
	bool eot_refused; /* as it has to be */
	uint8_t request;  /* that is settling */

	uint8_t out[2048];
	size_t out_len;
	uint8_t inbox[4096]; /* what it has not read yet */
	size_t inbox_at, inbox_len;

	unsigned owed;    /* answers to come */
	unsigned owed_go; /* requests to come that it does not wait for */
	unsigned surplus;
};

/* The models, NULL after the last, and one of them. */
extern const struct sender_model *const sender_models[];
const struct sender_model *sender_find(const char *name);

/* Has it send a file of that content, which must stay where it is. */
void sender_init(struct sender *, const struct sender_model *, uint32_t now_ms,
    const uint8_t *, size_t);

struct party sender_party(struct sender *);

enum sender_belief sender_believes(const struct sender *);

/* The file as it sends it.  The name is "" in XMODEM. */
const char *sender_name(const struct sender *);
const uint8_t *sender_data(const struct sender *, size_t *);

/*
 * How long the file is for a correct receiver: as block 0 says or, if that
 * says nothing, with its padding.
 */
size_t sender_expected_len(const struct sender *);

/* Is this that file? */
bool sender_agrees(const struct sender *, const uint8_t *, size_t);

/*
 * How many bytes it heard beyond those that are due: one for each block and
 * EOT, a C after the ACK of block 0 and of EOT, and requests while it waits for
 * one.
 */
unsigned sender_surplus_replies(const struct sender *);

#endif
