#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/message.h"
#include "line/port_lock.h"

/* The port is a pty. A second file description stands for another process. */

static char path[64];
static int port, second; /* two file descriptions of the pty */
static char said[512];   /* the messages, one on each line */

static void
take_message(enum message_kind kind, const char *text)
{
	static const char *const kinds[] = { "error", "warning", "note" };
	size_t len = strlen(said);

	snprintf(said + len, sizeof said - len, "%s: %s\n", kinds[kind], text);
}

static int
open_port(void)
{
	int fd = open(path, O_RDWR | O_NOCTTY);

	cr_assert(fd != -1);
	return fd;
}

static void
set_up(void)
{
	int fd = posix_openpt(O_RDWR | O_NOCTTY);

	cr_assert(fd != -1 && grantpt(fd) == 0 && unlockpt(fd) == 0);
	snprintf(path, sizeof path, "%s", ptsname(fd));
	port = open_port();
	second = open_port();
	message_divert(take_message);
}

TestSuite(lock, .init = set_up, .timeout = 30);

/* Expects this message about the port. */
static void
expect_said(const char *kind, const char *text)
{
	char expected[sizeof said];

	snprintf(expected, sizeof expected, "%s: %s: %s\n", kind, path, text);
	cr_expect_str_eq(said, expected);
}

/* Returns true if another program can lock the port with flock(2). */
static bool
is_free(void)
{
	if (flock(second, LOCK_EX | LOCK_NB) == -1) {
		cr_expect(errno == EWOULDBLOCK);
		return false;
	}
	cr_assert(flock(second, LOCK_UN) == 0);
	return true;
}

/* Returns true if a program of another user can open the port. */
static bool
can_be_opened(void)
{
	int status;
	pid_t pid;

	cr_assert(chmod(path, 0666) == 0);
	pid = fork();
	cr_assert(pid != -1);
	if (pid == 0) {
		/* TIOCEXCL does not exclude root, so become another user. */
		if (geteuid() == 0 &&
		    (setgroups(0, NULL) == -1 || setgid(65534) == -1 ||
			setuid(65534) == -1))
			_exit(EPERM);
		_exit(open(path, O_RDWR | O_NOCTTY) == -1 ? errno : 0);
	}
	cr_assert(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	cr_assert(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == EBUSY,
	    "%s", strerror(WEXITSTATUS(status)));
	return WEXITSTATUS(status) == 0;
}

/* Starts a process that opens the port and, if `locks`, locks it. */
static pid_t
start_other(const char *name, bool locks)
{
	int ready[2];
	char byte;
	pid_t pid;

	cr_assert(pipe(ready) == 0);
	pid = fork();
	cr_assert(pid != -1);
	if (pid == 0) {
		int fd;

		prctl(PR_SET_PDEATHSIG, SIGKILL);
		prctl(PR_SET_NAME, name);
		fd = open(path, O_RDWR | O_NOCTTY);
		if ((!locks || flock(fd, LOCK_EX | LOCK_NB) == 0) &&
		    write(ready[1], "", 1) == 1)
			pause();
		_exit(1);
	}
	close(ready[1]);
	cr_assert(read(ready[0], &byte, 1) == 1);
	close(ready[0]);
	return pid;
}

static void
end_other(pid_t pid)
{
	kill(pid, SIGKILL);
	cr_assert(waitpid(pid, NULL, 0) == pid);
}

/* flock(2). */

Test(lock, keeps_out_programs_that_lock_the_port)
{
	cr_expect(port_lock_take(port, path));

	cr_expect(!is_free());
	cr_expect(!port_lock_take(second, path));
	cr_expect(port_lock_take(port, path), "one's own lock is in the way");
	cr_expect(!is_free());
}

Test(lock, is_taken_without_a_message_and_changes_nothing_else)
{
	cr_expect(port_lock_take(port, path));

	cr_expect_str_eq(said, "");
	cr_expect(!port_lock_is_exclusive(port));
	cr_expect(can_be_opened());
}

Test(lock, is_refused_while_another_description_has_it)
{
	cr_assert(flock(second, LOCK_EX) == 0);

	cr_expect(!port_lock_take(port, path));
	/*
	 * The holder is this process itself, so the message names no process.
	 */
	expect_said("error", "in use");
	cr_expect(!port_lock_is_exclusive(port));

	cr_assert(flock(second, LOCK_UN) == 0);
	cr_expect(port_lock_take(port, path));
}

Test(lock, is_refused_despite_a_shared_lock)
{
	cr_assert(flock(second, LOCK_SH) == 0);

	cr_expect(!port_lock_take(port, path));
}

Test(lock, is_refused_with_the_name_of_the_process_that_has_it)
{
	char text[64];
	pid_t pid = start_other("other", true);

	cr_expect(!port_lock_take(port, path));
	end_other(pid);

	snprintf(text, sizeof text, "in use (by other, pid %d)", (int)pid);
	expect_said("error", text);
}

Test(lock, is_free_after_its_process_has_ended)
{
	end_other(start_other("other", true));

	cr_expect(port_lock_take(port, path));
	cr_expect_str_eq(said, "");
}

/*
 * The lock does not exclude a program that does not use flock(2).
 * port_lock_warn_of_others() reports that program.
 */
Test(lock, is_taken_although_another_process_has_the_port_open)
{
	pid_t pid = start_other("other", false);

	cr_expect(port_lock_take(port, path));
	cr_expect_str_eq(said, "");
	end_other(pid);
}

/* TIOCEXCL. */

Test(lock, excludes_programs_that_only_open_the_port)
{
	cr_assert(can_be_opened());

	cr_expect(port_lock_exclude(port, path));

	cr_expect(!can_be_opened());
	cr_expect(is_free(), "it has the other lock, too");
	cr_expect_str_eq(said, "");
}

Test(lock, does_not_exclude_others_from_a_regular_file)
{
	int fds[2];

	cr_assert(pipe(fds) == 0);

	cr_expect(!port_lock_exclude(fds[0], path));
	expect_said("error", "cannot lock: Inappropriate ioctl for device");
}

/* qemu-user lacks TIOCGEXCL. */
Test(lock, is_exclusive_if_any_process_has_set_TIOCEXCL, .disabled = EMULATED)
{
	cr_expect(!port_lock_is_exclusive(port));
	cr_expect(port_lock_exclude(port, path));
	cr_expect(port_lock_is_exclusive(port));
	cr_expect(port_lock_is_exclusive(second));

	cr_assert(ioctl(second, TIOCNXCL) == 0);
	cr_expect(!port_lock_is_exclusive(port));
	cr_assert(ioctl(second, TIOCEXCL) == 0);
	cr_expect(port_lock_is_exclusive(port));
}

Test(lock, of_a_regular_file_is_not_exclusive)
{
	int fds[2];

	cr_assert(pipe(fds) == 0);
	cr_expect(!port_lock_is_exclusive(fds[0]));
	cr_expect(!port_lock_is_exclusive(-1));
	cr_expect_str_eq(said, "");
}

/* Release. */

Test(lock, is_gone_when_it_is_released)
{
	cr_assert(port_lock_take(port, path) && port_lock_exclude(port, path));
	cr_assert(!is_free() && !can_be_opened());

	port_lock_release(port);

	cr_expect(is_free());
	cr_expect(can_be_opened());
	cr_expect(!port_lock_is_exclusive(port));
	cr_expect(fcntl(port, F_GETFD) != -1, "the descriptor is closed");
	cr_expect_str_eq(said, "");
}

Test(lock, is_released_if_only_flock_or_only_TIOCEXCL_was_set)
{
	cr_assert(port_lock_take(port, path));
	port_lock_release(port);
	cr_expect(is_free());

	cr_assert(port_lock_exclude(port, path));
	port_lock_release(port);
	cr_expect(can_be_opened());
	cr_expect_str_eq(said, "");
}

/* A file description that did not get the lock must not release it. */
Test(lock, of_another_description_stays_when_this_one_is_released)
{
	cr_assert(port_lock_take(port, path));
	cr_assert(!port_lock_take(second, path));

	port_lock_release(second);

	cr_expect(!port_lock_take(second, path));
}

/* Messages. */

Test(lock, names_the_process_that_has_the_port_open)
{
	char text[64];
	pid_t pid = start_other("other", false);

	port_lock_report_holder(path);
	end_other(pid);

	snprintf(text, sizeof text, "in use (by other, pid %d)", (int)pid);
	expect_said("error", text);
}

Test(lock, reports_a_holder_that_cannot_be_found)
{
	port_lock_report_holder(path);
	expect_said("error", "in use");

	said[0] = '\0';
	snprintf(path, sizeof path, "/nonexistent");
	port_lock_report_holder(path);
	expect_said("error", "in use");
}

Test(lock, lets_no_name_of_a_process_control_the_terminal)
{
	char text[64];
	pid_t pid = start_other("o\x1b[2J", true);

	port_lock_report_holder(path);
	end_other(pid);

	snprintf(text, sizeof text, "in use (by o\\x1b[2J, pid %d)", (int)pid);
	expect_said("error", text);
}

Test(lock, warns_of_another_process_that_has_the_port_open)
{
	char text[96];
	pid_t pid = start_other("other", false);

	cr_assert(port_lock_take(port, path));
	port_lock_warn_of_others(path);
	end_other(pid);

	snprintf(text, sizeof text,
	    "other, pid %d has this port open, too, and may read a part of the "
	    "data",
	    (int)pid);
	expect_said("warning", text);
}

Test(lock, does_not_warn_without_another_process)
{
	port_lock_warn_of_others(path);
	cr_assert(port_lock_take(port, path) && port_lock_exclude(port, path));
	port_lock_warn_of_others(path);

	cr_expect_str_eq(said, "");
}
