#ifndef BASE_MESSAGE_TEXT_H
#define BASE_MESSAGE_TEXT_H

#include <stdarg.h>
#include <stddef.h>

/*
 * Makes the text of a message from the format and its arguments.  If there is a
 * reason (not NULL), ": " and the reason follow.  Bytes that must not reach a
 * terminal are escaped, as in \x1b; see utf8.h.  If the text is too long, its
 * middle is left out and the reason stays.
 */
void message_text(char *text, size_t size, const char *format, va_list args,
    const char *reason);

#endif
