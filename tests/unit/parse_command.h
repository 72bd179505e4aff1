#ifndef UNIT_PARSE_COMMAND_H
#define UNIT_PARSE_COMMAND_H

/* Parses command lines in the way of xsend and xrecv. */

#include <stdbool.h>

#include "base/message.h"
#include "cli/options.h"

extern int parse_status;     /* exit status of the program, if
				parse_command() returns false */
extern char parse_said[512]; /* last message given to parse_take_message() */

/*
 * Makes standard input and output a socket, which can serve as the line. Must
 * be called before each test.
 */
void parse_set_up(void);

/*
 * Parses a command line whose words are separated by blanks. Returns false if
 * the program must exit with parse_status.
 */
bool parse_command(struct options *, const char *command);

/*
 * Stores a message in parse_said. Tests give this function to message_divert().
 */
void parse_take_message(enum message_kind, const char *text);

#endif
