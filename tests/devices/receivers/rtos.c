#include "devices/receivers/models.h"

/*
 * Receivers in small operating systems and in firmware with a file system, and
 * a loader that prints text before each ACK.
 */

/* RT-Thread: the device does not check the number of a data block. */
static const struct reactions reactions_rtthread = {
	.bad = { .reply = REPLY_NAK },
	.bad_header = { .reply = REPLY_LEAVE },
	.wrong_header = { .reply = REPLY_LEAVE },
	.header_again = { .reply = REPLY_NONE },
	.duplicate = { .reply = REPLY_STORE },
	.out_of_step = { .reply = REPLY_STORE },
	.junk = { .reply = REPLY_NAK },
	.start_junk = { .reply = REPLY_ASK },
	.idle = { .reply = REPLY_NAK },
};

/* NuttX: each stray byte counts as an error. */
static const struct reactions reactions_nuttx = {
	.bad = { .reply = REPLY_NAK },
	.bad_header = { .reply = REPLY_ASK },
	.duplicate = { .reply = REPLY_ACK },
	.wrap_duplicate = { .reply = REPLY_ASK },
	.out_of_step = { .reply = REPLY_ASK },
	.junk = { .reply = REPLY_NAK },
	.start_junk = { .reply = REPLY_ASK },
	.idle = { .reply = REPLY_NAK },
};

/*
 * grblHAL: after an error or a repeated block, the device waits for 1 s of
 * silence and sends NAK.
 */
static const struct reactions reactions_grblhal = {
	.bad = { .reply = REPLY_NAK, .purge_ms = 1000 },
	.duplicate = { .reply = REPLY_NAK, .purge_ms = 1000 },
	.out_of_step = { .reply = REPLY_NAK, .purge_ms = 1000 },
	.junk = { .reply = REPLY_NAK, .purge_ms = 1000 },
	.idle = { .reply = REPLY_NAK },
};

static const struct reactions reactions_chatter = {
	.bad = { .reply = REPLY_NAK, .purge_ms = 100 },
	.duplicate = { .reply = REPLY_ACK },
	.out_of_step = { .reply = REPLY_NAK, .purge_ms = 100 },
	.junk = { .reply = REPLY_NAK, .purge_ms = 100 },
	.start_junk = { .reply = REPLY_NONE },
	.idle = { .reply = REPLY_NAK },
};

/*
 * Complete YMODEM: the device accepts several files, cuts each file to its
 * size, and sends C after the ACK of block 0 and of the EOT.
 */
#define FULL_YMODEM                                                            \
	.protocol = DEVICE_YMODEM, .blocks = DEVICE_BOTH,                      \
	.tail = DEVICE_TAIL_CUT, .header_reply = BYTES(S_ACK "C"),             \
	.eot_reply = BYTES(S_ACK "C"), .null_reply = BYTES(S_ACK)

/*
 * RT-Thread, components/utilities/ymodem. A damaged block 0 ends the session
 * without an answer. After a file, block 0 must have 128 bytes. CAN has no
 * meaning.
 */
const struct device_model model_rtthread = {
	.name = "rtthread",
	.about = "RT-Thread's ry, which stores a repeated block twice",
	FULL_YMODEM,
	.survives = DEVICE_GARBLED | DEVICE_LOST_BYTE,
	.null = DEVICE_NULL_REQUIRED,
	.asks = { { 'C', 0, 3000, CHECK_CRC } },
	.on = &reactions_rtthread,
	.limits = { .byte_ms = 3000 },
	.listen_ms = 3000,
	.errors_max = 5,
	.eot_naks = 1,
	.eot_again_ms = 3000,
	.next_ms = 3000,
	.next_waits = 10,
	.abort_text = BYTES("\r\nmsh />"),
	.done_text = BYTES("\r\nmsh />"),
	.quirks = QUIRK_SHORT_HEADER,
};

/*
 * nuttx-apps, system/ymodem/ymodem.c. The device accepts a hundred errors in
 * one session.
 */
const struct device_model model_nuttx = {
	.name = "nuttx",
	.about = "NuttX's rb, which never purges its input",
	FULL_YMODEM,
	.survives = DEVICE_LOST_ACK | DEVICE_GARBLED | DEVICE_LOST_BYTE,
	.null = DEVICE_NULL_REQUIRED,
	.asks = { { 'C', 0, 3000, CHECK_CRC } },
	.on = &reactions_nuttx,
	.limits = { .byte_ms = 3000 },
	.listen_ms = 3000,
	.errors_max = 100,
	.next_ms = 3000,
	.next_waits = 30,
	.cans = 2,
	.abort = BYTES(S_CAN_2),
	.abort_text = BYTES("\r\nnsh> "),
	.done_text = BYTES("\r\nnsh> "),
	.quirks = QUIRK_ERRORS_ADD_UP,
};

/*
 * grblHAL, SD card plugin, ymodem.c. The device sends no request: a block
 * starts a session, and all other bytes are commands to the machine. After an
 * EOT, bytes are commands again.
 */
const struct device_model model_grblhal = {
	.name = "grblhal",
	.about = "grblHAL's SD card, which sends no request",
	FULL_YMODEM,
	.survives = DEVICE_GARBLED | DEVICE_LOST_BYTE | DEVICE_LOST_START,
	.needs = DEVICE_NEEDS_START_NOW,
	.null = DEVICE_NULL_OPTIONAL,
	.name_space = 32,
	.on = &reactions_grblhal,
	.limits = { .byte_ms = 1000 },
	.listen_ms = 1000,
	.errors_max = 10,
	.cans = 2,
	.abort_text = BYTES("error:64\r\n"),
	.quirks = QUIRK_SHELL,
};

/*
 * The sender must detect an ACK that follows text; lrzsz (src/lsz.c) misses
 * such an ACK.
 */
const struct device_model model_chatter = {
	.name = "chatter",
	.about = "any loader that prints before each ACK",
	FULL_YMODEM,
	.survives = SURVIVES_ALL,
	.null = DEVICE_NULL_REQUIRED,
	.banner = BYTES("\r\nC runtime ready. Send CCCC\r\n"),
	.asks = { { 'C', 0, 3000, CHECK_CRC } },
	.on = &reactions_chatter,
	.limits = { .byte_ms = 1000 },
	.listen_ms = 10000,
	.errors_max = 10,
	.chat = { .line = BYTES("CRC GOOD, writing sector 0xC0C\r\n"),
	    .lines = 3,
	    .every_ms = 150,
	    .always = true },
	.next_ms = 3000,
	.next_waits = 10,
	.cans = 2,
	.abort = BYTES(S_CAN_2),
	.abort_text = BYTES("\r\nCancelled\r\n"),
	.done_text = BYTES("\r\nCompleted\r\n"),
};
