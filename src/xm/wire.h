#ifndef XM_WIRE_H
#define XM_WIRE_H

/* The control bytes and blocks of XMODEM and YMODEM. */

#include "xm/xm.h"

enum {
	SOH = 0x01,
	STX = 0x02,
	EOT = 0x04,
	ACK = 0x06,
	BS = 0x08,
	NAK = 0x15,
	CAN = 0x18,
	REQUEST_CRC = 'C',
	REQUEST_G = 'G'
};

/* crc16.c: returns the CRC of the bytes. */
uint16_t xm_crc16(const uint8_t *, size_t);

/* block.c: a block is start byte, number, its complement, data, check. */

/*
 * Completes a block whose data (128 or 1024 bytes) is at offset 3: writes the
 * three bytes before it and the check after it.  Returns the block's length in
 * bytes.
 */
size_t xm_block_seal(uint8_t *, uint8_t number, size_t data_len, bool crc);

/*
 * Returns true if the number matches its complement, and the check the data.
 */
bool xm_block_intact(const uint8_t *, size_t data_len, bool crc);

/* block0.c: the data of YMODEM's block 0. */

/*
 * Writes the data of a block 0.  NULL as the file makes a final header.
 * Returns the length, 128 or 1024, or 0 if the name is too long.
 */
size_t xm_block0_build(
    uint8_t data[static XM_DATA_MAX], const struct xm_file *);

/*
 * Parses the data of a block 0, which a NUL must follow.  A field that is
 * missing or malformed becomes unknown, and all fields after it, too.  The name
 * points into the data.  Returns false if the name has no end.
 */
bool xm_block0_parse(const char *, size_t, struct xm_file *);

/*
 * Returns true if data that xm_block0_parse() accepted says that no file
 * follows this one.
 */
bool xm_block0_is_last(const char *);

#endif
