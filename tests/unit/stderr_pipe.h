#ifndef UNIT_STDERR_PIPE_H
#define UNIT_STDERR_PIPE_H

/*
 * Redirects fd 2 to a pipe from which the test reads. If a call blocks because
 * the pipe is full, the time limit of the suite fails the test.
 */

#include <stddef.h>

extern int stderr_reader;  /* the end of the pipe that the test reads */
extern char stderr_text[]; /* bytes read from fd 2, without the dots of
			      stderr_fill() */
extern size_t stderr_len;  /* length of stderr_text in bytes */

/* Makes fd 2 a pipe, and sets the program name to "xtest". */
void stderr_open(void);

/* Makes fd 2 the standard error of the tests again. */
void stderr_close(void);

/* Appends the contents of the pipe to stderr_text. */
void stderr_read(void);

/* Empties stderr_text. */
void stderr_forget(void);

/* Reads the pipe, expects stderr_text to be this text, and empties it. */
void stderr_expect(const char *);

/* Fills the pipe with dots, as another program could do. */
void stderr_fill(void);

/* Reads the pipe and flushes messages until no message waits. */
void stderr_flush(void);

#endif
