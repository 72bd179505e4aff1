#ifndef SIM_PLAIN_H
#define SIM_PLAIN_H

/*
 * Functions that the plain ends share: blocks, block 0, and the parts of a key.
 * They are written from Chuck Forsberg's "XMODEM/YMODEM Protocol Reference" and
 * use no code of the engine, so that the plain ends do not repeat an error of
 * the engine.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/end.h"

enum plain_byte {
	PLAIN_SOH = 0x01, /* begins a block of 128 bytes */
	PLAIN_STX = 0x02, /* begins a block of 1024 bytes */
	PLAIN_EOT = 0x04,
	PLAIN_ACK = 0x06,
	PLAIN_NAK = 0x15,
	PLAIN_CAN = 0x18,
	PLAIN_C = 'C'
};

enum {
	PLAIN_SHORT = 128,
	PLAIN_LONG = 1024,
	PLAIN_BLOCK_MAX = 3 + PLAIN_LONG + 2,
	PLAIN_CANS = 8,
	PLAIN_TRIES = 10 /* most errors in a row that an end tolerates */
};

enum plain_check { PLAIN_SUM, PLAIN_CRC };

/* Returns the length of a block with this start byte, SOH or STX. */
size_t plain_block_len(uint8_t start, enum plain_check);

/* Builds a block of 128 or 1024 data bytes, and returns its length. */
size_t plain_put_block(uint8_t *space, uint8_t number, const uint8_t *data,
    size_t data_len, enum plain_check);

/* Returns true if the number and the check of a complete block are good. */
bool plain_block_good(const uint8_t *block, enum plain_check);

/*
 * Builds the data of block 0 for this file, or of the final header if the file
 * is NULL.
 */
void plain_put_header(uint8_t data[PLAIN_SHORT], const struct end_file *);

/* The fields of block 0 that a receiver uses. */
struct plain_header {
	char name[8];   /* first 7 bytes of the name; "" ends the batch */
	bool announced; /* the size is known */
	uint32_t size;  /* size of the file in bytes;
			   sizes above 1 MB become 1 MB */
};

/* Returns false if the data cannot be that of a block 0. */
bool plain_parse_header(
    struct plain_header *, const uint8_t *data, size_t data_len);

/* Writes the CANs of a cancelled session, and returns their number. */
size_t plain_put_cans(uint8_t *space);

/* Returns true if the time is now or in the past. The clock may wrap. */
bool plain_is_due(uint32_t due_ms, uint32_t now_ms);

/* Returns the milliseconds until the time, or 0 if it is in the past. */
uint32_t plain_left_ms(uint32_t due_ms, uint32_t now_ms);

/*
 * Adds bytes to a hash, and returns the new hash. The first hash is PLAIN_HASH.
 */
#define PLAIN_HASH UINT64_C(0xcbf29ce484222325)
uint64_t plain_hash(uint64_t hash, const uint8_t *bytes, size_t len);

/*
 * Appends a number to a key, in `bytes` bytes. Returns the position after the
 * number.
 */
uint8_t *plain_put_number(uint8_t *key, uint64_t number, size_t bytes);

#endif
