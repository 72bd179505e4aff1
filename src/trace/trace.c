#include "trace/trace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/escape.h"
#include "base/message.h"
#include "base/output.h"
#include "base/signals.h"
#include "base/version.h"

/*
 * The file may be a pipe or a terminal.  The transfer does not wait for the
 * reader of the file.
 */

/* The longest record shows 4096 bytes in 128 rows of 110 characters. */
enum { ROW_LEN = 32, TEXT_SIZE = 512, RECORD_SIZE = 16384, END_MS = 1000 };

struct trace {
	struct output output;
	char *path;
	uint64_t begun_us;
	bool failed; /* the trace has ended after a warning */
	const struct trace_decoder *decoder;
	void *sent, *received;    /* states of the decoder */
	char record[RECORD_SIZE]; /* record that is being composed */
	size_t record_len;
};

/* Ends the trace with a warning: a trace error must not end the transfer. */
static void
end_early(struct trace *t, const char *reason)
{
	if (t->failed)
		return;
	t->failed = true;
	message_warning("%s: the trace ends here: %s", t->path, reason);
}

static void
add_formatted(struct trace *t, const char *format, va_list args)
{
	size_t space = sizeof t->record - t->record_len;
	int len = vsnprintf(t->record + t->record_len, space, format, args);

	if (len > 0)
		t->record_len += (size_t)len < space ? (size_t)len : space - 1;
}

static void __attribute__((format(printf, 2, 3)))
add_text(struct trace *t, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_formatted(t, format, args);
	va_end(args);
}

/* Writes the record now: the record remains if the program is killed later. */
static void
put_record(struct trace *t)
{
	if (!output_put(&t->output, OUTPUT_LAST, t->record, t->record_len))
		end_early(t, "its reader is too slow");
	else if (t->output.error != 0)
		end_early(t, strerror(t->output.error));
	t->record_len = 0;
}

static void
add_time(struct trace *t)
{
	uint64_t us = clock_us() - t->begun_us;

	add_text(t, "%5llu.%06u  ", (unsigned long long)(us / 1000000),
	    (unsigned)(us % 1000000));
}

static void
add_bytes(struct trace *t, const uint8_t *bytes, size_t len)
{
	char row[3 * ROW_LEN + 1];

	for (size_t i = 0; i < len; i += ROW_LEN) {
		for (size_t j = 0; j < ROW_LEN && i + j < len; j++)
			snprintf(row + 3 * j, sizeof row - 3 * j, " %02x",
			    bytes[i + j]);
		add_text(t, "             %s\n", row);
	}
}

static void
put_bytes(struct trace *t, const char *direction, const uint8_t *bytes,
    size_t len, const char *text)
{
	add_time(t);
	add_text(t, "%-8s  %4zu byte%s  %s\n", direction, len,
	    len == 1 ? " " : "s", text);
	add_bytes(t, bytes, len);
	put_record(t);
}

void
trace_sent(struct trace *t, const void *bytes, size_t len)
{
	char text[TEXT_SIZE];

	if (t == NULL || t->failed)
		return;
	/*
	 * If this end sends an answer, bytes that are received later do not
	 * continue an incomplete block that was received before.
	 */
	t->decoder->cut(t->received);
	t->decoder->decode(t->sent, t->received, bytes, len, text, sizeof text);
	put_bytes(t, "sent", bytes, len, text);
}

void
trace_received(struct trace *t, const void *bytes, size_t len)
{
	char text[TEXT_SIZE];

	if (t == NULL || t->failed)
		return;
	t->decoder->decode(t->received, t->sent, bytes, len, text, sizeof text);
	put_bytes(t, "received", bytes, len, text);
}

void
trace_note(struct trace *t, const char *format, ...)
{
	va_list args;

	if (t == NULL || t->failed)
		return;
	add_time(t);
	va_start(args, format);
	add_formatted(t, format, args);
	va_end(args);
	add_text(t, "\n");
	put_record(t);
}

static void
put_head(struct trace *t, char *const *argv)
{
	time_t now = time(NULL);
	struct tm *utc = gmtime(&now);
	char date[32] = "", word[1024];
	struct utsname system;

	if (utc != NULL)
		strftime(date, sizeof date, "%Y-%m-%d %H:%M:%S UTC", utc);
	add_text(t, "# %s %s, %s", message_name(), version, date);
	if (uname(&system) != -1)
		add_text(t, ", %s %s %s", system.sysname, system.release,
		    system.machine);
	add_text(t, "\n#");
	for (; *argv != NULL; argv++) {
		escape(word, sizeof word, *argv, strlen(*argv));
		add_text(t, " %s", word);
		if (t->record_len > sizeof t->record / 2)
			put_record(t);
	}
	add_text(t, "\n");
	put_record(t);
}

/* O_NONBLOCK: a FIFO without a reader is an error, not an endless wait. */
static int
open_file(const char *path)
{
	int fd;

	do
		fd = open(path,
		    O_WRONLY | O_CREAT | O_TRUNC | O_NONBLOCK | O_NOCTTY |
			O_CLOEXEC,
		    0666);
	while (fd == -1 && errno == EINTR && !signals_waiting());
	return fd;
}

static void
free_trace(struct trace *t)
{
	free(t->sent);
	free(t->received);
	free(t->path);
	free(t);
}

struct trace *
trace_open(
    const char *path, char *const *argv, const struct trace_decoder *decoder)
{
	struct trace *t = calloc(1, sizeof *t);
	int fd;

	if (t == NULL || (t->path = strdup(path)) == NULL ||
	    (t->sent = calloc(1, decoder->size)) == NULL ||
	    (t->received = calloc(1, decoder->size)) == NULL ||
	    (fd = open_file(path)) == -1) {
		if (errno == EINTR)
			message("cancelled");
		else if (errno == ENXIO)
			message("%s: no program reads from it", path);
		else
			message_errno("%s", path);
		if (t != NULL)
			free_trace(t);
		return NULL;
	}
	t->decoder = decoder;
	output_init(&t->output, fd);
	t->begun_us = clock_us();
	put_head(t, argv);
	return t;
}

void
trace_close(struct trace *t)
{
	if (t == NULL)
		return;
	output_finish(&t->output, signals_fd(), END_MS);
	if (t->output.error != 0)
		end_early(t, strerror(t->output.error));
	else if (t->output.len > 0)
		end_early(t, "its reader is too slow");
	if (close(t->output.fd) == -1)
		end_early(t, strerror(errno));
	free_trace(t);
}
