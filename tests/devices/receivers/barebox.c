#include "devices/receivers/models.h"

/*
 * barebox, lib/xymodem.c. The device replies to an error after 250 ms of
 * silence. A repeated block 255 counts as an error. Seven CANs cancel the
 * session, even with other bytes between them.
 */

/* Reactions in XMODEM and in YMODEM, but not in YMODEM-g. */
#define REACTIONS                                                              \
	.bad = { .reply = REPLY_NAK, .purge_ms = 250 },                        \
	.duplicate = { .reply = REPLY_ACK },                                   \
	.wrap_duplicate = { .reply = REPLY_NAK, .purge_ms = 250 },             \
	.out_of_step = { .reply = REPLY_NAK, .purge_ms = 250 },                \
	.junk = { .reply = REPLY_NAK, .purge_ms = 250 },                       \
	.start_junk = { .reply = REPLY_ASK, .purge_ms = 250 },                 \
	.idle = { .reply = REPLY_NAK, .purge_ms = 250 }

static const struct reactions reactions = {
	REACTIONS,
	.start_idle = { .reply = REPLY_ASK, .purge_ms = 250 },
};

/*
 * XMODEM: the device sends its request again every 3 s. It answers an EOT
 * before the first block with C, and continues to wait for a block.
 */
static const struct reactions reactions_x = {
	REACTIONS,
	.start_idle = { .reply = REPLY_ASK },
	.eot_first = { .reply = REPLY_C, .purge_ms = 250 },
};

/* YMODEM-g has no retransmission, so each error ends the session. */
static const struct reactions reactions_g = {
	.bad = { .reply = REPLY_LEAVE },
	.duplicate = { .reply = REPLY_LEAVE },
	.out_of_step = { .reply = REPLY_LEAVE },
	.junk = { .reply = REPLY_LEAVE },
	.start_junk = { .reply = REPLY_ASK, .purge_ms = 250 },
	.idle = { .reply = REPLY_LEAVE },
	.start_idle = { .reply = REPLY_ASK, .purge_ms = 250 },
};

/* Members that all three models share. */
#define BAREBOX                                                                \
	.blocks = DEVICE_BOTH, .first_ms = 250, .limits = { .byte_ms = 3000 }, \
	.listen_ms = 3000, .cans = 7

/* Members that the two YMODEM models share. */
#define BAREBOX_Y                                                              \
	.needs = DEVICE_NEEDS_SIZE, .null = DEVICE_NULL_REQUIRED,              \
	.tail = DEVICE_TAIL_CUT, .next_ms = 3250, .next_waits = 5,             \
	.quirks = QUIRK_FLUSH_START | QUIRK_ANY_HEADER | QUIRK_EOT_IS_NULL |   \
		  QUIRK_CANS_ADD_UP

/* If the first block 0 does not arrive, the device gives up after 16.75 s. */
const struct device_model model_barebox_loady = {
	.name = "barebox-loady",
	.about = "barebox's loady, which needs a size",
	BAREBOX,
	BAREBOX_Y,
	.protocol = DEVICE_YMODEM,
	.survives = SURVIVES_ALL,
	.asks = { { 'C', 4, 3000, CHECK_CRC },
	    { ASK_NAK, 1, 3250, CHECK_SUM } },
	.header_reply = BYTES(S_ACK "C"),
	.on = &reactions,
	.errors_max = 10,
	.eot_reply = BYTES(S_ACK "C"),
	.null_reply = BYTES(S_ACK),
	.abort_text = BYTES("## Binary (ymodem) download aborted (-110)\r\n"),
	.done_text = BYTES("\nxyModem - 24(SOH)/0(STX)/0(CAN) packets, "
			   "0 retries\r\n"),
};

/*
 * After its seventh C, the device expects a block with a checksum, although C
 * requests a CRC.
 */
const struct device_model model_barebox_loadx = {
	.name = "barebox-loadx",
	.about = "barebox's loadx, whose seventh C lies",
	BAREBOX,
	XMODEM_FILE,
	.survives = SURVIVES_ALL,
	.needs = DEVICE_NEEDS_CONTENT,
	.asks = { { 'C', 6, 3000, CHECK_CRC }, { 'C', 1, 3000, CHECK_SUM },
	    { ASK_NAK, 0, 3000, CHECK_SUM } },
	.on = &reactions_x,
	.errors_max = 10,
	.eot_reply = BYTES(S_ACK),
	.abort_text = BYTES("## Binary (xmodem) download aborted (-110)\r\n"),
	.done_text = BYTES("\nxyModem - 24(SOH)/0(STX)/0(CAN) packets, "
			   "0 retries\r\n"),
	.quirks = QUIRK_FLUSH_START | QUIRK_CANS_ADD_UP,
};

/* The device acknowledges only the EOT. */
const struct device_model model_barebox_g = {
	.name = "barebox-g",
	.about = "barebox's loady -g, which ends silently on any error",
	BAREBOX,
	BAREBOX_Y,
	.protocol = DEVICE_YMODEM_G,
	.asks = { { 'G', 5, 3000, CHECK_CRC } },
	.header_reply = BYTES("G"),
	.on = &reactions_g,
	.eot_reply = BYTES(S_ACK "G"),
	.abort_text = BYTES("## Binary (ymodem) download aborted (-74)\r\n"),
	.done_text = BYTES("\nxyModem - 2(SOH)/24(STX)/0(CAN) packets, "
			   "0 retries\r\n"),
};
