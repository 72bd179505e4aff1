#ifndef UNIT_PARSE_COMMAND_H
#define UNIT_PARSE_COMMAND_H

/* Command lines, parsed as xsend and xrecv do it. */

#include <stdbool.h>

#include "base/message.h"
#include "cli/options.h"

extern int parse_status;     /* exit status of the last wrong command line */
extern char parse_said[512]; /* the last message to parse_take_message() */

/*
 * Makes standard input and output a socket, which can be the line. To be
 * called before each test.
 */
void parse_set_up(void);

/*
 * Parses a command line, which is split at blanks. Returns false if the
 * program is to end with parse_status.
 */
bool parse_command(struct options *, const char *command);

/* Keeps a message in parse_said, for message_divert(). */
void parse_take_message(enum message_kind, const char *text);

#endif
