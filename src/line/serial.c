#include <errno.h>
#include <libserialport.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/message.h"
#include "line/kind.h"
#include "line/low_latency.h"
#include "line/port_lock.h"
#include "line/tty_settings.h"

/*
 * A serial port opened with libserialport, which can set rates and parities
 * that POSIX lacks.  This file calls read(2) and write(2) directly, because the
 * library's own functions restart after a signal.  This file also does what
 * version 0.1.1 of the library cannot do:
 * - It follows links, such as those in /dev/serial/by-id.
 * - It locks the port.
 * - It restores the settings, except HUPCL, which would drop DTR and RTS.
 * - It sets RTS/CTS flow control; the library sets the flag for it in the wrong
 *   member of struct termios.
 */

struct serial_line {
	struct line line;
	struct line_options options;
	struct sp_port *port;
	struct tty tty;
	bool was_exclusive; /* TIOCEXCL was set by another program before */
	int guard;          /* second descriptor of the port, opened before
			       sp_open() */
};

static struct sp_port *
find_port(const char *path)
{
	char real[PATH_MAX];
	struct sp_port *port;

	if (realpath(path, real) == NULL ||
	    sp_get_port_by_name(real, &port) != SP_OK)
		return NULL;
	return port;
}

bool
line_serial_knows(const char *path)
{
	struct sp_port *port = find_port(path);

	if (port == NULL)
		return false;
	sp_free_port(port);
	return true;
}

static bool
worked(enum sp_return result, const char *name, const char *what)
{
	if (result == SP_OK)
		return true;
	/* errno is valid only after SP_ERR_FAIL. */
	message("%s: %s: %s", name, what,
	    result == SP_ERR_FAIL ? strerror(errno) : "not supported");
	return false;
}

/* In the order of enum line_parity. */
static const enum sp_parity parities[] = { SP_PARITY_NONE, SP_PARITY_EVEN,
	SP_PARITY_ODD, SP_PARITY_MARK, SP_PARITY_SPACE };

static bool
set_rate(struct sp_port *port, const struct line_options *o)
{
	return worked(sp_set_baudrate(port, (int)o->baud), o->port,
	    "cannot set the rate");
}

static bool
set_mode(struct sp_port *port, const struct line_options *o)
{
	static const char mode[] = "cannot set the mode";

	return worked(sp_set_bits(port, o->data_bits), o->port, mode) &&
	       worked(
		   sp_set_parity(port, parities[o->parity]), o->port, mode) &&
	       worked(sp_set_stopbits(port, o->stop_bits), o->port, mode) &&
	       set_rate(port, o);
}

/* Reads the rate and the mode back: some drivers ignore them silently. */
static bool
check_mode(struct sp_port *port, const struct line_options *o)
{
	struct sp_port_config *config;
	int baud = 0;
	int bits = 0;
	int stop = 0;
	enum sp_parity parity = SP_PARITY_INVALID;
	char mode[LINE_MODE_SIZE];

	if (!worked(
		sp_new_config(&config), o->port, "cannot read the settings"))
		return false;
	if (sp_get_config(port, config) == SP_OK) {
		sp_get_config_baudrate(config, &baud);
		sp_get_config_bits(config, &bits);
		sp_get_config_stopbits(config, &stop);
		sp_get_config_parity(config, &parity);
	}
	sp_free_config(config);
	if (baud != (int)o->baud) {
		message("%s: does not accept %u baud and stays at %d", o->port,
		    (unsigned)o->baud, baud);
		return false;
	}
	if (bits != o->data_bits || stop != o->stop_bits ||
	    parity != parities[o->parity]) {
		message("%s: refuses the mode %s", o->port, line_mode(o, mode));
		return false;
	}
	return true;
}

/*
 * read_serial() and write_serial() fail with ENODEV after an adapter was
 * unplugged: read(2) then returns 0, and write(2) fails with EIO.
 */
static ssize_t
read_serial(struct line *line, void *bytes, size_t len)
{
	ssize_t n = line_fd_read(line, bytes, len);

	if (n != 0)
		return n;
	errno = ENODEV;
	return -1;
}

static ssize_t
write_serial(struct line *line, const void *bytes, size_t len)
{
	ssize_t n = line_fd_write(line, bytes, len);

	if (n == -1 && errno == EIO)
		errno = ENODEV;
	return n;
}

/* Undoes open_port(), and as much of set_up() as has been done. */
static void
close_port(struct serial_line *s)
{
	low_latency_end(&s->line.latency, s->line.in_fd);
	tty_restore(&s->tty);
	if (s->options.lock)
		port_lock_release(s->guard);
	sp_close(s->port);
	close(s->guard);
}

static void
suspend_serial(struct line *line)
{
	struct serial_line *s = (struct serial_line *)line;

	if (s->port == NULL)
		return;
	tty_discard(&s->tty);
	close_port(s);
	sp_free_port(s->port);
	s->port = NULL;
	line->in_fd = line->out_fd = -1;
}

static void
close_serial(struct line *line, bool hurried)
{
	(void)hurried;
	suspend_serial(line);
	free(line->name);
	free(line);
}

static bool
take_lock(int fd, const char *port)
{
	if (!port_lock_take(fd, port))
		return false;
	port_lock_warn_of_others(port);
	return true;
}

/*
 * Returns true if sp_open() failed because the port is locked.  Since version
 * 0.1.2, sp_open() locks its own descriptor before it changes a setting, and
 * leaves this descriptor open if the lock fails.  is_locked() then closes the
 * descriptor with close(2), because sp_close() would clear the TIOCEXCL of the
 * program that has the lock.
 */
static bool
is_locked(struct sp_port *port, enum sp_return result)
{
	int fd;

	if (result != SP_ERR_FAIL || errno != EWOULDBLOCK)
		return false;
	if (sp_get_port_handle(port, &fd) == SP_OK)
		close(fd);
	return true;
}

static bool
open_library_port(struct serial_line *s)
{
	enum sp_return result = sp_open(s->port, SP_MODE_READ_WRITE);
	bool locked = is_locked(s->port, result);

	/* The lock may belong to this program's guard descriptor. */
	if (locked && s->options.lock) {
		flock(s->guard, LOCK_UN);
		result = sp_open(s->port, SP_MODE_READ_WRITE);
		locked = is_locked(s->port, result);
	}
	if (!locked)
		return worked(result, s->options.port, "cannot open");
	port_lock_report_holder(s->options.port);
	return false;
}

/*
 * Takes the lock and saves the settings before sp_open(), which changes the
 * settings.  The descriptor used for this stays open as the guard: close(2)
 * would release the lock, and might drop DTR.
 */
static bool
open_port(struct serial_line *s, const struct line_options *o)
{
	s->guard = tty_open(o->port);
	if (s->guard == -1)
		return false;
	s->was_exclusive = port_lock_is_exclusive(s->guard);
	if (!tty_save_port(&s->tty, s->guard))
		message_errno("%s", o->port);
	else if ((!o->lock || take_lock(s->guard, o->port)) &&
		 open_library_port(s))
		return true;
	close(s->guard);
	return false;
}

static bool
set_up(struct serial_line *s, const struct line_options *o)
{
	int fd;

	if (!worked(sp_get_port_handle(s->port, &fd), o->port, "no descriptor"))
		return false;
	s->line.in_fd = s->line.out_fd = fd;
	if (!o->lock && !s->was_exclusive)
		port_lock_release(fd); /* sp_open() may have locked it */
	if ((o->lock && !port_lock_exclude(fd, o->port)) ||
	    !tty_raw(fd, o->port) || !set_mode(s->port, o) ||
	    !check_mode(s->port, o) || !tty_set_flow(fd, o) ||
	    !tty_signals(fd, o))
		return false;
	low_latency_begin(&s->line.latency, fd, o->port, o);
	return true;
}

static bool
control_serial(struct line *line, enum line_control control, uint32_t value)
{
	struct serial_line *s = (struct serial_line *)line;

	if (control != LINE_BAUD)
		return tty_set_signal(
		    line->in_fd, line->name, control, value != 0);
	s->options.baud = value;
	return set_rate(s->port, &s->options) &&
	       check_mode(s->port, &s->options);
}

/* Opens and sets up the port.  The caller has set only the line's name. */
static bool
begin(struct serial_line *s, const struct line_options *o)
{
	s->options = *o;
	s->options.port = s->line.name; /* lives as long as the line */
	s->port = find_port(o->port);
	if (s->port == NULL) {
		message_errno("%s", o->port);
		return false;
	}
	if (open_port(s, &s->options)) {
		if (set_up(s, &s->options))
			return true;
		close_port(s);
	}
	sp_free_port(s->port);
	s->port = NULL;
	s->line.in_fd = s->line.out_fd = -1;
	return false;
}

static bool
resume_serial(struct line *line, const struct line_options *o)
{
	return line_rename(line, o->port) &&
	       begin((struct serial_line *)line, o);
}

static const struct line_operations operations = { .read = read_serial,
	.write = write_serial,
	.control = control_serial,
	.suspend = suspend_serial,
	.resume = resume_serial,
	.close = close_serial };

struct line *
line_serial_open(const struct line_options *o)
{
	struct serial_line *s = calloc(1, sizeof *s);

	if (s == NULL || (s->line.name = strdup(o->port)) == NULL) {
		message_errno("%s", o->port);
		free(s);
		return NULL;
	}
	if (!begin(s, o)) {
		free(s->line.name);
		free(s);
		return NULL;
	}
	s->line.operations = &operations;
	return &s->line;
}
