#ifndef BASE_MESSAGE_TEXT_H
#define BASE_MESSAGE_TEXT_H

#include <stdarg.h>
#include <stddef.h>

/*
 * Makes the text of a message: what the format says and, unless it is NULL, ":
 * " and the reason.  What must not reach a terminal becomes \x1b and the like;
 * see utf8.h.  A text that is too long for the space loses its middle, so that
 * the reason stays.
 */
void message_text(char *text, size_t size, const char *format, va_list args,
    const char *reason);

#endif
