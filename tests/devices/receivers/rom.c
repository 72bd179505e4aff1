#include "devices/receivers/models.h"

/* Loaders in read-only memory. */

/*
 * Marvell: the device sends a NAK for each stray byte, and does not check block
 * numbers.
 */
static const struct reactions reactions_marvell = {
	.bad = { .reply = REPLY_NAK },
	.header_again = { .reply = REPLY_STORE },
	.duplicate = { .reply = REPLY_STORE },
	.out_of_step = { .reply = REPLY_STORE },
	.junk = { .reply = REPLY_NAK },
};

/*
 * SAM-BA: after an error the device sends one CAN and its prompt; after a stray
 * byte it sends only the prompt.
 */
static const struct reactions reactions_samba = {
	.bad = { .reply = REPLY_CANCEL },
	.duplicate = { .reply = REPLY_CANCEL },
	.out_of_step = { .reply = REPLY_CANCEL },
	.junk = { .reply = REPLY_LEAVE },
};

/*
 * Reactions that three loaders share. Before the session, they ignore stray
 * bytes.
 */
#define PLAIN_REACTIONS                                                        \
	.bad = { .reply = REPLY_NAK }, .duplicate = { .reply = REPLY_ACK },    \
	.out_of_step = { .reply = REPLY_NAK },                                 \
	.start_junk = { .reply = REPLY_NONE }, .idle = { .reply = REPLY_NAK }

static const struct reactions reactions_jh7110 = {
	PLAIN_REACTIONS,
	.junk = { .reply = REPLY_NAK, .purge_ms = 100 },
};

static const struct reactions reactions_ti_k3 = {
	PLAIN_REACTIONS,
	.truncated = { .reply = REPLY_NAK, .purge_ms = 20 },
	.junk = { .reply = REPLY_NAK, .purge_ms = 20 },
};

static const struct reactions reactions_cisco = {
	PLAIN_REACTIONS,
	.junk = { .reply = REPLY_NAK, .purge_ms = 1000 },
};

/*
 * Marvell, as described by U-Boot, tools/kwboot.c. Before the device
 * acknowledges the first block, it runs a program from the start of the file.
 * This program sets up the memory and prints text for 12 s. A block that is
 * sent twice is stored twice.
 */
const struct device_model model_marvell = {
	.name = "marvell",
	.about = "Marvell's BootROM, with 12 s of text before an ACK",
	XMODEM_FILE,
	.blocks = DEVICE_128,
	.survives = DEVICE_GARBLED | DEVICE_LOST_BYTE | DEVICE_LOST_START,
	.needs = DEVICE_NEEDS_PAD_00,
	.asks = { { ASK_NAK, 0, 1000, CHECK_SUM } },
	.on = &reactions_marvell,
	.limits = { .byte_ms = 2000 },
	.chat = { .line = BYTES("DDR CHANNEL C: TRAINING BYTE LANE\r\n"),
	    .lines = 60,
	    .every_ms = 200 },
	.eot_reply = BYTES(S_ACK),
	.done_ms = 50,
	.done_text = BYTES("\r\nStarting the image\r\n"),
};

/*
 * ArduinoCore-samd, bootloaders/zero/sam_ba_serial.c. The requests of the
 * device accumulate in the sender's input before the sender starts. The device
 * waits for ever for a byte that was lost.
 */
const struct device_model model_samba = {
	.name = "samba",
	.about = "Atmel's SAM-BA monitor, which takes each block once",
	XMODEM_FILE,
	.blocks = DEVICE_128,
	.needs = DEVICE_WANTS_PAD_FF,
	.banner = BYTES("CCCCCCCCCCCCCCCCCCCC"),
	.asks = { { 'C', 80, 200, CHECK_CRC } },
	.on = &reactions_samba,
	.eot_reply = BYTES(S_ACK),
	.abort = BYTES(S_CAN),
	.abort_text = BYTES("\n\r>"),
	.done_text = BYTES("\n\r>"),
};

/*
 * starfive-tech/Tools issues 3 and 6. The sender must accept more than ten NAKs
 * for the first block.
 */
const struct device_model model_jh7110 = {
	.name = "jh7110",
	.about = "StarFive's ROM, with 15 NAKs for a good block",
	XMODEM_FILE,
	.blocks = DEVICE_BOTH,
	.survives = SURVIVES_ALL,
	.needs = DEVICE_WANTS_PAD_FF,
	.asks = { { 'C', 0, 1000, CHECK_CRC } },
	.ask_before = BYTES("\r\n(C)StarFive\r\n"),
	.on = &reactions_jh7110,
	.limits = { .byte_ms = 1000 },
	.listen_ms = 3000,
	.false_naks = 15,
	.eot_reply = BYTES(S_ACK),
	.cans = 2,
	.abort_text = BYTES("\r\nCRC Error, Try again\r\n"),
	.done_ms = 50,
	.done_text = BYTES("\r\nU-Boot SPL\r\n"),
};

#define DIGITS_94                                                              \
	"02000000011A00006136347800000000000000004A5B0C0D"                     \
	"C0FFEE00C0DEC0DE1234CCCC98765432100123456789AB"

/*
 * TI, SPRUIV7. The timeouts are 20 ms between two bytes, and 3 s between two
 * blocks.
 */
const struct device_model model_ti_k3 = {
	.name = "ti-k3",
	.about = "TI's ROM, with 470 hexadecimal digits before the C",
	XMODEM_FILE,
	.blocks = DEVICE_BOTH,
	.survives = SURVIVES_ALL,
	.banner =
	    BYTES(DIGITS_94 DIGITS_94 DIGITS_94 DIGITS_94 DIGITS_94 "\r\n"),
	.first_ms = 500,
	.asks = { { 'C', 10, 3000, CHECK_CRC } },
	.on = &reactions_ti_k3,
	.limits = { .byte_ms = 20 },
	.listen_ms = 3000,
	.errors_max = 10,
	.eot_reply = BYTES(S_ACK),
	.cans = 2,
	.abort = BYTES(S_CAN_2),
	.quirks = QUIRK_ERRORS_ADD_UP,
};

/*
 * Cisco: tio issue 213. The ACK comes 4.5 s after the EOT if no other EOT
 * arrives meanwhile. Bytes after the session go to a prompt (cisco-nsp, July
 * 2005).
 */
const struct device_model model_cisco = {
	.name = "cisco",
	.about = "Cisco's ROMMON, slow to acknowledge the end",
	XMODEM_FILE,
	.blocks = DEVICE_128,
	.survives = SURVIVES_ALL,
	.asks = { { 'C', 10, 2300, CHECK_CRC } },
	.on = &reactions_cisco,
	.limits = { .byte_ms = 2300 },
	.listen_ms = 10000,
	.errors_max = 10,
	.eot_ms = 4500,
	.eot_reply = BYTES(S_ACK),
	.cans = 2,
	.abort = BYTES(S_CAN_2),
	.abort_text = BYTES("\r\nTimeout waiting for data - aborting "
			    "download...\r\nrommon 1 > "),
	.done_text = BYTES("\r\nDownload Complete!\r\n"),
};
