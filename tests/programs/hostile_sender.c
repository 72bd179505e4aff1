#include "programs/hostile_sender.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "xm/internal.h"

enum { ANSWER_MS = 30000 };

void
hostile_set_up(void)
{
	sandbox_open("");
	cr_assert(mkdir("in", 0777) == 0);
	sandbox_make("precious", 7);
	sandbox_make("same", 7);
}

int
hostile_count_files(const char *path)
{
	static const char *const known[] = { ".", "..", "a", "b", "in", "back",
		"there", "precious", "same" };
	DIR *directory = opendir(path);
	struct dirent *entry;
	int count = 0;

	cr_assert(directory != NULL);
	while ((entry = readdir(directory)) != NULL) {
		bool mine = strncmp(entry->d_name, "log", 3) == 0;

		for (size_t i = 0; i < sizeof known / sizeof *known; i++)
			mine |= strcmp(entry->d_name, known[i]) == 0;
		count += !mine;
	}
	closedir(directory);
	return count;
}

void
hostile_start(struct hostile_sender *r, const char *options)
{
	if (!sandbox_exists("there"))
		cr_assert(
		    mkfifo("there", 0600) == 0 && mkfifo("back", 0600) == 0);
	r->cancelled = false;
	r->xrecv = sandbox_start("xrecv %s <there >back", options);
	r->to = open("there", O_WRONLY | O_CLOEXEC);
	r->from = open("back", O_RDONLY | O_CLOEXEC);
	cr_assert(r->to != -1 && r->from != -1);
}

static void
send_bytes(const struct hostile_sender *r, const void *bytes, size_t len)
{
	if (!r->cancelled)
		cr_assert(write(r->to, bytes, len) == (ssize_t)len);
}

/* Waits for an answer, and skips requests before it. */
static void
await_answer(struct hostile_sender *r, uint8_t wanted)
{
	struct pollfd fd = { .fd = r->from, .events = POLLIN };
	uint8_t byte = REQUEST_CRC;

	while (!r->cancelled && byte == REQUEST_CRC) {
		cr_assert(poll(&fd, 1, ANSWER_MS) == 1, "xrecv is silent");
		if (read(r->from, &byte, 1) != 1 || byte == CAN)
			r->cancelled = true;
	}
	cr_assert(r->cancelled || byte == wanted, "xrecv sent %02x", byte);
}

void
hostile_block(
    struct hostile_sender *r, uint8_t number, const void *data, size_t len)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	size_t data_len = len <= 128 ? 128 : 1024;

	memcpy(block + 3, data, len);
	send_bytes(r, block, xm_block_seal(block, number, data_len, true));
	await_answer(r, ACK);
}

void
hostile_first_eot(struct hostile_sender *r)
{
	send_bytes(r, "\004", 1);
	await_answer(r, NAK);
}

void
hostile_eot(struct hostile_sender *r)
{
	hostile_first_eot(r);
	send_bytes(r, "\004", 1);
	await_answer(r, ACK);
}

void
hostile_file(
    struct hostile_sender *r, const void *header, size_t len, int blocks)
{
	uint8_t data[128];

	memset(data, 'x', sizeof data);
	hostile_block(r, 0, header, len);
	for (int i = 1; i <= blocks; i++)
		hostile_block(r, (uint8_t)i, data, sizeof data);
	hostile_eot(r);
}

void
hostile_end(struct hostile_sender *r)
{
	hostile_block(r, 0, "", 0);
}

int
hostile_wait(struct hostile_sender *r)
{
	close(r->to);
	close(r->from);
	return sandbox_wait(&r->xrecv);
}
