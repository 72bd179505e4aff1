#include "unit/parse_command.h"

#include <criterion/criterion.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int parse_status;
char parse_said[512];

void
parse_set_up(void)
{
	int ends[2];

	cr_assert(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
	cr_assert(dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
	cr_assert(dup2(ends[0], STDOUT_FILENO) == STDOUT_FILENO);
}

bool
parse_command(struct options *o, const char *command)
{
	static char words[1024];
	static char *argv[32];
	int argc = 0;

	strcpy(words, command);
	for (char *w = strtok(words, " "); w != NULL; w = strtok(NULL, " "))
		argv[argc++] = w;
	argv[argc] = NULL;
	optind = 0; /* glibc: forget the previous command line */
	message_init(argv[0]);
	return options_parse(o,
	    strchr(argv[0], 'r') != NULL && strchr(argv[0], 's') == NULL
		? TOOL_XRECV
		: TOOL_XSEND,
	    argc, argv, &parse_status);
}

void
parse_take_message(enum message_kind kind, const char *text)
{
	(void)kind;
	snprintf(parse_said, sizeof parse_said, "%s", text);
}
