#include "devices/receivers/models.h"

/*
 * U-Boot, common/xyzModem.c, and its ancestor in RedBoot (eCos,
 * packages/redboot/current/src/xyzModem.c). These devices send C instead of
 * NAK. After 2 s without a byte, they discard all bytes until the line is
 * silent for 2 s.
 */

/* In XMODEM too, the device acknowledges a block 0 in place of block 1. */
#define REACTIONS                                                              \
	.bad = { .reply = REPLY_ASK },                                         \
	.bad_frame = { .reply = REPLY_ASK, .purge_ms = 2000 },                 \
	.header_again = { .reply = REPLY_ACK },                                \
	.duplicate = { .reply = REPLY_ACK },                                   \
	.out_of_step = { .reply = REPLY_ASK },                                 \
	.junk = { .reply = REPLY_NONE },                                       \
	.idle = { .reply = REPLY_ASK, .purge_ms = 2000, .rest_ms = 250 }

static const struct reactions reactions = {
	REACTIONS,
	.start_idle = { .reply = REPLY_ASK, .purge_ms = 2000, .rest_ms = 750 },
};

/*
 * XMODEM: silence before the session has the same effect as silence within the
 * file.
 */
static const struct reactions reactions_x = {
	REACTIONS,
	.start_idle = { .reply = REPLY_ASK, .purge_ms = 2000, .rest_ms = 250 },
};

/* Members that all models share, for XMODEM and YMODEM. */
#define XYZMODEM                                                               \
	.blocks = DEVICE_BOTH, .survives = SURVIVES_ALL, .files_max = 1,       \
	.limits = { .byte_ms = 2000 }, .listen_ms = 2000, .errors_max = 20,    \
	.cans = 3, .abort = BYTES(S_CAN_4 S_BS S_BS S_BS S_BS)

/*
 * Members of the YMODEM models. After block 0, the device sends only ACK. If no
 * block follows, the device sends C after 4.25 s.
 */
#define XYZMODEM_Y                                                             \
	.protocol = DEVICE_YMODEM, .header_reply = BYTES(S_ACK),               \
	.on = &reactions, .eot_reply = BYTES(S_ACK S_ACK "C"),                 \
	.next_ms = 2000, .next_waits = 1, .null_reply = BYTES(S_ACK)

/* Members that the two YMODEM models of U-Boot share. */
#define UBOOT_Y                                                                \
	.tail = DEVICE_TAIL_STRIPPED,                                          \
	.asks = { { 'C', 9, 2000, CHECK_CRC },                                 \
		{ ASK_NAK, 10, 2000, CHECK_SUM } },                            \
	.quirks = QUIRK_DROP_FIRST | QUIRK_ANY_HEADER | QUIRK_CLEAN_EOT

/*
 * U-Boot's loady. After the file, any block 0 ends the session, and the prompt
 * returns. Without this block 0, the transfer fails.
 */
const struct device_model model_uboot_loady = {
	.name = "uboot-loady",
	.about = "U-Boot's loady, at an address with a C",
	XYZMODEM,
	XYZMODEM_Y,
	UBOOT_Y,
	.null = DEVICE_NULL_REQUIRED,
	.banner = BYTES("## Ready for binary (ymodem) download to 0xC0008000 "
			"at 115200 bps...\r\n"),
	.abort_text = BYTES("## Binary (ymodem) download aborted\r\n=> "),
	.done_text = BYTES("xyzModem - CRC mode\r\n=> "),
};

/* The device treats a block 0 as a repeated block. */
const struct device_model model_uboot_loadx = {
	.name = "uboot-loadx",
	.about = "U-Boot's loadx, which strips 0x1A from each block",
	XYZMODEM,
	.protocol = DEVICE_XMODEM,
	.tail = DEVICE_TAIL_STRIPPED,
	.banner = BYTES("## Ready for binary (xmodem) download to 0x80000000 "
			"at 115200 bps...\r\n"),
	.asks = { { 'C', 21, 2000, CHECK_CRC } },
	.on = &reactions_x,
	.eot_reply = BYTES(S_ACK S_ACK),
	.abort_text = BYTES("## Binary (xmodem) download aborted\r\n=> "),
	.done_text = BYTES("xyzModem - CRC mode\r\n=> "),
	.quirks = QUIRK_CLEAN_EOT,
};

/*
 * U-Boot, common/spl/spl_ymodem.c. The device accepts the session with or
 * without its final block 0. Then the next stage requests its own transfer.
 */
const struct device_model model_uboot_spl = {
	.name = "uboot-spl",
	.about = "U-Boot's SPL, after which the next stage asks with C",
	XYZMODEM,
	XYZMODEM_Y,
	UBOOT_Y,
	.null = DEVICE_NULL_OPTIONAL,
	.banner = BYTES("\r\nU-Boot SPL\r\nTrying to boot from UART\r\n"),
	.abort_text = BYTES("SPL: failed to boot from all boot devices\r\n"),
	.done_text = BYTES("Loaded it\r\n"),
	.after = { .ask = 'C', .first_ms = 500, .every_ms = 1000 },
};

/* RedBoot of 2000 ignores the size in block 0, so it keeps the padding. */
#define REDBOOT_2000                                                           \
	.tail = DEVICE_TAIL_KEPT, .asks = { { 'C', 20, 2000, CHECK_CRC } },    \
	.abort_text = BYTES("RedBoot> "),                                      \
	.done_text = BYTES("xyzModem - CRC mode, 253(SOH)/0(STX)/2(CAN) "      \
			   "packets, 123 retries\r\nRedBoot> ")

/* The device reads from the start, but sends its first C after 4.75 s. */
const struct device_model model_redboot_2000 = {
	.name = "redboot-2000",
	.about = "RedBoot of 2000, YMODEM, with no C at first",
	XYZMODEM,
	XYZMODEM_Y,
	REDBOOT_2000,
	.null = DEVICE_NULL_OPTIONAL,
	.quirks = QUIRK_LATE_START | QUIRK_DROP_FIRST | QUIRK_ANY_HEADER |
		  QUIRK_CLEAN_EOT,
};

/*
 * The device discards the first block 1 without an answer, and requests it
 * after 4.25 s.
 */
const struct device_model model_redboot_2000_x = {
	.name = "redboot-2000-x",
	.about = "RedBoot of 2000, XMODEM, which drops the first block",
	XYZMODEM,
	REDBOOT_2000,
	.protocol = DEVICE_XMODEM,
	.on = &reactions,
	.eot_reply = BYTES(S_ACK S_ACK),
	.quirks = QUIRK_LATE_START | QUIRK_DROP_FIRST | QUIRK_CLEAN_EOT,
};
