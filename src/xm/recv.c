#include "xm/internal.h"

/*
 * The receiver.
 *
 *	sender                           receiver              state after it
 *
 *	                  <------------  C (later NAK, or G)   waiting
 *	block 0, of YMODEM ----------->                        block
 *	                  <------------  ACK, 20 ms later C    acked, waiting
 *	block 1, 2, ...   ------------>                        block
 *	                  <------------  ACK                   waiting
 *	EOT               ------------>                        silence
 *	                  <------------  NAK, in YMODEM        waiting
 *	EOT               ------------>                        silence
 *	                  <------------  ACK, C; or only ACK   acked, or leaving
 *	the next block 0  ------------>
 *
 * The receiver sends one answer to one block, and only when the line is
 * silent: the sender takes a second answer for the answer to its next block.
 * Three rules follow:
 *
 * - If a block is damaged or unexpected, the receiver waits for silence and
 *   then sends NAK once.  Until the first block of a file is intact it sends C
 *   instead, because NAK asks for blocks with a checksum.
 * - It answers a repeated block, block 0 or EOT only if it has sent C or NAK
 *   since its last ACK, or if five seconds have passed.  Otherwise the sender
 *   has sent the block twice by itself, and one ACK is on its way already.
 * - It believes no EOT while the block before it may be missing: if it has
 *   rejected four bytes or more since the last intact block.
 *
 * How long is silence?  One second (Forsberg) is right for most lines, and
 * costs that second whenever a byte is lost.  So the receiver measures the
 * pauses in and before intact blocks: where all were short, a longer one is
 * silence; where the line stutters, or the sender is far away, the second
 * stays.
 *
 * An EOT counts only when silence follows it.  If the SOH of block 4 is lost,
 * the rest of the block begins with 0x04.  With text after it (TommyPROM
 * does not wait for the ACK) it counts if nobody answers a NAK.
 */

enum {
	REQUEST_MS = 3000,   /* between two requests (Forsberg) */
	REQUESTS_CRC = 4,    /* before the first request for a checksum */
	REPEAT_MS = 10000,   /* before NAK repeats an answer that was lost */
	ANSWER_MS = 5000,    /* after an answer: a repetition gets another */
	GAP_MIN_MS = 24,     /* silence that ends a block on a line without
				pauses */
	GAP_MAX_MS = 10000,  /* the same on a line of radio packets */
	WHOLE_QUIET_MS = 30, /* the same after as many bytes as expected */
	EOT_QUIET_MS = 100, /* silence after an EOT, on a line without pauses */
	LAST_QUIET_MS = 20, /* the same if no data is missing */
	EOT_AGAIN_MS = 3200,       /* for the second EOT to come */
	EOT_AGAIN_CLEAN_MS = 1000, /* the same after a file without errors */
	NEXT_MS = 20000,  /* for the next block 0; senders repeat an EOT after
			     up to 15 s */
	NEXT_AGAIN_MS = 36000, /* the same after a repeated EOT: the next one
				  may be lost */
	OUTPUT_MS = 4000, /* for the line to take an ACK */
	CANCEL_LEN = 8,   /* CAN and BS in a row inside binary data */
	CANCEL_TEXT_LEN = 2, /* the same after text or an EOT */
	BLOCK_MIN = 4,       /* bytes that may be a damaged block */
	CUTS_MAX = 5,        /* the gap has grown to its longest by then */
	LAST_TEXT_MS = 5000, /* after NAK in answer to text */
	PADDING_CRC = 0xf8b0 /* of a block of 128 bytes 0x1A */
};

/* What the bytes since the last silence are. */
enum burst {
	BINARY,
	TEXT,      /* or CANs after text */
	EOT_ALONE, /* from here on: an EOT */
	EOT_TWICE,
	EOT_TEXT
};

static const struct xm_state waiting, block, silence, leaving;
static void judge(struct xm *);

/* Answers. */

/* Enters a state that expires at the limit at the latest. */
static void
enter(struct xm *x, const struct xm_state *state, uint32_t wait_ms)
{
	xm_enter(x, state, wait_ms);
	if (xm_before(x->limit_ms, x->due_ms))
		x->due_ms = x->limit_ms;
}

static void
wait_for_block(struct xm *x, uint32_t wait_ms)
{
	x->cans = 0;
	x->fill = 0;
	x->heard_ms = x->now_ms;
	enter(x, &waiting, wait_ms);
}

/*
 * Sends an answer, and waits for a block.  The second byte is a request that
 * belongs to an ACK, or 0.
 */
static void
answer(struct xm *x, uint8_t byte, uint8_t request, uint32_t wait_ms)
{
	x->recv.asked = byte != ACK;
	x->recv.answered_ms = x->now_ms;
	x->recv.reply[0] = byte;
	x->recv.reply[1] = request;
	xm_offer(x, x->recv.reply, request == 0 ? 1 : 2);
	wait_for_block(x, wait_ms);
}

/*
 * Returns the request for the next file's first block: G or C; or, if nobody
 * has answered C, C and NAK in turn.  After a NAK, which asks for checksums,
 * they are accepted.
 */
static uint8_t
choose_request(struct xm *x)
{
	if (x->streaming)
		return REQUEST_G;
	if (!x->crc)
		return NAK;
	if (x->established || x->options.check != XM_CHECK_AUTO ||
	    x->recv.requests < REQUESTS_CRC || x->recv.requests % 2 != 0)
		return REQUEST_CRC;
	x->recv.sum_asked = true;
	return NAK;
}

/* A second G would be taken for the answer to a header that was lost. */
static void
ask_for_block(struct xm *x)
{
	uint8_t byte = choose_request(x);

	if (x->streaming && x->settled)
		byte = NAK;
	x->recv.requests++; /* wraps to an even number */
	answer(x, byte, 0, REQUEST_MS);
}

/* The expected block has come. */
static void
note_progress(struct xm *x)
{
	x->tries = 0;
	x->recv.rejected = 0;
	x->recv.skipped = 0;
	x->limit_ms = x->now_ms + x->options.timeout_ms;
}

/*
 * Adapts the gap to the longest pause so far.  A stream keeps the second: a
 * block that is cut short ends it, and a late one must not.
 */
static void
adapt_gap(struct xm *x)
{
	uint32_t measured_ms = 2u * x->pause_ms + GAP_MIN_MS;
	uint32_t ms = (x->recv.gap_ms + 3 * measured_ms) / 4;

	x->recv.gap_ms = (uint16_t)xm_least(ms, x->recv.gap_max_ms);
}

static void
ack_block(struct xm *x)
{
	answer(x, ACK, 0, REPEAT_MS);
	if (x->streaming)
		x->out_len = 0; /* a stream has no ACKs */
	else
		adapt_gap(x);
}

/* Acknowledges block 0 or an EOT, and asks for the next block. */
static void
ack_and_ask(struct xm *x)
{
	answer(x, ACK, choose_request(x), REQUEST_MS);
}

/* In YMODEM-g a G is the only answer to block 0. */
static void
ack_header(struct xm *x)
{
	ack_and_ask(x);
	if (x->streaming)
		xm_offer(x, x->recv.reply + 1, 1);
}

/*
 * The sender has repeated a block or an EOT.  There is no answer if one is on
 * its way.
 */
static void
answer_again(struct xm *x)
{
	x->recv.rejected = 0;
	if (!x->recv.asked && x->now_ms - x->recv.answered_ms < ANSWER_MS)
		wait_for_block(x, REQUEST_MS);
	else if (!x->recv.in_file)
		ack_and_ask(x);
	else if (x->recv.fresh)
		ack_header(x);
	else
		ack_block(x);
}

/* Returns false if there were too many for too long. */
static bool
count_try(struct xm *x)
{
	if (x->tries == 0)
		x->recv.refused_ms = x->now_ms;
	if (!xm_may_retry(x, x->recv.refused_ms))
		return false;
	x->tries++;
	return true;
}

/* Has the sender sent text in place of a block? */
static bool
has_text(const struct xm *x)
{
	return x->recv.text >= XM_TEXT_MIN;
}

/*
 * Was its text the last thing that it sent?  Before the first block of a file
 * it may have announced that block: it gets four requests.
 */
static bool
has_stopped(struct xm *x)
{
	return has_text(x) &&
	       (!x->recv.fresh || ++x->recv.text >= XM_TEXT_MIN + 4);
}

static void
reject(struct xm *x)
{
	x->counts.retries++;
	if (!count_try(x) || (x->streaming && x->established)) {
		xm_fail(x, XM_ERETRIES);
		return;
	}
	if (x->streaming || (x->recv.in_file && !x->recv.fresh)) {
		/* A second G would be taken for the answer to block 0. */
		answer(x, NAK, 0,
		    has_text(x) && !x->recv.talks ? LAST_TEXT_MS : REPEAT_MS);
	} else {
		ask_for_block(x);
	}
}

/* Discards input until the line is silent.  Only a lone EOT is kept. */
static void
await_silence(struct xm *x, uint32_t wait_ms, enum burst burst)
{
	x->recv.burst = (uint8_t)burst;
	enter(x, &silence, wait_ms);
}

static void
leave(struct xm *x)
{
	answer(x, ACK, 0, 0);
	xm_enter(x, &leaving, OUTPUT_MS);
}

/* Intact blocks. */

/*
 * The last two bytes of the block, to recognise a repetition: its CRC, or a
 * byte of data and the checksum.
 */
static uint16_t
check_of(const struct xm *x)
{
	const uint8_t *end = x->block + x->recv.need;

	return (uint16_t)(end[-2] << 8 | end[-1]);
}

static void
begin_file(struct xm *x)
{
	x->established = true;
	x->recv.in_file = true;
	x->settled = false;
	x->recv.fresh = true;
	x->recv.sum_asked = false;
	x->number = 1;
	x->recv.eot_seen = 0;
	x->recv.left = x->recv.file.size;
	xm_ask(x, XM_FILE);
}

static void
reject_block(struct xm *x, uint32_t quiet_ms)
{
	x->recv.rejected += x->recv.need;
	await_silence(x, quiet_ms, BINARY);
}

static void
take_header(struct xm *x)
{
	char *data = (char *)x->block + 3;

	x->recv.check = check_of(x);
	data[x->data_len] = '\0'; /* the check is not needed any more */
	if (!xm_block0_parse(data, x->data_len, &x->recv.file)) {
		reject_block(x, x->recv.gap_ms);
		return;
	}
	x->ymodem = true;
	if (x->recv.file.name[0] != '\0')
		begin_file(x);
	else if (x->recv.refused)
		xm_fail(x, XM_EREFUSED);
	else
		leave(x);
}

/*
 * A block beyond the announced size is an error, unless it is padding, which
 * RT-Thread's sender appends.  Senders that read a pipe or /proc announce size
 * 0: if data follows, the size is unknown.
 */
static void
take_data(struct xm *x)
{
	x->recv.check = check_of(x);
	if (x->recv.left == 0 && x->recv.check != PADDING_CRC) {
		if (!x->recv.fresh) {
			xm_fail(x, XM_EEXCESS);
			return;
		}
		x->recv.left = XM_SIZE_UNKNOWN;
	}
	x->counts.blocks++;
	x->number++;
	x->recv.fresh = false;
	x->recv.eot_seen = 0;
	if (x->recv.left > 0)
		xm_ask(x, XM_DATA);
	else
		ack_block(x);
}

/*
 * The block is intact, but neither expected nor a repetition: the sender has
 * taken an answer for the ACK of a block that has not arrived.  It may be a
 * block that was late; a second one proves that one is missing.
 */
static void
reject_number(struct xm *x)
{
	uint8_t before = x->recv.skipped;

	x->recv.skipped = (uint8_t)(x->block[1] - x->number);
	if (before != 0)
		xm_fail(x, XM_ESKIPPED);
	else
		reject_block(x, x->recv.gap_ms);
}

static void
take_block(struct xm *x)
{
	uint8_t number = x->block[1];
	uint16_t check = check_of(x);
	bool repeated =
	    number == (uint8_t)(x->number - 1) && check == x->recv.check;

	if (!x->recv.in_file && number == 0)
		take_header(x);
	else if (!x->recv.in_file && number == 1 && !x->ymodem)
		begin_file(x); /* XMODEM; the block is taken afterwards */
	else if (x->recv.in_file && number == x->number)
		take_data(x);
	else if (x->recv.in_file && repeated)
		answer_again(x);
	else
		reject_number(x);
}

/* The bytes of a block. */

static void
count_can(struct xm *x, uint8_t byte)
{
	if (byte != CAN && (byte != BS || x->cans == 0))
		x->cans = 0;
	else if (x->cans < CANCEL_LEN)
		x->cans++;
}

static size_t
fill_block(struct xm *x, const uint8_t *in, size_t len)
{
	size_t n = (size_t)(x->recv.need - x->fill);

	if (n > len)
		n = len;
	memcpy(x->block + x->fill, in, n);
	x->fill = (uint16_t)(x->fill + n);
	enter(x, &block, x->recv.gap_ms);
	if (x->fill < x->recv.need)
		return n;
	x->recv.cuts = 0;
	if (xm_block_intact(x->block, x->data_len, x->crc))
		take_block(x);
	else
		reject_block(x, WHOLE_QUIET_MS);
	return n;
}

/*
 * After C and NAK in turn the sender may have answered the NAK with a
 * checksum, and the block is one byte shorter.
 */
static bool
has_sum(const struct xm *x)
{
	return x->recv.sum_asked && x->fill + 1 == x->recv.need &&
	       xm_block_intact(x->block, x->data_len, false);
}

/*
 * The line has become silent inside a block.  The first block with a checksum
 * is rejected with C, so that a sender that knows the CRC changes to it.
 */
static void
block_broke_off(struct xm *x)
{
	if (has_sum(x) && x->recv.sums_seen++ > 0) {
		x->crc = false;
		x->recv.need--;
		take_block(x);
		return;
	}
	/* A sender that is stopped does not always end its block first. */
	for (uint16_t i = 0; i < x->fill; i++)
		count_can(x, x->block[i]);
	x->recv.rejected += x->fill;
	x->recv.burst = BINARY;
	if (x->recv.cuts < CUTS_MAX)
		x->recv.cuts++;
	judge(x);
}

static void
begin_block(struct xm *x, uint8_t start)
{
	if (!x->established)
		x->pause_ms = 0; /* the sender had not started yet */
	x->data_len = start == STX ? 1024 : 128;
	x->recv.need = (uint16_t)(3 + x->data_len + (x->crc ? 2 : 1));
	if (has_text(x))
		x->recv.talks = true;
	x->recv.text = 0;
	x->block[0] = start;
	x->fill = 1;
	enter(x, &block, x->recv.gap_ms);
}

/* Between blocks. */

/*
 * A block that seemed cut short may be late.  Then the rest of it follows the
 * NAK, and a CAN or an EOT in it means nothing.
 */
static bool
may_be_late(const struct xm *x)
{
	return x->tries > 0;
}

/* On a line with pauses an EOT may be a byte of damage before a late block. */
static void
take_eot(struct xm *x)
{
	uint32_t quiet_ms = EOT_QUIET_MS;

	if (x->recv.left == 0)
		quiet_ms = LAST_QUIET_MS;
	else if (x->recv.gap_ms > EOT_QUIET_MS && x->recv.in_file)
		quiet_ms = x->recv.gap_ms;
	await_silence(x, quiet_ms, EOT_ALONE);
}

static bool
is_text(uint8_t byte)
{
	return (byte >= ' ' && byte <= '~') || byte == '\r' || byte == '\n';
}

/* Notes what a discarded byte means for the burst that it belongs to. */
static void
note_discarded(struct xm *x, uint8_t byte)
{
	uint8_t burst = BINARY;

	count_can(x, byte);
	if (byte == EOT) {
		if (x->recv.burst == EOT_ALONE)
			burst = EOT_TWICE;
		else if (x->recv.burst == TEXT && x->recv.left == 0)
			burst = EOT_TEXT; /* NuttX prints its error first */
	} else if (is_text(byte) || x->cans > 0) {
		burst = x->recv.burst < EOT_ALONE ? x->recv.burst : EOT_TEXT;
	}
	x->recv.burst = burst;
	if (burst < EOT_ALONE)
		x->recv.rejected++;
	if (burst != TEXT) {
		x->recv.text = 0;
	} else if (byte != CAN) {
		x->recv.text =
		    (uint8_t)xm_least(x->recv.text + 1u, XM_TEXT_MIN);
		xm_say(x, byte);
	}
}

/*
 * Bytes that begin no block have come.  If a block was late, the line has
 * longer pauses than those measured; if blocks were cut short by pauses twice,
 * longer ones than the longest that was allowed.
 */
static void
adapt_gap_to_late_bytes(struct xm *x)
{
	uint32_t ms = x->options.byte_timeout_ms;

	if (!may_be_late(x))
		return;
	if (x->recv.cuts > 0)
		ms = xm_least(ms << (x->recv.cuts - 1), GAP_MAX_MS);
	if (ms > x->recv.gap_max_ms)
		x->recv.gap_max_ms = (uint16_t)ms;
	x->recv.gap_ms = x->recv.gap_max_ms;
}

static void
begin_junk(struct xm *x, uint8_t byte)
{
	await_silence(x, x->recv.gap_ms, TEXT);
	note_discarded(x, byte);
}

static size_t
take_start(struct xm *x, const uint8_t *in, size_t len)
{
	uint8_t byte = *in;

	(void)len;
	if (byte == SOH || byte == STX) {
		begin_block(x, byte);
		return 1;
	}
	if (byte == EOT) {
		take_eot(x);
		return 1;
	}
	adapt_gap_to_late_bytes(x);
	if (x->recv.in_file || byte == CAN) {
		begin_junk(x, byte);
		return 1;
	}
	if (byte >= 0x80)
		x->recv.noisy = true;
	xm_say(x, byte);
	return 1;
}

static void
end_file(struct xm *x)
{
	/* What is left of an unknown size is negative. */
	if ((int64_t)x->recv.left > 0)
		xm_fail(x, XM_ESHORT);
	else
		xm_ask(x, XM_END);
}

/*
 * The limit has passed.  A batch may lack its final header, and an EOT in place
 * of the first block was an empty file (OpenBSD's cu sends it once); but
 * nothing of a block may have been heard.
 */
static void
give_up(struct xm *x)
{
	bool clean = !x->recv.in_file && x->recv.rejected == 0;

	if (clean && x->settled)
		xm_end(x);
	else if (clean && !x->ymodem && x->recv.eot_seen != 0)
		begin_file(x);
	else
		xm_fail(x, x->established ? XM_ESILENCE : XM_ENOSTART);
}

static void
waited(struct xm *x)
{
	bool eot_unanswered = x->recv.eot_seen == EOT_TEXT ||
			      (x->recv.eot_seen != 0 && x->recv.left == 0);

	if (!xm_before(x->now_ms, x->limit_ms))
		give_up(x);
	else if (!x->recv.in_file)
		ask_for_block(x);
	else if (eot_unanswered)
		end_file(x);
	else if (has_stopped(x))
		xm_fail(x, XM_ESTOPPED);
	else
		reject(x);
}

/* The EOT. */

static bool
needs_second_eot(const struct xm *x)
{
	/* In place of a first block it is an empty file, or noise. */
	if (!x->recv.in_file || may_be_late(x))
		return true;
	if (x->options.eot == XM_EOT_AUTO)
		return x->ymodem || x->recv.burst == EOT_TEXT;
	return x->options.eot == XM_EOT_NAK;
}

/* Asks for the EOT again. */
static void
reject_eot(struct xm *x)
{
	bool clean = x->recv.left == 0 && x->counts.retries == 0;

	x->recv.eot_seen = x->recv.burst;
	if (x->recv.in_file) {
		answer(x, NAK, 0, clean ? EOT_AGAIN_CLEAN_MS : EOT_AGAIN_MS);
		return;
	}
	/* C, and then NAK: Tera Term repeats its EOT only then. */
	x->recv.requests = REQUESTS_CRC - 1;
	ask_for_block(x);
}

/* The sender is still there: wait longer for it. */
static void
take_repeated_eot(struct xm *x)
{
	if (count_try(x))
		x->limit_ms = x->now_ms + NEXT_AGAIN_MS;
	answer_again(x);
}

static void
judge_eot(struct xm *x)
{
	bool block_missing = x->recv.left > 0 && x->recv.rejected >= BLOCK_MIN;

	if (x->settled)
		take_repeated_eot(x);
	else if (block_missing || (!x->recv.in_file && x->ymodem))
		reject(x);
	else if (x->recv.eot_seen == 0 && !x->streaming && needs_second_eot(x))
		reject_eot(x);
	else if (x->recv.in_file)
		end_file(x);
	else
		begin_file(x);
}

/* Silence. */

static size_t
discard(struct xm *x, const uint8_t *in, size_t len)
{
	(void)len;
	/*
	 * ST's Ymodem_Transmit() is one answer ahead of us, and sends the
	 * final block 0 immediately after the EOT.
	 */
	if (x->recv.burst >= EOT_ALONE && *in == SOH && x->recv.in_file &&
	    x->recv.left == 0) {
		end_file(x);
		return 0;
	}
	/* Where a longer silence is awaited than usual, a block may come first.
	 */
	if (x->now_ms - x->heard_ms >= x->options.byte_timeout_ms &&
	    (*in == SOH || *in == STX)) {
		begin_block(x, *in);
		return 1;
	}
	x->heard_ms = x->now_ms;
	note_discarded(x, *in);
	enter(x, &silence, x->recv.gap_ms);
	return 1;
}

/* With a wrong rate a letter may look like two CANs. */
static bool
is_cancelled(const struct xm *x)
{
	bool noise = !x->established && x->recv.noisy;

	return x->cans >= (x->recv.burst == BINARY || noise ? CANCEL_LEN
							    : CANCEL_TEXT_LEN);
}

static void
judge(struct xm *x)
{
	if (is_cancelled(x))
		xm_drop(x, XM_ECANCELLED);
	else if (x->recv.burst >= EOT_ALONE)
		judge_eot(x);
	else
		reject(x);
}

static const struct xm_state waiting =
    XM_STATE("waiting", take_start, NULL, waited, false);
static const struct xm_state block =
    XM_STATE("block", fill_block, NULL, block_broke_off, true);
static const struct xm_state silence =
    XM_STATE("silence", discard, NULL, judge, true);
static const struct xm_state leaving =
    XM_STATE("leaving", xm_ignore, xm_end, xm_end, false);

/* The caller's side. */

size_t
xm_recv_missing(const struct xm *x)
{
	return x->state == &block ? (size_t)(x->recv.need - x->fill) : 0;
}

void
xm_recv_init(struct xm *x, uint32_t now_ms, const struct xm_options *options)
{
	xm_init(x, now_ms, options);
	x->streaming = x->ymodem = options->streaming;
	x->recv.file.name = "";
	x->recv.file.size = x->recv.left = XM_SIZE_UNKNOWN;
	x->recv.gap_ms = x->recv.gap_max_ms = options->byte_timeout_ms;
	x->crc = options->check != XM_CHECK_SUM;
	x->limit_ms = now_ms + options->wait_ms;
	ask_for_block(x);
}

const struct xm_file *
xm_recv_file(const struct xm *x)
{
	return &x->recv.file;
}

const uint8_t *
xm_recv_data(const struct xm *x, size_t *len)
{
	*len = x->recv.left < x->data_len ? (size_t)x->recv.left : x->data_len;
	return x->block + 3;
}

bool
xm_recv_is_last(const struct xm *x)
{
	return !x->ymodem || xm_block0_is_last((const char *)x->block + 3);
}

bool
xm_recv_is_bare_eot(const struct xm *x)
{
	return !x->ymodem && x->fill == 0;
}

void
xm_recv_refuse(struct xm *x)
{
	x->recv.refused = true;
}

bool
xm_recv_waits(const struct xm *x)
{
	return x->state == &waiting;
}

void
xm_recv_note_text(struct xm *x, uint32_t now_ms)
{
	x->now_ms = now_ms;
	if (x->event != XM_NONE || x->state != &waiting || !x->recv.in_file)
		return;
	x->recv.text = XM_TEXT_MIN;
	enter(x, &waiting, LAST_TEXT_MS);
}

void
xm_recv_line_lost(struct xm *x, uint32_t now_ms)
{
	bool eot = x->recv.eot_seen != 0 ||
		   (x->state == &silence && x->recv.burst >= EOT_ALONE);

	x->now_ms = now_ms;
	if (x->event == XM_NONE && x->error == XM_OK && x->recv.in_file &&
	    x->recv.left == 0 && eot)
		end_file(x);
}

uint8_t
xm_recv_skipped(const struct xm *x)
{
	return x->recv.skipped;
}

static void
ack_file(struct xm *x)
{
	if (x->ymodem)
		ack_header(x);
	else if (x->fill == 0)
		xm_ask(x, XM_END); /* it is empty */
	else
		take_data(x);
}

static void
ack_data(struct xm *x)
{
	size_t len;

	(void)xm_recv_data(x, &len);
	x->recv.left -=
	    len; /* of an unknown size there is always enough left */
	ack_block(x);
}

static void
ack_end(struct xm *x)
{
	x->recv.in_file = false;
	x->settled = true;
	x->number = 0;
	x->limit_ms = x->now_ms + NEXT_MS;
	if (x->ymodem)
		ack_and_ask(x);
	else
		leave(x);
}

void
xm_recv_ack(struct xm *x, uint32_t now_ms)
{
	enum xm_event event = x->event;

	assert(event == XM_FILE || event == XM_DATA || event == XM_END);
	x->event = XM_NONE;
	x->now_ms = now_ms;
	note_progress(x);
	if (event == XM_FILE)
		ack_file(x);
	else if (event == XM_DATA)
		ack_data(x);
	else
		ack_end(x);
}
