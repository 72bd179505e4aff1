#include <criterion/criterion.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "programs/hostile_sender.h"
#include "xm/internal.h"

/* Modes, sizes and blocks of a sender that attacks the user of xrecv. */

TestSuite(
    hostile, .init = hostile_set_up, .fini = sandbox_close, .timeout = 240);

Test(hostile, modes_are_limited_by_the_umask)
{
	static const unsigned modes[] = { 04777, 06755, 01777, 0104755, 0777,
		0644, 0444, 0200, 01, 0120777, 037777777777 };
	static const unsigned masks[] = { 022, 077, 0 };

	for (size_t i = 0; i < sizeof masks / sizeof *masks; i++) {
		for (size_t k = 0; k < sizeof modes / sizeof *modes; k++) {
			unsigned want = ((modes[k] & 0777) | 0400) & ~masks[i];
			struct hostile_sender r;
			struct stat st;
			char header[64];
			int len = snprintf(
			    header, sizeof header, "f%c6 0 %o", 0, modes[k]);

			umask((mode_t)masks[i]);
			hostile_start(&r, "-d in");
			hostile_file(&r, header, (size_t)len, 1);
			hostile_end(&r);
			cr_expect(hostile_wait(&r) == 0);

			cr_assert(lstat("in/f", &st) == 0);
			cr_expect((st.st_mode & 07777) == want,
			    "mode %o, umask %o: %o", modes[k], masks[i],
			    st.st_mode);
			unlink("in/f");
		}
	}
}

static const struct {
	const char *size; /* text after the name in block 0 */
	int blocks;       /* number of data blocks of 128 bytes */
	int status;
	long stored; /* bytes stored; -1: no file */
	const char *options;
} sizes[] = {
	{ "", 1, 0, 128, "" },
	{ "-1", 1, 0, 128, "" },
	{ " 5", 1, 0, 128, "" },
	{ "x", 1, 0, 128, "" },
	{ "12x", 1, 0, 128, "" },
	{ "0x10", 1, 0, 128, "" },
	{ "12 zzz 999", 1, 0, 12, "" },
	{ "0", 1, 0, 128, "" }, /* a file such as /proc/cpuinfo */
	{ "0", 0, 0, 0, "" },
	{ "5", 1, 0, 5, "" },
	{ "5", 3, 6, -1, "" },
	{ "128", 1, 0, 128, "" },
	{ "129", 1, 6, -1, "" },
	{ "1", 0, 6, -1, "" },
	{ "9223372036854775807", 1, 6, -1, "" },
	{ "9223372036854775808", 1, 6, -1, "" },
	{ "18446744073709551615", 1, 6, -1, "" },
	{ "18446744073709551616", 1, 6, -1, "" },
	{ "99999999999999999999", 1, 6, -1, "" },
	{ "99999999999999999999", 1, 1, -1, "--limit=1G" },
	{ "101", 1, 1, -1, "--limit=100" },
	{ "100", 1, 0, 100, "--limit=100" },
	{ "", 1, 1, -1, "--limit=100" },
	{ "", 2, 0, 256, "--limit=256" },
	{ "", 1, 0, 100, "--size=100" },
	{ "", 1, 1, -1, "--size=129" },
};

Test(hostile, wrong_sizes_are_errors)
{
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		char header[64], options[64];
		struct hostile_sender r;
		int len =
		    snprintf(header, sizeof header, "f%c%s", 0, sizes[i].size);
		int status;

		snprintf(options, sizeof options, "-d in %s", sizes[i].options);
		hostile_start(&r, options);
		hostile_file(&r, header, (size_t)len, sizes[i].blocks);
		hostile_end(&r);
		status = hostile_wait(&r);

		cr_expect(status == sizes[i].status, "\"%s\" %s: %d",
		    sizes[i].size, sizes[i].options, status);
		cr_expect(sandbox_size("in/f") == sizes[i].stored, "\"%s\" %s",
		    sizes[i].size, sizes[i].options);
		cr_expect(!sandbox_exists("in/f.xrecv-part"));
		unlink("in/f");
	}
}

/* Sends an intact block of data, and returns the first byte of the answer. */
static uint8_t
send_block(const struct hostile_sender *r, uint8_t number)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	size_t len = xm_block_seal(block, number, 128, true);
	uint8_t answer = 0;

	cr_assert(write(r->to, block, len) == (ssize_t)len);
	cr_assert(read(r->from, &answer, 1) == 1);
	return answer;
}

Test(hostile, skipped_block_is_reported)
{
	static const char header[] = "f\0"
				     "9999 ";
	struct hostile_sender r;
	char request;

	hostile_start(&r, "-d in");
	hostile_block(&r, 0, header, sizeof header);
	cr_assert(read(r.from, &request, 1) == 1 && request == 'C');
	cr_expect(send_block(&r, 1) == ACK);
	cr_expect(send_block(&r, 3) == NAK);
	cr_expect(send_block(&r, 4) == CAN);

	cr_expect(hostile_wait(&r) == 6);
	cr_expect(sandbox_said(
	    &r.xrecv, "block 2 is missing; the sender sent block 4 instead"));
	cr_expect(!sandbox_exists("in/f"));
}

Test(hostile, empty_batch_stores_no_file)
{
	struct hostile_sender r;

	hostile_start(&r, "-d in");
	hostile_end(&r);

	cr_expect(hostile_wait(&r) == 0);
	cr_expect(hostile_count_files("in") == 0);
}
