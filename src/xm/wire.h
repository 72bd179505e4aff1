#ifndef XM_WIRE_H
#define XM_WIRE_H

/* What XMODEM and YMODEM look like on a line. */

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

/* crc16.c */
uint16_t xm_crc16(const uint8_t *, size_t);

/* block.c: a block is start byte, number, its complement, data, check. */

/* Puts head and check around 128 or 1024 bytes of data; returns the length. */
size_t xm_block_seal(uint8_t *, uint8_t number, size_t data_len, bool crc);

bool xm_block_intact(const uint8_t *, size_t data_len, bool crc);

/* block0.c: the data of YMODEM's block 0. */

/* Returns 128 or 1024, or 0 if it does not fit.  NULL: the end of a batch. */
size_t xm_block0_build(
    uint8_t data[static XM_DATA_MAX], const struct xm_file *);

/*
 * The data must be followed by a NUL.  Fields that are missing or malformed are
 * unknown, and so are those behind them.  The name stays in the data.  Returns
 * false if it does not end.
 */
bool xm_block0_parse(const char *, size_t, struct xm_file *);

/*
 * Whether such data, in which the name ends, says that no file follows this
 * one.
 */
bool xm_block0_is_last(const char *);

#endif
