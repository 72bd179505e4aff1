#include "line/tty_settings.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/message.h"
#include "line/any_rate.h"
#include "line/port_hint.h"
#include "line/port_lock.h"

enum { SERIAL_STRUCT_MAX = 256 /* more than the 72 bytes of serial_struct */ };

static const struct {
	uint32_t baud;
	speed_t speed;
} speeds[] = {
	{ 50, B50 },
	{ 75, B75 },
	{ 110, B110 },
	{ 134, B134 },
	{ 150, B150 },
	{ 200, B200 },
	{ 300, B300 },
	{ 600, B600 },
	{ 1200, B1200 },
	{ 1800, B1800 },
	{ 2400, B2400 },
	{ 4800, B4800 },
	{ 9600, B9600 },
	{ 19200, B19200 },
	{ 38400, B38400 },
#ifdef B57600
	{ 57600, B57600 },
#endif
#ifdef B115200
	{ 115200, B115200 },
#endif
#ifdef B230400
	{ 230400, B230400 },
#endif
#ifdef B460800
	{ 460800, B460800 },
#endif
#ifdef B500000
	{ 500000, B500000 },
#endif
#ifdef B576000
	{ 576000, B576000 },
#endif
#ifdef B921600
	{ 921600, B921600 },
#endif
#ifdef B1000000
	{ 1000000, B1000000 },
#endif
#ifdef B1152000
	{ 1152000, B1152000 },
#endif
#ifdef B1500000
	{ 1500000, B1500000 },
#endif
#ifdef B2000000
	{ 2000000, B2000000 },
#endif
#ifdef B3000000
	{ 3000000, B3000000 },
#endif
#ifdef B4000000
	{ 4000000, B4000000 },
#endif
};

int
tty_open(const char *path)
{
	int fd = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);

	if (fd != -1 && isatty(fd))
		return fd;
	if (fd != -1) {
		message("%s: not a serial port", path);
		close(fd);
	} else if (errno == EBUSY) {
		port_lock_report_holder(path);
	} else {
		port_hint_report(path);
	}
	return -1;
}

bool
tty_same(int a, int b)
{
	struct stat sa, sb;

	return isatty(a) && isatty(b) && fstat(a, &sa) == 0 &&
	       fstat(b, &sb) == 0 && sa.st_rdev == sb.st_rdev;
}

bool
tty_save(struct tty *tty, int fd)
{
	tty->fd = fd;
	return tcgetattr(fd, &tty->before) == 0;
}

bool
tty_save_port(struct tty *tty, int fd)
{
	bool saved = tty_save(tty, fd);

	tty->before.c_cflag &= ~(tcflag_t)HUPCL;
	return saved;
}

void
tty_restore(const struct tty *tty)
{
	/* TCSANOW: a stopped line must not delay the end of the program. */
	tcsetattr(tty->fd, TCSANOW, &tty->before);
}

void
tty_discard(const struct tty *tty)
{
	int waiting;

	/* On a pty, tcflush(3) would discard bytes that were delivered. */
	if (ioctl(tty->fd, TIOCOUTQ, &waiting) == 0 && waiting > 0)
		tcflush(tty->fd, TCOFLUSH);
}

/* Only drivers of serial ports support TIOCGSERIAL. */
bool
tty_ignores_rate(int fd)
{
#ifdef TIOCGSERIAL
	char port[SERIAL_STRUCT_MAX];

	return ioctl(fd, TIOCGSERIAL, port) == -1;
#else
	(void)fd;
	return true;
#endif
}

static bool
set_raw(int fd)
{
	struct termios t;

	if (tcgetattr(fd, &t) == -1)
		return false;
	t.c_iflag = IGNBRK;
	t.c_oflag = 0;
	t.c_lflag = 0;
	t.c_cflag |= CLOCAL | CREAD;
	t.c_cflag &= ~(tcflag_t)HUPCL;
	t.c_cc[VMIN] = 1;
	t.c_cc[VTIME] = 0;
	return tcsetattr(fd, TCSANOW, &t) == 0;
}

bool
tty_raw(int fd, const char *name)
{
	if (set_raw(fd))
		return true;
	message_errno("%s: cannot switch to raw mode", name);
	return false;
}

static bool
find_speed(uint32_t baud, speed_t *speed)
{
	for (size_t i = 0; i < sizeof speeds / sizeof *speeds; i++) {
		if (speeds[i].baud == baud) {
			*speed = speeds[i].speed;
			return true;
		}
	}
	return false;
}

static tcflag_t
format_flags(const struct line_options *o)
{
	static const tcflag_t sizes[] = { CS5, CS6, CS7, CS8 };
	tcflag_t flags = sizes[o->data_bits - 5];

	if (o->stop_bits == 2)
		flags |= CSTOPB;
	if (o->parity != PARITY_NONE)
		flags |= PARENB;
	if (o->parity == PARITY_ODD || o->parity == PARITY_MARK)
		flags |= PARODD;
#ifdef CMSPAR
	if (o->parity == PARITY_MARK || o->parity == PARITY_SPACE)
		flags |= CMSPAR;
#endif
	return flags;
}

static bool
has_parity(const struct line_options *o)
{
#ifndef CMSPAR
	if (o->parity == PARITY_MARK || o->parity == PARITY_SPACE) {
		message("%s: this system has no mark or space parity", o->port);
		return false;
	}
#endif
	(void)o;
	return true;
}

static tcflag_t
format_mask(void)
{
	tcflag_t mask = CSIZE | CSTOPB | PARENB | PARODD;

#ifdef CMSPAR
	mask |= CMSPAR;
#endif
	return mask;
}

/* Sets a rate without a constant in termios(3). */
static bool
set_any_rate(int fd, const char *name, uint32_t baud)
{
	uint32_t got;

	if (!any_rate_set(fd, baud, &got)) {
		if (errno == ENOSYS)
			message("%s: this system has no rate of %u baud", name,
			    (unsigned)baud);
		else
			message_errno("%s", name);
		return false;
	}
	/* A driver sets the nearest rate that its clock has: accept +-2 %. */
	if (got > baud - baud / 50 && got < baud + baud / 50)
		return true;
	message("%s: does not accept %u baud and stays at %u", name,
	    (unsigned)baud, (unsigned)got);
	return false;
}

bool
tty_set_rate(int fd, const char *name, uint32_t baud)
{
	struct termios t;
	speed_t speed;

	if (!find_speed(baud, &speed))
		return set_any_rate(fd, name, baud);
	if (tcgetattr(fd, &t) == 0) {
		cfsetispeed(&t, speed);
		cfsetospeed(&t, speed);
		if (tcsetattr(fd, TCSANOW, &t) == 0 && tcgetattr(fd, &t) == 0) {
			if (cfgetospeed(&t) == speed)
				return true;
			message("%s: does not accept %u baud", name,
			    (unsigned)baud);
			return false;
		}
	}
	message_errno("%s", name);
	return false;
}

static bool
set_format(int fd, const struct line_options *o)
{
	struct termios want, got;
	char mode[LINE_MODE_SIZE];

	if (!has_parity(o))
		return false;
	if (tcgetattr(fd, &want) == -1) {
		message_errno("%s", o->port);
		return false;
	}
	want.c_cflag = (want.c_cflag & ~format_mask()) | format_flags(o);
	if (tcsetattr(fd, TCSANOW, &want) == -1 || tcgetattr(fd, &got) == -1) {
		message_errno("%s", o->port);
		return false;
	}
	if ((got.c_cflag & format_mask()) != (want.c_cflag & format_mask())) {
		message("%s: refuses the mode %s", o->port, line_mode(o, mode));
		return false;
	}
	return true;
}

bool
tty_set_flow(int fd, const struct line_options *o)
{
	tcflag_t hardware = 0;
	struct termios t;

#ifdef CRTSCTS
	hardware = CRTSCTS;
#endif
	if (o->flow == FLOW_DSRDTR || (o->flow == FLOW_RTSCTS && !hardware)) {
		message("%s: this system has no %s flow control", o->port,
		    hardware ? "DSR/DTR" : "such");
		return false;
	}
	if (tcgetattr(fd, &t) == 0) {
		t.c_cflag &= ~hardware;
		t.c_iflag &= ~(tcflag_t)(IXON | IXOFF | IXANY);
		if (o->flow == FLOW_RTSCTS)
			t.c_cflag |= hardware;
		if (o->flow == FLOW_XONXOFF)
			t.c_iflag |= IXON | IXOFF;
		if (tcsetattr(fd, TCSANOW, &t) == 0 && tcgetattr(fd, &t) == 0) {
			if (((t.c_cflag & hardware) != 0) ==
			    (o->flow == FLOW_RTSCTS))
				return true;
			message("%s: refuses this flow control", o->port);
			return false;
		}
	}
	message_errno("%s", o->port);
	return false;
}

bool
tty_configure(int fd, const struct line_options *o)
{
	return tty_set_rate(fd, o->port, o->baud) && set_format(fd, o) &&
	       tty_set_flow(fd, o);
}

bool
tty_set_signal(int fd, const char *name, enum line_control control, bool on)
{
	int bit = control == LINE_DTR ? TIOCM_DTR : TIOCM_RTS;
	const char *what;
	int result;

	if (control == LINE_BREAK)
		result = ioctl(fd, on ? TIOCSBRK : TIOCCBRK);
	else
		result = ioctl(fd, on ? TIOCMBIS : TIOCMBIC, &bit);
	if (result != -1)
		return true;
	what = control == LINE_BREAK ? "a break"
	       : control == LINE_DTR ? "DTR"
				     : "RTS";
	if (control != LINE_BREAK && (errno == ENOTTY || errno == EINVAL))
		message("%s: cannot set %s: this port has no modem control "
			"lines",
		    name, what);
	else
		message_errno("%s: cannot set %s", name, what);
	return false;
}

bool
tty_signals(int fd, const struct line_options *o)
{
	return (o->dtr == SIGNAL_KEEP || tty_set_signal(fd, o->port, LINE_DTR,
					     o->dtr == SIGNAL_ON)) &&
	       (o->rts == SIGNAL_KEEP ||
		   tty_set_signal(fd, o->port, LINE_RTS, o->rts == SIGNAL_ON));
}
