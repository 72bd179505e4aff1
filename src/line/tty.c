#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/message.h"
#include "line/kind.h"
#include "line/low_latency.h"
#include "line/port_lock.h"
#include "line/tty_settings.h"

/*
 * A terminal device that libserialport cannot open, such as a pty of socat or
 * QEMU.  In a build without libserialport, this file opens all ports.
 */

struct tty_line {
	struct line line;
	struct tty tty;
	bool locked;
	bool was_exclusive; /* TIOCEXCL was set by another program before */
};

static void
restore(struct tty_line *t)
{
	low_latency_end(&t->line.latency, t->tty.fd);
	tty_restore(&t->tty);
	if (t->locked && !t->was_exclusive)
		port_lock_release(t->tty.fd);
}

static void
suspend_tty(struct line *line)
{
	struct tty_line *t = (struct tty_line *)line;

	if (line->in_fd == -1)
		return;
	tty_discard(&t->tty);
	restore(t);
	close(t->tty.fd);
	line->in_fd = line->out_fd = -1;
}

static void
close_tty(struct line *line, bool hurried)
{
	(void)hurried;
	suspend_tty(line);
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
	/*
	 * Do not warn about a pty: the program that created the pty may also
	 * keep it open, without reading from it.
	 */
	if (o->lock && !t->line.ignores_rate)
		port_lock_warn_of_others(o->port);
	if ((!o->lock || port_lock_exclude(fd, o->port)) &&
	    tty_raw(fd, o->port) && tty_configure(fd, o) &&
	    tty_signals(fd, o)) {
		low_latency_begin(&t->line.latency, fd, o->port, o);
		return true;
	}
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

/* Opens the port, for the first time or after suspend(). */
static bool
open_port(struct tty_line *t, const struct line_options *o)
{
	int fd = tty_open(o->port);

	if (fd == -1)
		return false;
	t->line.in_fd = t->line.out_fd = fd;
	t->line.ignores_rate = tty_ignores_rate(fd);
	if (set_up(t, o))
		return true;
	close(fd);
	t->line.in_fd = t->line.out_fd = -1;
	return false;
}

static bool
resume_tty(struct line *line, const struct line_options *o)
{
	return line_rename(line, o->port) &&
	       open_port((struct tty_line *)line, o);
}

static const struct line_operations operations = { .read = line_fd_read,
	.write = line_fd_write,
	.control = control_tty,
	.suspend = suspend_tty,
	.resume = resume_tty,
	.close = close_tty };

struct line *
line_tty_open(const struct line_options *o)
{
	struct tty_line *t = calloc(1, sizeof *t);

	if (t == NULL || (t->line.name = strdup(o->port)) == NULL) {
		message_errno("%s", o->port);
		free(t);
		return NULL;
	}
	if (!open_port(t, o)) {
		free(t->line.name);
		free(t);
		return NULL;
	}
	t->line.operations = &operations;
	return &t->line;
}
