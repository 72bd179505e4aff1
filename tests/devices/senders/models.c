#include "devices/senders/sender.h"

#include <stddef.h>

/*
 * The senders. The comment above a row names its source. If the source has no
 * timeout, the row has none. If the source gives a byte no meaning, the sender
 * ignores that byte.
 */

#define C_NAK "C\025"
#define C_NAK_G "C\025G"

#define SURVIVES_ALL                                                           \
	(SENDER_DAMAGE | SENDER_LOST_BYTE | SENDER_LOST_ACK |                  \
	    SENDER_LOST_REQUEST | SENDER_LOST_GO)

/* Faults that cause no NAK. A sender that fails at any NAK survives them. */
#define SURVIVES_LOST_C (SENDER_LOST_REQUEST | SENDER_LOST_GO)

/*
 * lrzsz, src/lsz.c. The sender starts without a request after 60 s, and repeats
 * each message after 60 s without an answer. After an unknown byte, the sender
 * misses the next ACK.
 */
#define LRZSZ                                                                  \
	.survives = SURVIVES_ALL, .starts = C_NAK_G, .blind_ms = 60000,        \
	.pad = 0x1a, .nak = SENDER_REPEATS, .c = SENDER_REPEATS,               \
	.other = SENDER_LOSES_ACK, .silence = SENDER_REPEATS,                  \
	.silence_ms = 60000, .repeats_max = 10, .cans = 2, .says_cans = 10,    \
	.eot_ms = 60000

#define LRZSZ_BATCH                                                            \
	.header_len = 128, .records = true, .null = SENDER_NULL_ASKED,         \
	.null_len = 128, .next_ms = 30000, .null_ms = 60000

static const struct sender_model lrzsz_sb = {
	.name = "lrzsz-sb",
	.about = "lrzsz's sb",
	LRZSZ,
	LRZSZ_BATCH,
	.fields = SENDER_ALL_FIELDS,
	.block_len = 128,
};

static const struct sender_model lrzsz_sb_1k = {
	.name = "lrzsz-sb-1k",
	.about = "lrzsz's sb -k, with a tail of 128-byte blocks",
	LRZSZ,
	LRZSZ_BATCH,
	.fields = SENDER_ALL_FIELDS,
	.block_len = 1024,
	.short_max = 896,
};

static const struct sender_model lrzsz_sb_pipe = {
	.name = "lrzsz-sb-pipe",
	.about = "lrzsz's sb, which does not know a pipe's size",
	LRZSZ,
	LRZSZ_BATCH,
	.block_len = 128,
};

static const struct sender_model lrzsz_sx = {
	.name = "lrzsz-sx",
	.about = "lrzsz's sx",
	LRZSZ,
	.block_len = 128,
};

/* Tera Term, ymodem.c. It first sends the command that starts a receiver. */
static const struct sender_model teraterm = {
	.name = "teraterm",
	.about = "Tera Term, with a block 0 of 1K; a C is no NAK",
	.survives = SURVIVES_ALL,
	.starts = "CG",
	.first_words = "rb\r",
	.header_len = 1024,
	.fields = SENDER_ALL_FIELDS,
	.block_len = 1024,
	.pad = 0x1a,
	.nak = SENDER_REPEATS,
	.cans = 1,
	.null = SENDER_NULL_ASKED,
	.null_len = 1024,
};

/*
 * Members that SecureCRT and HyperTerminal share. They differ in the size in
 * block 0, the block length and the EOT.
 */
#define TERMINAL                                                               \
	.survives = SURVIVES_ALL, .starts = C_NAK, .header_len = 128,          \
	.pad = 0x1a, .nak = SENDER_REPEATS, .c = SENDER_REPEATS, .cans = 2,    \
	.null = SENDER_NULL_ASKED, .null_len = 128

/*
 * alexwoo1900/ymodem issue 7: SecureCRT accepts ACK or NAK as the answer to its
 * first EOT.
 */
static const struct sender_model securecrt = {
	.name = "securecrt",
	.about = "SecureCRT: EOT, NAK, EOT, ACK, or without the NAK",
	TERMINAL,
	.fields = SENDER_SIZE_SPACE,
	.block_len = 128,
};

/* alexwoo1900/ymodem issue 18. */
static const struct sender_model hyperterminal = {
	.name = "hyperterminal",
	.about = "HyperTerminal: EOT, NAK, EOT, ACK, and no other way",
	TERMINAL,
	.fields = SENDER_SIZE,
	.block_len = 1024,
	.eot = SENDER_EOT_NAK_ACK,
};

/*
 * tio, src/xymodem.c. Only the last byte before 50 ms of silence counts as a
 * request. An answer counts only within 1 s after the block.
 */
static const struct sender_model tio = {
	.name = "tio",
	.about = "tio: all blocks of 1K, each again after 1 s, a path",
	.survives = SURVIVES_ALL,
	.never_empty = true,
	.starts = "C",
	.settle_ms = 50,
	.check = SENDER_CRC,
	.header_len = 1024,
	.fields = SENDER_SIZE,
	.directory = "/home/user/board/",
	.block_len = 1024,
	.pad = 0x00,
	.nak = SENDER_REPEATS,
	.silence = SENDER_REPEATS,
	.silence_ms = 1000,
	.cans = 2,
	.eot_ms = 1000,
	.null = SENDER_NULL_ASKED,
	.null_len = 1024,
	.null_ms = 1000,
};

/*
 * ArduinoCore-samd, bootloaders/zero/sam_ba_serial.c. The sender reads one byte
 * as the answer to each block. Any byte except ACK counts as NAK.
 */
static const struct sender_model samba_r = {
	.name = "samba-R",
	.about = "SAM-BA's R: always a CRC, the EOT once",
	.survives = SURVIVES_ALL,
	.never_empty = true,
	.starts = C_NAK,
	.check = SENDER_CRC,
	.block_len = 128,
	.pad = 0x00,
	.nak = SENDER_REPEATS,
	.c = SENDER_REPEATS,
	.other = SENDER_REPEATS,
	.eot = SENDER_EOT_ONCE,
};

/*
 * OpenTitan, silicon_creator/lib/rescue/xmodem.c. The sender waits 1 s for an
 * answer, and tolerates two errors.
 */
static const struct sender_model opentitan = {
	.name = "opentitan",
	.about = "OpenTitan's rescue: no NAK for a start, no second chance",
	.survives = SENDER_DAMAGE | SENDER_LOST_BYTE | SENDER_LOST_REQUEST,
	.never_empty = true,
	.starts = "C",
	.refuses = "\025",
	.check = SENDER_CRC,
	.block_len = 1024,
	.short_max = 1023,
	.pad = 0x00,
	.nak = SENDER_REPEATS,
	.c = SENDER_GIVES_UP,
	.other = SENDER_GIVES_UP,
	.silence = SENDER_GIVES_UP,
	.silence_ms = 1000,
	.repeats_max = 2,
	.cans = 2,
	.eot = SENDER_EOT_LEAVE,
};

/*
 * YMODEM of small systems: it supports only CRCs, so only C is a request. Its
 * blocks have 1024 bytes, and its block 0 has only the name and the size.
 */
#define SMALL_YMODEM                                                           \
	.starts = "C", .check = SENDER_CRC, .header_len = 128,                 \
	.fields = SENDER_SIZE, .block_len = 1024, .pad = 0x1a, .null_len = 128

/*
 * RT-Thread, components/utilities/ymodem. The sender reads one answer to each
 * block, and this answer must be ACK. If the file fills its last block
 * completely, a block of padding follows.
 */
static const struct sender_model rtthread_sy = {
	.name = "rtthread-sy",
	.about = "RT-Thread's sy: ACK and C, then EOT, NAK, EOT, ACK and C",
	SMALL_YMODEM,
	.survives = SURVIVES_LOST_C,
	.go = SENDER_GO_STRICT,
	.short_max = 128,
	.extra_block = true,
	.nak = SENDER_GIVES_UP,
	.c = SENDER_GIVES_UP,
	.other = SENDER_GIVES_UP,
	.eot = SENDER_EOT_NAK_ACK,
	.null = SENDER_NULL_UNAWAITED,
};

/* nuttx-apps, system/ymodem/ymodem.c. */
static const struct sender_model nuttx_sb = {
	.name = "nuttx-sb",
	.about = "NuttX's sb, which gives up at what it does not expect",
	SMALL_YMODEM,
	.survives = SURVIVES_ALL,
	.go = SENDER_GO_STRICT,
	.short_max = 1023,
	.nak = SENDER_REPEATS,
	.c = SENDER_GIVES_UP,
	.other = SENDER_GIVES_UP,
	.cans = 2,
	.null = SENDER_NULL_ASKED,
};

/*
 * ST, AN3965 IAP, ymodem.c. The sender does not wait for the C after the ACK of
 * block 0, so it reads this C as the answer to block 1 and sends block 1 twice.
 * From then on, the sender reads the answer to each block as the answer to the
 * next block: if the receiver rejects block 5, the sender repeats block 6.
 */
static const struct sender_model stm32_transmit = {
	.name = "stm32-transmit",
	.about = "ST's Ymodem_Transmit, always one answer behind",
	SMALL_YMODEM,
	.survives = SENDER_LOST_ACK | SENDER_LOST_REQUEST | SENDER_LOST_GO,
	.go = SENDER_GO_AT_ONCE,
	.short_max = 1023,
	.nak = SENDER_REPEATS,
	.c = SENDER_REPEATS,
	.other = SENDER_REPEATS,
	.cans = 2,
	.null = SENDER_NULL_AT_ONCE,
};

/* TomNisbet/TommyPROM issue 14. */
static const struct sender_model tommyprom = {
	.name = "tommyprom",
	.about = "TommyPROM: EOT and text in one go, and gone",
	.survives = SURVIVES_ALL,
	.never_empty = true,
	.starts = "C",
	.check = SENDER_CRC,
	.block_len = 128,
	.pad = 0x1a,
	.nak = SENDER_REPEATS,
	.eot = SENDER_EOT_LEAVE,
	.last_words = "\r\n24 blocks read, CRC OK\r\n#",
};

/*
 * U-Boot, tools/kwboot.c. The sender sends one block for each ACK or NAK, ends
 * after a CAN, and ignores all other bytes. 1 s of silence counts as NAK.
 */
static const struct sender_model kwboot = {
	.name = "kwboot",
	.about = "kwboot, which begins at a NAK and knows no CRC",
	.survives = SURVIVES_ALL,
	.never_empty = true,
	.starts = "\025",
	.check = SENDER_SUM,
	.block_len = 128,
	.pad = 0x00,
	.nak = SENDER_REPEATS,
	.silence = SENDER_REPEATS,
	.silence_ms = 1000,
	.repeats_max = 16,
	.cans = 1,
	.eot_ms = 10000,
};

/* Members of senders that have one problem each, and no other peculiarity. */
#define PLAIN                                                                  \
	.survives = SURVIVES_ALL, .starts = C_NAK, .header_len = 128,          \
	.fields = SENDER_SIZE_SPACE, .block_len = 128, .pad = 0x1a,            \
	.nak = SENDER_REPEATS, .c = SENDER_REPEATS, .cans = 2

/* Members of senders whose block 0 announces a wrong size. */
#define WRONG_SIZE                                                             \
	.outcome = SENDER_FILE_FAILS, PLAIN, .null = SENDER_NULL_ASKED,        \
	.null_len = 128

/* The file became longer after block 0 was made. */
static const struct sender_model size_small = {
	.name = "size-small",
	.about = "300 bytes more than block 0 says",
	WRONG_SIZE,
	.size_error = -300,
};

/* The file became shorter after block 0 was made. */
static const struct sender_model size_large = {
	.name = "size-large",
	.about = "300 bytes fewer than block 0 says: the file is not whole",
	WRONG_SIZE,
	.size_error = 300,
};

/*
 * The sender ends before the EOT. All data has arrived, but the receiver cannot
 * know that no more data follows.
 */
static const struct sender_model vanish = {
	.name = "vanish",
	.about = "dies before the EOT: nobody has called the file whole",
	.outcome = SENDER_FILE_FAILS,
	PLAIN,
	.eot = SENDER_EOT_NEVER,
};

static const struct sender_model gone_at_eot = {
	.name = "gone-at-eot",
	.about = "goes after one EOT, whatever the answer",
	PLAIN,
	.eot = SENDER_EOT_LEAVE,
};

static const struct sender_model gone_after_eot = {
	.name = "gone-after-eot",
	.about = "goes when its EOT is acknowledged, without a null block",
	PLAIN,
};

const struct sender_model *const sender_models[] = {
	&lrzsz_sb,
	&lrzsz_sb_1k,
	&lrzsz_sb_pipe,
	&lrzsz_sx,
	&teraterm,
	&securecrt,
	&hyperterminal,
	&tio,
	&samba_r,
	&opentitan,
	&rtthread_sy,
	&nuttx_sb,
	&stm32_transmit,
	&tommyprom,
	&kwboot,
	&size_small,
	&size_large,
	&vanish,
	&gone_at_eot,
	&gone_after_eot,
	NULL,
};
