#include <getopt.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/message.h"
#include "cli/options.h"
#include "fuzz/copy.h"
#include "fuzz/fuzz.h"
#include "report/exit_status.h"

/* The parser of the command line.  The input is argv, separated by NULs. */

enum { WORDS_MAX = 32 };

static enum tool
tool_of(const char *word)
{
	return strchr(word, 'r') != NULL ? TOOL_XRECV : TOOL_XSEND;
}

static void
check(const struct options *o)
{
	if (o->xm.block_len != 128 && o->xm.block_len != 1024)
		abort();
	if (o->xm.wait_ms > INT32_MAX || o->xm.timeout_ms > INT32_MAX)
		abort();
	if (o->tool == TOOL_XSEND && o->file_count == 0)
		abort();
	if (o->line.data_bits < 5 || o->line.data_bits > 8 || o->line.baud == 0)
		abort();
}

/*
 * Connects standard input and output to two joined sockets: without -p,
 * options_parse() rejects standard input or output that is a file.
 */
static void
make_a_line(void)
{
	static bool made;
	int ends[2];

	if (made)
		return;
	made = true;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == -1 ||
	    dup2(ends[0], STDIN_FILENO) == -1 ||
	    dup2(ends[1], STDOUT_FILENO) == -1)
		abort();
}

/* Discards the output of --help, which would fill the socket. */
static void
empty_the_line(void)
{
	char bytes[4096];

	while (recv(STDIN_FILENO, bytes, sizeof bytes, MSG_DONTWAIT) > 0)
		continue;
}

static void
parse(int argc, char **argv)
{
	struct options o;
	int status = -1;

	make_a_line();
	optind = 0; /* makes glibc's getopt start again */
	message_init(argv[0]);
	if (options_parse(&o, tool_of(argv[0]), argc, argv, &status))
		check(&o);
	else if (status != STATUS_USAGE && status != STATUS_DONE)
		abort();
	options_close(&o);
	empty_the_line();
}

/*
 * Returns true for --list, which searches for ports, and for --steps, which
 * opens a file.
 */
static bool
reaches_out(const char *word)
{
	return strncmp(word, "--l", 3) == 0 || strncmp(word, "--steps", 7) == 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	char *words[WORDS_MAX + 1];
	int argc = 0;
	bool harmless = true;

	for (size_t at = 0; at < len && argc < WORDS_MAX; argc++) {
		size_t n = strnlen((const char *)bytes + at, len - at);

		words[argc] = copy_text(bytes + at, n);
		at += n + 1;
		harmless = harmless && !reaches_out(words[argc]);
	}
	words[argc] = NULL;
	if (argc > 0 && harmless)
		parse(argc, words);
	while (argc > 0)
		free(words[--argc]);
	return 0;
}
