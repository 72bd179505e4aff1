#ifndef DEVICES_RECEIVERS_MODEL_H
#define DEVICES_RECEIVERS_MODEL_H

/*
 * The differences between boot loaders, as data. A member that a row leaves out
 * is zero, which means plain behaviour: no delay, no limit, no text, no quirk.
 * All times are in milliseconds. A comment above a row names its source: the
 * loader's source, its vendor's document, or a report of a user.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum device_protocol { DEVICE_XMODEM, DEVICE_YMODEM, DEVICE_YMODEM_G };

/* The data blocks it takes.  Block 0 may always have 128 bytes. */
enum device_blocks { DEVICE_128, DEVICE_1K, DEVICE_BOTH };

/*
 * The faults that do not prevent the transfer of any file.  After other faults
 * the transfer may fail, or the device may have a corrupt file.
 */
enum device_survives {
	/*
	 * the ACK of a data block is lost; with wrap_duplicate, not of block
	 * 255
	 */
	DEVICE_LOST_ACK = 1 << 0,
	DEVICE_GARBLED = 1 << 1,   /* a data block with wrong payload */
	DEVICE_LOST_BYTE = 1 << 2, /* a byte of a data block is lost, but not
				      its first one */
	DEVICE_LOST_START = 1 << 3 /* the first byte of a data block is lost */
};

/* Options that its sender needs. */
enum device_needs {
	DEVICE_NEEDS_START_NOW = 1 << 0, /* it sends no request */
	DEVICE_NEEDS_SIZE = 1 << 1,
	DEVICE_NEEDS_SPACE = 1 << 2,     /* a space after the size */
	DEVICE_NEEDS_FULL_TAIL = 1 << 3, /* no 128-byte blocks after 1K ones */
	DEVICE_NEEDS_PAD_00 = 1 << 4,
	DEVICE_WANTS_PAD_FF = 1 << 5, /* the padding is written to the flash */
	DEVICE_NEEDS_CONTENT = 1 << 6 /* an empty file cannot be sent */
};

/* The end of a YMODEM session, by a block 0 without a name or not. */
enum device_null {
	DEVICE_NULL_NONE,     /* XMODEM */
	DEVICE_NULL_REQUIRED, /* without it the load counts as failed */
	DEVICE_NULL_OPTIONAL,
	DEVICE_NULL_FORBIDDEN /* it has ended, and does not read it */
};

/* The handling of padding. */
enum device_tail {
	DEVICE_TAIL_KEPT,
	DEVICE_TAIL_CUT, /* to the size in block 0, if there was one */
	/*
	 * The same, but without a size, trailing 0x1A are removed from every
	 * block that ends in three or more.
	 */
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

/*
 * A series of requests for the first block. After the last series, the device
 * ends.
 */
struct ask {
	uint8_t byte;
	uint8_t times; /* 0: for ever */
	uint32_t listen_ms;
	enum device_check check; /* check of a block that answers the request */
};

enum reply {
	REPLY_UNSET,
	REPLY_NONE,
	REPLY_ACK,
	REPLY_NAK,
	REPLY_C,
	REPLY_ASK,    /* sends the request again, or the next one before the
			 session */
	REPLY_STORE,  /* stores the block, as if it were intact */
	REPLY_SPOIL,  /* stores the block, and sends NAK */
	REPLY_CANCEL, /* ends the session with CANs */
	REPLY_LEAVE   /* ends the session without CANs */
};

/* Discards bytes until the line is silent, waits, and replies. */
struct reaction {
	enum reply reply;
	uint16_t purge_ms;
	uint16_t rest_ms;
	bool uncounted; /* does not count as an error */
};

/* A reaction that is left out is the same as the one in parentheses. */
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

/* Timeouts within a block; 0: none. */
struct limits {
	uint16_t byte_ms;  /* timeout for each byte */
	uint16_t block_ms; /* timeout for the whole block, or in three parts: */
	uint16_t number_ms;
	uint16_t body_ms;
	uint16_t check_ms;
};

/* Text that it prints before it acknowledges a block. */
struct chat {
	struct bytes line;
	uint16_t lines;
	uint16_t every_ms;
	bool always; /* before every ACK, not only that of the first data
			block */
};

/* After the session, the next program sends its own requests. */
struct after {
	uint8_t ask;
	uint32_t first_ms;
	uint32_t every_ms;
};

enum quirk {
	/* Before the first request it reads, but does not answer. */
	QUIRK_LATE_START = 1 << 0,
	/* It discards bytes received before the first request. */
	QUIRK_FLUSH_START = 1 << 1,
	/* After any received byte, it continues with the next series. */
	QUIRK_HEARD_NEXT_ASK = 1 << 2,
	/*
	 * If the first block is not block 0, the device opens a file and
	 * discards the block.
	 */
	QUIRK_DROP_FIRST = 1 << 3,
	/* It accepts any number for block 0. */
	QUIRK_ANY_HEADER = 1 << 4,
	/* It discards bytes received before the ACK of block 0. */
	QUIRK_FLUSH_HEADER = 1 << 5,
	/* EOT counts only if nothing came before it. */
	QUIRK_CLEAN_EOT = 1 << 6,
	/* EOT instead of block 0 ends the session. */
	QUIRK_EOT_IS_NULL = 1 << 7,
	/* Another block 0 than the first is read as having 128 bytes. */
	QUIRK_SHORT_HEADER = 1 << 8,
	/* CANs count even if other bytes are between them. */
	QUIRK_CANS_ADD_UP = 1 << 9,
	QUIRK_ACK_CANCEL = 1 << 10,
	/* Errors count even if good blocks are between them. */
	QUIRK_ERRORS_ADD_UP = 1 << 11,
	/* Too many errors do not end the session. */
	QUIRK_STAYS = 1 << 12,
	/* It does not check the complement of the number. */
	QUIRK_NO_COMPLEMENT = 1 << 13,
	/* It rejects every file at its end. */
	QUIRK_REJECT = 1 << 14,
	/* Before and after a file, a shell receives bytes that are no block. */
	QUIRK_SHELL = 1 << 15,
	/* After a session, the next one begins. */
	QUIRK_RESTARTS = 1 << 16
};

struct device_model {
	const char *name;
	const char *about;

	/* Properties by which tests choose options and faults. */
	enum device_protocol protocol;
	enum device_blocks blocks;
	unsigned survives; /* values of enum device_survives */
	unsigned needs;	   /* values of enum device_needs */
	unsigned files_max; /* files per session; 0: any number */
	enum device_null null;
	enum device_tail tail;
	uint32_t baud; /* baud rate; 0: 115200 */

	/* The start. */
	struct bytes banner;
	uint32_t first_ms; /* time until the first request */
	struct ask asks[3];
	struct bytes ask_before, ask_behind;
	struct bytes start_noise; /* bytes that are ignored before block 0 */
	struct bytes hang_up;	  /* bytes that end the session in place of a
				     block */

	/* The beginning of a file. */
	struct bytes header_reply;
	uint32_t erase_ms;   /* time before the ACK of the first block */
	uint16_t name_space; /* space for a name; a longer one crashes it; 0:
				enough */
	uint32_t flash_len;  /* space for data; 0: enough */

	/* Blocks. */
	const struct reactions *on;
	struct limits limits;
	uint32_t listen_ms; /* wait for a block; 0: without end */
	uint32_t judge_ms;  /* silence that ends a block */
	uint32_t write_ms;
	uint16_t counted_len; /* length by which it counts blocks; 0: it does
				 not count */
	uint16_t errors_max;
	uint16_t false_naks; /* NAKs for the first data block, even if it is
				intact */
	struct chat chat;

	/* The end of a file. */
	unsigned eot_naks;
	uint32_t eot_again_ms; /* wait for the EOT after the NAK */
	uint32_t eot_ms;       /* time until the ACK, if no other EOT comes */
	struct bytes eot_reply;
	uint32_t next_ms;    /* time until the next request for block 0 */
	unsigned next_waits; /* number of such waits before the end; 0: idle as
				in a file */

	/* The end of the session. */
	struct bytes null_reply;
	uint8_t cans;	    /* CANs that end the session; 0: CAN has no
			       meaning */
	struct bytes abort; /* bytes sent in place of an answer, to abort */
	struct bytes abort_text;
	uint32_t done_ms;
	struct bytes done_text;
	uint32_t flash_page; /* page size; the rest of the last page is filled
				with 0xFF */
	struct after after;

	unsigned quirks; /* values of enum quirk */
};

#endif
