#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/signals.h"
#include "line/kind.h"

/* The baud rate and the mode of a pty or of pipes that are opened as a line. */

static void
set_up(void)
{
	cr_assert(signals_open());
}

TestSuite(line, .init = set_up, .timeout = 30);

/* Opens a new pty. Returns the name of its slave. */
static const char *
open_pty(void)
{
	int fd = posix_openpt(O_RDWR | O_NOCTTY);

	cr_assert(fd != -1 && grantpt(fd) == 0 && unlockpt(fd) == 0);
	return ptsname(fd);
}

static struct line_options
options_of(const char *port)
{
	return (struct line_options){ .port = port,
		.baud = 9600,
		.data_bits = 8,
		.stop_bits = 1,
		.lock = true };
}

Test(line, has_the_rate_that_was_given_or_set)
{
	struct line_options o = options_of(open_pty());
	struct line *line = line_open(&o, NULL);

	cr_assert(line != NULL);
	cr_expect(line_bytes_per_s(line) == 0); /* a pty has no baud rate */
	cr_assert(line_control(line, LINE_BAUD, 19200));
	cr_expect(line_bytes_per_s(line) == 1920);
	line_close(line, 0);

	o.baud_given = true;
	o.stop_bits = 2;
	line = line_open(&o, NULL);
	cr_assert(line != NULL);
	cr_expect(line_bytes_per_s(line) == 9600 / 11);
	line_close(line, 0);
}

Test(line, that_is_standard_input_gets_the_rate_of_a_step)
{
	struct line_options o = options_of(NULL);
	int fd = open(open_pty(), O_RDWR | O_NOCTTY);
	struct line *line;

	cr_assert(fd != -1 && dup2(fd, STDIN_FILENO) != -1 &&
		  dup2(fd, STDOUT_FILENO) != -1);
	line = line_open(&o, NULL);
	cr_assert(line != NULL);
	cr_expect(line_bytes_per_s(line) == 0);
	cr_assert(line_control(line, LINE_BAUD, 19200));
	cr_expect(line_bytes_per_s(line) == 1920);
	line_close(line, 0);
}

/* Opens a line of two pipes, which has no rate. */
static struct line *
open_pipes(const struct line_options *o)
{
	int in[2], out[2];

	cr_assert(pipe(in) == 0 && pipe(out) == 0);
	cr_assert(dup2(in[0], STDIN_FILENO) != -1 &&
		  dup2(out[1], STDOUT_FILENO) != -1);
	return line_open(o, NULL);
}

Test(line, has_no_rate_if_none_was_given_for_pipes)
{
	struct line_options o = options_of(NULL);
	struct line *line = open_pipes(&o);

	cr_assert(line != NULL);
	cr_expect(line_baud(line) == 0 && line_bytes_per_s(line) == 0);
	line_close(line, 0);
}

Test(line, counts_start_parity_and_stop_bits_of_each_byte)
{
	static const struct {
		uint8_t data_bits, stop_bits;
		enum line_parity parity;
		uint8_t bits;
		const char *mode;
	} rows[] = { { 8, 1, PARITY_NONE, 10, "8N1" },
		{ 8, 2, PARITY_NONE, 11, "8N2" },
		{ 8, 1, PARITY_EVEN, 11, "8E1" },
		{ 8, 2, PARITY_ODD, 12, "8O2" },
		{ 7, 1, PARITY_MARK, 10, "7M1" },
		{ 5, 1, PARITY_SPACE, 8, "5S1" } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct line_options o = options_of(NULL);
		char mode[LINE_MODE_SIZE];
		struct line *line;

		o.baud = 115200;
		o.baud_given = true;
		o.data_bits = rows[i].data_bits;
		o.stop_bits = rows[i].stop_bits;
		o.parity = rows[i].parity;
		line = open_pipes(&o);
		cr_assert(line != NULL);
		cr_expect(line_baud(line) == 115200);
		cr_expect(line->bits_per_byte == rows[i].bits, "%s: %u",
		    rows[i].mode, line->bits_per_byte);
		cr_expect(line_bytes_per_s(line) == 115200u / rows[i].bits);
		cr_expect(line_mode(&o, mode) == mode);
		cr_expect_str_eq(mode, rows[i].mode);
		line_close(line, 0);
	}
}

/* qemu-user lacks TCSETS2. */
Test(line, accepts_nonstandard_rates_if_the_system_supports_them,
    .disabled = EMULATED)
{
	struct line_options o = options_of(open_pty());
	struct line *line;

	o.baud = 12345;
	o.baud_given = true;
	line = line_open(&o, NULL);
#ifdef __linux__
	cr_assert(line != NULL);
	cr_expect(line_baud(line) == 12345);
	cr_expect(line_control(line, LINE_BAUD, 31250));
	cr_expect(line_control(line, LINE_BAUD, 9600));
#else
	cr_expect(line == NULL);
#endif
	line_close(line, 0);
}

/*
 * Only root can open a port on which TIOCEXCL is set. qemu-user lacks
 * TIOCGEXCL.
 */
Test(line, leaves_the_TIOCEXCL_of_another_program_alone, .disabled = EMULATED)
{
	struct line_options o = options_of(open_pty());
	int fd = open(o.port, O_RDWR | O_NOCTTY);
	int exclusive = 0;
	struct line *line;

	cr_assert(fd != -1 && ioctl(fd, TIOCEXCL) == 0);
	line = line_open(&o, NULL);
	cr_assert((line != NULL) == (geteuid() == 0));
	line_close(line, 0);

	cr_assert(ioctl(fd, TIOCGEXCL, &exclusive) == 0);
	cr_expect(exclusive);
}
