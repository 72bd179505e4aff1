#ifndef DEVICES_RECEIVERS_MODEL_H
#define DEVICES_RECEIVERS_MODEL_H

/*
 * What distinguishes one boot loader from another, as data.  An axis that a
 * row leaves out is zero, and zero always is the plain behaviour: no delay, no
 * limit, no text, no quirk.  All times are in milliseconds.
 *
 * A comment above a row names what it was taken from: the loader's source, its
 * vendor's document, or a report from the field.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum device_protocol { DEVICE_XMODEM, DEVICE_YMODEM, DEVICE_YMODEM_G };

/* The data blocks it takes.  Block 0 may always have 128 bytes. */
enum device_blocks { DEVICE_128, DEVICE_1K, DEVICE_BOTH };

/*
 * The faults after which a patient sender gets the file through, whatever is
 * in it.  After others it fails, or the device has a corrupt file, or luck
 * helps.
 */
enum device_survives {
	/* Of a data block, but with wrap_duplicate not of number 255. */
	DEVICE_LOST_ACK = 1 << 0,
	DEVICE_GARBLED = 1 << 1,   /* a data block with wrong payload */
	DEVICE_LOST_BYTE = 1 << 2, /* in a data block, but not its first one */
	DEVICE_LOST_START = 1 << 3 /* the first byte of a data block */
};

/* What its sender has to be told. */
enum device_needs {
	DEVICE_NEEDS_START_NOW = 1 << 0, /* it asks for nothing */
	DEVICE_NEEDS_SIZE = 1 << 1,
	DEVICE_NEEDS_SPACE = 1 << 2,     /* behind the size */
	DEVICE_NEEDS_FULL_TAIL = 1 << 3, /* no 128-byte blocks after 1K ones */
	DEVICE_NEEDS_PAD_00 = 1 << 4,
	DEVICE_WANTS_PAD_FF = 1 << 5, /* the padding gets into the flash */
	DEVICE_NEEDS_CONTENT = 1 << 6 /* an empty file cannot be sent */
};

/* Whether block 0 without a name ends a YMODEM session. */
enum device_null {
	DEVICE_NULL_NONE,     /* XMODEM */
	DEVICE_NULL_REQUIRED, /* without it the load counts as failed */
	DEVICE_NULL_OPTIONAL,
	DEVICE_NULL_FORBIDDEN /* nobody listens for it any more */
};

/* What becomes of the padding. */
enum device_tail {
	DEVICE_TAIL_KEPT,
	DEVICE_TAIL_CUT, /* to the size in block 0, if there was one */
	/* The same, but without a size every block that ends in three 0x1A or
	   more loses all of them. */
	DEVICE_TAIL_STRIPPED
};

enum device_check { CHECK_CRC, CHECK_SUM };

struct bytes {
	const char *at;
	size_t len;
};

#define BYTES(s)                                                               \
	{                                                                      \
		.at = (s), .len = sizeof(s) - 1                                \
	}

/* A series of requests for the beginning; an absent one ends its patience. */
struct ask {
	uint8_t byte;
	uint8_t times; /* 0: for ever */
	uint32_t listen_ms;
	enum device_check check; /* what a block sent in answer is to have */
};

enum reply {
	REPLY_UNSET,
	REPLY_NONE,
	REPLY_ACK,
	REPLY_NAK,
	REPLY_C,
	REPLY_ASK,    /* the request, the next one if nothing has begun */
	REPLY_STORE,  /* as if nothing were wrong */
	REPLY_SPOIL,  /* stores it, and says NAK */
	REPLY_CANCEL, /* ends the session with CANs */
	REPLY_LEAVE   /* ends the session without */
};

/* It discards what comes until the line is quiet, rests, and replies. */
struct reaction {
	enum reply reply;
	uint16_t purge_ms;
	uint16_t rest_ms;
	bool uncounted; /* among the errors */
};

/* Those that are left out are like the one in parentheses. */
struct reactions {
	struct reaction bad;	      /* the check does not fit */
	struct reaction bad_frame;    /* the complement does not (bad) */
	struct reaction truncated;    /* (bad) */
	struct reaction bad_header;   /* block 0, by any of these (bad) */
	struct reaction wrong_header; /* another number than 0 (out_of_step) */
	struct reaction header_again; /* before any data (duplicate) */
	struct reaction duplicate;
	struct reaction wrap_duplicate; /* of block 255 (duplicate) */
	struct reaction out_of_step;
	struct reaction junk;	    /* something else than a block */
	struct reaction start_junk; /* before the session (junk) */
	struct reaction idle;	    /* nothing for listen_ms */
	struct reaction start_idle; /* before the session (REPLY_ASK) */
	struct reaction eot_first;  /* XMODEM without a block (accepted) */
};

/* How long it waits within a block; 0 is for ever. */
struct limits {
	uint16_t byte_ms;  /* for each byte */
	uint16_t block_ms; /* for all of them, or else in three parts: */
	uint16_t number_ms;
	uint16_t body_ms;
	uint16_t check_ms;
};

/* Text it prints before it acknowledges a block. */
struct chat {
	struct bytes line;
	uint16_t lines;
	uint16_t every_ms;
	bool always; /* before any ACK, not only that of the first data block */
};

/* What runs when the session is over asks for something of its own. */
struct after {
	uint8_t ask;
	uint32_t first_ms;
	uint32_t every_ms;
};

enum quirk {
	/* It only listens before the first request. */
	QUIRK_LATE_START = 1 << 0,
	/* It discards what it hears before the first request. */
	QUIRK_FLUSH_START = 1 << 1,
	/* Once it has heard anything, it goes on to the next series. */
	QUIRK_HEARD_NEXT_ASK = 1 << 2,
	/* A first block that is not block 0 is dropped and opens a file. */
	QUIRK_DROP_FIRST = 1 << 3,
	/* Any number will do for block 0. */
	QUIRK_ANY_HEADER = 1 << 4,
	/* It discards what it hears before the ACK of block 0. */
	QUIRK_FLUSH_HEADER = 1 << 5,
	/* EOT counts only if nothing came before it. */
	QUIRK_CLEAN_EOT = 1 << 6,
	/* EOT instead of block 0 ends the session. */
	QUIRK_EOT_IS_NULL = 1 << 7,
	/* Another block 0 than the first is read as having 128 bytes. */
	QUIRK_SHORT_HEADER = 1 << 8,
	/* CANs count though there was something between them. */
	QUIRK_CANS_ADD_UP = 1 << 9,
	QUIRK_ACK_CANCEL = 1 << 10,
	/* Errors count though there were good blocks between them. */
	QUIRK_ERRORS_ADD_UP = 1 << 11,
	/* Too many errors do not end the session. */
	QUIRK_STAYS = 1 << 12,
	/* Does not look at the complement of the number. */
	QUIRK_NO_COMPLEMENT = 1 << 13,
	/* Whatever it gets, it does not like it in the end. */
	QUIRK_REJECT = 1 << 14,
	/* Before and after a file a shell hears what is no block. */
	QUIRK_SHELL = 1 << 15,
	/* When the session is over the next one begins. */
	QUIRK_RESTARTS = 1 << 16
};

struct device_model {
	const char *name;
	const char *about;

	/* For a test's choice of options, and of faults. */
	enum device_protocol protocol;
	enum device_blocks blocks;
	unsigned survives; /* of enum device_survives */
	unsigned needs;	   /* of enum device_needs */
	unsigned files_max; /* per session; 0: any number */
	enum device_null null;
	enum device_tail tail;
	uint32_t baud; /* 0: 115200 */

	/* The start. */
	struct bytes banner;
	uint32_t first_ms; /* to the first request */
	struct ask asks[3];
	struct bytes ask_before, ask_behind;
	struct bytes start_noise; /* bytes that do not matter before block 0 */
	struct bytes hang_up;	  /* bytes that end it in place of a block */

	/* A file's beginning. */
	struct bytes header_reply;
	uint32_t erase_ms;   /* before the ACK of the first block */
	uint16_t name_space; /* 0: enough; a longer name crashes it */
	uint32_t flash_len;  /* 0: enough */

	/* Blocks. */
	const struct reactions *on;
	struct limits limits;
	uint32_t listen_ms; /* for a block; 0: for ever */
	uint32_t judge_ms;  /* of silence show that a block is over */
	uint32_t write_ms;
	uint16_t counted_len; /* it counts blocks, each taken to be so long */
	uint16_t errors_max;
	uint16_t false_naks; /* for the first data block, be it good */
	struct chat chat;

	/* The end of a file. */
	unsigned eot_naks;
	uint32_t eot_again_ms; /* for the EOT after the NAK */
	uint32_t eot_ms;       /* to the ACK; another EOT spoils it */
	struct bytes eot_reply;
	uint32_t next_ms;    /* to the next request for block 0 */
	unsigned next_waits; /* so long, then over; 0: idle as in a file */

	/* The end of the session. */
	struct bytes null_reply;
	uint8_t cans;	    /* that end it; 0: it does not know CAN */
	struct bytes abort; /* in place of a block's answer */
	struct bytes abort_text;
	uint32_t done_ms;
	struct bytes done_text;
	uint32_t flash_page; /* the rest of the last one is filled with 0xFF */
	struct after after;

	unsigned quirks; /* of enum quirk */
};

#endif
