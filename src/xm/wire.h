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

/* block.c: a block is start byte, number, ~number, data, check. */

/*
 * Completes a block whose data (128 or 1024 bytes) is at offset 3: writes three
 * bytes before the data and the check after the data.  Returns the length of
 * the whole block in bytes.
 */
size_t xm_block_seal(uint8_t *, uint8_t number, size_t data_len, bool crc);

/*
 * Returns true if the block number matches its complement and the check matches
 * the data.
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
 * Parses the data of a block 0.  A NUL must follow the data.  If a field is
 * missing or malformed, this field and all fields after it become unknown.  The
 * name points into the data.  Returns false if the name has no end.
 */
bool xm_block0_parse(const char *, size_t, struct xm_file *);

/*
 * Returns true if the data of a block 0 announces that no file follows this
 * one.  xm_block0_parse() must have accepted the data before.
 */
bool xm_block0_is_last(const char *);

#endif
