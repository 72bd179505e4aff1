#include <criterion/criterion.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/sandbox.h"

/* The advice after a failure, on lines that damage bytes. */

static void
set_up(void)
{
	sandbox_open("");
	cr_assert(mkdir("in", 0777) == 0);
}

TestSuite(hints, .init = set_up, .fini = sandbox_close, .timeout = 120);

static const struct {
	const char *line;     /* options of ptyline */
	const char *file;     /* command that makes the file "f" */
	const char *options;  /* options of xsend */
	const char *sender;   /* text of xsend's advice */
	const char *receiver; /* text of xrecv's advice, or NULL */
} rows[] = {
	{ "--eat=0xff",
	    "head -c 1920 /dev/zero >f; tr \"\\\\0\" \"\\\\377\" <f >>f", "",
	    "only rejected blocks contain the byte 0xff: does the line lead",
	    NULL },
	{ "--eat=0x11", "head -c 4096 /dev/zero >f", "", "XON and XOFF",
	    "no byte 0x11 arrives" },
	{ "--eat=0x0a", "head -c 4096 /dev/zero >f", "", "line ends",
	    "line ends" },
	{ "--seven", "head -c 4096 /dev/zero >f", "", "8N1, 8-bit clean",
	    "without its eighth bit" },
	{ "--replace=0x7f:0x08",
	    "head -c 1500 /dev/zero >f; printf \"\\\\177\" >>f", "--pad=0",
	    "only rejected blocks contain the byte 0x7f",
	    "each byte 0x7f arrives as 0x08" },
	{ "--replace=0x55:0x65", "head -c 1500 /dev/zero >f; printf UUUU >>f",
	    "--pad=0", "only rejected blocks contain the byte 0x55",
	    "in the same way each time" },
	{ "--double=0xff", "head -c 4096 /dev/urandom >f", "-y",
	    "8N1, 8-bit clean", "each byte 0xff arrives twice" },
	{ "--overrun=500", "head -c 4096 /dev/urandom >f", "-y",
	    "accepts blocks of 128 bytes, but not of 1024: try --128",
	    "only 500 of 1029 bytes of a block arrive" },
};

enum { ROWS = sizeof rows / sizeof *rows };

/*
 * Runs all rows in parallel to save time: after a failure, each receiver still
 * waits for text in which the sender may explain the failure.
 */
Test(hints, name_the_damage_of_the_line)
{
	struct child receivers[ROWS], senders[ROWS];

	for (size_t i = 0; i < ROWS; i++) {
		struct child line = sandbox_start("sh -c 'sleep 100 | "
						  "ptyline %s c%zu d%zu'",
		    rows[i].line, i, i);

		sandbox_expect(&line, "ready");
		cr_assert(
		    sandbox_run("sh -c '%s; mv f f%zu'", rows[i].file, i) == 0);
		receivers[i] =
		    sandbox_start("xrecv -p d%zu --timeout=30 in/%zu", i, i);
		senders[i] = sandbox_start(
		    "xsend -p c%zu %s --retries=6 --timeout=12 f%zu", i,
		    rows[i].options, i);
	}
	for (size_t i = 0; i < ROWS; i++) {
		cr_expect(sandbox_wait(&senders[i]) == 6, "%s", rows[i].line);
		sandbox_wait(&receivers[i]);
		cr_expect(sandbox_said(&senders[i], rows[i].sender), "%s",
		    rows[i].line);
		if (rows[i].receiver != NULL)
			cr_expect(sandbox_said(&receivers[i], rows[i].receiver),
			    "%s", rows[i].line);
	}
}

static const struct {
	const char *heard, *words;
} starts[] = {
	{ "", "nothing was received: is this the right line" },
	{ "U-Boot\\r\\n=> ",
	    "the last text received was \"=> \": does the other end wait" },
	{ "\\200\\370\\200\\376\\370\\200\\360\\200\\340\\376",
	    "unreadable bytes arrive: do both ends use 115200 baud" },
	{ "\\377\\375\\003\\377\\373\\001", "telnet commands arrive" },
};

Test(hints, depend_on_bytes_received_before_the_start)
{
	sandbox_make("f", 100);
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
		struct child s = sandbox_start("xsend -v -p a --wait=2 f");

		sandbox_expect(&s, "state: start");
		cr_assert(
		    sandbox_run("printf \"%s\" >b", starts[i].heard) == 0);
		cr_expect(sandbox_wait(&s) == 4);
		cr_expect(
		    sandbox_said(&s, starts[i].words), "%s", starts[i].words);
	}
}

Test(hints, ask_about_the_rate_and_the_mode_in_force)
{
	struct child s;

	sandbox_make("f", 100);
	s = sandbox_start("xsend -v -p a -b 9600 -m 8N2 --before=baud:115200 "
			  "--wait=2 f");
	sandbox_expect(&s, "state: start");
	cr_assert(sandbox_run("printf '\\200\\370\\200\\376\\370\\200\\360"
			      "\\200\\340\\376' >b") == 0);

	cr_expect(sandbox_wait(&s) == 4);
	cr_expect(sandbox_said(&s, "do both ends use 115200 baud, 8N2?"));
}

Test(hints, name_the_block_that_failed)
{
	struct child s, r;

	sandbox_line("--eat=0x11", "c", "d");
	cr_assert(sandbox_run("head -c 4096 /dev/zero >f") == 0);
	r = sandbox_start("xrecv -p d --retries=6 --timeout=4 in/g");
	s = sandbox_start("xsend -p c f");

	cr_expect(sandbox_wait(&r) == 6);
	cr_expect(sandbox_said(&r, "block 17 arrived damaged "));
	cr_expect(sandbox_wait(&s) == 5);
	cr_expect(sandbox_said(
	    &s, "the receiver cancelled at block 17 of 32, 50 %\n"));
	cr_expect(
	    sandbox_said(&s, "only rejected blocks contain the byte 0x11"));
}

static const struct {
	const char *answer; /* answer to block 1, or NULL */
	const char *words, *advice;
	int status;
} silences[] = {
	{ NULL, "became silent at block 1 of 2, 0 %",
	    "is its RX connected? does it expect YMODEM (-y)? if it needs more "
	    "than 1 s",
	    6 },
	{ "\\006", "became silent after block 1 of 2, 64 %",
	    "does the receiver need more than 1 s to answer", 6 },
	{ "\\025",
	    "became silent at block 1 of 2, 0 %, which it had rejected once",
	    NULL, 6 },
	{ "\\006Bad flash\\r\\n=> ",
	    "stopped after block 1 of 2, 64 %, and printed \"Bad flash\"", NULL,
	    5 },
};

Test(hints, depend_on_the_answer_before_a_silence)
{
	sandbox_make("f", 200);
	for (size_t i = 0; i < sizeof silences / sizeof *silences; i++) {
		struct child s =
		    sandbox_start("xsend -v -p a --start=now --timeout=1 f");

		sandbox_expect(&s, "state: data");
		if (silences[i].answer != NULL)
			cr_assert(sandbox_run("printf '%s' >b",
				      silences[i].answer) == 0);
		cr_expect(sandbox_wait(&s) == silences[i].status, "%zu", i);
		cr_expect(sandbox_said(&s, silences[i].words), "%zu", i);
		if (silences[i].advice != NULL)
			cr_expect(
			    sandbox_said(&s, silences[i].advice), "%zu", i);
		else
			cr_expect(!sandbox_said(&s, "--timeout"), "%zu", i);
	}
}

Test(hints, report_a_sender_that_ends_the_batch_without_a_file)
{
	struct child r = sandbox_start("xrecv -d in -p 'exec:while head -c 1 | "
				       "grep -q .; do printf \"\\004\"; done'");

	cr_expect(sandbox_wait(&r) == 4);
	cr_expect(sandbox_said(&r, "the sender sent no file"));
	cr_expect(!sandbox_said(&r, "the last text received"));
}
