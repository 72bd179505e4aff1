#include <criterion/criterion.h>
#include <string.h>

#include "line/kind.h"
#include "unit/virtual_clock.h"

/* The time that the other end needs to answer. */

static ssize_t
answer(struct line *line, void *bytes, size_t len)
{
	(void)line;
	memset(bytes, 'x', len);
	return (ssize_t)len;
}

static ssize_t
take(struct line *line, const void *bytes, size_t len)
{
	(void)line;
	(void)bytes;
	return (ssize_t)len;
}

static const struct line_operations prompt = { .read = answer, .write = take };

/* Receives an answer after `ms`. Returns the longest answer time so far. */
static uint32_t
take_turn(struct line *line, uint32_t ms)
{
	char byte;

	cr_assert(line_write(line, "x", 1) == 1);
	virtual_now_ms += ms;
	cr_assert(line_read(line, &byte, 1) == 1);
	return line->answer.longest_ms;
}

Test(line, measures_the_longest_time_from_a_write_to_the_next_input)
{
	struct line line = { .operations = &prompt };
	char byte;

	cr_expect(take_turn(&line, 30) == 30);
	cr_expect(take_turn(&line, 200) == 200);
	cr_expect(take_turn(&line, 70) == 200);
	virtual_now_ms += 5000;
	cr_assert(line_read(&line, &byte, 1) == 1);
	cr_expect(line.answer.longest_ms == 200);
	line_forget_answer_times(&line);
	cr_expect(take_turn(&line, 10) == 10);
}
