#include <criterion/criterion.h>
#include <string.h>

#include "unit/recv_setup.h"

/* The size of a file in its header, and the number of bytes that arrive. */

Test(recv, fails_if_a_file_ends_before_its_size)
{
	struct scripted_peer d;

	receiver_begin_ymodem(&d, "name\000129", 8);
	peer_send_block(&d, 1, receiver_data, 128);
	receiver_gets_eot(&d);
	receiver_gets_eot(&d);

	cr_expect(peer_error(&d) == XM_ESHORT);
	cr_expect(!d.host.file[0].whole);
	peer_free(&d);
}

Test(recv, stores_no_more_than_the_size)
{
	struct scripted_peer d;

	receiver_begin_ymodem(&d, "name\000130", 8);
	for (int i = 1; i <= 2; i++)
		peer_send_block(&d, (uint8_t)i, receiver_data, 128);
	receiver_gets_eot(&d);
	receiver_gets_eot(&d);

	cr_expect(d.host.file[0].whole);
	cr_expect(d.host.file[0].len == 130);
	peer_free(&d);
}

Test(recv, fails_at_once_at_a_whole_block_beyond_the_size)
{
	struct scripted_peer d;

	receiver_begin_ymodem(&d, "name\000130", 8);
	for (int i = 1; i <= 3; i++)
		peer_send_block(&d, (uint8_t)i, receiver_data, 128);

	cr_expect(peer_error(&d) == XM_EEXCESS);
	cr_expect(!d.host.file[0].whole);
	peer_free(&d);
}

Test(recv, allows_a_block_of_padding_beyond_the_size)
{
	char padding[128];
	struct scripted_peer d;

	memset(padding, 0x1a, sizeof padding);
	/* RT-Thread's sender appends a block of padding */
	receiver_begin_ymodem(&d, "name\000128", 8);
	peer_send_block(&d, 1, receiver_data, 128);
	peer_send_block(&d, 2, padding, 128);
	cr_expect(HAS_SENT(&d, "\006\006"));
	receiver_gets_eot(&d);
	receiver_gets_eot(&d);

	cr_expect(d.host.file[0].whole);
	cr_expect(d.host.file[0].len == 128);
	peer_free(&d);
}

Test(recv, does_not_acknowledge_padding_without_end)
{
	char padding[128];
	struct scripted_peer d;

	memset(padding, 0x1a, sizeof padding);
	receiver_begin_ymodem(&d, "name\000128", 8);
	peer_send_block(&d, 1, receiver_data, 128);
	for (int i = 2; i < 1000 && peer_event(&d) < XM_DONE; i++) {
		peer_wait(&d, 100);
		peer_send_block(&d, (uint8_t)i, padding, 128);
		peer_skip(&d);
	}

	cr_expect(peer_error(&d) == XM_ESILENCE);
	peer_free(&d);
}

Test(recv, treats_size_0_with_data_as_an_unknown_size)
{
	struct scripted_peer d;

	/* "sb /proc/cpuinfo" sends the size 0, and then data */
	receiver_begin_ymodem(&d, "cpuinfo\0000", 9);
	for (int i = 1; i <= 3; i++)
		peer_send_block(&d, (uint8_t)i, receiver_data, 128);
	receiver_gets_eot(&d);
	receiver_gets_eot(&d);

	cr_expect(d.host.file[0].whole);
	cr_expect(d.host.file[0].len == 3 * 128);
	peer_free(&d);
}
