#ifndef BASE_MESSAGE_TEXT_H
#define BASE_MESSAGE_TEXT_H

#include <stdarg.h>
#include <stddef.h>

/*
 * Writes the text of a message from the format and its arguments, followed by
 * ": " and the reason unless that is NULL.  Escapes bytes that could control a
 * terminal, as in \x1b; see utf8.h.  If the text exceeds `size`, replaces its
 * middle by " ... ", so that the reason remains.
 */
void message_text(char *text, size_t size, const char *format, va_list args,
    const char *reason);

#endif
