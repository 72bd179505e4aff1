#include "base/message.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/message_text.h"
#include "base/signals.h"

/* The escaped program name.  message_init() sets it. */
static char name[65] = "xsend";
static message_taker *taker;
/* True while a status line is on the terminal. */
static bool status_shown;
/*
 * output_init() sets `output` at run time.  An initialiser here would store the
 * whole buffer of `output` in the program file.
 */
static struct output output;
static bool output_ready;

enum { LINE_MAX_LEN = 1024, END_MS = 1000 };

static void
open_standard_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd != -1 && fd <= STDERR_FILENO);
	if (fd != -1)
		close(fd);
}

void
message_init(const char *argv0)
{
	const char *slash;

	open_standard_descriptors();
	output_init(&output, STDERR_FILENO);
	output_ready = true;
	if (argv0 == NULL)
		return;
	slash = strrchr(argv0, '/');
	if (slash != NULL)
		argv0 = slash + 1;
	escape(name, sizeof name, argv0, strlen(argv0));
}

/* Returns the output.  Calls output_init() if it was not called before. */
static struct output *
prepared_output(void)
{
	if (!output_ready)
		output_init(&output, STDERR_FILENO);
	output_ready = true;
	return &output;
}

const char *
message_name(void)
{
	return name;
}

static void
put_line(enum output_need need, const char *text)
{
	char line[LINE_MAX_LEN + 16];
	int len = snprintf(line, sizeof line, "%s%.*s\n",
	    status_shown ? "\r\033[K" : "", LINE_MAX_LEN, text);

	if (output_put(prepared_output(), need, line, (size_t)len))
		status_shown = false;
}

static void
put_message(enum message_kind kind, const char *format, va_list args,
    const char *reason)
{
	char text[LINE_MAX_LEN];
	size_t begin = (size_t)snprintf(text, sizeof text, "%s: ", name);
	size_t len = begin;

	if (kind == MESSAGE_WARNING && taker == NULL)
		len += (size_t)snprintf(
		    text + len, sizeof text - len, "warning: ");
	message_text(text + len, sizeof text - len, format, args, reason);
	if (taker != NULL)
		taker(kind, text + begin);
	else
		put_line(
		    kind == MESSAGE_NOTE ? OUTPUT_NOTE : OUTPUT_ERROR, text);
}

void
message(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	put_message(MESSAGE_ERROR, format, args, NULL);
	va_end(args);
}

void
message_errno(const char *format, ...)
{
	const char *reason = strerror(errno);
	va_list args;

	va_start(args, format);
	put_message(MESSAGE_ERROR, format, args, reason);
	va_end(args);
}

void
message_warning(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	put_message(MESSAGE_WARNING, format, args, NULL);
	va_end(args);
}

void
message_note(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	put_message(MESSAGE_NOTE, format, args, NULL);
	va_end(args);
}

message_taker *
message_divert(message_taker *to)
{
	message_taker *before = taker;

	taker = to;
	return before;
}

void
message_record(enum output_need need, const char *text, size_t len)
{
	(void)output_put(prepared_output(), need, text, len);
}

void
message_line(const char *text)
{
	put_line(OUTPUT_NOTE, text);
}

void
message_status(const char *text)
{
	enum output_need need = *text != '\0' ? OUTPUT_PROGRESS : OUTPUT_NOTE;
	char line[LINE_MAX_LEN + 16];
	int len;

	if (*text == '\0' && !status_shown)
		return;
	len = snprintf(line, sizeof line, "\r%.*s\033[K", LINE_MAX_LEN, text);
	if (output_put(prepared_output(), need, line, (size_t)len))
		status_shown = *text != '\0';
}

bool
message_waits(void)
{
	return output.len > 0 && !output.held;
}

void
message_flush(void)
{
	output_flush(&output);
}

void
message_hold(bool hold)
{
	output_hold(&output, hold);
}

unsigned
message_dropped(void)
{
	return output.dropped;
}

void
message_end(void)
{
	output_finish(&output, signals_fd(), END_MS);
}
