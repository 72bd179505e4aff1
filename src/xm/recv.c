#include "inner.h"

/*
 * The receiver.
 *
 *	sender                           receiver              state after it
 *
 *	                  <------------  C (later NAK, or G)   waiting
 *	block 0, of YMODEM ----------->                        block
 *	                  <------------  ACK C                 waiting
 *	block 1, 2, ...   ------------>                        block
 *	                  <------------  ACK                   waiting
 *	EOT               ------------>                        silence
 *	                  <------------  NAK, in YMODEM        waiting
 *	EOT               ------------>                        silence
 *	                  <------------  ACK C, or ACK         waiting, parting
 *	the next block 0  ------------>
 *
 * One answer to one block, and only when the line is quiet: a second answer to
 * the same block would be taken for the answer to the next one.  So whatever
 * is damaged or unexpected, the receiver waits for silence and then
 * says NAK once; or, until the first block of a file is intact, C, for a NAK
 * would ask for blocks with a checksum.
 *
 * How long is silence?  A second, as Forsberg says, is right for every line
 * and costs that second whenever a byte is lost.  So the receiver learns: where
 * all pauses in and before blocks have been short, a long one is silence;
 * where the line stutters, or the sender is far away, the second stays.
 *
 * An EOT counts only when silence follows it.  If the SOH of block 4 is lost,
 * what is left of the block begins with 0x04.  With text behind it (TommyPROM
 * does not wait for the ACK) it counts if nobody answers to a NAK.
 */

enum {
	REQUEST_MS = 3000,   /* between two requests (Forsberg) */
	REQUESTS_CRC = 4,    /* before the first for a checksum */
	REPEAT_MS = 10000,   /* until an answer that was lost is said again */
	GAP_MS = 1000,       /* silence that ends a block (Forsberg) */
	GAP_MIN_MS = 24,     /* the same on a line without any pauses */
	WHOLE_QUIET_MS = 30, /* the same, if as much came as was expected */
	EOT_QUIET_MS = 100,  /* nothing belongs to the EOT */
	LAST_QUIET_MS = 20,  /* the same if no data is missing */
	EOT_AGAIN_MS = 3200, /* for the second EOT to come */
	NEXT_MS = 10000,     /* for the next block 0 */
	PART_MS = 4000,      /* for the line to take the last ACK */
	CANCEL_LEN = 8       /* CAN and BS in a row where data was expected */
};

enum { EOT_NONE, EOT_ALONE, EOT_TEXT };

static const struct xm_state waiting, block, silence, parting;

/* Answers. */

static uint32_t
earlier(uint32_t a, uint32_t b)
{
	return xm_before(a, b) ? a : b;
}

/* Waits for the sender, but not longer than patience lasts. */
static void
wait_for_block(struct xm *x, uint32_t wait_ms)
{
	x->cans = 0;
	x->fill = 0;
	x->heard_ms = x->now_ms;
	xm_enter(
	    x, &waiting, earlier(x->now_ms + wait_ms, x->limit_ms) - x->now_ms);
}

/* Says one byte or two; the second may be 0. */
static void
say(struct xm *x, uint8_t first, uint8_t second)
{
	x->reply[0] = first;
	x->reply[1] = second;
	xm_offer(x, x->reply, second == 0 ? 1 : 2);
}

/*
 * The request of the moment: G or C; or, if nobody understands C, a NAK for
 * blocks with a checksum in between.
 */
static uint8_t
request(const struct xm *x)
{
	if (x->streaming)
		return REQUEST_G;
	if (x->acquainted)
		return x->crc ? REQUEST_CRC : NAK;
	if (x->options.check == XM_CHECK_SUM)
		return NAK;
	if (x->options.check == XM_CHECK_AUTO && x->asked >= REQUESTS_CRC &&
	    x->asked % 2 == 0)
		return NAK;
	return REQUEST_CRC;
}

static void
ask_for_block(struct xm *x)
{
	uint8_t byte = request(x);

	x->sum_asked = x->sum_asked || byte == NAK;
	x->asked++; /* and from the beginning when it wraps */
	say(x, byte, 0);
	wait_for_block(x, REQUEST_MS);
}

/* Something is heard that may last: patience begins anew. */
static void
progress(struct xm *x)
{
	x->tries = 0;
	x->limit_ms = x->now_ms + x->options.timeout_ms;
}

/*
 * Each intact block makes the line better known.  A stream has nothing to gain:
 * a block that is cut short ends it, and one that is only late must not.
 */
static void
learn_gap(struct xm *x)
{
	uint32_t known_ms = 2u * x->pause_ms + GAP_MIN_MS;
	uint32_t ms = (x->gap_ms + 3 * known_ms) / 4;

	x->gap_ms = (uint16_t)(ms < GAP_MS ? ms : GAP_MS);
}

static void
ack_block(struct xm *x)
{
	if (!x->streaming) {
		learn_gap(x);
		say(x, ACK, 0);
	}
	wait_for_block(x, REPEAT_MS);
}

static void
ack_header(struct xm *x)
{
	if (x->streaming)
		say(x, REQUEST_G, 0);
	else
		say(x, ACK, request(x));
	wait_for_block(x, REQUEST_MS);
}

static void
ack_eot(struct xm *x)
{
	say(x, ACK, request(x));
	wait_for_block(x, REQUEST_MS);
}

static void
refuse(struct xm *x)
{
	x->counts.retries++;
	if (x->cans >= CANCEL_LEN) {
		xm_drop(x, XM_ECANCELLED);
	} else if (x->tries++ >= x->options.retries ||
		   (x->streaming && x->acquainted)) {
		xm_fail(x, XM_ERETRIES);
	} else if (x->streaming || (x->in_file && !x->fresh)) {
		/* A second G would be taken for the answer to block 0. */
		say(x, NAK, 0);
		wait_for_block(x, REPEAT_MS);
	} else {
		ask_for_block(x);
	}
}

/* Until then nothing counts, but an EOT that stays alone. */
static void
await_silence(struct xm *x, uint32_t wait_ms)
{
	x->eot = EOT_NONE;
	xm_enter(x, &silence, wait_ms);
}

static void
part(struct xm *x)
{
	say(x, ACK, 0);
	xm_enter(x, &parting, PART_MS);
}

/* What an intact block is. */

static void
begin_file(struct xm *x)
{
	x->acquainted = true;
	x->in_file = true;
	x->settled = false;
	x->fresh = true;
	x->number = 1;
	x->eot_heard = EOT_NONE;
	x->left = x->file.size;
	xm_ask(x, XM_FILE);
}

static void
take_header(struct xm *x)
{
	char *data = (char *)x->block + 3;

	x->header = x->block[x->need - 1];
	data[x->data_len] = '\0'; /* the check is not needed any more */
	if (!xm_header_parse(data, x->data_len, &x->file)) {
		await_silence(x, x->gap_ms);
		return;
	}
	x->ymodem = true;
	if (x->file.name[0] != '\0')
		begin_file(x);
	else
		part(x);
}

static void
take_data(struct xm *x)
{
	progress(x);
	x->counts.blocks++;
	x->number++;
	x->fresh = false;
	x->eot_heard = EOT_NONE;
	if (x->left > 0)
		xm_ask(x, XM_DATA);
	else
		ack_block(x);
}

/* An XMODEM file: it begins with block 1, or with the EOT if it is empty. */
static void
begin_nameless(struct xm *x)
{
	if (x->streaming)
		xm_fail(x, XM_ERETRIES); /* block 0 was lost for good */
	else
		begin_file(x);
}

static void
take_block(struct xm *x)
{
	uint8_t ahead = (uint8_t)(x->block[1] - x->number);

	if (!x->in_file && x->block[1] == 0)
		take_header(x);
	else if (!x->in_file && x->block[1] == 1 && !x->ymodem)
		begin_nameless(x); /* the block is taken afterwards */
	else if (!x->in_file || (ahead != 0 && ahead != 0xff))
		await_silence(x, x->gap_ms);
	else if (ahead == 0)
		take_data(x);
	else if (!x->fresh)
		ack_block(x);
	else if (x->block[x->need - 1] == x->header)
		ack_header(x);
	else
		xm_fail(x, XM_ESHORT); /* it is the next file's */
}

/* The bytes of a block. */

/* A sender that is stopped does not always end its block first. */
static void
look_for_cancel(struct xm *x, const uint8_t *in, size_t len)
{
	for (; len > 0; len--, in++) {
		if (*in != CAN && *in != BS)
			x->cans = 0;
		else if (x->cans < CANCEL_LEN)
			x->cans++;
	}
}

static size_t
fill_block(struct xm *x, const uint8_t *in, size_t len)
{
	size_t n = (size_t)(x->need - x->fill);

	if (n > len)
		n = len;
	memcpy(x->block + x->fill, in, n);
	x->fill = (uint16_t)(x->fill + n);
	x->due_ms = x->now_ms + x->gap_ms;
	if (x->fill == x->need) {
		if (xm_block_intact(x->block, x->data_len, x->crc))
			take_block(x);
		else
			await_silence(x, WHOLE_QUIET_MS);
	}
	return n;
}

/*
 * The line fell silent inside a block.  Where C and NAK have been said in turn
 * the sender may have taken up the NAK, and the block is one byte shorter.
 */
static void
block_broke_off(struct xm *x)
{
	bool summed = !x->acquainted && x->sum_asked &&
		      x->fill + 1 == x->need &&
		      xm_block_intact(x->block, x->data_len, false);

	if (summed) {
		x->crc = false;
		take_block(x);
	} else {
		look_for_cancel(x, x->block, x->fill);
		refuse(x);
	}
}

static void
begin_block(struct xm *x, uint8_t start)
{
	if (!x->acquainted) {
		x->crc = x->options.check != XM_CHECK_SUM;
		x->pause_ms = 0; /* it was no pause, but the wait for us */
	}
	x->data_len = start == STX ? 1024 : 128;
	x->need = (uint16_t)(3 + x->data_len + (x->crc ? 2 : 1));
	x->block[0] = start;
	x->fill = 1;
	xm_enter(x, &block, x->gap_ms);
}

/* Between blocks. */

/*
 * A block that was thought cut short may be late, and what comes after the NAK
 * be the rest of it, in which a CAN or an EOT means nothing.
 */
static bool
may_be_late(const struct xm *x)
{
	return x->tries > 0;
}

static void
take_eot(struct xm *x)
{
	await_silence(x, x->left > 0 ? EOT_QUIET_MS : LAST_QUIET_MS);
	x->eot = EOT_ALONE;
}

static void
hear_rubbish(struct xm *x)
{
	/* It was late: the line is not what it seemed. */
	if (may_be_late(x))
		x->gap_ms = GAP_MS;
	await_silence(x, x->gap_ms);
}

static size_t
hear(struct xm *x, const uint8_t *in, size_t len)
{
	uint8_t byte = *in;

	(void)len;
	x->cans = byte == CAN ? (uint8_t)(x->cans + 1) : 0;
	if (x->cans == 2)
		xm_drop(x, XM_ECANCELLED);
	else if (byte == CAN && !may_be_late(x))
		return 1;
	else if (byte == SOH || byte == STX)
		begin_block(x, byte);
	else if (byte == EOT)
		take_eot(x);
	else if (x->in_file)
		hear_rubbish(x);
	else
		xm_say(x, byte);
	return 1;
}

static void
end_file(struct xm *x)
{
	if (x->file.size != XM_SIZE_UNKNOWN && x->left > 0)
		xm_fail(x, XM_ESHORT);
	else
		xm_ask(x, XM_END);
}

/* An EOT that was heard before there was a file has not come again. */
static void
begin_anew(struct xm *x)
{
	x->eot_heard = EOT_NONE;
	ask_for_block(x);
}

static void
waited(struct xm *x)
{
	bool patient = xm_before(x->now_ms, x->limit_ms);

	if (!x->in_file && x->ymodem && !patient)
		xm_end(x); /* the last file is whole */
	else if (!patient)
		xm_fail(x, x->acquainted ? XM_ESILENCE : XM_ENOSTART);
	else if (!x->in_file)
		begin_anew(x);
	else if (x->eot_heard != EOT_NONE &&
		 (x->left == 0 || x->eot_heard == EOT_TEXT))
		end_file(x);
	else
		refuse(x);
}

/* The EOT. */

static bool
asks_for_second_eot(const struct xm *x)
{
	if (x->eot_heard != EOT_NONE || x->streaming)
		return false;
	/* Before anything else it is an empty file, or noise. */
	if (!x->in_file || may_be_late(x))
		return true;
	if (x->options.eot == XM_EOT_AUTO)
		return x->ymodem || x->eot == EOT_TEXT;
	return x->options.eot == XM_EOT_NAK;
}

static void
believe_eot(struct xm *x)
{
	if (!x->in_file && x->ymodem) {
		ack_eot(x);
	} else if (asks_for_second_eot(x)) {
		x->eot_heard = x->eot;
		say(x, x->in_file ? NAK : request(x), 0);
		wait_for_block(x, EOT_AGAIN_MS);
	} else if (x->in_file) {
		end_file(x);
	} else {
		begin_nameless(x);
	}
}

/* Silence. */

static bool
is_text(uint8_t byte)
{
	return (byte >= ' ' && byte <= '~') || byte == '\r' || byte == '\n';
}

static size_t
discard(struct xm *x, const uint8_t *in, size_t len)
{
	/*
	 * ST's Ymodem_Transmit() is one answer ahead of us, and sends the last
	 * block 0 right behind the EOT.
	 */
	if (x->eot != EOT_NONE && *in == SOH && x->in_file && x->left == 0) {
		end_file(x);
		return 0;
	}
	/* Two EOTs that met are one. */
	if (x->eot != EOT_NONE && *in != EOT)
		x->eot = is_text(*in) ? EOT_TEXT : EOT_NONE;
	look_for_cancel(x, in, 1);
	x->due_ms = earlier(x->now_ms + x->gap_ms, x->limit_ms);
	(void)len;
	return 1;
}

static void
judge(struct xm *x)
{
	if (x->eot != EOT_NONE)
		believe_eot(x);
	else
		refuse(x);
}

static const struct xm_state waiting =
    XM_STATE("waiting", hear, NULL, waited, false);
static const struct xm_state block =
    XM_STATE("block", fill_block, NULL, block_broke_off, true);
static const struct xm_state silence =
    XM_STATE("silence", discard, NULL, judge, true);
static const struct xm_state parting =
    XM_STATE("parting", xm_ignore, xm_end, xm_end, false);

/* The caller's side. */

void
xm_recv_init(struct xm *x, uint32_t now_ms, const struct xm_options *options)
{
	xm_init(x, now_ms, options);
	x->streaming = options->streaming;
	x->file.name = "";
	x->file.size = x->left = XM_SIZE_UNKNOWN;
	x->gap_ms = GAP_MS;
	x->limit_ms = now_ms + options->wait_ms;
	ask_for_block(x);
}

const struct xm_file *
xm_recv_file(const struct xm *x)
{
	return &x->file;
}

const uint8_t *
xm_recv_data(const struct xm *x, size_t *len)
{
	*len = x->left < x->data_len ? (size_t)x->left : x->data_len;
	return x->block + 3;
}

bool
xm_recv_waits(const struct xm *x)
{
	return x->state == &waiting;
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
	x->left -= len; /* of an unknown size there is always enough left */
	ack_block(x);
}

static void
ack_end(struct xm *x)
{
	x->in_file = false;
	x->settled = true;
	x->limit_ms = x->now_ms + NEXT_MS;
	if (x->ymodem)
		ack_eot(x);
	else
		part(x);
}

void
xm_recv_ack(struct xm *x, uint32_t now_ms)
{
	enum xm_event event = x->event;

	assert(event == XM_FILE || event == XM_DATA || event == XM_END);
	x->event = XM_NONE;
	x->now_ms = now_ms;
	progress(x);
	if (event == XM_FILE)
		ack_file(x);
	else if (event == XM_DATA)
		ack_data(x);
	else
		ack_end(x);
}
