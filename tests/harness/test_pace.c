#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/pace.h"

/* One direction of a line between two pipes, in virtual time. */

enum { FRAME = 1029, WAY_MAX = 8192 };

static const uint64_t start_ns = 1000000000;

struct line {
	struct pace_options options;
	struct line_log journal;
	struct pace there, back;
	int in, out; /* descriptors that the test writes and reads */
	char *rows;  /* rows of the log, after line_log_rows() */
	size_t rows_size;
};

static void
make_pipe(int *read_end, int *write_end)
{
	int ends[2];

	cr_assert(pipe(ends) == 0);
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	fcntl(ends[1], F_SETFL, O_NONBLOCK);
	*read_end = ends[0];
	*write_end = ends[1];
}

static void
set_up(struct line *l, struct pace_options options)
{
	memset(l, 0, sizeof *l);
	l->options = options;
	l->journal.file = open_memstream(&l->rows, &l->rows_size);
	make_pipe(&l->there.from, &l->in);
	make_pipe(&l->out, &l->there.to);
	l->there.options = l->back.options = &l->options;
	l->there.journal = l->back.journal = &l->journal;
	l->there.random = 1;
}

static void
tear_down(struct line *l)
{
	fclose(l->journal.file);
	free(l->rows);
	close(l->in);
	close(l->out);
	close(l->there.from);
	close(l->there.to);
}

/* Writes a block of zeros at the time `now_ns`. */
static void
send_block(struct line *l, uint64_t now_ns)
{
	uint8_t block[FRAME] = { 0x02, 1 };

	cr_assert(write(l->in, block, sizeof block) == FRAME);
	pace_take(&l->there, &l->back, now_ns);
}

static size_t
received(struct line *l, uint8_t bytes[static WAY_MAX])
{
	ssize_t n = read(l->out, bytes, WAY_MAX);

	return n > 0 ? (size_t)n : 0;
}

static size_t
received_by(struct line *l, uint64_t now_ns)
{
	uint8_t bytes[WAY_MAX];

	pace_deliver(&l->there, now_ns);
	return received(l, bytes);
}

Test(pace, block_takes_ten_bits_a_byte_at_every_rate)
{
	static const uint64_t rates[] = { 300, 115200, 921600, 3000000 };

	for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
		struct line l;
		uint64_t block_ns = FRAME * 10000000000u / rates[i];

		set_up(&l, (struct pace_options){
			       .baud = rates[i], .grain_ns = UINT32_MAX });
		send_block(&l, start_ns);

		cr_expect(llabs((long long)(l.there.free_ns - start_ns -
					    block_ns)) <= 1,
		    "%d", (int)rates[i]);
		tear_down(&l);
	}
}

Test(pace, last_byte_arrives_exactly_after_transmission_and_latency)
{
	struct line l;
	uint64_t end_ns;

	set_up(&l, (struct pace_options){ .baud = 3000000,
		       .latency_ns = 50000000,
		       .grain_ns = 1000000000 });
	send_block(&l, start_ns);
	end_ns = pace_next(&l.there, start_ns);

	cr_expect(end_ns == l.there.free_ns + 50000000);
	cr_expect(received_by(&l, end_ns - 1) == 0);
	cr_expect(received_by(&l, end_ns) == FRAME);
	cr_expect(pace_next(&l.there, end_ns) == UINT64_MAX);
	tear_down(&l);
}

Test(pace, hold_time_delays_only_bytes_to_the_first_end)
{
	for (int way = 0; way < 2; way++) {
		struct line l;
		uint64_t held_ns = way == 1 ? 16000000 : 0;

		set_up(&l, (struct pace_options){ .baud = 3000000,
			       .hold_ns = 16000000,
			       .grain_ns = 1000000000 });
		l.there.way = way;
		send_block(&l, start_ns);
		cr_expect(pace_next(&l.there, start_ns) ==
			  l.there.free_ns + held_ns);
		tear_down(&l);
	}
}

Test(pace, bytes_of_one_grain_of_time_arrive_together)
{
	struct line l;

	set_up(
	    &l, (struct pace_options){ .baud = 1000000, .grain_ns = 1000000 });
	send_block(&l, start_ns);

	/* The first byte is due after 10 us, and 100 more in the next 1 ms. */
	cr_expect(pace_next(&l.there, start_ns) == start_ns + 1010000);
	cr_expect(received_by(&l, start_ns + 1009999) == 0);
	cr_expect(received_by(&l, start_ns + 1010000) == 101);
	tear_down(&l);
}

Test(pace, delay_of_the_simulation_does_not_delay_the_answer)
{
	struct line l;
	uint64_t asked_ns = start_ns + 500000;

	set_up(&l, (struct pace_options){ .baud = 115200 });
	l.back.late_ns = 300000;
	send_block(&l, asked_ns);

	cr_expect(l.there.due_ns[0] == asked_ns - 300000 + 86805);
	cr_expect(l.back.late_ns == 0, "it counts once");
	tear_down(&l);
}

Test(pace, wire_queues_a_few_blocks_and_then_accepts_no_more)
{
	struct line l;

	set_up(&l, (struct pace_options){ .baud = 115200 });
	for (int i = 0; i < 4; i++) {
		cr_expect(pace_can_take(&l.there, start_ns));
		send_block(&l, start_ns);
	}

	cr_expect(!pace_can_take(&l.there, start_ns));
	cr_expect(pace_can_take(&l.there, start_ns + 2000000));
	tear_down(&l);
}

Test(pace, same_seed_does_the_same_damage)
{
	static uint8_t once[WAY_MAX], again[WAY_MAX];
	static const uint8_t zeros[WAY_MAX];
	struct line l;
	size_t len = 0;

	for (int i = 0; i < 2; i++) {
		uint8_t *bytes = i == 0 ? once : again;
		size_t before = len;

		set_up(&l, (struct pace_options){ .flip = 100, .lose = 100 });
		for (int block = 0; block < 4; block++)
			send_block(&l, start_ns);
		pace_deliver(&l.there, start_ns);
		pace_deliver(&l.there, start_ns);
		len = received(&l, bytes);
		cr_expect(i == 0 || len == before);
		tear_down(&l);
	}

	cr_expect(len > 4000 && len < 4 * FRAME, "some are lost");
	cr_expect(memcmp(once, zeros, len) != 0, "some are flipped");
	cr_expect(memcmp(once, again, len) == 0);
}

Test(pace, chosen_byte_is_lost_and_the_journal_says_so)
{
	struct line l;

	set_up(&l, (struct pace_options){ .lose_at = FRAME + 1 });
	for (int i = 0; i < 3; i++)
		send_block(&l, start_ns);
	fflush(l.journal.file);

	cr_expect(received_by(&l, start_ns) == 3 * FRAME - 1);
	cr_expect_str_eq(l.rows, "0 1000000000 1000000000 02 1029 1 0\n"
				 "0 1000000000 1000000000 02 1029 1 1\n"
				 "0 1000000000 1000000000 02 1029 1 0\n");
	tear_down(&l);
}
