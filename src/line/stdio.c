#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "base/message.h"
#include "line/kind.h"
#include "line/tty_settings.h"

/*
 * Standard input and output as the line.  picocom, minicom, screen (exec), ssh
 * and socat start programs in this way.  They share the descriptors with this
 * program, so close_stdio() restores all settings.
 */

struct stdio_line {
	struct line line;
	int flags[2];      /* original flags of the descriptors */
	struct tty tty[2]; /* original settings of the descriptors; fd is -1 if
			      a descriptor is not a terminal */
};

static void
close_stdio(struct line *line, bool hurried)
{
	struct stdio_line *s = (struct stdio_line *)line;

	(void)hurried;
	for (int fd = 1; fd >= 0; fd--) {
		if (s->tty[fd].fd != -1)
			tty_restore(&s->tty[fd]);
		fcntl(fd, F_SETFL, s->flags[fd]);
	}
	free(line->name);
	free(line);
}

static bool
prepare(struct stdio_line *s, int fd)
{
	s->flags[fd] = fcntl(fd, F_GETFL);
	if (s->flags[fd] == -1) {
		message_errno("standard %s", fd == 0 ? "input" : "output");
		return false;
	}
	fcntl(fd, F_SETFL, s->flags[fd] | O_NONBLOCK);
	if (!tty_save(&s->tty[fd], fd))
		s->tty[fd].fd = -1;
	return true;
}

static bool
make_raw(const struct stdio_line *s)
{
	for (int fd = 0; fd < 2; fd++) {
		if (s->tty[fd].fd != -1 && !tty_raw(fd, s->line.name))
			return false;
	}
	return true;
}

/* Tells a user who has typed the command without -p why nothing happens. */
static void
hint(void)
{
	if (tty_same(STDIN_FILENO, STDERR_FILENO))
		message_note(
		    "this terminal is the line; press Ctrl-X twice to quit, "
		    "and name a serial port as in -p /dev/ttyUSB0");
}

/*
 * Changes a setting of the line for --before or --after.  The terminal program
 * has already set up the line.
 */
static bool
control_stdio(struct line *line, enum line_control control, uint32_t value)
{
	if (control == LINE_BAUD)
		return tty_set_rate(line->out_fd, line->name, value);
	return tty_set_signal(line->out_fd, line->name, control, value != 0);
}

static const struct line_operations operations = {
	.read = line_fd_read, .write = line_fd_write, .close = close_stdio
};

static const struct line_operations terminal_operations = { .read =
								line_fd_read,
	.write = line_fd_write,
	.control = control_stdio,
	.close = close_stdio };

/* Returns the name of a device that cannot be a line, or NULL. */
static const char *
name_of_device(dev_t device)
{
	static const char *const names[] = { "/dev/null", "/dev/zero",
		"/dev/full", "/dev/random", "/dev/urandom" };
	struct stat st;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (stat(names[i], &st) == 0 && S_ISCHR(st.st_mode) &&
		    st.st_rdev == device)
			return names[i];
	}
	return NULL;
}

/* Returns the kind of a descriptor that cannot be a line, or NULL. */
static const char *
obstacle(int fd)
{
	struct stat st;

	if (fstat(fd, &st) == -1)
		return NULL; /* line_open() reports the error */
	if (S_ISREG(st.st_mode))
		return "a file";
	if (S_ISDIR(st.st_mode))
		return "a directory";
	if (S_ISBLK(st.st_mode))
		return "a disk";
	return S_ISCHR(st.st_mode) ? name_of_device(st.st_rdev) : NULL;
}

const char *
line_stdio_obstacle(void)
{
	static char words[64];

	for (int fd = 0; fd < 2; fd++) {
		const char *what = obstacle(fd);

		if (what == NULL)
			continue;
		snprintf(words, sizeof words, "standard %s is %s",
		    fd == 0 ? "input" : "output", what);
		return words;
	}
	return NULL;
}

bool
line_stdio_is_foreign_terminal(void)
{
	return isatty(STDIN_FILENO) == 1 && tcgetsid(STDIN_FILENO) == -1;
}

struct line *
line_stdio_open(void)
{
	struct stdio_line *s = calloc(1, sizeof *s);

	if (s == NULL ||
	    (s->line.name = strdup("standard input and output")) == NULL) {
		message_errno("the line");
		free(s);
		return NULL;
	}
	if (!prepare(s, STDIN_FILENO) || !prepare(s, STDOUT_FILENO)) {
		free(s->line.name);
		free(s);
		return NULL;
	}
	hint();
	if (!make_raw(s)) {
		close_stdio(&s->line, true);
		return NULL;
	}
	s->line.in_fd = STDIN_FILENO;
	s->line.out_fd = STDOUT_FILENO;
	s->line.operations =
	    s->tty[STDOUT_FILENO].fd != -1 ? &terminal_operations : &operations;
	return &s->line;
}
