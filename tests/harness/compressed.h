#ifndef HARNESS_COMPRESSED_H
#define HARNESS_COMPRESSED_H

/*
 * Output of a telnet server that compresses without a prior negotiation: IAC SB
 * COMPRESS2 IAC SE, then 64 KiB of 'A' compressed by zlib.
 */
#define COMPRESSED                                                             \
	"\xff\xfa\x56\xff\xf0"                                                 \
	"\x78\xda\xed\xc1\x81\0\0\0\0\x80\x20\xb6\xfd\xa5\x16\xa9\x0a\0\0\0\0" \
	"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" \
	"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x6a\x1e\x87\x03"   \
	"\xd0"

enum { COMPRESSED_LEN = sizeof COMPRESSED - 1, UNCOMPRESSED_LEN = 65536 };

#endif
