#include "cli/preview.h"

#include <stdlib.h>
#include <string.h>

#include "cli/help.h"
#include "cli/scan.h"

static void
note(struct preview *p, int code, const char *argument)
{
	switch (code) {
	case 'h':
	case 'V':
	case OPT_LIST:
	case OPT_LIST_STEPS:
		p->question = true;
		break;
	case 'p':
		p->port = true;
		break;
	case 'b':
		p->baud = true;
		break;
	case OPT_BEFORE:
	case OPT_AFTER:
	case OPT_STEPS:
		p->steps = true;
		break;
	case OPT_PROFILE:
		p->profile = argument;
		break;
	case OPT_PROGRESS:
		p->progress_given = true;
		p->json = strcmp(argument, "json") == 0;
		break;
	}
}

void
preview_command(struct preview *p, enum tool tool, int argc, char **argv)
{
	/* Use a copy, because getopt_long(3) moves the files to the end. */
	char **words = calloc((size_t)argc + 1, sizeof *words);
	struct command command;
	const char *argument;
	int code;

	*p = (struct preview){ .question = false };
	if (words == NULL)
		return;
	memcpy(words, argv, (size_t)argc * sizeof *words);
	scan_open(&command, tool, argc, words);
	while ((code = scan_next(&command, &argument)) != -1)
		note(p, code, argument);
	free(words);
}
