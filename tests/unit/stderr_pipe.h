#ifndef UNIT_STDERR_PIPE_H
#define UNIT_STDERR_PIPE_H

/*
 * Fd 2 is a pipe, and the test reads its other end. If a call waits for the
 * pipe, the time limit of the suite fails the test.
 */

#include <stddef.h>

extern int stderr_reader;  /* the end of the pipe that the test reads */
extern char stderr_text[]; /* bytes read from fd 2, without the dots of
			      stderr_fill() */
extern size_t stderr_len;  /* length of stderr_text in bytes */

/* Makes fd 2 a pipe, and calls the program "xtest". */
void stderr_open(void);

/* Makes fd 2 the standard error of the tests again. */
void stderr_close(void);

/* Appends what the pipe has to stderr_text. */
void stderr_read(void);

/* Empties stderr_text. */
void stderr_forget(void);

/* Expects that fd 2 got this text since the last call. */
void stderr_expect(const char *);

/* Fills fd 2, as another program could do. */
void stderr_fill(void);

/* Reads the pipe, and flushes messages until none of them waits. */
void stderr_flush(void);

#endif
