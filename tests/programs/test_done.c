#include <criterion/criterion.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/sandbox.h"

/*
 * Transfers to shell scripts that do not store the file.  xsend must report a
 * failure and its reason.
 */

static void
set_up(void)
{
	sandbox_open("");
	cr_assert(mkdir("in", 0777) == 0);
	sandbox_make("f", 100);
}

TestSuite(done, .init = set_up, .fini = sandbox_close, .timeout = 120);

/* Commands of a peer: reads n bytes, and sends bytes. */
#define READ(n) "head -c " #n " >/dev/null;"
#define SEND(bytes) "printf '" bytes "';"

#define FRAME_1 SEND("\\375\\034\\000\\001\\201\\025")
#define FRAME_2 SEND("\\375\\034\\000\\006\\202\\221")
#define FRAME_3 SEND("\\375\\034\\000\\006\\203\\222")
#define REASON SEND("The image is too large!\\r\\n")

static const struct {
	const char *peer;
	int status;
	const char *message;
} rows[] = {
	/* U-Boot's loady drops the first block, and asks for another file. */
	{ SEND("C") READ(133) SEND("C") READ(133) SEND("\\006") READ(1)
		SEND("\\006\\006C") "sleep 5",
	    7, "it expects YMODEM, try -y" },
	/* The peer echoes all bytes. */
	{ SEND("C") "cat", 3, "the line sends back everything" },
	/* The peer sends telemetry: frames of MAVLink, and no request. */
	{ FRAME_1 "sleep 0.3;" FRAME_2 "sleep 0.3;" FRAME_3 "sleep 20", 4,
	    "the receiver never asked for a file" },
	/* ST's IAP cancels, then erases the flash, then prints the reason. */
	{ SEND("C") READ(133) SEND("\\030\\030") "sleep 1;" REASON "sleep 5", 5,
	    "The image is too large!" },
};

Test(done, is_not_reported_if_the_receiver_has_no_file)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		FILE *peer = fopen("peer", "w");
		struct child s;

		cr_assert(peer != NULL && fputs(rows[i].peer, peer) >= 0 &&
			  fclose(peer) == 0);
		s = sandbox_start("xsend --wait=5 -p 'exec:sh peer' f");
		cr_expect(sandbox_wait(&s) == rows[i].status, "row %zu", i);
		cr_expect(sandbox_said(&s, rows[i].message), "row %zu", i);
	}
}

Test(done, is_reported_with_a_warning_if_blocks_had_only_checksums)
{
	static const char warning[] = "warning: only checksums";

	for (int sum = 0; sum < 2; sum++) {
		struct child r = sandbox_start(
		    "xrecv -p b --check=%s in/%d", sum ? "sum" : "crc", sum);
		struct child s = sandbox_start("xsend -p a f");

		cr_expect(sandbox_wait(&s) == 0);
		cr_expect(sandbox_wait(&r) == 0);
		cr_expect(sandbox_said(&s, warning) == sum);
		cr_expect(sandbox_said(&r, warning) == sum);
	}
}

Test(done, is_reported_despite_long_delays)
{
	struct child r = sandbox_start("xrecv -p b in/f");
	struct child s = sandbox_start(
	    "xsend -p a --timeout=1 --byte-delay=10000 --block-delay=1500 f");

	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);
}
