#include <criterion/criterion.h>

#include "line/answer_time.h"

static void
take_turn(struct answer_time *a, size_t len, uint32_t ms, uint32_t bytes_per_s)
{
	answer_time_written(a, len, 1000);
	answer_time_read(a, 1000 + ms, bytes_per_s);
}

Test(answer_time, has_no_shortest_time_before_an_answer)
{
	struct answer_time a = { 0 };

	answer_time_read(&a, 500, 0);
	cr_expect(!a.answered);
	cr_expect(a.longest_ms == 0);
}

Test(answer_time, is_the_longest_and_the_shortest_so_far)
{
	struct answer_time a = { 0 };

	take_turn(&a, 1, 30, 0);
	take_turn(&a, 1, 200, 0);
	take_turn(&a, 1, 70, 0);
	cr_expect(a.longest_ms == 200);
	cr_expect(a.answered && a.shortest_ms == 30);
}

Test(answer_time, of_the_shortest_answer_does_not_include_the_transmission_time)
{
	struct answer_time a = { 0 };

	take_turn(&a, 960, 1012, 960);
	cr_expect(a.longest_ms == 1012);
	cr_expect(a.shortest_ms == 12);
	/*
	 * The kernel may accept new bytes before it has sent the earlier ones.
	 * The answer to the earlier bytes can then come before the new bytes
	 * have been sent.
	 */
	take_turn(&a, 960, 900, 960);
	cr_expect(a.shortest_ms == 0);
}

Test(answer_time, ends_with_the_first_read)
{
	struct answer_time a = { 0 };

	take_turn(&a, 1, 30, 0);
	answer_time_read(&a, 9000, 0);
	cr_expect(a.longest_ms == 30);
}

Test(answer_time, is_measured_again_after_answer_time_forget)
{
	struct answer_time a = { 0 };

	take_turn(&a, 1, 30, 0);
	answer_time_forget(&a);
	cr_expect(a.longest_ms == 0 && !a.answered);
	take_turn(&a, 1, 40, 0);
	cr_expect(a.shortest_ms == 40);
}
