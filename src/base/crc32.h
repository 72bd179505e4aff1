#ifndef BASE_CRC32_H
#define BASE_CRC32_H

#include <stddef.h>
#include <stdint.h>

/*
 * Adds bytes to a CRC-32 and returns the new CRC.  Start with 0.  The CRC is
 * that of IEEE 802.3, which crc32(1) and U-Boot print.
 */
uint32_t crc32_add(uint32_t crc, const void *, size_t);

#endif
