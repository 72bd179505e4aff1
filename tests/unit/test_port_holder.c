#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "line/port_holder.h"

static const char *
open_pty(void)
{
	int fd = posix_openpt(O_RDWR | O_NOCTTY);

	cr_assert(fd != -1 && grantpt(fd) == 0 && unlockpt(fd) == 0);
	return ptsname(fd);
}

/* Starts a process that opens the device and, if `locks`, locks it. */
static pid_t
start_other(const char *path, bool locks)
{
	int ready[2];
	char byte;
	pid_t pid;

	cr_assert(pipe(ready) == 0);
	pid = fork();
	cr_assert(pid != -1);
	if (pid == 0) {
		int fd = open(path, O_RDWR | O_NOCTTY);

		prctl(PR_SET_NAME, "other");
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (locks)
			flock(fd, LOCK_EX);
		if (write(ready[1], "", 1) == 1)
			pause();
		_exit(0);
	}
	cr_assert(read(ready[0], &byte, 1) == 1);
	return pid;
}

static void
end_other(pid_t pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

Test(port_holder, is_the_process_that_has_the_device_open)
{
	const char *path = open_pty();

	for (int locks = 0; locks < 2; locks++) {
		pid_t pid = start_other(path, locks);
		char text[64], expected[64];

		snprintf(expected, sizeof expected, "other, pid %d", (int)pid);
		cr_expect(port_holder_find(path, text, sizeof text));
		cr_expect_str_eq(text, expected);
		end_other(pid);
	}
}

Test(port_holder, is_nobody_if_only_this_process_has_it_open)
{
	const char *path = open_pty();
	char text[64];
	int fd = open(path, O_RDWR | O_NOCTTY);

	cr_assert(fd != -1);
	for (int locks = 0; locks < 2; locks++) {
		if (locks)
			cr_assert(flock(fd, LOCK_EX) == 0);
		cr_expect(!port_holder_find(path, text, sizeof text));
		cr_expect_str_eq(text, "");
	}
}

Test(port_holder, is_the_other_process_if_this_one_has_the_lock)
{
	const char *path = open_pty();
	pid_t pid = start_other(path, false);
	int fd = open(path, O_RDWR | O_NOCTTY);
	char text[64], expected[64];

	cr_assert(fd != -1 && flock(fd, LOCK_EX) == 0);
	snprintf(expected, sizeof expected, "other, pid %d", (int)pid);
	cr_expect(port_holder_find(path, text, sizeof text));
	cr_expect_str_eq(text, expected);
	end_other(pid);
}

/* Files of different file systems can have the same inode number. */
Test(port_holder, is_not_a_process_that_has_locked_another_file)
{
	char other[] = "/tmp/xsend-holder-XXXXXX", text[64];
	int fd = mkstemp(other);
	pid_t pid = start_other(other, true);

	cr_assert(fd != -1);
	cr_expect(!port_holder_find(open_pty(), text, sizeof text));
	end_other(pid);
	unlink(other);
}
