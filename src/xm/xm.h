#ifndef XM_XM_H
#define XM_XM_H

/*
 * XMODEM and YMODEM without I/O.
 *
 * An engine is one struct xm in memory of the caller's choosing.  It reads no
 * line, file or clock and allocates nothing.  Whoever drives it
 *
 *   1. writes what xm_output() offers and tells xm_sent() how much was taken,
 *   2. gives received bytes to xm_input(), at the latest after xm_wait_ms(),
 *      with no bytes if none came,
 *   3. may show a person what xm_text() has,
 *   4. answers xm_event(), of which one can be pending at a time,
 *
 * until the event is XM_DONE or XM_FAILED.  Every function returns at once.
 *
 * Time is in milliseconds of any monotonic clock, and may wrap.  No timeout
 * may be longer than 2^31 - 1 ms.
 *
 * "Forsberg" is Chuck Forsberg's XMODEM/YMODEM Protocol Reference of 1988.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define XM_SIZE_UNKNOWN UINT64_MAX
#define XM_TEXT_MAX 16

/* What the engine waits for its caller to do. */
enum xm_event {
	XM_NONE,  /* nothing: go on with input, output and time */
	XM_FILE,  /* sender: xm_send_file(); receiver: xm_recv_file(), ack */
	XM_DATA,  /* sender: xm_send_space(), xm_send_data();
		     receiver: xm_recv_data(), store, xm_recv_ack() */
	XM_END,   /* receiver: the file is whole: make it last, xm_recv_ack() */
	XM_DONE,  /* all files were transferred; nothing is left to do */
	XM_FAILED /* xm_error() says why; nothing is left to do */
};

/* Why a transfer failed. */
enum xm_error {
	XM_OK,
	XM_ENOSTART,    /* the other end never began */
	XM_ECANCELLED,  /* the other end cancelled */
	XM_EREJECTED,   /* the receiver took all data, then cancelled */
	XM_EONEFILE,    /* the receiver left after a file, and there are more */
	XM_ESILENCE,    /* the other end became silent */
	XM_ESTOPPED,    /* the same after text, which says why */
	XM_ESTALLED,    /* the line takes no more output */
	XM_ERETRIES,    /* one block failed too often, and for too long
			   (YMODEM-g: once) */
	XM_ESHORT,      /* the sender ended a file before its announced size */
	XM_EEXCESS,     /* the sender sent a block beyond the announced size */
	XM_ESKIPPED,    /* the sender went on though a block is missing */
	XM_EUNFINISHED, /* the receiver acknowledged all data, not the end */
	XM_EYMODEM,     /* XMODEM: after the end, it asked for another file */
	XM_EREFUSED,    /* xm_recv_refuse() was called for a file */
	XM_EECHO,       /* the line sends back what the sender sends */
	XM_EABORTED     /* xm_cancel() was called */
};

/* How YMODEM's batch ends: with a block 0 without a name, or without it. */
enum xm_final {
	XM_FINAL_AUTO, /* send it when asked (Forsberg), do without if not */
	XM_FINAL_ALWAYS,
	XM_FINAL_NEVER
};

/* What the end of a file in blocks of 1024 bytes is sent in. */
enum xm_tail {
	XM_TAIL_AUTO, /* one more of them; on a bad line, all in 128 */
	XM_TAIL_FULL, /* one more of them, always */
	XM_TAIL_SHORT /* blocks of 128, if seven or fewer do */
};

/* What protects a block from damage. */
enum xm_check {
	XM_CHECK_AUTO, /* ask for the CRC; for the sum if nobody answers */
	XM_CHECK_CRC,
	XM_CHECK_SUM
};

/* How a receiver answers the first EOT of a file. */
enum xm_eot {
	XM_EOT_AUTO, /* XMODEM: ACK; YMODEM: NAK (RT-Thread's sender needs it)
		      */
	XM_EOT_ACK,
	XM_EOT_NAK
};

struct xm_options {
	uint32_t wait_ms;     /* for the other end to begin */
	uint32_t timeout_ms;  /* without progress, that ends a transfer; must be
				 longer than a block takes */
	uint32_t resend_ms;   /* sender: silence after which a block is sent
				 again, though nobody asked; 0: never */
	uint32_t bytes_per_s; /* speed of the line; 0: unknown */
	uint16_t retries;     /* of one block, which is given up when they and
				 a quarter of timeout_ms are used up */
	uint16_t byte_timeout_ms; /* receiver: silence that ends a block, until
				     the line is known */
	uint16_t block_len;   /* sender: 128 or 1024 */
	uint8_t pad;          /* sender: fills up the last block */
	bool ymodem;          /* sender: files have names; any number of them */
	bool start_now;       /* sender: the other end sends no request */
	bool streaming;       /* receiver: ask for YMODEM-g */
	enum xm_tail tail;    /* sender */
	enum xm_final final;  /* sender */
	enum xm_check check;  /* receiver */
	enum xm_eot eot;      /* receiver */
};

#define XM_OPTIONS_DEFAULT                                                     \
	{                                                                      \
		.wait_ms = 120000, .timeout_ms = 60000, .retries = 25,         \
		.byte_timeout_ms = 1000, .block_len = 128, .pad = 0x1a         \
	}

/* A file as block 0 of YMODEM describes it. */
struct xm_file {
	uint64_t size;    /* bytes, or XM_SIZE_UNKNOWN */
	int64_t mtime;    /* seconds since 1970 UTC; 0: unknown */
	uint32_t mode;    /* as in st_mode; 0: unknown */
	const char *name; /* "": XMODEM, which has no names */
};

/* What it took. */
struct xm_counts {
	uint32_t blocks;  /* of data, acknowledged */
	uint32_t retries; /* answers that said "again", given or got */
	/*
	 * Sender: blocks sent again though only silence had followed them, or
	 * was followed by a request.  If
	 * an ACK was lost, a receiver that does not look at the numbers
	 * (RT-Thread, NXP's, Marvell's) has stored such a block twice.
	 */
	uint32_t doubtful;
};

struct xm;

/*
 * Make a sender or a receiver.  The options are copied.  A sender's first
 * event is XM_FILE; a receiver at once has a request to send.
 */
void xm_send_init(struct xm *, uint32_t now_ms, const struct xm_options *);
void xm_recv_init(struct xm *, uint32_t now_ms, const struct xm_options *);

/*
 * Take received bytes; none means that time has passed.  Returns how many were
 * taken: fewer than given if an event has to be answered first, if there is
 * much text, or if the transfer is being cancelled.  Offer the others again.
 */
size_t xm_input(struct xm *, uint32_t now_ms, const uint8_t *, size_t);

/*
 * Returns how many bytes there are to write, and where they are.  A block is
 * offered whole: write it in one piece, for some receivers allow only 20 ms
 * between two bytes (TI K3's ROM).
 */
size_t xm_output(const struct xm *, const uint8_t **);

/* The line has taken so many of the bytes that xm_output() offered. */
void xm_sent(struct xm *, uint32_t now_ms, size_t);

/* Returns within how many milliseconds xm_input() is to be called. */
uint32_t xm_wait_ms(const struct xm *, uint32_t now_ms);

/*
 * Returns how many of the bytes that the last xm_input() took belong to no
 * protocol, and where they are: a banner, the last words of a boot loader.
 * They come from a stranger: escape them before they reach a terminal.
 */
size_t xm_text(const struct xm *, const uint8_t **);

/*
 * End the transfer.  The block that is under way ends, the other end is told,
 * then the event is XM_FAILED with XM_EABORTED.  No event may be answered
 * after this call.
 */
void xm_cancel(struct xm *, uint32_t now_ms);

enum xm_event xm_event(const struct xm *);
enum xm_error xm_error(const struct xm *);
struct xm_counts xm_counts(const struct xm *);

/*
 * Whether all that is known of has been transferred and acknowledged, so that
 * it does no harm if the line goes away before XM_DONE.
 */
bool xm_settled(const struct xm *);

/*
 * Whether blocks are protected by a CRC.  After a whole transfer without one,
 * about one damaged block in 256 may have been accepted.
 */
bool xm_has_crc(const struct xm *);

/* The name of the engine's state, for a log; "" in a freestanding build. */
const char *xm_state(const struct xm *);

/*
 * Answer a sender's XM_FILE: the next file, or NULL if there are no more.  A
 * first NULL is an empty batch.  XMODEM asks once and looks at nothing in the
 * struct.  Nothing is kept of it.  Returns false if block 0 would be too long;
 * then the event is still pending.
 */
bool xm_send_file(struct xm *, uint32_t now_ms, const struct xm_file *);

/*
 * Tell a sender that the receiver is U-Boot's loady, which has named itself in
 * its banner: after the ACK of the first block 0 it sends no request, so only
 * one that follows at once is waited for.  May be called until that ACK.
 */
void xm_send_expect_no_request(struct xm *);

/*
 * Answer a sender's XM_DATA: put file data into the space of the given length,
 * all of it except at the end of the file, and say how much there is.  0 is
 * the end of the file, and anything less than the space implies it.
 */
uint8_t *xm_send_space(struct xm *, size_t *);
void xm_send_data(struct xm *, uint32_t now_ms, size_t);

/*
 * Answer a receiver's events.  The file and the data stay valid until
 * xm_recv_ack().  The other end hears of success only after that call: store
 * first.  If that fails, xm_cancel().
 */
const struct xm_file *xm_recv_file(const struct xm *);
const uint8_t *xm_recv_data(const struct xm *, size_t *);
void xm_recv_ack(struct xm *, uint32_t now_ms);

/*
 * Whether no file can follow the one that is pending (XM_FILE): XMODEM has only
 * one, and lrzsz's sender of YMODEM says how many are left.
 */
bool xm_recv_is_last(const struct xm *);

/*
 * Whether the file that is pending (XM_FILE) came as an EOT alone: an empty
 * XMODEM file, or a batch without files whose header is missing.
 */
bool xm_recv_is_bare_eot(const struct xm *);

/*
 * Make a receiver answer the end of the batch with CANs, because the caller has
 * refused a file and dropped its data: the event is then XM_FAILED with
 * XM_EREFUSED.  To be called when a file is pending.
 */
void xm_recv_refuse(struct xm *);

/*
 * Whether a receiver waits for a block.  Even if xm_settled(), it may be that
 * of another file then, and a line that goes away takes that along.
 */
bool xm_recv_waits(const struct xm *);

/*
 * How many bytes of the block that is coming in are missing; 0: none comes.
 * Until they can be there, reading the line has no use.
 */
size_t xm_recv_missing(const struct xm *);

/*
 * Tell a receiver that the last bytes, inside a damaged block, were text that
 * says why the sender has stopped: it waits only five seconds longer for the
 * block, and fails with XM_ESTOPPED.  It changes nothing if the receiver does
 * not wait for a block of data.
 */
void xm_recv_note_text(struct xm *, uint32_t now_ms);

/*
 * Tell a receiver that nothing can come any more.  If the announced size of the
 * file was reached and an EOT has come, the event is XM_END; otherwise nothing
 * changes.
 */
void xm_recv_line_lost(struct xm *, uint32_t now_ms);

/*
 * After XM_ESKIPPED: how many blocks the one that came is ahead of the one
 * that is missing, modulo 256.
 */
uint8_t xm_recv_skipped(const struct xm *);

/* From here on private: the struct is here so that you can allocate it. */

#define XM_DATA_MAX 1024
#define XM_BLOCK_MAX (3 + XM_DATA_MAX + 2)

/* The state of send_request.c, which finds requests in what a receiver sends. */
struct xm_request {
	uint8_t byte;  /* C, G or NAK if the burst is a request, or 0 */
	uint8_t times; /* number of such bytes in a row */
	uint8_t last;  /* last byte of the burst */
	uint8_t utf8;  /* bytes missing of a character in UTF-8 */
	uint8_t noise; /* bytes that are neither text nor protocol */
	bool text;     /* the burst has text before the request */
	bool prompt;   /* the burst ends in "> ", "# " or "$ " */
};

/* The state of send_length.c, which chooses the length of the next block. */
struct xm_length {
	uint32_t begun_ms; /* time of the long block, or first short block */
	uint16_t took_ms;  /* time for the long block before the short ones */
	uint8_t strikes;   /* score of rejected long blocks */
	uint8_t acked;     /* short blocks acknowledged since */
};

/* What only a sender has. */
struct xm_sender {
	struct xm_request request; /* the burst being received */
	struct xm_length length;
	const struct xm_state *after; /* the state after the output */
	uint32_t arrived_ms;          /* when the output has arrived */
	uint32_t first_ms;            /* when the first copy, or the first EOT,
					 had arrived */
	uint32_t since_ms;            /* when the request began */
	uint16_t ack_ms;    /* time of the quickest ACK of a block sent once */
	uint16_t block_len; /* data bytes of the next block */
	uint16_t out_left;  /* output that was left a timeout ago */
	uint16_t tail;      /* bytes left of a tail in short blocks */
	uint8_t naks;       /* NAKs in a row before the session is established
			     */
	uint8_t silences;   /* times that the EOT was not answered */
	uint8_t text;       /* bytes of text received in this state, since the
			       last byte of noise */
	uint8_t copies;     /* copies of the block that may still be answered */
	uint8_t echoed;     /* bytes of the block that came back */
	bool talks;         /* an ACK came after text */
	bool noisy;         /* a burst of noise came */
	bool resent;        /* a copy was sent after silence */
	bool crc_known;     /* the receiver knows the CRC */
	bool first;         /* the block is the first one of its file */
	bool repeated;      /* a first block or block 0 was sent twice */
	bool asked_early;   /* a request came while copies are outstanding */
	bool last;          /* the file's last data is being sent */
	bool more;          /* there is a file to send */
	bool queued;        /* that file waits for a request */
	bool later;         /* that file is not the first */
	bool quick;         /* xm_send_expect_no_request() was called */
	bool eot_asked;     /* the EOT was answered with a request */
	bool unconfirmed;   /* an EOT was never acknowledged */
};

/* What only a receiver has. */
struct xm_receiver {
	uint8_t eot_seen; /* an EOT that was not answered with ACK */
	uint8_t requests; /* number of requests sent */
	bool fresh;       /* no data of the file has come yet */
	bool in_file;     /* between a file's first block and its end */
	bool refused;     /* the end of the batch is to be answered with CANs */
	bool asked;       /* C or NAK was sent since the last ACK */
	bool sum_asked;   /* NAK was sent before the first block */
	uint8_t burst;    /* kind of the burst being discarded; see recv.c */
	uint8_t text;     /* bytes of text received in place of a block */
	bool noisy;       /* bytes that are no text came before the first block */
	bool talks;       /* a block came after text */
	uint8_t cuts;     /* blocks in a row that a pause has cut short */
	uint8_t reply[2]; /* output */
	uint8_t sums_seen; /* blocks with a checksum before the first CRC */
	uint8_t skipped;   /* distance of an intact block that was rejected */
	uint16_t check;    /* end of the last block, to recognise it again */
	uint16_t gap_ms;   /* silence that ends a block */
	uint16_t gap_max_ms; /* the same at most */
	uint16_t need;     /* length of the block */
	uint32_t answered_ms; /* time of the last answer */
	uint32_t refused_ms;  /* when this block was refused first */
	uint32_t rejected;    /* bytes rejected since the last intact block */
	uint64_t left;        /* bytes of the file to come */
	struct xm_file file;
};

/*
 * The order of the members makes the receiver's code on a Cortex-M0 a fifth
 * smaller: an instruction reaches a byte only near the beginning.
 */
struct xm {
	bool crc;            /* blocks carry a CRC, not a checksum */
	bool ymodem;         /* the session has block 0s */
	bool streaming;      /* the session is YMODEM-g */
	bool established;    /* one block has been accepted */
	bool settled;        /* every file begun has ended */
	enum xm_error error; /* why the transfer has failed */
	uint8_t cans;        /* CANs received in a row */
	uint8_t text_len;
	uint8_t number; /* of the block sent, or of the block expected */
	enum xm_event event;
	uint16_t data_len; /* data bytes of the block */
	uint16_t out_len;
	uint16_t fill;     /* bytes of the block that are there */
	uint16_t tries;    /* repetitions of this block */
	uint16_t pause_ms; /* longest pause between two bytes */
	const uint8_t *out;
	union {
		struct xm_sender send;
		struct xm_receiver recv;
	};
	uint32_t due_ms;   /* when the state expires */
	uint32_t limit_ms; /* when waiting ends for good */
	uint32_t now_ms;   /* time of the current call */
	uint32_t heard_ms; /* when the last byte came, or was asked for */
	const struct xm_state *state;
	struct xm_counts counts;
	struct xm_options options;
	uint8_t text_bytes[XM_TEXT_MAX];
	uint8_t block[XM_BLOCK_MAX];
};

#endif
