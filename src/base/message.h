#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

/*
 * All output for people goes to fd 2 through these functions: whole lines, and
 * one status line at the bottom of a terminal.  The next line, or the next
 * status line, replaces the status line.  Only message_end() waits for the
 * reader of fd 2; see output.h.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/output.h"

/*
 * Sets the program's name, which begins each message: argv[0] without
 * directories, escaped and cut to 64 bytes.  Call it before anything else.
 * Opens /dev/null for each of the descriptors 0 to 2 that is closed; otherwise
 * a file or the line could become fd 2 and receive the messages.
 */
void message_init(const char *argv0);

/* Returns the program's name as messages show it. */
const char *message_name(void);

enum message_kind { MESSAGE_ERROR, MESSAGE_WARNING, MESSAGE_NOTE };

/*
 * Prints an error: "xsend: firmware.bin: No such file or directory".  The
 * format has neither the program's name nor the line end.
 */
void message(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Prints an error that ends in ": " and strerror(errno). */
void message_errno(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* Prints a message with "warning: " in front. */
void message_warning(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* Prints a message that is neither an error nor a warning. */
void message_note(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/*
 * Passes the messages of the four functions above to a function instead of
 * fd 2, without the program's name and "warning: ".  With NULL, the messages go
 * to fd 2.  Returns the previous function, or NULL.
 */
typedef void message_taker(enum message_kind, const char *text);
message_taker *message_divert(message_taker *);

/*
 * Writes a line for another program, such as a line of JSON, without changes.
 * The text must contain the line end.
 */
void message_record(enum output_need, const char *, size_t);

/* Prints a line without the program's name. */
void message_line(const char *text);

/* Shows a status line, or removes it if the text is empty. */
void message_status(const char *text);

/*
 * Returns true if text is waiting to be written.  The caller then polls fd 2
 * for output, and calls message_flush() when fd 2 is writable.
 */
bool message_waits(void);
void message_flush(void);

/*
 * With true, keeps all text in memory; with false, writes the kept text and all
 * later text.  Needed while the transfer runs over the terminal of fd 2.
 */
void message_hold(bool hold);

/* Returns the number of lines dropped because fd 2 was not read in time. */
unsigned message_dropped(void);

/*
 * Writes the remaining text.  Waits for the reader of fd 2 for at most one
 * second, and only until a signal comes.  Call message_end() before each exit
 * of the program.
 */
void message_end(void);

#endif
