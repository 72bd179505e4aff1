#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/message.h"
#include "line/kind.h"
#include "line/port_lock.h"
#include "line/tty_settings.h"

/*
 * A terminal device that libserialport refuses: a pty of socat, QEMU or a
 * test; every port, where libserialport is not built in.
 */

struct tty_line {
	struct line line;
	struct tty tty;
	bool locked;
	bool was_exclusive; /* another program had set TIOCEXCL */
};

static void
restore(const struct tty_line *t)
{
	tty_restore(&t->tty);
	if (t->locked && !t->was_exclusive)
		port_lock_release(t->tty.fd);
}

static void
close_tty(struct line *line, bool hurried)
{
	struct tty_line *t = (struct tty_line *)line;

	(void)hurried;
	tty_discard(&t->tty);
	restore(t);
	close(t->tty.fd);
	free(line->name);
	free(line);
}

static bool
set_up(struct tty_line *t, const struct line_options *o)
{
	int fd = t->line.in_fd;

	if (!tty_save_port(&t->tty, fd)) {
		message_errno("%s", o->port);
		return false;
	}
	if (o->lock && !port_lock_take(fd, o->port))
		return false;
	t->locked = o->lock;
	t->was_exclusive = port_lock_is_exclusive(fd);
	/* The program that made a pty may keep it open, and reads nothing. */
	if (o->lock && !t->line.ignores_rate)
		port_lock_warn_of_others(o->port);
	if ((!o->lock || port_lock_exclude(fd, o->port)) &&
	    tty_raw(fd, o->port) && tty_configure(fd, o) && tty_signals(fd, o))
		return true;
	restore(t);
	return false;
}

static bool
control_tty(struct line *line, enum line_control control, uint32_t value)
{
	if (control == LINE_BAUD)
		return tty_set_rate(line->in_fd, line->name, value);
	return tty_set_signal(line->in_fd, line->name, control, value != 0);
}

static const struct line_operations operations = { .read = line_fd_read,
	.write = line_fd_write,
	.control = control_tty,
	.close = close_tty };

struct line *
line_tty_open(const struct line_options *o)
{
	struct tty_line *t = calloc(1, sizeof *t);
	int fd;

	if (t == NULL || (t->line.name = strdup(o->port)) == NULL) {
		message_errno("%s", o->port);
		free(t);
		return NULL;
	}
	fd = tty_open(o->port);
	t->line.in_fd = t->line.out_fd = fd;
	t->line.ignores_rate = fd != -1 && tty_ignores_rate(fd);
	if (fd == -1 || !set_up(t, o)) {
		if (fd != -1)
			close(fd);
		free(t->line.name);
		free(t);
		return NULL;
	}
	t->line.operations = &operations;
	return &t->line;
}
