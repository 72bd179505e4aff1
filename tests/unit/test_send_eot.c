#include <criterion/criterion.h>
#include <string.h>

#include "unit/send_setup.h"
#include "xm/internal.h"

/* How a sender takes the answers to its EOT. */

static const char eot[] = { EOT };

static void
begin_eot(struct scripted_peer *d)
{
	sender_offer_file(d, 100);
	sender_hear(d, "C");
	peer_wait(d, 60);
	peer_skip(d);
	sender_hear(d, "\x06");
	cr_assert(peer_received(d, eot, 1));
}

Test(send, is_done_when_the_EOT_is_acknowledged)
{
	struct scripted_peer d;

	begin_eot(&d);
	sender_hear(&d, "\x06");

	cr_expect(peer_event(&d) == XM_DONE);
	peer_free(&d);
}

Test(send, repeats_the_EOT_at_once_on_NAK_and_on_C)
{
	static const char *const answers[] = { "\x15", "C" };

	for (int i = 0; i < 2; i++) {
		struct scripted_peer d;

		begin_eot(&d);
		sender_hear(&d, answers[i]);
		peer_wait(&d, 50);

		cr_expect(peer_received(&d, eot, 1));
		sender_hear(&d, "\x06");
		cr_expect(peer_event(&d) == XM_DONE);
		peer_free(&d);
	}
}

Test(send, counts_a_request_and_a_second_NAK_after_the_EOT_as_retries)
{
	static const struct {
		const char *answers[2];
		uint32_t retries;
	} rows[] = { { { "\x15", "\x15" }, 1 }, { { "C", "\x15" }, 2 } };

	for (int i = 0; i < 2; i++) {
		struct scripted_peer d;

		begin_eot(&d);
		for (int n = 0; n < 2; n++) {
			sender_hear(&d, rows[i].answers[n]);
			peer_wait(&d, 50);
		}
		sender_hear(&d, "\x06");

		cr_expect(peer_event(&d) == XM_DONE);
		cr_expect(xm_counts(&d.host.xm).retries == rows[i].retries);
		peer_free(&d);
	}
}

Test(send, repeats_the_EOT_slowly_on_silence_and_then_gives_up)
{
	struct scripted_peer d;

	begin_eot(&d); /* Cisco's answer is slow, and repetitions disturb it */
	peer_wait(&d, 14900); /* receivers repeat their answer after 10 s */
	cr_expect(peer_skip(&d) == 0);
	peer_wait(&d, 15200);
	cr_expect(peer_skip(&d) == 2);
	peer_wait(&d, 15000);

	cr_expect(peer_event(&d) == XM_FAILED);
	cr_expect(peer_error(&d) == XM_EUNFINISHED);
	cr_expect(peer_skip(&d) == 0);
	peer_free(&d);
}

Test(send, calls_CANs_in_answer_to_the_EOT_a_rejection)
{
	struct scripted_peer d;

	begin_eot(&d); /* Gecko does not like the image */
	sender_hear(&d, "\x18\x18\x18\r\nfile error 0x18\r\n");

	cr_expect(peer_event(&d) == XM_FAILED);
	cr_expect(peer_error(&d) == XM_EREJECTED);
	peer_free(&d);
}
