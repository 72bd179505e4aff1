#include "unit/recv_setup.h"

#include <criterion/criterion.h>
#include <string.h>

#include "xm/internal.h"

const struct xm_options receiver_defaults = XM_OPTIONS_DEFAULT;
const char receiver_data[1024] = "some data";

bool
receiver_acks_and_requests(struct scripted_peer *d)
{
	peer_wait(d, 20);
	return HAS_SENT(d, "\006C");
}

bool
receiver_acks_and_requests_stream(struct scripted_peer *d)
{
	peer_wait(d, 20);
	return HAS_SENT(d, "\006G");
}

void
receiver_begin(struct scripted_peer *d)
{
	memset(d, 0, sizeof *d);
	peer_begin_receiver(d, &receiver_defaults);
	cr_assert(HAS_SENT(d, "C"));
}

void
receiver_gets_header(struct scripted_peer *d, const char *fields, size_t len)
{
	char header[128] = { 0 };

	memcpy(header, fields, len);
	peer_send_block(d, 0, header, sizeof header);
}

void
receiver_begin_ymodem(struct scripted_peer *d, const char *fields, size_t len)
{
	receiver_begin(d);
	receiver_gets_header(d, fields, len);
	cr_assert(receiver_acks_and_requests(d));
}

void
receiver_gets_eot(struct scripted_peer *d)
{
	peer_send(d, "\004", 1);
	peer_wait(d, 400);
}

void
receiver_gets_junk(struct scripted_peer *d)
{
	peer_send(d, "\001\002\300\200", 4);
	peer_wait(d, 1001);
}

void
receiver_gets_pause(struct scripted_peer *d, uint8_t number, uint32_t pause_ms)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	size_t len = xm_block_seal(block, number, 128, true);

	peer_send(d, block, 60);
	peer_wait(d, pause_ms);
	peer_send(d, block + 60, len - 60);
	cr_assert(HAS_SENT(d, "\006"));
}
