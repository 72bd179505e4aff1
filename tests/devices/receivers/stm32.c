#include "devices/receivers/models.h"

/*
 * Loaders for the STM32: the loaders of its maker ST, clones of these loaders,
 * and an independent loader.
 */

/*
 * IAP: the device sends C for each byte that begins no block, and NAK for a
 * block with any unexpected number, even a repeated block.
 */
static const struct reactions reactions_iap = {
	.bad = { .reply = REPLY_ASK },
	.duplicate = { .reply = REPLY_NAK, .uncounted = true },
	.out_of_step = { .reply = REPLY_NAK, .uncounted = true },
	.junk = { .reply = REPLY_ASK },
	.idle = { .reply = REPLY_ASK },
};

#define SBSFU_REACTIONS                                                        \
	.bad = { .reply = REPLY_ASK }, .duplicate = { .reply = REPLY_NONE },   \
	.out_of_step = { .reply = REPLY_NONE }, .idle = { .reply = REPLY_ASK }

/* SBSFU: the device does not answer a block with an unexpected number. */
static const struct reactions reactions_sbsfu = {
	SBSFU_REACTIONS,
	.junk = { .reply = REPLY_ASK },
};

static const struct reactions reactions_sbsfu_128 = {
	SBSFU_REACTIONS,
	.junk = { .reply = REPLY_ASK, .purge_ms = 1000 },
};

/* ferenc: the device writes a bad block to the flash, and requests it again. */
static const struct reactions reactions_ferenc = {
	.bad = { .reply = REPLY_SPOIL },
	.truncated = { .reply = REPLY_NAK },
	.duplicate = { .reply = REPLY_SPOIL },
	.out_of_step = { .reply = REPLY_SPOIL },
	.junk = { .reply = REPLY_NAK },
	.idle = { .reply = REPLY_NAK },
};

/*
 * ST, AN3965 IAP, ymodem.c, and programs derived from it. A block must be
 * complete within 1 s.
 */
#define IAP                                                                    \
	.protocol = DEVICE_YMODEM, .blocks = DEVICE_BOTH,                      \
	.survives = DEVICE_GARBLED | DEVICE_LOST_BYTE,                         \
	.needs = DEVICE_NEEDS_SIZE | DEVICE_NEEDS_SPACE | DEVICE_WANTS_PAD_FF, \
	.tail = DEVICE_TAIL_KEPT, .asks = { { 'C', 0, 1000, CHECK_CRC } },     \
	.hang_up = BYTES("Aa"), .header_reply = BYTES(S_ACK "C"),              \
	.name_space = 65, .flash_len = 1024 * 1024, .on = &reactions_iap,      \
	.limits = { .block_ms = 1000 }, .listen_ms = 1000, .write_ms = 5,      \
	.errors_max = 5, .eot_reply = BYTES(S_ACK), .cans = 2,                 \
	.abort = BYTES(S_CAN_2), .abort_text = BYTES("\r\nAborted\r\n"),       \
	.done_ms = 10, .done_text = BYTES("\r\nCompleted\r\n"),                \
	.quirks = QUIRK_ACK_CANCEL | QUIRK_STAYS

/*
 * ST's own program, from which the others are derived. It answers an EOT with
 * ACK, and sends C after 1 s of silence. If no block 0 follows, it sends more
 * Cs, and then CANs without end.
 */
const struct device_model model_stm32_iap = {
	.name = "stm32-iap",
	.about = "ST's IAP YMODEM, which erases 12 s before data",
	IAP,
	.null = DEVICE_NULL_REQUIRED,
	.erase_ms = 12000,
	.next_ms = 1000,
	.null_reply = BYTES(S_ACK),
};

/*
 * Clones of ST's program. They answer the first EOT with NAK and the second EOT
 * with ACK. Then they end the session.
 */
const struct device_model model_stm32_1file = {
	.name = "stm32-1file",
	.about = "a clone of ST's IAP that leaves after the file",
	IAP,
	.files_max = 1,
	.null = DEVICE_NULL_FORBIDDEN,
	.eot_naks = 1,
};

/*
 * ST, X-CUBE-SBSFU, sfu_com_loader.c. The device prints text that contains C
 * and G, also directly after each request.
 */
#define SBSFU_BANNER                                                           \
	"\r\n(C) COPYRIGHT 2017 STMicroelectronics\r\n"                        \
	"[SBOOT] SECURE ENGINE INITIALIZATION SUCCESSFUL\r\n"                  \
	"File> Transfer> YMODEM> Send "

#define SBSFU                                                                  \
	.protocol = DEVICE_YMODEM, .files_max = 1,                             \
	.null = DEVICE_NULL_REQUIRED, .tail = DEVICE_TAIL_KEPT,                \
	.banner = BYTES(SBSFU_BANNER),                                         \
	.asks = { { 'C', 0, 1000, CHECK_CRC } },                               \
	.ask_behind = BYTES(S_BS "."), .start_noise = BYTES("rb\r"),           \
	.header_reply = BYTES(S_ACK "C"), .erase_ms = 1000, .listen_ms = 1000, \
	.errors_max = 5, .eot_reply = BYTES(S_ACK), .next_ms = 1000,           \
	.null_reply = BYTES(S_ACK), .cans = 2, .abort = BYTES(S_CAN_2),        \
	.abort_text = BYTES("\r\n[FWIMG] FW TOO BIG OR CORRUPT\r\n"),          \
	.done_ms = 10, .done_text = BYTES("\r\n[SBOOT] REBOOT\r\n"),           \
	.quirks = QUIRK_FLUSH_HEADER

/*
 * STM32CubeWL issue 15. The device counts blocks, and assumes that each has
 * 1024 bytes.
 */
const struct device_model model_sbsfu_1k = {
	.name = "sbsfu-1k",
	.about = "ST's SBSFU, built for Tera Term: blocks of 1024",
	SBSFU,
	.blocks = DEVICE_1K,
	.survives = DEVICE_GARBLED | DEVICE_LOST_BYTE,
	.needs =
	    DEVICE_NEEDS_SIZE | DEVICE_NEEDS_FULL_TAIL | DEVICE_WANTS_PAD_FF,
	.on = &reactions_sbsfu,
	.limits = { .block_ms = 1000 },
	.write_ms = 10,
	.counted_len = 1024,
};

/* SBSFU built with MINICOM_YMODEM. A block ends with 1 s of silence. */
const struct device_model model_sbsfu_128 = {
	.name = "sbsfu-128",
	.about = "ST's SBSFU, built for minicom: blocks of 128, slow",
	SBSFU,
	.blocks = DEVICE_128,
	.survives = DEVICE_GARBLED | DEVICE_LOST_BYTE | DEVICE_LOST_START,
	.needs = DEVICE_NEEDS_SIZE | DEVICE_WANTS_PAD_FF,
	.on = &reactions_sbsfu_128,
	.limits = { .byte_ms = 1000 },
	.judge_ms = 1000,
	.counted_len = 128,
};

/*
 * ferenc-nemeth/stm32-bootloader, Src/xmodem.c. The device erases its flash
 * between the first block and the ACK of this block.
 */
const struct device_model model_ferenc = {
	.name = "ferenc",
	.about = "F. Nemeth's XMODEM loader, which writes bad blocks too",
	XMODEM_FILE,
	.blocks = DEVICE_BOTH,
	.needs = DEVICE_WANTS_PAD_FF,
	.asks = { { 'C', 0, 1000, CHECK_CRC } },
	.erase_ms = 3000,
	.on = &reactions_ferenc,
	.limits = { .byte_ms = 1000 },
	.listen_ms = 1000,
	.errors_max = 2,
	.eot_reply = BYTES(S_ACK),
	.cans = 1,
	.abort = BYTES(S_CAN_2),
	.abort_text = BYTES("\r\nFailed\r\n"),
	.done_text = BYTES("\r\nFirmware updated!\r\n"),
	.quirks = QUIRK_ERRORS_ADD_UP,
};
