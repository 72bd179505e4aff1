#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Measures a line with the simplest protocol: blocks in one direction, one byte
 * of answer to each block, and no checks.
 *
 *	pingpong send BLOCK COUNT <LINE >LINE
 *	pingpong receive BLOCK COUNT <LINE >LINE
 *
 * The receiver first sends C.  With "stream" instead of "send" and "drain"
 * instead of "receive", no block has an answer.
 */

enum { SOH = 0x01, STX = 0x02, ACK = 0x06, BLOCK_MAX = 3 + 1024 + 2 };

static bool
give(const uint8_t *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(STDOUT_FILENO, bytes, len);

		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

static bool
await(size_t len)
{
	uint8_t bytes[BLOCK_MAX];

	while (len > 0) {
		ssize_t n = read(STDIN_FILENO, bytes, len);

		if (n <= 0)
			return false;
		len -= (size_t)n;
	}
	return true;
}

static bool
send_blocks(size_t block_len, long count, bool stream)
{
	uint8_t block[BLOCK_MAX] = { block_len > 1024 ? STX : SOH };

	if (!await(1))
		return false;
	for (long i = 1; i <= count; i++) {
		block[1] = (uint8_t)i;
		if (!give(block, block_len) || (!stream && !await(1)))
			return false;
	}
	return true;
}

static bool
receive_blocks(size_t block_len, long count, bool drain)
{
	static const uint8_t request = 'C', ack = ACK;

	if (!give(&request, 1))
		return false;
	for (long i = 1; i <= count; i++) {
		if (!await(block_len) || (!drain && !give(&ack, 1)))
			return false;
	}
	return true;
}

int
main(int argc, char **argv)
{
	size_t block_len = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;
	long count = argc > 3 ? strtol(argv[3], NULL, 10) : 0;
	bool done;

	if (block_len == 0 || block_len > BLOCK_MAX || count <= 0) {
		fprintf(stderr, "usage: pingpong send|stream|receive|drain "
				"BLOCK COUNT\n");
		return 2;
	}
	if (argv[1][0] == 's')
		done = send_blocks(
		    block_len, count, strcmp(argv[1], "stream") == 0);
	else
		done = receive_blocks(
		    block_len, count, strcmp(argv[1], "drain") == 0);
	return done ? 0 : 1;
}
