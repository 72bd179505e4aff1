#ifndef XM_XM_H
#define XM_XM_H

/*
 * XMODEM and YMODEM without I/O.
 *
 * An engine is one struct xm, which the caller allocates.  It has no file
 * descriptor and no clock, and allocates no memory.  Each function returns at
 * once.
 *
 * Order of calls: xm_send_init() or xm_recv_init() comes first.  Then, until
 * xm_event() is XM_DONE or XM_FAILED, the caller repeats these steps:
 *
 *   1. Answer the event of xm_event(), as enum xm_event describes.  At most
 *      one event is pending at a time.
 *   2. Write the bytes of xm_output().  Then call xm_sent() with the number of
 *      bytes that the line has accepted.
 *   3. Pass received bytes to xm_input().  If no byte is received within
 *      xm_wait_ms(), call xm_input() without bytes.
 *   4. Show the bytes of xm_text() to a person, or ignore them.
 *
 * Time: `now_ms` is the time of any monotonic clock in milliseconds; the clock
 * may wrap at 2^32.  No timeout may be longer than 2^31 - 1 ms.
 *
 * Ownership: pointers that a function returns point into the struct xm, or to
 * constants.  Each function says how long they are valid.  The engine keeps no
 * pointer of the caller.
 *
 * Errors: the only results of a transfer are XM_DONE and XM_FAILED.  After one
 * of these events the engine has no output, and the caller must not call
 * xm_send_file(), xm_send_data() or xm_recv_ack().  The results of xm_error(),
 * xm_counts(), xm_settled() and xm_recv_skipped() stay valid.
 *
 * "Forsberg" is Chuck Forsberg's XMODEM/YMODEM Protocol Reference of 1988.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define XM_SIZE_UNKNOWN UINT64_MAX
#define XM_TEXT_MAX 16 /* maximum number of bytes that xm_text() returns */

/* The next action that the engine needs from its caller. */
enum xm_event {
	XM_NONE,  /* no action: continue with step 2 of the order of calls */
	XM_FILE,  /* sender: call xm_send_file(); receiver: read xm_recv_file(),
		     call xm_recv_ack() */
	XM_DATA,  /* sender: fill xm_send_space(), call xm_send_data();
		     receiver: store xm_recv_data(), call xm_recv_ack() */
	XM_END,   /* receiver: the file is complete; store it under its final
		     name, call xm_recv_ack() */
	XM_DONE,  /* all files were transferred; the engine has ended */
	XM_FAILED /* the transfer failed (see xm_error()); the engine has
		     ended */
};

/* The reason for XM_FAILED. */
enum xm_error {
	XM_OK,
	XM_ENOSTART,    /* the other end did not start within wait_ms */
	XM_ECANCELLED,  /* the other end sent CANs */
	XM_EREJECTED,   /* the receiver sent CANs after it got all data */
	XM_EONEFILE,    /* the receiver ended the batch after one file, but the
			   sender has more files */
	XM_ESILENCE,    /* the other end sent nothing until the timeout */
	XM_ESTOPPED,    /* the other end sent text, then nothing until the
			   timeout */
	XM_ESTALLED,    /* the line accepts no more output */
	XM_ERETRIES,    /* one block failed more than `retries` times; in
			   YMODEM-g, one failure is enough */
	XM_ESHORT,      /* the sender ended a file before its announced size */
	XM_EEXCESS,     /* the sender sent a block beyond the announced size */
	XM_ESKIPPED,    /* the sender continued although a block is missing */
	XM_EUNFINISHED, /* the receiver acknowledged all data, but not the end
			   of the file or batch */
	XM_EYMODEM,     /* the receiver requested another file after the end of
			   an XMODEM file */
	XM_EREFUSED,    /* xm_recv_refuse() was called for a file */
	XM_EECHO,       /* the line returns the sender's own bytes */
	XM_EABORTED     /* xm_cancel() was called */
};

/* The condition for a final header at the end of a sender's YMODEM batch. */
enum xm_final {
	XM_FINAL_AUTO, /* only if the receiver requests it (Forsberg) */
	XM_FINAL_ALWAYS,
	XM_FINAL_NEVER
};

/* The length of the last blocks if a file is sent in blocks of 1024 bytes. */
enum xm_tail {
	XM_TAIL_AUTO, /* 1024 bytes, or 128 bytes if the sender has changed to
			 128 bytes because of a bad line */
	XM_TAIL_FULL, /* 1024 bytes, always */
	XM_TAIL_SHORT /* 128 bytes if the rest of the file fits into seven such
			 blocks; otherwise as XM_TAIL_AUTO */
};

/* The check that a receiver requests for each block. */
enum xm_check {
	XM_CHECK_AUTO, /* CRC, or the checksum if the sender ignores C */
	XM_CHECK_CRC,
	XM_CHECK_SUM
};

/* The answer of a receiver to the first EOT of a file. */
enum xm_eot {
	XM_EOT_AUTO, /* XMODEM: ACK; YMODEM: NAK, as RT-Thread's sender needs */
	XM_EOT_ACK,
	XM_EOT_NAK
};

/* The settings of an engine.  XM_OPTIONS_DEFAULT initialises them. */
struct xm_options {
	uint32_t wait_ms;     /* time to wait for the other end to start */
	uint32_t timeout_ms;  /* time without progress after which a transfer
				 fails; must exceed the time that one block
				 takes on the line */
	uint32_t resend_ms;   /* sender: silence after which a block is sent
				 again without a request; 0: never */
	uint32_t bytes_per_s; /* speed of the line; 0: unknown */
	uint16_t retries;     /* maximum repetitions of one block; more are
				 allowed until a quarter of timeout_ms has
				 passed since the block first failed */
	uint16_t byte_timeout_ms; /* receiver: silence that ends a block; later
				     adapted to the pauses of the line */
	uint16_t block_len;  /* sender: data bytes of a block, 128 or 1024 */
	uint8_t pad;         /* sender: byte that fills the last block */
	bool ymodem;         /* sender: YMODEM, with names and any number of
				files; otherwise XMODEM with one file */
	bool start_now;      /* sender: start without a request */
	bool streaming;      /* receiver: request YMODEM-g */
	enum xm_tail tail;   /* sender: length of the last blocks of a file */
	enum xm_final final; /* sender: condition for a final header */
	enum xm_check check; /* receiver: check to request */
	enum xm_eot eot;     /* receiver: answer to the first EOT of a file */
};

#define XM_OPTIONS_DEFAULT                                                     \
	{                                                                      \
		.wait_ms = 120000, .timeout_ms = 60000, .retries = 25,         \
		.byte_timeout_ms = 1000, .block_len = 128, .pad = 0x1a         \
	}

/* A file as block 0 of YMODEM describes it. */
struct xm_file {
	uint64_t size;    /* size in bytes, or XM_SIZE_UNKNOWN */
	int64_t mtime;    /* modification time in seconds since 1970 UTC; 0:
			     unknown */
	uint32_t mode;    /* file mode as in st_mode; 0: unknown */
	const char *name; /* file name; "" in XMODEM, which sends no name */
};

/* Statistics of a transfer. */
struct xm_counts {
	uint32_t blocks;  /* data blocks acknowledged */
	uint32_t retries; /* receiver: requests to repeat a block or EOT;
			     sender: such requests, and repetitions after
			     resend_ms of silence */
	/*
	 * Blocks that a sender repeated after silence, or after a request that
	 * followed silence.  If the ACK was lost, receivers that ignore block
	 * numbers (RT-Thread, NXP, Marvell) have stored such a block twice.
	 */
	uint32_t doubtful;
};

struct xm;

/*
 * Initialises a sender.  The options are copied.  The first event is XM_FILE.
 */
void xm_send_init(struct xm *, uint32_t now_ms, const struct xm_options *);

/*
 * Initialises a receiver.  The options are copied.  The next xm_output()
 * returns the first request of the receiver.
 */
void xm_recv_init(struct xm *, uint32_t now_ms, const struct xm_options *);

/*
 * Processes received bytes, and the timeouts that have expired at `now_ms`.
 * Without bytes, it processes only the timeouts.  Returns the number of bytes
 * used.  Some bytes remain unused if an event became pending, if xm_text() is
 * full, or if the transfer is being cancelled.  Answer the event or read the
 * text; then pass the unused bytes again.
 */
size_t xm_input(struct xm *, uint32_t now_ms, const uint8_t *, size_t);

/*
 * Returns the number of bytes to write, and stores a pointer to them.  The
 * bytes are valid until the next call of a function with a parameter `now_ms`.
 * All bytes of a block are returned at once: write them in one piece, because
 * some receivers, such as TI K3's ROM, allow only 20 ms between two bytes.
 */
size_t xm_output(const struct xm *, const uint8_t **);

/*
 * Removes from the output the bytes that the line has accepted.  Their number
 * must not exceed the result of xm_output().
 */
void xm_sent(struct xm *, uint32_t now_ms, size_t);

/* Returns the number of milliseconds until xm_input() must be called again. */
uint32_t xm_wait_ms(const struct xm *, uint32_t now_ms);

/*
 * Returns the number of bytes of the last xm_input() that do not belong to the
 * protocol, such as a banner or an error message, and stores a pointer to them.
 * The bytes are valid until the next xm_input().  Escape the bytes before they
 * reach a terminal, because the other end is not trusted.
 */
size_t xm_text(const struct xm *, const uint8_t **);

/*
 * Cancels the transfer.  The engine finishes the block being sent, sends CANs,
 * and then has the event XM_FAILED with XM_EABORTED.  Continue with steps 2 to
 * 4 of the order of calls until XM_FAILED.  A pending event is discarded and
 * must not be answered.
 */
void xm_cancel(struct xm *, uint32_t now_ms);

/* Returns the pending event, or XM_NONE. */
enum xm_event xm_event(const struct xm *);

/* Returns the reason of a failure, or XM_OK. */
enum xm_error xm_error(const struct xm *);

/* Returns the statistics so far. */
struct xm_counts xm_counts(const struct xm *);

/*
 * Returns true if every file that was begun has been transferred and
 * acknowledged: if the line is lost now, no data of these files is lost.
 */
bool xm_settled(const struct xm *);

/*
 * Returns true if a CRC protects the blocks.  A checksum misses about one
 * damaged block in 256.
 */
bool xm_has_crc(const struct xm *);

/*
 * Returns the name of the engine's state, for a log: a constant string, which
 * is "" in a freestanding build.
 */
const char *xm_state(const struct xm *);

/*
 * Answers XM_FILE in a sender with the next file, or with NULL if there are no
 * more files.  NULL as the first answer sends an empty batch.  The struct and
 * the name are not used after the call.  In XMODEM the event XM_FILE comes only
 * once, and the contents of the struct are ignored.  Returns false if the name
 * is too long for block 0; the event is still pending then.
 */
bool xm_send_file(struct xm *, uint32_t now_ms, const struct xm_file *);

/*
 * Tells the sender that the receiver is U-Boot's loady; the caller recognises
 * loady by its banner.  loady sends no request after the ACK of the first block
 * 0, so the sender then waits only 100 ms for a request instead of 1200 ms.
 * Call this function before that ACK.
 */
void xm_send_expect_no_request(struct xm *);

/*
 * Answers XM_DATA in a sender.  xm_send_space() returns a buffer and sets its
 * length (128 or 1024); put the next bytes of the file there, then call
 * xm_send_data() with their number.  Fewer bytes than the buffer's length end
 * the file.
 */
uint8_t *xm_send_space(struct xm *, size_t *);
void xm_send_data(struct xm *, uint32_t now_ms, size_t);

/*
 * During XM_FILE in a receiver: returns the attributes of the file.  The result
 * is valid until xm_recv_ack().
 */
const struct xm_file *xm_recv_file(const struct xm *);

/*
 * During XM_DATA in a receiver: returns the data, and stores its length.  The
 * data is valid until xm_recv_ack().
 */
const uint8_t *xm_recv_data(const struct xm *, size_t *);

/*
 * Answers XM_FILE, XM_DATA and XM_END in a receiver.  The acknowledgement is
 * sent only after this call: store the data first.  If the data cannot be
 * stored, call xm_cancel() instead.
 */
void xm_recv_ack(struct xm *, uint32_t now_ms);

/*
 * During XM_FILE: returns true if no file can follow this one.  XMODEM sends
 * only one file.  In YMODEM, lrzsz's sender announces how many files are left.
 */
bool xm_recv_is_last(const struct xm *);

/*
 * During XM_FILE: returns true if only an EOT has come.  The EOT means an empty
 * XMODEM file, or an empty batch whose final header is missing.
 */
bool xm_recv_is_bare_eot(const struct xm *);

/*
 * During XM_FILE: notes that the caller does not store this file.  The caller
 * still answers all events of the file, and discards its data.  At the end of
 * the batch the receiver sends CANs and fails with XM_EREFUSED.
 */
void xm_recv_refuse(struct xm *);

/*
 * Returns true if a receiver waits for a block.  While it waits, another file
 * may follow even if xm_settled() is true; a loss of the line would lose that
 * file.
 */
bool xm_recv_waits(const struct xm *);

/*
 * Returns the number of bytes that are missing from the block being received; 0
 * if no block is being received.  The caller may delay its next read until the
 * missing bytes have had time to arrive.
 */
size_t xm_recv_missing(const struct xm *);

/*
 * Notes that a damaged block ends in text, such as a crash message of the
 * sender.  If the block does not come within five more seconds, the receiver
 * fails with XM_ESTOPPED.  The call has no effect if the receiver is not
 * waiting for a data block.
 */
void xm_recv_note_text(struct xm *, uint32_t now_ms);

/*
 * Notes that the line is lost.  If an EOT and all announced bytes of the file
 * were received, the event becomes XM_END; otherwise the call has no effect.
 */
void xm_recv_line_lost(struct xm *, uint32_t now_ms);

/*
 * After XM_ESKIPPED: returns the number of the received block minus the number
 * of the missing block, modulo 256.
 */
uint8_t xm_recv_skipped(const struct xm *);

/*
 * All declarations from here on are private.  The struct is declared here only
 * because the caller must know its size.
 */

#define XM_DATA_MAX 1024
#define XM_BLOCK_MAX (3 + XM_DATA_MAX + 2)

/* The state of send_request.c, which finds requests in a receiver's output. */
struct xm_request {
	uint8_t byte;  /* C, G or NAK if the burst is a request; otherwise 0 */
	uint8_t times; /* number of times that `byte` came in a row */
	uint8_t last;  /* last byte of the burst */
	uint8_t utf8;  /* missing bytes of the current UTF-8 character */
	uint8_t noise; /* number of bytes that are neither text nor protocol */
	bool text;     /* true if text precedes the request in the burst */
	bool prompt;   /* true if the burst ends in "> ", "# " or "$ " */
};

/* The state of send_length.c, which chooses the length of the next block. */
struct xm_length {
	uint32_t begun_ms; /* start time of the current long block, or of the
			      first short block */
	uint16_t took_ms;  /* duration of the last long block before the short
			      blocks */
	uint8_t score;     /* points for rejected long blocks */
	uint8_t acked;     /* number of short blocks acknowledged since the last
			      long block */
};

/* The state that only a sender has. */
struct xm_sender {
	struct xm_request request; /* the burst being received */
	struct xm_length length;
	const struct xm_state *after; /* state to enter after the output */
	uint32_t arrived_ms;  /* time when the output reaches the receiver */
	uint32_t first_ms;    /* time when the first copy of the block, or the
				 first EOT, reaches the receiver */
	uint32_t since_ms;    /* time when the request began */
	uint16_t ack_ms;      /* shortest time between a block that was sent
				 once and its ACK */
	uint16_t block_len;   /* data bytes of the next block */
	uint16_t out_left;    /* bytes of output left at the last check for a
				 stalled line */
	uint16_t tail;        /* bytes at the end of the file that are still to
				 be sent in short blocks */
	uint8_t naks;         /* NAKs in a row before the session is
				 established */
	uint8_t silences;     /* number of EOTs that were not answered */
	uint8_t text;         /* bytes of text received in this state, since the
				 last byte of noise */
	uint8_t copies;       /* number of copies of the block that may still be
				 answered */
	uint8_t echoed;       /* number of bytes of the block that came back
				 from the line in a row */
	bool sends_text;      /* the receiver has sent text before an ACK */
	bool noisy;           /* a burst of noise was received */
	bool resent;          /* a copy of the block was sent after resend_ms of
				 silence */
	bool crc_known;       /* the receiver has requested a CRC */
	bool first;           /* the block is the first one of its file */
	bool repeated;        /* a first block or block 0 was sent twice */
	bool requested_early; /* a request came while the sender waited for the
				 ACKs of copies */
	bool last;            /* the last data of the file is being sent */
	bool more;            /* the last xm_send_file() passed a file, not
				 NULL */
	bool queued;          /* the next file or the final header waits for a
				 request */
	bool later;           /* the file to send is not the first one */
	bool quick;           /* xm_send_expect_no_request() was called */
	bool eot_requested;   /* the last answer to the EOT was C or G */
	bool unconfirmed;     /* an EOT was never acknowledged */
};

/* The state that only a receiver has. */
struct xm_receiver {
	uint8_t eot_seen; /* kind of the burst with the EOT that the sender was
			     asked to repeat; 0: none */
	uint8_t requests; /* number of requests sent */
	bool fresh;       /* no data of the file has been received */
	bool in_file;     /* a file has begun and not ended */
	bool refused;     /* the end of the batch is to be answered with CANs */
	bool requested;   /* C or NAK was sent since the last ACK */
	bool sum_requested;  /* NAK was sent before the first block */
	uint8_t burst;       /* kind of the burst being discarded; see recv.c */
	uint8_t text;        /* bytes of text received in place of a block */
	bool noisy;          /* non-text bytes came before the first block */
	bool sends_text;     /* the sender has sent text before a block */
	uint8_t cuts;        /* number of blocks in a row that a pause has cut
				short */
	uint8_t reply[2];    /* bytes of the output */
	uint8_t sums_seen;   /* number of blocks with a checksum received before
				the first block with a CRC */
	uint8_t skipped;     /* number of a rejected intact block, minus the
				expected number */
	uint16_t check;      /* last two bytes of the last block, to recognise
				its repetition */
	uint16_t gap_ms;     /* silence that ends a block */
	uint16_t gap_max_ms; /* upper limit of gap_ms */
	uint16_t need;       /* length of the block in bytes */
	uint32_t answered_ms;       /* time of the last answer */
	uint32_t first_rejected_ms; /* time when this block was first
				       rejected */
	uint32_t rejected; /* bytes rejected since the last intact block */
	uint64_t left;     /* bytes of the file still to be received */
	struct xm_file file;
};

/*
 * This order of the members makes the receiver's code for a Cortex-M0 one fifth
 * smaller: the instructions of that processor reach single bytes only at small
 * offsets.
 */
struct xm {
	bool crc;            /* blocks have a CRC, not a checksum */
	bool ymodem;         /* the session has block 0s */
	bool streaming;      /* the session is YMODEM-g */
	bool established;    /* one block has been accepted */
	bool settled;        /* every file that was begun has ended */
	enum xm_error error; /* reason of the failure */
	uint8_t cans;        /* CANs received in a row */
	uint8_t text_len;    /* bytes in text_bytes */
	uint8_t number;      /* number of the block being sent or expected */
	enum xm_event event; /* pending event */
	uint16_t data_len;   /* data bytes of the block */
	uint16_t out_len;    /* bytes of output left */
	uint16_t fill;       /* number of bytes in `block` */
	uint16_t tries;      /* repetitions of the block */
	uint16_t pause_ms;   /* longest pause between two received bytes */
	const uint8_t *out;  /* output */
	union {
		struct xm_sender send;
		struct xm_receiver recv;
	};
	uint32_t due_ms;      /* time when the state expires */
	uint32_t limit_ms;    /* time when the engine stops waiting */
	uint32_t now_ms;      /* time of the current call */
	uint32_t received_ms; /* time when the last byte was received, or when
				 the wait for a byte began */
	const struct xm_state *state;
	struct xm_counts counts;
	struct xm_options options;
	uint8_t text_bytes[XM_TEXT_MAX]; /* result of xm_text() */
	uint8_t block[XM_BLOCK_MAX];     /* block being sent or received */
};

#endif
