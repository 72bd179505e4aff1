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
 * The receiver sends one answer to each block, and only when the line is
 * silent.  The sender would take a second answer as the answer to its next
 * block.  Three rules follow:
 *
 * - If a block is damaged or unexpected, the receiver waits for silence and
 *   then sends NAK once.  Until it has received the first block of a file
 *   intact, it sends C instead, because NAK requests blocks with a checksum.
 * - If a data block, a block 0 or an EOT is received again, the receiver
 *   answers only if it has sent C or NAK since its last ACK, or if five seconds
 *   have passed since its last answer.  In all other cases the receiver sends
 *   no answer: the sender has sent the block or EOT twice without a new
 *   request, and the ACK of the first copy is already on its way.
 * - The receiver rejects an EOT if it has rejected four bytes or more since the
 *   last intact block: the block before the EOT may be missing.
 *
 * The gap is the silence that ends a block.  At first it is one second
 * (Forsberg), and each lost byte then costs one second.  So the receiver
 * measures the pauses within and before intact blocks.  If all pauses were
 * short, the gap becomes shorter; if the line or the sender pauses, the gap
 * stays one second.
 *
 * The receiver accepts an EOT only if silence follows the EOT: if the SOH of
 * block 4 is lost, the rest of the block begins with 0x04, the code of EOT.  If
 * text follows the EOT, the receiver sends NAK, and accepts the EOT if the
 * sender does not answer; TommyPROM sends such text, because it does not wait
 * for the ACK.
 */

enum {
	REQUEST_MS = 3000,   /* time between two requests (Forsberg) */
	REQUESTS_CRC = 4,    /* number of Cs before the first NAK, which
				requests a checksum */
	REPEAT_MS = 10000,   /* time to wait for a block before NAK is sent */
	ANSWER_MS = 5000,    /* minimum time between an answer and the answer to
				a repeated block */
	GAP_MIN_MS = 24,     /* silence that ends a block on a line without
				pauses */
	GAP_MAX_MS = 10000,  /* longest gap, for a line with long pauses, such
				as a radio link */
	WHOLE_QUIET_MS = 30, /* silence before the answer to a damaged block of
				full length */
	EOT_QUIET_MS = 100,  /* silence that must follow an EOT on a line
				without pauses */
	LAST_QUIET_MS = 20,  /* silence that must follow an EOT if no data is
				missing */
	EOT_AGAIN_MS = 3200, /* time to wait for the second EOT */
	EOT_AGAIN_CLEAN_MS = 1000, /* time to wait for the second EOT after a
				      file without errors */
	NEXT_MS = 20000, /* time to wait for the next block 0; senders repeat an
			    EOT after up to 15 s */
	NEXT_AGAIN_MS = 36000, /* time to wait for the next block 0 after a
				  repeated EOT: two more EOTs may follow, and
				  one of them may be lost */
	OUTPUT_MS = 4000, /* time in which the line must accept the last ACK */
	CANCEL_LEN = 8,   /* CANs and BSs in a row that cancel in binary data */
	CANCEL_TEXT_LEN = 2, /* CANs that cancel after text or an EOT */
	BLOCK_MIN = 4,       /* fewer rejected bytes do not count as a block */
	CUTS_MAX = 5,        /* number of blocks cut short in a row after which
				the gap stays the same */
	LAST_TEXT_MS = 5000, /* time to wait after a NAK that answers text */
	PADDING_CRC = 0xf8b0 /* CRC of 128 data bytes of value 0x1A */
};

/* The kind of the bytes since the last silence. */
enum burst {
	BINARY,
	TEXT,      /* text, or CANs after text */
	EOT_ALONE, /* a single EOT; the kinds below contain an EOT, too */
	EOT_TWICE,
	EOT_TEXT
};

static const struct xm_state waiting, block, silence, leaving;
static void judge_burst(struct xm *);

/* Answers. */

/* Enters a state that expires at x->limit_ms at the latest. */
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
	x->received_ms = x->now_ms;
	enter(x, &waiting, wait_ms);
}

/*
 * Sends an answer, and waits for a block.  `request` is a request to send after
 * an ACK; 0: none.
 */
static void
answer(struct xm *x, uint8_t byte, uint8_t request, uint32_t wait_ms)
{
	x->recv.requested = byte != ACK;
	x->recv.answered_ms = x->now_ms;
	x->recv.reply[0] = byte;
	x->recv.reply[1] = request;
	xm_offer(x, x->recv.reply, request == 0 ? 1 : 2);
	wait_for_block(x, wait_ms);
}

/*
 * Returns the request for the first block of a file: G, C or NAK.  In
 * XM_CHECK_AUTO, until a block is accepted, returns C four times, then NAK and
 * C in turn.  NAK requests blocks with a checksum, so the receiver accepts such
 * blocks after a NAK.
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
	x->recv.sum_requested = true;
	return NAK;
}

/*
 * Requests the first block of a file.  After a file of YMODEM-g, sends NAK: if
 * the next block 0 is lost, the sender would take a second G as the ACK of that
 * block 0.
 */
static void
request_block(struct xm *x)
{
	uint8_t byte = choose_request(x);

	if (x->streaming && x->settled)
		byte = NAK;
	x->recv.requests++; /* 255 becomes 0: again four Cs before a NAK */
	answer(x, byte, 0, REQUEST_MS);
}

/* Progress: clears the retry count and restarts the timeout. */
static void
note_progress(struct xm *x)
{
	x->tries = 0;
	x->recv.rejected = 0;
	x->recv.skipped = 0;
	x->limit_ms = x->now_ms + x->options.timeout_ms;
}

/*
 * Adapts the gap to the longest pause so far.  Not called in YMODEM-g: a gap
 * that is too short would end the transfer.
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
		x->out_len = 0; /* YMODEM-g does not acknowledge data blocks */
	else
		adapt_gap(x);
}

/* Acknowledges block 0 or an EOT, and requests the next block. */
static void
ack_and_request(struct xm *x)
{
	answer(x, ACK, choose_request(x), REQUEST_MS);
}

/* Acknowledges block 0.  In YMODEM-g, the only answer to block 0 is G. */
static void
ack_header(struct xm *x)
{
	ack_and_request(x);
	if (x->streaming)
		xm_offer(x, x->recv.reply + 1, 1);
}

/*
 * Answers a repeated block or EOT, unless an answer may still be on its way.
 */
static void
answer_again(struct xm *x)
{
	x->recv.rejected = 0;
	if (!x->recv.requested && x->now_ms - x->recv.answered_ms < ANSWER_MS)
		wait_for_block(x, REQUEST_MS);
	else if (!x->recv.in_file)
		ack_and_request(x);
	else if (x->recv.fresh)
		ack_header(x);
	else
		ack_block(x);
}

/* Counts a repetition.  Returns false if no more are allowed. */
static bool
count_try(struct xm *x)
{
	if (x->tries == 0)
		x->recv.first_rejected_ms = x->now_ms;
	if (!xm_may_retry(x, x->recv.first_rejected_ms))
		return false;
	x->tries++;
	return true;
}

/* Returns true if the sender has sent text in place of a block. */
static bool
has_text(const struct xm *x)
{
	return x->recv.text >= XM_TEXT_MIN;
}

/*
 * Returns true if the sender has sent text and then nothing.  Before the first
 * block of a file, the text may announce that block, so the function returns
 * true only after four requests.
 */
static bool
sender_has_stopped(struct xm *x)
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
		/* Not G: the sender would take G as the answer to block 0. */
		answer(x, NAK, 0,
		    has_text(x) && !x->recv.sends_text ? LAST_TEXT_MS
						       : REPEAT_MS);
	} else {
		request_block(x);
	}
}

/*
 * Discards bytes until the line is silent.  judge_burst() then checks whether
 * the bytes were an EOT, CANs or a damaged block.
 */
static void
await_silence(struct xm *x, uint32_t wait_ms, enum burst burst)
{
	x->recv.burst = (uint8_t)burst;
	enter(x, &silence, wait_ms);
}

/* Sends the last ACK, and ends the transfer. */
static void
end_session(struct xm *x)
{
	answer(x, ACK, 0, 0);
	xm_enter(x, &leaving, OUTPUT_MS);
}

/* Intact blocks. */

/*
 * Returns the last two bytes of the block: its CRC, or a byte of data and the
 * checksum.  The receiver recognises a repeated block by these bytes.
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
	x->recv.sum_requested = false;
	x->number = 1;
	x->recv.eot_seen = 0;
	x->recv.left = x->recv.file.size;
	xm_raise(x, XM_FILE);
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
		end_session(x);
}

/*
 * Processes a block of data.  A block beyond the announced size is an error,
 * unless the block is all padding, which RT-Thread's sender appends.  Senders
 * that read a pipe or /proc announce size 0: if data follows, the size is
 * unknown.
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
		xm_raise(x, XM_DATA);
	else
		ack_block(x);
}

/*
 * Rejects an intact block that is neither the expected block nor a repetition.
 * Either the sender has taken another answer as the ACK of a block that did not
 * arrive, or the received block was delayed.  A second such block in a row
 * proves that a block is missing, and ends the transfer.
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
		begin_file(x); /* XMODEM: ack_file() will process the block */
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
 * Returns true if the block has a checksum and is thus one byte shorter.  This
 * happens if the receiver has sent C and NAK, and the sender answers the NAK.
 */
static bool
has_sum(const struct xm *x)
{
	return x->recv.sum_requested && x->fill + 1 == x->recv.need &&
	       xm_block_intact(x->block, x->data_len, false);
}

/*
 * Handles silence inside a block.  The first block with a checksum is rejected
 * with C, so that a sender that supports the CRC changes to it.
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
	/* A sender that is cancelled may send CANs inside a block. */
	for (uint16_t i = 0; i < x->fill; i++)
		count_can(x, x->block[i]);
	x->recv.rejected += x->fill;
	x->recv.burst = BINARY;
	if (x->recv.cuts < CUTS_MAX)
		x->recv.cuts++;
	judge_burst(x);
}

static void
begin_block(struct xm *x, uint8_t start)
{
	if (!x->established)
		x->pause_ms = 0; /* ignore pauses before the first block */
	x->data_len = start == STX ? 1024 : 128;
	x->recv.need = (uint16_t)(3 + x->data_len + (x->crc ? 2 : 1));
	if (has_text(x))
		x->recv.sends_text = true;
	x->recv.text = 0;
	x->block[0] = start;
	x->fill = 1;
	enter(x, &block, x->recv.gap_ms);
}

/* Between blocks. */

/*
 * Returns true if the bytes may be the rest of a block that was cut short by a
 * pause.  A CAN or an EOT among such bytes has no meaning.
 */
static bool
may_be_late(const struct xm *x)
{
	return x->tries > 0;
}

/*
 * Waits for the silence that must follow an EOT.  On a line with pauses this
 * silence is longer: the EOT may be a damaged byte before a late block.
 */
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

/* Updates the kind of the burst for a byte that is discarded. */
static void
note_discarded(struct xm *x, uint8_t byte)
{
	uint8_t burst = BINARY;

	count_can(x, byte);
	if (byte == EOT) {
		if (x->recv.burst == EOT_ALONE)
			burst = EOT_TWICE;
		else if (x->recv.burst == TEXT && x->recv.left == 0)
			burst = EOT_TEXT; /* NuttX prints an error before EOT */
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
		xm_put_text(x, byte);
	}
}

/*
 * Makes the gap longer, because the received bytes do not begin a block: they
 * may be the rest of a block that a pause has cut short.  The first time, the
 * gap becomes byte_timeout_ms; it doubles with each further block that was cut
 * short.
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
begin_discarding(struct xm *x, uint8_t byte)
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
		begin_discarding(x, byte);
		return 1;
	}
	if (byte >= 0x80)
		x->recv.noisy = true;
	xm_put_text(x, byte);
	return 1;
}

static void
end_file(struct xm *x)
{
	/* For an unknown size, `left` is negative as a signed number. */
	if ((int64_t)x->recv.left > 0)
		xm_fail(x, XM_ESHORT);
	else
		xm_raise(x, XM_END);
}

/*
 * Ends the transfer after the timeout.  If no part of a block was received, the
 * transfer succeeds in two cases.  After the last file of a batch, the final
 * header (the block 0 without a name that ends the batch) may be missing.  An
 * EOT in place of the first block is an empty file, for which OpenBSD's cu
 * sends only one EOT.
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
wait_expired(struct xm *x)
{
	bool eot_unanswered = x->recv.eot_seen == EOT_TEXT ||
			      (x->recv.eot_seen != 0 && x->recv.left == 0);

	if (!xm_before(x->now_ms, x->limit_ms))
		give_up(x);
	else if (!x->recv.in_file)
		request_block(x);
	else if (eot_unanswered)
		end_file(x);
	else if (sender_has_stopped(x))
		xm_fail(x, XM_ESTOPPED);
	else
		reject(x);
}

/* The EOT. */

static bool
needs_second_eot(const struct xm *x)
{
	/* Before a first block, or after a rejected one, EOT may be noise. */
	if (!x->recv.in_file || may_be_late(x))
		return true;
	if (x->options.eot == XM_EOT_AUTO)
		return x->ymodem || x->recv.burst == EOT_TEXT;
	return x->options.eot == XM_EOT_NAK;
}

/* Requests the EOT again. */
static void
reject_eot(struct xm *x)
{
	bool clean = x->recv.left == 0 && x->counts.retries == 0;

	x->recv.eot_seen = x->recv.burst;
	if (x->recv.in_file) {
		answer(x, NAK, 0, clean ? EOT_AGAIN_CLEAN_MS : EOT_AGAIN_MS);
		return;
	}
	/* Send C, then NAK: Tera Term repeats its EOT only after NAK. */
	x->recv.requests = REQUESTS_CRC - 1;
	request_block(x);
}

/* Waits longer for the next block 0, because the sender is still active. */
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
	 * ST's Ymodem_Transmit() sends the final block 0 immediately after the
	 * EOT, without waiting for the ACK.
	 */
	if (x->recv.burst >= EOT_ALONE && *in == SOH && x->recv.in_file &&
	    x->recv.left == 0) {
		end_file(x);
		return 0;
	}
	/*
	 * The sender may begin a block before gap_ms has passed, if gap_ms is
	 * long.  So SOH or STX after byte_timeout_ms of silence begins a block.
	 */
	if (x->now_ms - x->received_ms >= x->options.byte_timeout_ms &&
	    (*in == SOH || *in == STX)) {
		begin_block(x, *in);
		return 1;
	}
	x->received_ms = x->now_ms;
	note_discarded(x, *in);
	enter(x, &silence, x->recv.gap_ms);
	return 1;
}

/*
 * Two CANs after noise do not cancel before the first block: the baud rate may
 * be wrong, and then a letter may be received as two CANs.
 */
static bool
is_cancelled(const struct xm *x)
{
	bool noise = !x->established && x->recv.noisy;

	return x->cans >= (x->recv.burst == BINARY || noise ? CANCEL_LEN
							    : CANCEL_TEXT_LEN);
}

static void
judge_burst(struct xm *x)
{
	if (is_cancelled(x))
		xm_fail_quietly(x, XM_ECANCELLED);
	else if (x->recv.burst >= EOT_ALONE)
		judge_eot(x);
	else
		reject(x);
}

static const struct xm_state waiting =
    XM_STATE("waiting", take_start, NULL, wait_expired, false);
static const struct xm_state block =
    XM_STATE("block", fill_block, NULL, block_broke_off, true);
static const struct xm_state silence =
    XM_STATE("silence", discard, NULL, judge_burst, true);
static const struct xm_state leaving =
    XM_STATE("leaving", xm_ignore, xm_end, xm_end, false);

/* Functions for the caller. */

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
	request_block(x);
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
		xm_raise(x, XM_END); /* the file is empty */
	else
		take_data(x);
}

static void
ack_data(struct xm *x)
{
	size_t len;

	(void)xm_recv_data(x, &len);
	x->recv.left -= len; /* an unknown size never becomes 0 */
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
		ack_and_request(x);
	else
		end_session(x);
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
