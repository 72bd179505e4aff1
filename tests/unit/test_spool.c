#include <criterion/criterion.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/message.h"
#include "base/signals.h"
#include "files/spool.h"

static char directory[] = "/tmp/xsend-test-XXXXXX";
static char said[512]; /* the messages, one on each line */

static void
take_message(enum message_kind kind, const char *text)
{
	size_t len = strlen(said);

	cr_expect(kind == MESSAGE_ERROR);
	snprintf(said + len, sizeof said - len, "%s\n", text);
}

static void
set_up(void)
{
	cr_assert(signals_open());
	message_divert(take_message);
	cr_assert(mkdtemp(directory) != NULL);
	cr_assert(setenv("TMPDIR", directory, 1) == 0);
}

static void
tear_down(void)
{
	cr_expect(rmdir(directory) == 0, "something is left");
}

TestSuite(spool, .init = set_up, .fini = tear_down, .timeout = 30);

static int
count_descriptors(void)
{
	DIR *fds = opendir("/proc/self/fd");
	int count = 0;

	cr_assert(fds != NULL);
	while (readdir(fds) != NULL)
		count++;
	closedir(fds);
	return count;
}

/*
 * Creates a pipe that contains this text and has no writer. Returns its read
 * end.
 */
static int
pipe_with(const char *bytes)
{
	size_t len = strlen(bytes);
	int fds[2];

	cr_assert(pipe(fds) == 0);
	cr_assert(write(fds[1], bytes, len) == (ssize_t)len);
	close(fds[1]);
	return fds[0];
}

/* Expects that the copy has exactly this text, and closes it. */
static void
expect_copy(int copy, const char *expected)
{
	char bytes[64];
	ssize_t n;

	cr_assert(copy != -1, "%s", said);
	n = pread(copy, bytes, sizeof bytes, 0);
	cr_expect(n == (ssize_t)strlen(expected) &&
		  memcmp(bytes, expected, (size_t)n) == 0);
	cr_expect_str_eq(said, "");
	close(copy);
}

/* Expects a failure with only this message. */
static void
expect_failure(int from, const char *message)
{
	int before = count_descriptors();

	cr_expect(spool(from, "a pipe") == -1);
	cr_expect_str_eq(said, message);
	cr_expect(count_descriptors() == before);
	said[0] = '\0';
}

/* Contents of the copy. */

Test(spool, has_all_of_a_pipe)
{
	expect_copy(spool(pipe_with("text"), "a pipe"), "text");
	expect_copy(spool(pipe_with(""), "a pipe"), "");
}

enum { LENGTH = 300000 };

static char text[LENGTH];

static void
make_text(void)
{
	for (int i = 0; i < LENGTH; i++)
		text[i] = (char)(i * 7 + i / 256);
}

static void
write_piece(int fd, int from, int to)
{
	int left = 1;

	while (from < to) {
		ssize_t n = write(fd, text + from, (size_t)(to - from));

		if (n == -1)
			_exit(1);
		from += (int)n;
	}
	/* Wait until the reader has emptied the pipe; the pipe stays open. */
	while (ioctl(fd, FIONREAD, &left) == 0 && left > 0)
		sched_yield();
}

/* Starts a process that writes the text in pieces. */
static pid_t
start_writer(int fd)
{
	static const int ends[] = { 1, 8192, 16384, 24577, 100000, LENGTH };
	pid_t pid = fork();

	cr_assert(pid != -1);
	if (pid != 0)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (int i = 0; i < (int)(sizeof ends / sizeof *ends); i++)
		write_piece(fd, i > 0 ? ends[i - 1] : 0, ends[i]);
	_exit(0);
}

static void
expect_long_copy(int from, int to)
{
	static char bytes[LENGTH + 1];
	int copy, status;
	pid_t pid;

	make_text();
	pid = start_writer(to);
	close(to);
	copy = spool(from, "a pipe");
	close(from);
	cr_assert(waitpid(pid, &status, 0) == pid && status == 0);
	cr_assert(copy != -1, "%s", said);
	cr_expect(pread(copy, bytes, sizeof bytes, 0) == LENGTH);
	cr_expect(memcmp(bytes, text, LENGTH) == 0);
	close(copy);
}

Test(spool, reads_what_comes_in_pieces_to_the_end)
{
	int fds[2];

	cr_assert(pipe(fds) == 0);
	expect_long_copy(fds[0], fds[1]);
}

Test(spool, waits_for_a_non_blocking_descriptor)
{
	int fds[2];

	cr_assert(pipe(fds) == 0);
	cr_assert(fcntl(fds[0], F_SETFL, O_NONBLOCK) == 0);
	expect_long_copy(fds[0], fds[1]);
}

/* Opens a new pty. Returns the side for the program. */
static int
open_terminal(int *screen)
{
	int fd;

	*screen = posix_openpt(O_RDWR | O_NOCTTY);
	cr_assert(
	    *screen != -1 && grantpt(*screen) == 0 && unlockpt(*screen) == 0);
	fd = open(ptsname(*screen), O_RDWR | O_NOCTTY);
	cr_assert(fd != -1);
	return fd;
}

Test(spool, has_what_is_typed_before_the_end_of_file)
{
	int screen;
	int fd = open_terminal(&screen);

	cr_assert(write(screen, "typed\n\x04", 7) == 7);
	expect_copy(spool(fd, "a terminal"), "typed\n");
}

/* The file was read in part, as standard input in a shell may be. */
Test(spool, has_what_is_left_of_a_file)
{
	FILE *file = tmpfile();

	cr_assert(
	    file != NULL && fputs("gone left", file) >= 0 && fflush(file) == 0);
	cr_assert(lseek(fileno(file), 5, SEEK_SET) == 5);

	expect_copy(spool(fileno(file), "a file"), "left");
}

Test(spool, leaves_the_original_open)
{
	int from = pipe_with("text");

	expect_copy(spool(from, "a pipe"), "text");
	cr_expect(fcntl(from, F_GETFD) != -1);
}

/* The directory in which the temporary copy is created. */

/* Expects that the copy is in the directory and has no name. */
static void
expect_place(int copy, const char *place)
{
	char link[64], path[PATH_MAX] = "";
	struct stat st;

	cr_assert(copy != -1, "%s", said);
	snprintf(link, sizeof link, "/proc/self/fd/%d", copy);
	cr_assert(readlink(link, path, sizeof path - 1) > 0);
	cr_expect(strncmp(path, place, strlen(place)) == 0 &&
		      strchr(path + strlen(place) + 1, '/') == NULL,
	    "%s", path);
	cr_expect(fstat(copy, &st) == 0 && S_ISREG(st.st_mode));
	cr_expect(st.st_nlink == 0, "it has a name");
	close(copy);
}

/* The copy must leave nothing in the directory when the test ends. */
Test(spool, is_in_the_directory_for_temporary_files)
{
	expect_place(spool(pipe_with("text"), "a pipe"), directory);
}

Test(spool, is_in_tmp_if_no_directory_is_given)
{
	cr_assert(setenv("TMPDIR", "", 1) == 0);
	expect_place(spool(pipe_with("text"), "a pipe"), "/tmp");
	cr_assert(unsetenv("TMPDIR") == 0);
	expect_place(spool(pipe_with("text"), "a pipe"), "/tmp");
}

Test(spool, cannot_be_read_by_other_users_or_by_executed_programs)
{
	int copy = spool(pipe_with("text"), "a pipe");
	struct stat st;

	cr_assert(copy != -1 && fstat(copy, &st) == 0);
	cr_expect((st.st_mode & 077) == 0, "%o", st.st_mode);
	cr_expect((fcntl(copy, F_GETFD) & FD_CLOEXEC) != 0);
	close(copy);
}

/* Failures. */

Test(spool, needs_a_directory)
{
	static char path[2 * PATH_MAX];

	cr_assert(setenv("TMPDIR", "/nonexistent", 1) == 0);
	expect_failure(pipe_with("text"),
	    "temporary copy of a pipe: No such file or directory\n");

	memset(path, '/', sizeof path - 1);
	cr_assert(setenv("TMPDIR", path, 1) == 0);
	expect_failure(pipe_with("text"),
	    "temporary copy of a pipe: File name too long\n");
}

Test(spool, fails_if_the_original_cannot_be_read)
{
	int screen;

	expect_failure(
	    open("/", O_RDONLY | O_DIRECTORY), "a pipe: Is a directory\n");
	close(open_terminal(&screen));
	expect_failure(screen, "a pipe: Input/output error\n");
}

Test(spool, fails_if_the_copy_becomes_too_large)
{
	struct rlimit two;

	cr_assert(getrlimit(RLIMIT_FSIZE, &two) == 0);
	two.rlim_cur = 2;
	cr_assert(setrlimit(RLIMIT_FSIZE, &two) == 0);

	expect_failure(
	    pipe_with("text"), "temporary copy of a pipe: File too large\n");
}

/* signals_next() still returns the signal, so the program can end by it. */
Test(spool, ends_when_a_signal_comes)
{
	int fds[2];

	cr_assert(pipe(fds) == 0);
	cr_assert(raise(SIGINT) == 0);

	expect_failure(fds[0], "cancelled\n");
	cr_expect(signals_next() == SIGINT);
}

/* Reads a file that never ends. */
Test(spool, ends_when_a_signal_comes_although_there_is_more)
{
	int fd = open("/dev/zero", O_RDONLY);

	cr_assert(fd != -1 && raise(SIGTERM) == 0);

	expect_failure(fd, "cancelled\n");
}
