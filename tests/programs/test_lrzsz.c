#include <criterion/criterion.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/sandbox.h"

/* Transfers with lrzsz, which most systems have, as the other end. */

static void
set_up(void)
{
	sandbox_open("--baud=1000000");
	cr_assert(mkdir("in", 0777) == 0);
	cr_assert(mkfifo("there", 0600) == 0 && mkfifo("back", 0600) == 0);
	sandbox_make("f", 20000);
}

TestSuite(lrzsz, .init = set_up, .fini = sandbox_close, .timeout = 120);

/*
 * The line is a pair of pipes and not a pty: when lrzsz exits, it discards
 * unsent output of a terminal, and this can be its last ACK.
 */
#define XSEND(options) "xsend " options " <back >there"
#define RX(options) "rx -b " options " in/f >back <there"
#define RB "sh -c 'cd in && rb -b >../back <../there'"

static const struct {
	const char *send, *recv;
	bool exact; /* the received file has no padding */
} receiving[] = {
	{ XSEND("f"), RX(""), false },
	{ XSEND("f"), RX("-c"), false },
	{ XSEND("-k f"), RX("-c"), false },
	{ XSEND("-k --tail=short f"), RX("-c"), false },
	{ XSEND("-y f"), RB, true },
	{ XSEND("-y --128 f"), RB, true },
};

static const struct {
	const char *send, *recv;
	bool exact;
} sending[] = {
	{ "sx f <a >a", "xrecv -p b in/f", false },
	{ "sx f <a >a", "xrecv -p b --check=sum in/f", false },
	{ "sx -k f <a >a", "xrecv -p b in/f", false },
	{ "sb f <a >a", "xrecv -p b -d in", true },
	{ "sb -k f <a >a", "xrecv -p b -d in", true },
	{ "sb -k f <a >a", "xrecv -p b -d in --eot=ack", true },
	{ "sb -k f <a >a", "xrecv -p b -g -d in", true },
};

static void
check(const char *send, const char *recv, bool exact)
{
	struct child r = sandbox_start("%s", recv);
	struct child s = sandbox_start("%s", send);

	cr_expect(sandbox_wait(&s) == 0, "%s | %s", send, recv);
	cr_expect(sandbox_wait(&r) == 0, "%s | %s", send, recv);
	if (exact)
		cr_expect(sandbox_same("f", "in/f"), "%s | %s", send, recv);
	else
		cr_expect(sandbox_run("cmp -n 20000 f in/f") == 0, "%s | %s",
		    send, recv);
	unlink("in/f");
}

Test(lrzsz, receives_files_of_xsend)
{
	for (size_t i = 0; i < sizeof receiving / sizeof *receiving; i++)
		check(receiving[i].send, receiving[i].recv, receiving[i].exact);
}

/* Block 0 of sb has the number of files left, so xrecv knows the last file. */
Test(lrzsz, is_cancelled_at_the_header_of_a_refused_last_file)
{
	struct child r, s;

	sandbox_make("g", 5000000);
	sandbox_make("in/g", 7);
	r = sandbox_start("xrecv -p b -d in");
	s = sandbox_start("sb -k f g <a >a");

	cr_expect(sandbox_wait(&r) == 1);
	cr_expect(sandbox_wait(&s) != 0);
	cr_expect(sandbox_said(&r, "xrecv: in/g: File exists ("));
	cr_expect(!sandbox_said(&r, "discard"));
	cr_expect(sandbox_same("f", "in/f"));
	cr_expect(sandbox_size("in/g") == 7);
}

Test(lrzsz, sends_files_to_xrecv)
{
	for (size_t i = 0; i < sizeof sending / sizeof *sending; i++)
		check(sending[i].send, sending[i].recv, sending[i].exact);
}

Test(lrzsz, transfers_a_batch_in_both_directions)
{
	sandbox_make("g", 1024);
	sandbox_make("h", 1);

	check(XSEND("-y f g h"), RB, true);
	cr_expect(sandbox_same("g", "in/g"));
	cr_expect(sandbox_same("h", "in/h"));
	unlink("in/g");
	unlink("in/h");

	check("sb f g h <a >a", "xrecv -p b -d in", true);
	cr_expect(sandbox_same("g", "in/g"));
	cr_expect(sandbox_same("h", "in/h"));
}
