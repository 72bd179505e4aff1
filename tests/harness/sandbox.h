#ifndef HARNESS_SANDBOX_H
#define HARNESS_SANDBOX_H

/*
 * Real programs on a real pty pair, in a directory of their own.  Whatever a
 * test starts here ends with it, even if the test crashes.
 */

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct child {
	pid_t pid;
	char log[32]; /* file with what it writes on fd 2 */
};

/*
 * Makes the directory, goes there, and lays a line with the ends "a" and "b".
 * The options are ptyline's: "" or "--baud=115200".
 */
void sandbox_open(const char *line_options);
void sandbox_close(void);

/* Lays another line, with these ends. */
void sandbox_line(const char *options, const char *end, const char *other);

/* Starts a command of the shell.  Its fd 2 goes into a file. */
struct child sandbox_start(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/*
 * Waits for its end and returns its status, 128 + N after signal N.  After a
 * generous deadline the test fails.
 */
int sandbox_wait(struct child *);

/* Both at once. */
int sandbox_run(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Runs a sender and a receiver at the same time.  Returns 100 * the exit status
 * of the sender + that of the receiver.
 */
int sandbox_run_both(const char *sender, const char *receiver);

/* Has it written that text on fd 2?  For as long as it takes, if `wait`. */
bool sandbox_said(const struct child *, const char *text);
void sandbox_expect(const struct child *, const char *text);

/* Makes a file; its bytes are pseudo-random. */
void sandbox_make(const char *path, size_t len);

bool sandbox_same(const char *path, const char *other);
bool sandbox_exists(const char *path);
/* Length of a file, or -1. */
long sandbox_size(const char *path);

#endif
