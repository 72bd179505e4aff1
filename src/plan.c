#include "plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/escape.h"
#include "base/message.h"
#include "files/source.h"
#include "line/address.h"
#include "line/port_look.h"

enum { SHOWN_SIZE = 4096 };

/* Prints a name with its control characters escaped. */
static void
print_name(const char *name)
{
	char shown[SHOWN_SIZE];

	escape(shown, sizeof shown, name, strlen(name));
	fputs(shown, stdout);
}

/*
 * Prints the row "line:" of the plan for a port that is a device path or a USB
 * identity.  Returns false after printing a message.
 */
static bool
plan_port(const struct line_options *o)
{
	char mode[LINE_MODE_SIZE];
	char *path;

	if (!port_look(o, &path))
		return false;
	printf("line: ");
	print_name(o->port);
	if (path != NULL && strcmp(path, o->port) != 0) {
		printf(", which is ");
		print_name(path);
	}
	printf(", %u %s (%s)\n", (unsigned)o->baud, line_mode(o, mode),
	    path != NULL ? "checked, but not opened"
			 : "not there yet; a transfer will wait for it");
	free(path);
	return true;
}

static bool
plan_line(const struct line_options *o)
{
	struct address address;

	if (!address_parse(&address, o->port))
		return false; /* never: options_parse() has checked the port */
	if (address.kind == ADDRESS_DEVICE || address.kind == ADDRESS_USB)
		return plan_port(o);
	printf("line: ");
	print_name(o->port);
	puts(address.kind == ADDRESS_EXEC ? " (not run)" : " (not connected)");
	return true;
}

bool
plan_reads_file(const struct options *o)
{
	struct stat st;

	return variables_use_facts(&o->variables) && o->file_count == 1 &&
	       strcmp(o->files[0], "-") != 0 && stat(o->files[0], &st) == 0 &&
	       S_ISREG(st.st_mode);
}

/*
 * Prints the steps.  If the facts of the file are not known, a step is printed
 * with its variables, such as %{crc32}, instead of their values.
 */
static void
plan_steps(const char *when, const struct steps *steps, bool facts_known)
{
	for (size_t i = 0; i < steps->count; i++) {
		const struct step *step = &steps->step[i];
		char shown[SHOWN_SIZE];

		printf("%s: ", when);
		if (facts_known || step->original == NULL) {
			puts(step->text);
		} else {
			escape_again(shown, sizeof shown, step->original);
			puts(shown);
		}
	}
}

static bool
plan_file(const struct options *o, const char *path)
{
	const char *protocol = o->xm.ymodem ? "YMODEM" : "XMODEM";
	struct stat st;

	if (!source_can_open(path, &st))
		return false;
	printf("send: ");
	print_name(strcmp(path, "-") == 0 ? "standard input" : path);
	if (S_ISREG(st.st_mode) && strcmp(path, "-") != 0)
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
	bool facts_known = !variables_lack_facts(&o->variables);

	if (!plan_line(&o->line))
		return (struct ending){ FAILURE_LINE, 0 };
	plan_steps("before", &o->before, facts_known);
	if (!plan_files(o))
		return local;
	plan_steps("after", &o->after, facts_known);
	puts(o->tool == TOOL_XRECV ? "dry run: nothing was received"
				   : "dry run: nothing was sent");
	if (fflush(stdout) != EOF)
		return (struct ending){ FAILURE_NONE, 0 };
	message_errno("standard output");
	return local;
}
