#include <criterion/criterion.h>
#include <errno.h>

#include "unit/fake_line.h"

/* The reason why a line is lost. */

Test(line, explains_an_error_of_the_line)
{
	static const char closed_text[] = "the other end has closed the line";
	struct line line = fake_line_text("");

	errno = EIO;
	cr_expect_str_eq(line_trouble(&line, -1), "Input/output error");
	errno = ENXIO;
	cr_expect_str_eq(line_trouble(&line, -1), "No such device or address");
	errno = EPIPE;
	cr_expect_str_eq(line_trouble(&line, -1), closed_text);
	/* This errno was set by an earlier call. */
	errno = EIO;
	cr_expect_str_eq(line_trouble(&line, 0), closed_text);

	line.reason = "the command has ended";
	cr_expect_str_eq(line_trouble(&line, 0), "the command has ended");
	errno = EIO;
	cr_expect_str_eq(line_trouble(&line, -1), "the command has ended");
}
