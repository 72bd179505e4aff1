#ifndef HARNESS_SANDBOX_H
#define HARNESS_SANDBOX_H

/*
 * Runs programs on a pair of ptys, in a temporary directory.  All programs that
 * a test starts end with the test, even if the test crashes.
 */

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct child {
	pid_t pid;
	char log[32]; /* name of the file that has the
			 program's output on fd 2 */
};

/*
 * Creates the directory, changes to it, and starts a line with the ends "a" and
 * "b". The options are those of ptyline, for example "" or "--baud=115200".
 */
void sandbox_open(const char *line_options);

/* Ends all programs and removes the directory. */
void sandbox_close(void);

/* Starts one more serial line, whose two ends have these names. */
void sandbox_line(const char *options, const char *end, const char *other);

/* Starts a shell command and redirects its fd 2 to a file. */
struct child sandbox_start(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/*
 * Waits until a command has ended. Returns its exit status, or 128 + N if
 * signal N ended it. Fails the test if the command takes too long.
 */
int sandbox_wait(struct child *);

/* Starts a shell command and waits for its end. */
int sandbox_run(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Runs a sender and a receiver at the same time.  Returns 100 times the exit
 * status of the sender plus the exit status of the receiver.
 */
int sandbox_run_both(const char *sender, const char *receiver);

/* Returns true if the command has written the text to fd 2. */
bool sandbox_said(const struct child *, const char *text);

/* Waits until the command has written the text to fd 2. */
void sandbox_expect(const struct child *, const char *text);

/* Creates a file of pseudo-random bytes. */
void sandbox_make(const char *path, size_t len);

/* Returns true if both files have the same bytes. */
bool sandbox_same(const char *path, const char *other);
bool sandbox_exists(const char *path);

/* Returns the length of a file in bytes, or -1. */
long sandbox_size(const char *path);

#endif
