#include "plan.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/message.h"
#include "line/address.h"
#include "line/port_look.h"

enum { SHOWN_SIZE = 4096 };

/* Prints a name that may have control characters. */
static void
print_name(const char *name)
{
	char shown[SHOWN_SIZE];

	escape(shown, sizeof shown, name, strlen(name));
	fputs(shown, stdout);
}

static bool
plan_line(const struct line_options *o)
{
	char mode[LINE_MODE_SIZE];
	struct address address;

	if (!address_parse(&address, o->port))
		return false; /* the command line has been checked */
	if (address.kind == ADDRESS_DEVICE && !port_look(o->port, o->lock))
		return false;
	printf("line: ");
	print_name(o->port);
	switch (address.kind) {
	case ADDRESS_DEVICE:
		printf(", %u %s (looked at, not opened)\n", (unsigned)o->baud,
		    line_mode(o, mode));
		break;
	case ADDRESS_EXEC:
		printf(" (not run)\n");
		break;
	default:
		printf(" (not connected)\n");
		break;
	}
	return true;
}

static void
plan_steps(const char *when, const struct steps *steps)
{
	for (size_t i = 0; i < steps->count; i++)
		printf("%s: %s\n", when, steps->step[i].text);
}

static bool
plan_file(const struct options *o, const char *path)
{
	const char *protocol = o->xm.ymodem ? "YMODEM" : "XMODEM";
	struct stat st = { .st_size = 0 };
	bool standard = strcmp(path, "-") == 0;

	if (!standard && stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		message_errno("%s", path);
		return false;
	}
	if (!standard && access(path, R_OK) == -1) {
		message_errno("%s", path);
		return false;
	}
	printf("send: ");
	print_name(standard ? "standard input" : path);
	if (S_ISREG(st.st_mode))
		printf(", %llu bytes", (unsigned long long)st.st_size);
	else
		printf(" (not read)");
	printf(
	    ", by %s in blocks of %u\n", protocol, (unsigned)o->xm.block_len);
	return true;
}

static void
plan_destination(const struct destination_options *d)
{
	printf("receive: ");
	if (d->path != NULL) {
		print_name(d->path);
	} else {
		printf("files in ");
		print_name(d->directory != NULL ? d->directory : ".");
	}
	putchar('\n');
}

static bool
plan_files(const struct options *o)
{
	if (o->tool == TOOL_XRECV) {
		plan_destination(&o->sink.destination);
		return true;
	}
	for (size_t i = 0; i < o->file_count; i++) {
		if (!plan_file(o, o->files[i]))
			return false;
	}
	return true;
}

struct ending
plan_print(const struct options *o)
{
	struct ending local = { FAILURE_LOCAL, 0 };

	if (!plan_line(&o->line))
		return (struct ending){ FAILURE_LINE, 0 };
	plan_steps("before", &o->before);
	if (!plan_files(o))
		return local;
	plan_steps("after", &o->after);
	puts("dry run: nothing was sent");
	if (fflush(stdout) != EOF)
		return (struct ending){ FAILURE_NONE, 0 };
	message_errno("standard output");
	return local;
}
