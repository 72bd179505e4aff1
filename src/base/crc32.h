#ifndef BASE_CRC32_H
#define BASE_CRC32_H

#include <stddef.h>
#include <stdint.h>

/*
 * Continues the CRC-32 of IEEE 802.3, which crc32(1) and U-Boot print, with
 * more bytes.  It begins with 0.
 */
uint32_t crc32_add(uint32_t crc, const void *, size_t);

#endif
