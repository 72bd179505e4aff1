#include <criterion/criterion.h>

#include "transfer/xm_history.h"

/* Messages about the block at which the transfer failed. */

static struct xm_history h;
static struct xm_counts counts;
static char text[128];

static const char *
after(enum xm_error error)
{
	cr_assert(xm_history_explain(&h, error, counts, text, sizeof text));
	return text;
}

static void
begin(bool sends, uint64_t size)
{
	h = (struct xm_history){ .sends = sends, .percent = -1 };
	counts = (struct xm_counts){ 0 };
	xm_history_file(&h, size, counts);
}

/* Transfers blocks, and leaves the last one unfinished. */
static void
move(unsigned blocks, size_t len)
{
	for (unsigned i = 0; i < blocks; i++) {
		/* A receiver counts a block before its driver stores it. */
		counts.blocks += !h.sends;
		xm_history_data(&h, len, counts);
		xm_history_sent(&h, counts);
		counts.blocks += h.sends && i + 1 < blocks;
	}
}

static void
refuse(unsigned times, size_t bytes)
{
	for (unsigned i = 0; i < times; i++) {
		xm_history_received(&h, bytes);
		counts.retries++;
		xm_history_sent(&h, counts);
	}
}

Test(xm_history, counts_the_rejections_of_the_last_block)
{
	begin(true, 100000);
	move(3, 128);
	refuse(5, 1);
	counts.blocks++;
	move(309, 128);
	refuse(26, 1);

	cr_expect_str_eq(
	    after(XM_ERETRIES), "the receiver rejected block 312 26 times");
}

Test(xm_history, counts_blocks_that_no_event_announces)
{
	begin(true, 100000);
	move(3, 1024);
	refuse(1, 1);
	counts.blocks++;
	xm_history_sent(&h, counts);
	refuse(2, 1);

	cr_expect_str_eq(
	    after(XM_ERETRIES), "the receiver rejected block 4 twice");
}

Test(xm_history, calls_the_header_block_0)
{
	begin(true, 5000);
	refuse(11, 1);

	cr_expect_str_eq(
	    after(XM_ERETRIES), "the receiver rejected block 0 11 times");
	begin(true, 5000);
	cr_expect_str_eq(
	    after(XM_ESILENCE), "the receiver became silent at block 0");
}

Test(xm_history, begins_again_with_each_file)
{
	begin(true, 5000);
	move(20, 128);
	counts.blocks++;
	xm_history_end(&h);
	xm_history_file(&h, 512, counts);
	move(3, 128);

	cr_expect_str_eq(after(XM_ESILENCE),
	    "the receiver became silent after block 2 of 4");
}

Test(xm_history, names_the_block_at_which_the_other_end_fell_silent)
{
	begin(true, 65536);
	move(312, 128);
	cr_expect_str_eq(after(XM_ESILENCE),
	    "the receiver became silent after block 311 of 512");
	refuse(1, 1);
	cr_expect_str_eq(after(XM_ESILENCE),
	    "the receiver became silent at block 312 of 512, "
	    "which it had rejected once");

	begin(true, XM_SIZE_UNKNOWN);
	move(1, 128);
	cr_expect_str_eq(
	    after(XM_ESILENCE), "the receiver became silent at block 1");

	begin(false, 1025);
	move(1, 1024);
	cr_expect_str_eq(
	    after(XM_ESILENCE), "the sender became silent after block 1 of 2");
}

Test(xm_history, gives_no_total_if_the_block_lengths_differ)
{
	begin(true, 65536);
	move(3, 1024);
	counts.blocks++;
	move(3, 128);

	cr_expect_str_eq(
	    after(XM_ESILENCE), "the receiver became silent after block 5");
}

Test(xm_history, distinguishes_damaged_blocks_from_missing_ones)
{
	begin(false, XM_SIZE_UNKNOWN);
	move(311, 128);
	refuse(11, 130);
	cr_expect_str_eq(
	    after(XM_ERETRIES), "block 312 arrived damaged 11 times");
	refuse(1, 0);
	cr_expect_str_eq(after(XM_ERETRIES),
	    "block 312 did not arrive complete in 12 attempts");
}

Test(xm_history, of_a_receiver_may_begin_with_a_damaged_block)
{
	h = (struct xm_history){ .sends = false, .percent = -1 };
	counts = (struct xm_counts){ 0 };
	refuse(11, 133);

	cr_expect_str_eq(
	    after(XM_ERETRIES), "the first block arrived damaged 11 times");
	cr_expect_str_eq(after(XM_ESILENCE), "the sender became silent");
}

Test(xm_history, has_no_text_for_other_failures)
{
	cr_expect(
	    !xm_history_explain(&h, XM_ECANCELLED, counts, text, sizeof text));
}

Test(xm_history, names_the_transferred_part_of_the_file)
{
	begin(true, 65536);
	move(312, 128);
	h.percent = 60;
	cr_expect_str_eq(after(XM_ESILENCE),
	    "the receiver became silent after block 311 of 512, 60 %");
	xm_history_place(&h, counts, text, sizeof text);
	cr_expect_str_eq(text, "block 312 of 512, 60 %");
	refuse(26, 1);
	cr_expect_str_eq(after(XM_ERETRIES),
	    "the receiver rejected block 312 26 times, at 60 %");
	cr_expect_str_eq(after(XM_ESTOPPED),
	    "the receiver stopped at block 312 of 512, 60 %, which it had "
	    "rejected 26 times");
}

Test(xm_history, names_the_end_of_the_file_after_its_last_block)
{
	begin(true, 256);
	move(3, 128);
	h.percent = 100;
	xm_history_place(&h, counts, text, sizeof text);

	cr_expect_str_eq(text, "the end of the file");
}

Test(xm_history, reports_no_position_before_the_first_file)
{
	h = (struct xm_history){ .sends = true, .percent = 50 };
	xm_history_place(&h, counts, text, sizeof text);

	cr_expect_str_empty(text);
}

Test(xm_history, distinguishes_rejected_blocks_from_timeouts)
{
	begin(true, 65536);
	move(3, 128);
	refuse(2, 1);
	refuse(3, 0);

	cr_expect(h.naks == 2 && h.timeouts == 3);
}

Test(xm_history, counts_garbage_within_files)
{
	begin(true, 65536);
	xm_history_text(&h, 7);
	cr_expect(h.garbage == 0);
	move(1, 128);
	xm_history_text(&h, 5);
	cr_expect(h.garbage == 5);
	xm_history_end(&h);
	xm_history_text(&h, 2);

	cr_expect(h.garbage == 5);
}
