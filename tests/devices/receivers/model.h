#ifndef DEVICES_RECEIVERS_MODEL_H
#define DEVICES_RECEIVERS_MODEL_H

/*
 * The differences between boot loaders, as a table with one row, a struct
 * device_model, for each loader. A member that a row leaves out is zero, which
 * means no delay, no limit, no text, no quirk. All times are in milliseconds.
 * The comment above a row names its origin: the source code of the loader, a
 * document of the vendor, or a report of a user.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum device_protocol { DEVICE_XMODEM, DEVICE_YMODEM, DEVICE_YMODEM_G };

/*
 * Lengths of the data blocks that the device accepts. Block 0 may always have
 * 128 bytes.
 */
enum device_blocks { DEVICE_128, DEVICE_1K, DEVICE_BOTH };

/*
 * Faults that the device always survives: every file is still transferred.
 * After other faults the transfer may fail, or the device may have a corrupt
 * file.
 */
enum device_survives {
	/*
	 * the ACK of a data block is lost; if the model has a reaction
	 * wrap_duplicate, this does not include the ACK of block 255
	 */
	DEVICE_LOST_ACK = 1 << 0,
	DEVICE_GARBLED = 1 << 1,   /* a byte of a data block is changed */
	DEVICE_LOST_BYTE = 1 << 2, /* a byte of a data block is lost,
				      but not the block's first byte */
	DEVICE_LOST_START = 1 << 3 /* the first byte of a data block is lost */
};

/* Options that the sender needs for this device. */
enum device_needs {
	DEVICE_NEEDS_START_NOW = 1 << 0, /* the device sends no request */
	DEVICE_NEEDS_SIZE = 1 << 1,
	DEVICE_NEEDS_SPACE = 1 << 2,     /* block 0 must have a
					    space after the size */
	DEVICE_NEEDS_FULL_TAIL = 1 << 3, /* no blocks of 128 bytes may
					    follow blocks of 1024 */
	DEVICE_NEEDS_PAD_00 = 1 << 4,
	DEVICE_WANTS_PAD_FF = 1 << 5, /* the device writes the
					 padding to its flash */
	DEVICE_NEEDS_CONTENT = 1 << 6 /* the file must not be empty */
};

/* The effect of a block 0 without a name, which ends a YMODEM session. */
enum device_null {
	DEVICE_NULL_NONE,     /* no such block: XMODEM */
	DEVICE_NULL_REQUIRED, /* without this block the
				 transfer counts as failed */
	DEVICE_NULL_OPTIONAL,
	DEVICE_NULL_FORBIDDEN /* the device has already ended
				 and does not read this block */
};

/* The handling of padding. */
enum device_tail {
	DEVICE_TAIL_KEPT,
	DEVICE_TAIL_CUT, /* the file is cut to the size in block 0;
			    without a size, the padding is kept */
	/*
	 * The file is cut to the size in block 0. Without a size, the device
	 * removes the bytes 0x1A at the end of each block that ends in three or
	 * more of them.
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
 * A series of equal requests for the first block. After its last series, the
 * device aborts the session.
 */
struct ask {
	uint8_t byte;
	uint8_t times; /* 0: for ever */
	uint32_t listen_ms;
	enum device_check check; /* check of the block that
				    answers the request */
};

enum reply {
	REPLY_UNSET,
	REPLY_NONE,
	REPLY_ACK,
	REPLY_NAK,
	REPLY_C,
	REPLY_ASK,    /* repeats the latest request; before the
			 session, sends the next request of `asks` */
	REPLY_STORE,  /* stores the block as if it were good */
	REPLY_SPOIL,  /* stores the block, and sends NAK */
	REPLY_CANCEL, /* ends the session with CANs */
	REPLY_LEAVE   /* ends the session without CANs */
};

/*
 * A reaction: discard bytes until the line is silent for purge_ms, wait for
 * rest_ms, and reply.
 */
struct reaction {
	enum reply reply;
	uint16_t purge_ms;
	uint16_t rest_ms;
	bool uncounted; /* does not count as an error */
};

/*
 * Reactions to errors. If a row leaves out a reaction, the one in parentheses
 * applies.
 */
struct reactions {
	struct reaction bad;	      /* the check is wrong */
	struct reaction bad_frame;    /* the complement is wrong (bad) */
	struct reaction truncated;    /* a block ended too early (bad) */
	struct reaction bad_header;   /* block 0 is damaged (bad, bad_frame or
					 truncated, as for a data block) */
	struct reaction wrong_header; /* another block in place of
					 block 0 (out_of_step) */
	struct reaction header_again; /* block 0 in place of block 1
					 (duplicate; XMODEM: out_of_step) */
	struct reaction duplicate;
	struct reaction wrap_duplicate; /* block 255 again (duplicate) */
	struct reaction out_of_step;
	struct reaction junk;	    /* bytes that begin no block and no EOT */
	struct reaction start_junk; /* such bytes before the session (junk) */
	struct reaction idle;	    /* silence for listen_ms */
	struct reaction start_idle; /* silence before the session (REPLY_ASK) */
	struct reaction eot_first;  /* XMODEM: an EOT before the first block
				       (accepts the EOT: the file is empty) */
};

/* Timeouts within a block; 0: none. */
struct limits {
	uint16_t byte_ms;  /* timeout for each byte */
	uint16_t block_ms; /* timeout for the whole block; 0: the next three
			      members are the timeouts of its parts */
	uint16_t number_ms;
	uint16_t body_ms;
	uint16_t check_ms;
};

/* Text that the device prints before it acknowledges a block. */
struct chat {
	struct bytes line;
	uint16_t lines;
	uint16_t every_ms;
	bool always; /* true: text before every ACK; false: only
			before the ACK of the first data block */
};

/* Requests that the next program sends after the session. */
struct after {
	uint8_t ask;
	uint32_t first_ms;
	uint32_t every_ms;
};

enum quirk {
	/* Before its first request, the device reads, but does not answer. */
	QUIRK_LATE_START = 1 << 0,
	/* The device discards all bytes received before its first request. */
	QUIRK_FLUSH_START = 1 << 1,
	/*
	 * If any byte arrives, the device stops the current series of requests
	 * and begins the next series.
	 */
	QUIRK_HEARD_NEXT_ASK = 1 << 2,
	/*
	 * If the first block is not block 0, the device opens a file and
	 * discards the block.
	 */
	QUIRK_DROP_FIRST = 1 << 3,
	/* The device accepts any number for block 0. */
	QUIRK_ANY_HEADER = 1 << 4,
	/* The device discards bytes received before the ACK of block 0. */
	QUIRK_FLUSH_HEADER = 1 << 5,
	/*
	 * After a byte that begins no block and no EOT, the device ignores
	 * every EOT until it has received a block or sent a reply.
	 */
	QUIRK_CLEAN_EOT = 1 << 6,
	/* An EOT in place of block 0 ends the session. */
	QUIRK_EOT_IS_NULL = 1 << 7,
	/*
	 * After a file, the device reads 128 bytes as the data of block 0, even
	 * if block 0 has 1024.
	 */
	QUIRK_SHORT_HEADER = 1 << 8,
	/* CANs are counted together even if other bytes are between them. */
	QUIRK_CANS_ADD_UP = 1 << 9,
	QUIRK_ACK_CANCEL = 1 << 10,
	/* Errors are counted together even if good blocks are between them. */
	QUIRK_ERRORS_ADD_UP = 1 << 11,
	/* Too many errors do not end the session. */
	QUIRK_STAYS = 1 << 12,
	/* The device does not check the complement of the number. */
	QUIRK_NO_COMPLEMENT = 1 << 13,
	/* The device rejects every file at its end. */
	QUIRK_REJECT = 1 << 14,
	/*
	 * Before and after a file, bytes that belong to no block go to a shell.
	 */
	QUIRK_SHELL = 1 << 15,
	/* After a session, another session begins. */
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
	unsigned files_max; /* largest number of files
			       in a session; 0: no limit */
	enum device_null null;
	enum device_tail tail;
	uint32_t baud; /* baud rate; 0: 115200 */

	/* The start. */
	struct bytes banner;
	uint32_t first_ms; /* time until the first request */
	struct ask asks[3];
	struct bytes ask_before, ask_behind;
	struct bytes start_noise; /* byte values ignored before block 0 */
	struct bytes hang_up;	  /* byte values that end the session
				     if received in place of a block */

	/* The beginning of a file. */
	struct bytes header_reply;
	uint32_t erase_ms;   /* time before the ACK of the first block */
	uint16_t name_space; /* space for the name in bytes; a longer
				name crashes the device; 0: enough */
	uint32_t flash_len;  /* space for the data in bytes; 0: enough */

	/* Blocks. */
	const struct reactions *on;
	struct limits limits;
	uint32_t listen_ms; /* time to wait for a block; 0: for ever */
	uint32_t judge_ms;  /* silence that ends a block */
	uint32_t write_ms;
	uint16_t counted_len; /* block length that the device assumes when
				 it counts blocks; 0: it does not count */
	uint16_t errors_max;
	uint16_t false_naks; /* number of NAKs for the first data
				block, even if the block is intact */
	struct chat chat;

	/* The end of a file. */
	unsigned eot_naks;
	uint32_t eot_again_ms; /* time to wait for the repeated
				  EOT after the NAK */
	uint32_t eot_ms;       /* time from the EOT to its ACK,
				  if no other EOT comes */
	struct bytes eot_reply;
	uint32_t next_ms;    /* time until the next request for block 0 */
	unsigned next_waits; /* number of waits of next_ms before the device
				gives up; 0: the device reacts to silence
				as it does within a file (`idle`) */

	/* The end of the session. */
	struct bytes null_reply;
	uint8_t cans;	    /* number of CANs that end the
			       session; 0: CAN has no meaning */
	struct bytes abort; /* bytes sent in place of an answer, to abort */
	struct bytes abort_text;
	uint32_t done_ms;
	struct bytes done_text;
	uint32_t flash_page; /* flash page in bytes; the rest of the last
				page is filled with 0xFF; 0: no filling */
	struct after after;

	unsigned quirks; /* values of enum quirk */
};

#endif
