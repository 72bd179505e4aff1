#include "devices/receivers/models.h"

/* Boot loaders of other microcontrollers. */

static const struct reactions reactions_gecko = {
	.bad = { .reply = REPLY_NAK },
	.duplicate = { .reply = REPLY_ACK },
	.out_of_step = { .reply = REPLY_NAK },
	.junk = { .reply = REPLY_NAK, .purge_ms = 10 },
	.idle = { .reply = REPLY_NAK },
};

/* EFM32: a byte that begins neither a block nor an EOT ends the session. */
static const struct reactions reactions_efm32 = {
	.bad = { .reply = REPLY_NAK },
	.duplicate = { .reply = REPLY_NAK },
	.out_of_step = { .reply = REPLY_NAK },
	.junk = { .reply = REPLY_LEAVE },
};

/*
 * OpenTitan: bytes before the first block are commands, and bytes after it are
 * blocks.
 */
static const struct reactions reactions_opentitan = {
	.bad = { .reply = REPLY_NAK },
	.truncated = { .reply = REPLY_LEAVE },
	.duplicate = { .reply = REPLY_CANCEL },
	.out_of_step = { .reply = REPLY_CANCEL },
	.junk = { .reply = REPLY_LEAVE },
	.start_junk = { .reply = REPLY_NONE },
	.idle = { .reply = REPLY_LEAVE },
};

/*
 * NXP: the device checks neither the number nor its complement, and has no
 * timeout.
 */
static const struct reactions reactions_nxp = {
	.bad = { .reply = REPLY_NAK },
	.header_again = { .reply = REPLY_STORE },
	.duplicate = { .reply = REPLY_STORE },
	.out_of_step = { .reply = REPLY_STORE },
	.junk = { .reply = REPLY_NONE },
};

#define GECKO_MENU                                                             \
	"\r\nGecko Bootloader v1.12.00\r\n1. upload gbl\r\n2. run\r\n"         \
	"3. ebl info\r\nBL > \0"

/* The user has pressed key 1 in the menu, which begins the session. */
#define GECKO_BANNER GECKO_MENU "\r\nbegin upload\r\n\0"

/*
 * Silicon Labs, Gecko SDK, btl_comm_xmodem.c. After the first received byte,
 * the device sends only NAK and no C. These NAKs do not request a checksum.
 */
#define GECKO                                                                  \
	.blocks = DEVICE_128, .survives = SURVIVES_ALL,                        \
	.needs = DEVICE_WANTS_PAD_FF, .banner = BYTES(GECKO_BANNER),           \
	.first_ms = 5,                                                         \
	.asks = { { 'C', 60, 1000, CHECK_CRC },                                \
		{ ASK_NAK, 0, 3000, CHECK_CRC } },                             \
	.on = &reactions_gecko, .limits = { .byte_ms = 3000 },                 \
	.listen_ms = 3000, .write_ms = 20, .cans = 2, .abort = BYTES(S_CAN_3)

const struct device_model model_gecko = {
	.name = "gecko",
	.about = "Silicon Labs' Gecko, whose NAK still means the CRC",
	GECKO,
	XMODEM_FILE,
	.eot_reply = BYTES(S_ACK),
	.abort_text = BYTES("\r\nSerial upload aborted\r\n" GECKO_MENU),
	.done_ms = 10,
	.done_text = BYTES("\r\nSerial upload complete\r\n" GECKO_MENU),
	.quirks = QUIRK_FLUSH_START | QUIRK_HEARD_NEXT_ASK,
};

/* At the EOT, the device reports a bad image (syssi/esphome-zb-gw03 #31). */
const struct device_model model_gecko_reject = {
	.name = "gecko-reject",
	.about = "the same, with an image that it rejects at the end",
	GECKO,
	XMODEM_FILE,
	.abort_text = BYTES("\r\nSerial upload aborted\r\n"
			    "\r\nfile error 0x27\r\n" GECKO_MENU),
	.quirks = QUIRK_FLUSH_START | QUIRK_HEARD_NEXT_ASK | QUIRK_REJECT,
};

/*
 * Silicon Labs, AN0003, xmodem.c. The device erases its flash before the
 * session, and waits for each byte without a timeout.
 */
const struct device_model model_efm32 = {
	.name = "efm32",
	.about = "Silicon Labs' EFM32 AN0003, which has no time-outs",
	XMODEM_FILE,
	.blocks = DEVICE_128,
	.survives = DEVICE_GARBLED,
	.needs = DEVICE_WANTS_PAD_FF,
	.first_ms = 2000,
	.asks = { { 'C', 0, 6000, CHECK_CRC } },
	.on = &reactions_efm32,
	.eot_reply = BYTES(S_ACK),
	.done_text = BYTES("\r\n"),
};

/*
 * OpenTitan, silicon_creator/lib/rescue/xmodem.c. The device has a time limit
 * for each part of a block and for the pause between two blocks. After the
 * file, it waits for another command, and sends C.
 */
const struct device_model model_opentitan = {
	.name = "opentitan",
	.about = "OpenTitan's rescue, which allows 1 s between blocks",
	XMODEM_FILE,
	.blocks = DEVICE_BOTH,
	.survives = DEVICE_GARBLED,
	.asks = { { 'C', 0, 1000, CHECK_CRC } },
	.on = &reactions_opentitan,
	.limits = { .number_ms = 100, .body_ms = 300, .check_ms = 100 },
	.listen_ms = 1000,
	.eot_reply = BYTES(S_ACK),
	.abort = BYTES(S_CAN_2),
	.flash_page = 2048,
	.after = { .ask = 'C', .first_ms = 1000, .every_ms = 1000 },
	.quirks = QUIRK_RESTARTS,
};

/*
 * NXP, LPC secondary boot loader, xmodem1k.c. The device erases its flash
 * before the session.
 */
const struct device_model model_nxp_1k = {
	.name = "nxp-1k",
	.about = "NXP's secondary boot loader, at 9600 baud",
	XMODEM_FILE,
	.blocks = DEVICE_BOTH,
	.survives = DEVICE_GARBLED,
	.needs = DEVICE_WANTS_PAD_FF,
	.baud = 9600,
	.first_ms = 2000,
	.asks = { { 'C', 0, 3000, CHECK_CRC } },
	.on = &reactions_nxp,
	.eot_reply = BYTES(S_ACK),
	.cans = 2,
	.quirks = QUIRK_NO_COMPLEMENT,
};
