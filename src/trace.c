#include "trace.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#include "clock.h"
#include "escape.h"
#include "meaning.h"
#include "message.h"

enum { ROW_LEN = 32, WORDS_SIZE = 512 };

struct trace {
	FILE *file;
	char *path;
	uint64_t begun_us;
	bool failed; /* it has been said */
	struct meaning sent, received;
};

/* A transfer does not fail because its log does. */
static void
check(struct trace *t, bool ok)
{
	if (ok || t->failed)
		return;
	t->failed = true;
	message_warning(
	    "%s: the trace ends here: %s", t->path, strerror(errno));
}

static void
put_time(struct trace *t)
{
	uint64_t us = clock_us() - t->begun_us;

	fprintf(t->file, "%5llu.%06u  ", (unsigned long long)(us / 1000000),
	    (unsigned)(us % 1000000));
}

static void
put_bytes(struct trace *t, const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (i % ROW_LEN == 0)
			fprintf(t->file, "%s             ", i > 0 ? "\n" : "");
		fprintf(t->file, " %02x", bytes[i]);
	}
	fputc('\n', t->file);
}

/* Every line is written at once: nothing is lost if the program is killed. */
static void
put(struct trace *t, const char *way, const uint8_t *bytes, size_t len,
    const char *words)
{
	put_time(t);
	fprintf(t->file, "%-8s  %4zu byte%s  %s\n", way, len,
	    len == 1 ? " " : "s", words);
	put_bytes(t, bytes, len);
	check(t, !ferror(t->file));
}

void
trace_sent(struct trace *t, const void *bytes, size_t len)
{
	char words[WORDS_SIZE];

	if (t == NULL || t->failed)
		return;
	/* Nobody answers before a block has ended, but to give it up. */
	meaning_cut(&t->received);
	meaning_take(&t->sent, &t->received, bytes, len, words, sizeof words);
	put(t, "sent", bytes, len, words);
}

void
trace_received(struct trace *t, const void *bytes, size_t len)
{
	char words[WORDS_SIZE];

	if (t == NULL || t->failed)
		return;
	meaning_take(&t->received, &t->sent, bytes, len, words, sizeof words);
	put(t, "received", bytes, len, words);
}

void
trace_note(struct trace *t, const char *format, ...)
{
	va_list args;

	if (t == NULL || t->failed)
		return;
	put_time(t);
	va_start(args, format);
	vfprintf(t->file, format, args);
	va_end(args);
	fputc('\n', t->file);
	check(t, !ferror(t->file));
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
	fprintf(t->file, "# %s %s, %s", message_name(), XSEND_VERSION, date);
	if (uname(&system) != -1)
		fprintf(t->file, ", %s %s %s", system.sysname, system.release,
		    system.machine);
	fputs("\n#", t->file);
	for (; *argv != NULL; argv++) {
		escape(word, sizeof word, *argv, strlen(*argv));
		fprintf(t->file, " %s", word);
	}
	fputc('\n', t->file);
	check(t, !ferror(t->file));
}

struct trace *
trace_open(const char *path, char *const *argv)
{
	struct trace *t = calloc(1, sizeof *t);

	if (t == NULL || (t->path = strdup(path)) == NULL ||
	    (t->file = fopen(path, "we")) == NULL) {
		message_errno("%s", path);
		if (t != NULL)
			free(t->path);
		free(t);
		return NULL;
	}
	setvbuf(t->file, NULL, _IOLBF, BUFSIZ);
	t->begun_us = clock_us();
	put_head(t, argv);
	return t;
}

void
trace_close(struct trace *t)
{
	if (t == NULL)
		return;
	check(t, fclose(t->file) == 0);
	free(t->path);
	free(t);
}
