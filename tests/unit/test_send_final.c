#include <criterion/criterion.h>

#include "unit/send_setup.h"

/* The final header of a sender, and the answers that lead to it. */

Test(send_final, needs_an_ACK_after_an_EOT_that_was_only_answered_with_C)
{
	static const struct {
		const char *answer;
		uint32_t wait_ms;
		enum xm_error error;
	} rows[] = {
		{ "\006", 0, XM_OK },
		{ "", 4000, XM_EUNFINISHED },
		{ "\030\030", 0, XM_EREJECTED },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct scripted_peer d;

		sender_begin_unconfirmed(&d);
		cr_expect(!xm_settled(&d.host.xm));
		sender_receive(&d, rows[i].answer);
		peer_wait(&d, rows[i].wait_ms + 300);

		cr_expect(peer_error(&d) == rows[i].error, "row %zu", i);
		cr_expect(peer_event(&d) ==
			  (rows[i].error == XM_OK ? XM_DONE : XM_FAILED));
		peer_free(&d);
	}
}

Test(send_final, needs_an_ACK_after_two_Cs_even_if_no_header_is_to_follow)
{
	struct xm_options options = sender_defaults;
	struct scripted_peer d = { 0 };

	options.ymodem = true;
	options.final = XM_FINAL_NEVER;
	endpoint_add(&d.host, "file", 100, 1);
	peer_begin_sender(&d, &options);
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);
	sender_receive(&d, "\006");
	for (int i = 0; i < 2; i++) {
		sender_receive(&d, "C");
		peer_wait(&d, 60);
	}

	cr_expect(peer_error(&d) == XM_EUNFINISHED);
	peer_free(&d);
}

Test(send_final, needs_no_third_EOT_after_256_blocks)
{
	struct xm_options options = sender_defaults;
	struct scripted_peer d = { 0 };

	options.ymodem = true;
	endpoint_add(&d.host, "file", (size_t)256 * 128, 1);
	peer_begin_sender(&d, &options);
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);
	for (int i = 0; i < 256; i++) {
		cr_assert(peer_skip(&d) > 0);
		sender_receive(&d, "\006");
	}
	cr_assert(sender_sent_eot(&d));
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	cr_assert(sender_sent_eot(&d));
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	sender_receive(&d, "C");
	peer_wait(&d, 60);

	cr_expect(peer_skip(&d) == 133);
	peer_free(&d);
}

Test(send_final, treats_CANs_in_answer_to_the_final_header_as_a_failure)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 1);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);
	cr_assert(peer_skip(&d) == 133);
	sender_receive(&d, "\030\030\030");

	cr_expect(peer_error(&d) == XM_EREJECTED);
	peer_free(&d);
}

Test(send_final, fails_when_all_copies_of_the_final_header_are_rejected)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 1);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);
	for (int i = 0; i <= sender_defaults.retries; i++) {
		cr_assert(peer_skip(&d) == 133, "try %d", i);
		sender_receive(&d, "C");
		peer_wait(&d, sender_defaults.timeout_ms / 100);
	}

	cr_expect(peer_error(&d) == XM_EUNFINISHED);
	peer_free(&d);
}

Test(send_final, waits_4_s_for_the_ACK_of_the_final_header)
{
	struct scripted_peer d;

	sender_begin_eot(&d, 1);
	sender_receive(&d, "\006C");
	peer_wait(&d, 60);
	peer_skip(&d);
	peer_wait(&d, 3900); /* barebox repeats its request after 3.25 s */
	cr_expect(peer_event(&d) == XM_NONE);
	sender_receive(&d, "C");
	peer_wait(&d, 60);
	cr_expect(peer_skip(&d) == 133);
	peer_wait(&d, 4000);

	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}
