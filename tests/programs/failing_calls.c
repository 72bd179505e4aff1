/*
 * _FILE_OFFSET_BITS=64 would rename open() to open64(), but this file defines
 * both functions.
 */
#undef _FILE_OFFSET_BITS

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * A library for LD_PRELOAD that makes one system call fail.
 *
 *	FAULT='HOW N MARK'
 *
 * HOW is the number of an error with which the N-th call fails (5 for EIO),
 * "short" for a call that transfers only one byte, or "kill" to kill the
 * process after the call.  Only calls that can fail in this way count.  The
 * name of the call is written to the file MARK.  If there is no N-th call, MARK
 * is not created.
 *
 * Calls that the C library makes internally are not affected.
 */

enum outcome { NORMAL, ERROR, SHORT, KILL };

/* Calls that can fail with EINTR, and calls that can transfer a single byte. */
enum { INTERRUPTIBLE = 1, DIVISIBLE = 2 };

static struct {
	bool known;
	enum outcome outcome;
	int error;
	unsigned left;
	char mark[200];
} fault;

#define REAL(name) ((__typeof__(name) *)dlsym(RTLD_NEXT, #name))

static void
read_fault(void)
{
	const char *text = getenv("FAULT");
	char how[16];

	fault.known = true;
	if (text == NULL ||
	    sscanf(text, "%15s %u %199s", how, &fault.left, fault.mark) != 3)
		return;
	if (strcmp(how, "short") == 0)
		fault.outcome = SHORT;
	else if (strcmp(how, "kill") == 0)
		fault.outcome = KILL;
	else
		fault.outcome = ERROR;
	fault.error = atoi(how);
}

static bool
can_happen(unsigned kinds)
{
	if (fault.outcome == SHORT)
		return (kinds & DIVISIBLE) != 0;
	if (fault.outcome == ERROR && fault.error == EINTR)
		return (kinds & INTERRUPTIBLE) != 0;
	return fault.outcome != NORMAL;
}

static void
leave_mark(const char *call)
{
	int fd = creat(fault.mark, 0666);

	dprintf(fd, "%s", call);
	REAL(close)(fd);
}

/* Returns the outcome for this call, and sets errno for an error. */
static enum outcome
begin(const char *call, unsigned kinds)
{
	if (!fault.known)
		read_fault();
	if (!can_happen(kinds) || fault.left == 0 || --fault.left > 0)
		return NORMAL;
	leave_mark(call);
	errno = fault.error;
	return fault.outcome;
}

static void
end(enum outcome outcome)
{
	if (outcome == KILL)
		kill(getpid(), SIGKILL);
}

#define CALL(name, parameters, arguments, kinds)                               \
	int name parameters                                                    \
	{                                                                      \
		enum outcome outcome = begin(#name, kinds);                    \
		int result = -1;                                               \
                                                                               \
		if (outcome != ERROR)                                          \
			result = REAL(name) arguments;                         \
		end(outcome);                                                  \
		return result;                                                 \
	}

CALL(access, (const char *path, int mode), (path, mode), 0)
CALL(dup, (int fd), (fd), 0)
CALL(fchmod, (int fd, mode_t mode), (fd, mode), INTERRUPTIBLE)
CALL(flock, (int fd, int operation), (fd, operation), 0)
CALL(fstat, (int fd, struct stat *st), (fd, st), 0)
CALL(fstat64, (int fd, struct stat64 *st), (fd, st), 0)
CALL(fsync, (int fd), (fd), INTERRUPTIBLE)
CALL(futimens, (int fd, const struct timespec times[2]), (fd, times), 0)
CALL(link, (const char *from, const char *to), (from, to), 0)
CALL(fstatat, (int directory, const char *path, struct stat *st, int flags),
    (directory, path, st, flags), 0)
CALL(fstatat64,
    (int directory, const char *path, struct stat64 *st, int flags),
    (directory, path, st, flags), 0)
CALL(lstat, (const char *path, struct stat *st), (path, st), 0)
CALL(lstat64, (const char *path, struct stat64 *st), (path, st), 0)
CALL(mkstemp, (char *path), (path), 0)
CALL(mkstemp64, (char *path), (path), 0)
CALL(pipe, (int fds[2]), (fds), 0)
CALL(poll, (struct pollfd * fds, nfds_t count, int wait_ms),
    (fds, count, wait_ms), INTERRUPTIBLE)
CALL(rename, (const char *from, const char *to), (from, to), 0)
CALL(stat, (const char *path, struct stat *st), (path, st), 0)
CALL(stat64, (const char *path, struct stat64 *st), (path, st), 0)
CALL(unlink, (const char *path), (path), 0)
CALL(unlinkat, (int directory, const char *path, int flags),
    (directory, path, flags), 0)

/* A close(2) that fails has closed the descriptor, too. */
int
close(int fd)
{
	enum outcome outcome = begin("close", INTERRUPTIBLE);
	int saved = errno;
	int result = REAL(close)(fd);

	end(outcome);
	if (outcome != ERROR)
		return result;
	errno = saved;
	return -1;
}

#define OPEN(name)                                                             \
	int name(const char *path, int flags, ...)                             \
	{                                                                      \
		enum outcome outcome = begin(#name, INTERRUPTIBLE);            \
		int result = -1;                                               \
		mode_t mode;                                                   \
		va_list args;                                                  \
                                                                               \
		va_start(args, flags);                                         \
		mode = (flags & O_CREAT) != 0 ? va_arg(args, mode_t) : 0;      \
		va_end(args);                                                  \
		if (outcome != ERROR)                                          \
			result = REAL(name)(path, flags, mode);                \
		end(outcome);                                                  \
		return result;                                                 \
	}

OPEN(open)
OPEN(open64)

/* The tools use only fcntl(2) commands with an int argument or without any. */
#define FCNTL(name)                                                            \
	int name(int fd, int command, ...)                                     \
	{                                                                      \
		enum outcome outcome = begin(#name, 0);                        \
		int result = -1;                                               \
		va_list args;                                                  \
                                                                               \
		va_start(args, command);                                       \
		if (outcome != ERROR)                                          \
			result = REAL(name)(fd, command, va_arg(args, int));   \
		va_end(args);                                                  \
		end(outcome);                                                  \
		return result;                                                 \
	}

FCNTL(fcntl)
FCNTL(fcntl64)

#define SEEK(name, type)                                                       \
	type name(int fd, type offset, int whence)                             \
	{                                                                      \
		enum outcome outcome = begin(#name, 0);                        \
		type result = -1;                                              \
                                                                               \
		if (outcome != ERROR)                                          \
			result = REAL(name)(fd, offset, whence);               \
		end(outcome);                                                  \
		return result;                                                 \
	}

SEEK(lseek, off_t)
SEEK(lseek64, off64_t)

#define MOVE(name, type)                                                       \
	ssize_t name(int fd, type bytes, size_t len)                           \
	{                                                                      \
		enum outcome outcome =                                         \
		    begin(#name, INTERRUPTIBLE | (len > 1 ? DIVISIBLE : 0));   \
		ssize_t result = -1;                                           \
                                                                               \
		if (outcome != ERROR)                                          \
			result =                                               \
			    REAL(name)(fd, bytes, outcome == SHORT ? 1 : len); \
		end(outcome);                                                  \
		return result;                                                 \
	}

MOVE(read, void *)
MOVE(write, const void *)
