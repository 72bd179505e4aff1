#include <criterion/criterion.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/sandbox.h"

/* What the programs recommend after a failure, on lines that damage bytes. */

static void
set_up(void)
{
	sandbox_open("");
	cr_assert(mkdir("in", 0777) == 0);
}

TestSuite(hints, .init = set_up, .fini = sandbox_close, .timeout = 120);

static const struct {
	const char *line;     /* ptyline's options */
	const char *file;     /* makes the file "f" */
	const char *sender;   /* what it says */
	const char *receiver; /* the same, or NULL */
} rows[] = {
	{ "--eat=0xff",
	    "head -c 512 /dev/zero >f; tr \"\\\\0\" \"\\\\377\" <f >>f",
	    "a byte 0xff, accepted ones none: is there a telnet server", NULL },
	{ "--eat=0x11", "head -c 4096 /dev/zero >f", "XON and XOFF", NULL },
	{ "--eat=0x0a", "head -c 4096 /dev/zero >f", "line ends", NULL },
	{ "--seven", "head -c 4096 /dev/zero >f", "8N1 at both ends",
	    "have lost their eighth bit" },
};

Test(hints, name_what_the_line_does_to_bytes)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct child line = sandbox_start("sh -c 'sleep 100 | "
					      "ptyline %s c%zu d%zu'",
		    rows[i].line, i, i);
		struct child r, s;

		sandbox_expect(&line, "ready");
		cr_assert(sandbox_run("sh -c '%s'", rows[i].file) == 0);
		r = sandbox_start("xrecv -p d%zu --timeout=6 in/%zu", i, i);
		s = sandbox_start("xsend -p c%zu --retries=3 f", i);
		cr_expect(sandbox_wait(&s) == 6, "%s", rows[i].line);
		sandbox_wait(&r);
		cr_expect(sandbox_said(&s, rows[i].sender), "%s", rows[i].line);
		if (rows[i].receiver != NULL)
			cr_expect(
			    sandbox_said(&r, rows[i].receiver), "%s", rows[i].line);
	}
}

static const struct {
	const char *heard, *words;
} starts[] = {
	{ "", "nothing came from the line: is it the right one" },
	{ "U-Boot\\r\\n=> ",
	    "it said last \"=> \": does it wait for a command" },
	{ "\\200\\370\\200\\376\\370\\200\\360\\200\\340\\376",
	    "what comes is unreadable: is it 115200 baud" },
	{ "\\377\\375\\003\\377\\373\\001", "telnet commands came" },
};

Test(hints, depend_on_what_came_instead_of_a_start)
{
	sandbox_make("f", 100);
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
		struct child s = sandbox_start("xsend -v -p a --wait=2 f");

		sandbox_expect(&s, "state: start");
		cr_assert(sandbox_run("printf \"%s\" >b", starts[i].heard) == 0);
		cr_expect(sandbox_wait(&s) == 4);
		cr_expect(sandbox_said(&s, starts[i].words), "%s", starts[i].words);
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
	cr_expect(sandbox_said(&s, "is it 115200 baud, 8N2?"));
}
