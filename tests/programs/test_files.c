#include <criterion/criterion.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "harness/sandbox.h"
#include "programs/hostile_sender.h"

/*
 * Files and lines that change or disappear during a transfer.  The test is one
 * end of a pty; the other end is the line "p".
 */

static int line; /* descriptor of the test's end */

static void
set_up(void)
{
	struct termios t;
	int slave;

	sandbox_open("");
	cr_assert(mkdir("in", 0777) == 0);
	line = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	cr_assert(line != -1 && grantpt(line) == 0 && unlockpt(line) == 0);
	cr_assert(symlink(ptsname(line), "p") == 0);
	/* Turn off the echo before a tool has set up the line. */
	slave = open("p", O_RDWR | O_NOCTTY | O_CLOEXEC);
	cr_assert(slave != -1 && tcgetattr(slave, &t) == 0);
	t.c_iflag = 0;
	t.c_lflag = 0;
	t.c_oflag = 0;
	cr_assert(tcsetattr(slave, TCSANOW, &t) == 0);
}

TestSuite(files, .init = set_up, .fini = sandbox_close, .timeout = 120);

static void
send_text(const char *text)
{
	cr_assert(write(line, text, strlen(text)) == (ssize_t)strlen(text));
}

/* Receives and discards `len` bytes. */
static void
receive(size_t len)
{
	struct pollfd fd = { .fd = line, .events = POLLIN };
	char bytes[2048];

	while (len > 0) {
		ssize_t n;

		cr_assert(poll(&fd, 1, 30000) == 1, "the tool is silent");
		n = read(line, bytes, len < sizeof bytes ? len : sizeof bytes);
		cr_assert(n > 0);
		len -= (size_t)n;
	}
}

/* Files that xsend reads. */

enum { BLOCK_LEN = 3 + 1024 + 2, HEADER_LEN = 3 + 128 + 2 };

static struct child
send_first_block(void)
{
	struct child s = sandbox_start("xsend -p p -y f g");

	send_text("C");
	receive(HEADER_LEN);
	send_text("\006C");
	receive(BLOCK_LEN);
	return s;
}

Test(files, that_change_their_size_end_the_transfer)
{
	/* The file has 3000 bytes when its transfer begins. */
	static const long sizes[] = { 1024, 2000, 3001, 0 };

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct child s;

		sandbox_make("f", 3000);
		sandbox_make("g", 3000);
		s = send_first_block();
		cr_assert(truncate("f", sizes[i]) == 0);
		send_text("\006");
		receive(BLOCK_LEN);
		send_text("\006");

		cr_expect(sandbox_wait(&s) == 1, "%ld", sizes[i]);
		cr_expect(
		    sandbox_said(&s, "xsend: f: size changed during the"));
		tcflush(line, TCIFLUSH);
	}
}

Test(files, that_are_deleted_before_they_are_sent_end_the_batch)
{
	struct child s;

	sandbox_make("f", 1000);
	sandbox_make("g", 3000);
	s = send_first_block();
	cr_assert(unlink("g") == 0);
	send_text("\006");
	receive(1);
	send_text("\006C");

	cr_expect(sandbox_wait(&s) == 1);
	cr_expect(sandbox_said(&s, "xsend: g: No such file or directory"));
}

/* Files that xrecv writes. */

Test(files, get_no_final_name_if_their_directory_is_renamed)
{
	struct child r, s;

	sandbox_line("--baud=115200", "c", "d");
	sandbox_make("f", 30000);
	r = sandbox_start("xrecv -p d -d in");
	s = sandbox_start("xsend -p c -y f");
	sandbox_expect(&r, " %, ");
	cr_assert(rename("in", "gone") == 0);

	cr_expect(sandbox_wait(&r) == 1);
	cr_expect(sandbox_wait(&s) == 5);
	cr_expect(
	    sandbox_said(&r, "xrecv: in/f.xrecv-part: another process has "
			     "replaced or removed it"));
	cr_expect(!sandbox_exists("gone/f"));
	cr_expect(!sandbox_exists("gone/f.xrecv-part"));
}

Test(files, are_not_replaced_by_files_of_another_process)
{
	static const char *const commands[] = { "cp f in/f.xrecv-part",
		"ln -s ../f in/f.xrecv-part" };

	sandbox_line("--baud=115200", "c", "d");
	sandbox_make("f", 30000);
	for (int i = 0; i < 2; i++) {
		struct child r = sandbox_start("xrecv -p d -d in");
		struct child s = sandbox_start("xsend -p c -y f");

		sandbox_expect(&r, " %, ");
		cr_assert(unlink("in/f.xrecv-part") == 0);
		cr_assert(sandbox_run("%s", commands[i]) == 0);

		cr_expect(sandbox_wait(&r) == 1);
		cr_expect(sandbox_wait(&s) == 5);
		cr_expect(!sandbox_exists("in/f"));
		cr_expect(sandbox_exists("in/f.xrecv-part"));
		unlink("in/f.xrecv-part");
	}
}

Test(files, of_one_batch_do_not_replace_each_other)
{
	struct child r, s;

	sandbox_make("f", 3000);
	cr_assert(mkdir("other", 0777) == 0);
	sandbox_make("other/f", 300);
	sandbox_make("in/f", 7);
	r = sandbox_start("xrecv -p b -d in -o");
	s = sandbox_start("xsend -p a -y f other/f");

	cr_expect(sandbox_wait(&s) == 5);
	cr_expect(sandbox_wait(&r) == 1);
	cr_expect(
	    sandbox_said(&r, "xrecv: in/f: this transfer has already stored "
			     "a file with this name"));
	cr_expect(sandbox_said(&r, "1 file"));
	cr_expect(sandbox_same("in/f", "f"));
}

Test(files, beyond_max_files_end_the_transfer)
{
	struct child r, s;

	sandbox_make("f", 10);
	sandbox_make("g", 10);
	r = sandbox_start("xrecv -p b -d in --max-files=1");
	s = sandbox_start("xsend -p a -y f g");

	cr_expect(sandbox_wait(&s) == 5);
	cr_expect(sandbox_wait(&r) == 1);
	cr_expect(
	    sandbox_said(&r, "xrecv: more than 1 file (raise --max-files)"));
	cr_expect(sandbox_exists("in/f") && !sandbox_exists("in/g"));
}

Test(files, beyond_the_size_limit_of_the_system_are_an_error)
{
	struct child r, s;

	sandbox_make("f", 30000);
	r = sandbox_start("sh -c 'ulimit -f 20; exec xrecv -p b -d in'");
	s = sandbox_start("xsend -p a -y f");

	cr_expect(sandbox_wait(&r) == 1);
	cr_expect(sandbox_wait(&s) == 5);
	cr_expect(sandbox_said(&r, "xrecv: in/f: File too large"));
	cr_expect(!sandbox_exists("in/f.xrecv-part"));
}

Test(files, that_are_refused_do_not_end_the_batch)
{
	struct child r, s;

	sandbox_make("f", 3000);
	sandbox_make("g", 300);
	sandbox_make("in/f", 7);
	sandbox_make("old", 7);
	r = sandbox_start("xrecv -v -p b -d in --after=show:1");
	s = sandbox_start("xsend -p a -y f g");

	cr_expect(sandbox_wait(&s) == 5);
	cr_expect(sandbox_wait(&r) == 1);
	cr_expect(sandbox_said(&r, "xrecv: in/f: File exists"));
	cr_expect(sandbox_said(&r, "xrecv: in/f: the protocol cannot skip a "
			       "file; the data of this file is discarded\n"));
	cr_expect(sandbox_said(&r, "xrecv: 1 file: 300 bytes in "));
	cr_expect(sandbox_said(&r, ", 1 refused\n"));
	cr_expect(!sandbox_said(&r, "step show"));
	cr_expect(sandbox_same("in/f", "old"));
	cr_expect(sandbox_same("in/g", "g"));
}

Test(files, without_a_free_numbered_name_are_refused_at_once)
{
	char name[256];
	struct child r, s;

	memset(name, 'n', 254);
	name[254] = '\0';
	sandbox_make("f", 3000);
	sandbox_make(name, 7);
	r = sandbox_start("xrecv -p b --on-exists=rename");
	s = sandbox_start("xsend -p a -y --name=%s f", name);

	cr_expect(sandbox_wait(&s) == 5);
	cr_expect(sandbox_wait(&r) == 1);
	cr_expect(sandbox_said(&r, ": File exists"));
	cr_expect(sandbox_size(name) == 7);
}

/* Lines that are stuck or lost. */

Test(files, on_a_stuck_line_time_out)
{
	struct child s;

	sandbox_make("f", 100000);
	s = sandbox_start("xsend -p p -y --timeout=2 f");
	send_text("G");
	receive(HEADER_LEN);
	send_text("G");

	cr_expect(sandbox_wait(&s) == 3);
	cr_expect(sandbox_said(&s, "xsend: the line accepts no more data"));
}

Test(files, on_a_lost_line_are_reported)
{
	struct child s;

	sandbox_make("f", 30000);
	sandbox_make("g", 30000);
	s = send_first_block();
	close(line);

	cr_expect(sandbox_wait(&s) == 3);
	cr_expect(sandbox_said(&s, "xsend: p: the line is lost: "));
}

/* Without a final header, xrecv cannot know that there is no second file. */
Test(files, of_an_unfinished_batch_are_a_failure)
{
	struct hostile_sender r;

	hostile_start(&r, "-d in");
	hostile_file(&r, "f\0006", 3, 1);

	cr_expect(hostile_wait(&r) == 3);
	cr_expect(sandbox_said(&r.xrecv, "the line is lost: "));
	cr_expect(sandbox_size("in/f") == 6);
}

/* The sender closes the line after the first EOT, or after xrecv's NAK. */
Test(files, of_a_known_size_are_kept_if_the_line_is_lost_after_an_EOT)
{
	for (int awaits = 0; awaits < 2; awaits++) {
		struct hostile_sender r;

		hostile_start(&r, "-o -d in");
		hostile_block(&r, 0, "f\0006", 3);
		hostile_block(&r, 1, "content", 7);
		if (awaits)
			hostile_first_eot(&r);
		else
			cr_assert(write(r.to, "\004", 1) == 1);

		cr_expect(hostile_wait(&r) == 3);
		cr_expect(sandbox_said(&r.xrecv, "the line is lost: "));
		cr_expect(sandbox_said(
		    &r.xrecv, "(the files received before are complete)"));
		cr_expect(sandbox_size("in/f") == 6, "%d", awaits);
		unlink("in/f");
	}
}

Test(files, that_are_incomplete_are_not_kept_if_the_line_is_lost_after_an_EOT)
{
	struct hostile_sender r;

	hostile_start(&r, "-d in");
	hostile_block(&r, 0, "f\000129", 5);
	hostile_block(&r, 1, "content", 7);
	hostile_first_eot(&r);

	cr_expect(hostile_wait(&r) == 3);
	cr_expect(!sandbox_exists("in/f"));
}
