#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

/*
 * Everything for people goes through here to fd 2: whole lines, and one status
 * line at the bottom of a terminal, which gives way to them.  No call waits for
 * fd 2 but message_end(); see output.h.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/output.h"

/*
 * To be called first of all.  Messages begin with argv[0] without directories,
 * escaped and cut to 64 bytes.  Descriptors 0 to 2 that are closed lead to
 * /dev/null from now on, so that no file or line gets a number that something
 * else is written to.
 */
void message_init(const char *argv0);
const char *message_name(void);

enum message_kind { MESSAGE_ERROR, MESSAGE_WARNING, MESSAGE_NOTE };

/*
 * An error: "xsend: firmware.bin: No such file or directory".  The format says
 * all but the program's name and the line end.
 */
void message(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same, followed by ": " and strerror(errno). */
void message_errno(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* The same with "warning: " in front. */
void message_warning(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* Neither an error nor a warning. */
void message_note(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/*
 * From now on these four messages are given to the function and not written to
 * fd 2.  They have no program's name and no "warning: ".  Returns the function
 * that was given before, or NULL.
 */
typedef void message_taker(enum message_kind, const char *text);
message_taker *message_divert(message_taker *);

/* Writes a whole record for a program, as it is. */
void message_record(enum output_need, const char *, size_t);

/* A line without the program's name. */
void message_line(const char *text);

/* Shows a status line, or takes it away if the text is empty. */
void message_status(const char *text);

/*
 * Does text wait for fd 2?  Then a caller of poll(2) adds fd 2, and calls
 * message_flush() when it can be written.
 */
bool message_waits(void);
void message_flush(void);

/*
 * Keeps all text while fd 2 is a terminal in raw mode, which is the line of a
 * protocol, too; false: writes it again.
 */
void message_hold(bool hold);

/* Returns how many lines have been dropped because fd 2 did not take them. */
unsigned message_dropped(void);

/*
 * To be called last, on every way out: gives text that waits for fd 2 one more
 * second, or less if a signal comes.
 */
void message_end(void);

#endif
