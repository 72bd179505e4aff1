#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/message.h"
#include "unit/stderr_pipe.h"

/* message_init() opens standard descriptors that are closed. */

TestSuite(message, .init = stderr_open, .fini = stderr_close, .timeout = 30);

enum { KEPT_WRONG = 1, NOT_NULL = 2, NUMBERS_WRONG = 4 };

static bool
is_null(int fd)
{
	struct stat null, st;
	char byte;

	return stat("/dev/null", &null) == 0 && fstat(fd, &st) == 0 &&
	       st.st_rdev == null.st_rdev && read(fd, &byte, 1) == 0 &&
	       write(fd, "", 1) == 1;
}

/* Returns the number of the descriptor that the next opened file gets. */
static int
next_number(void)
{
	int fd = open("/", O_RDONLY | O_DIRECTORY);

	close(fd);
	return fd;
}

/*
 * Closes the descriptors in the mask `closed`, and calls message_init().
 * Returns the errors as a mask of the constants above, or 0.
 */
static int
close_and_begin(unsigned closed)
{
	int number = next_number();
	struct stat before[3];
	int wrong = 0;

	for (int fd = 0; fd < 3; fd++) {
		if ((closed & (1u << fd)) != 0)
			close(fd);
		else if (fstat(fd, &before[fd]) == -1)
			wrong |= KEPT_WRONG;
	}
	message_init("xtest");
	for (int fd = 0; fd < 3; fd++) {
		struct stat st;

		if ((closed & (1u << fd)) != 0)
			wrong |= is_null(fd) ? 0 : NOT_NULL;
		else if (fstat(fd, &st) == -1 || st.st_ino != before[fd].st_ino)
			wrong |= KEPT_WRONG;
	}
	return wrong | (next_number() != number ? NUMBERS_WRONG : 0);
}

Test(message, keeps_files_out_of_the_standard_descriptors)
{
	int ends[2];

	/*
	 * Replace descriptors 0 and 1. If they were /dev/null, the test could
	 * not detect that message_init() opens /dev/null in their place.
	 */
	cr_assert(pipe(ends) == 0);
	cr_assert(dup2(ends[0], 0) == 0 && dup2(ends[1], 1) == 1);
	for (unsigned closed = 0; closed < 8; closed++) {
		int status;
		pid_t pid = fork();

		cr_assert(pid != -1);
		if (pid == 0)
			_exit(close_and_begin(closed));
		cr_assert(waitpid(pid, &status, 0) == pid);
		cr_expect(status == 0, "%u: %#x", closed, (unsigned)status);
	}
}
