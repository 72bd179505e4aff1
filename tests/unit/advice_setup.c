#include "unit/advice_setup.h"


struct evidence advice_evidence;
uint32_t advice_retries;
const char *advice_protocol;
char advice_text[256];

void
advice_set_up(void)
{
	evidence_begin(&advice_evidence, &xm_frames, true);
	advice_protocol = "XMODEM";
}

void
advice_send_block(uint8_t number, uint8_t value)
{
	uint8_t block[XM_BLOCK_MAX];

	memset(block + 3, value, 128);
	evidence_sent(&advice_evidence, block,
	    xm_block_seal(block, number, 128, false), true, advice_retries);
}

void
advice_send_long_block(uint8_t number)
{
	uint8_t block[XM_BLOCK_MAX];

	memset(block + 3, 0, 1024);
	evidence_sent(&advice_evidence, block,
	    xm_block_seal(block, number, 1024, true), true, advice_retries);
}

void
advice_receive(const char *bytes)
{
	evidence_received(
	    &advice_evidence, (const uint8_t *)bytes, strlen(bytes));
}

void
advice_reject(void)
{
	advice_receive("\025");
	advice_retries++;
}

void
advice_send_rejected(uint8_t number, uint8_t value)
{
	for (int i = 0; i < 10; i++) {
		advice_send_block(number, value);
		advice_reject();
	}
}

void
advice_give_up(void)
{
	static const uint8_t cancel[] = { 0x18, 0x18, 0x18 };

	evidence_sent(
	    &advice_evidence, cancel, sizeof cancel, false, advice_retries);
}

const char *
advice_after(enum failure failure, const char *port, const char *last_text)
{
	struct advice_case c = { .failure = failure,
		.sends = true,
		.protocol = advice_protocol,
		.port = port,
		.baud = 115200,
		.mode = "8N1",
		.last_text = last_text,
		.timeout_ms = 60089 };

	advice_give(&advice_evidence, &c, advice_text, sizeof advice_text);
	return advice_text;
}

const char *
advice_given(enum failure failure, const char *port)
{
	return advice_after(failure, port, "");
}

bool
advice_says(const char *words)
{
	return strstr(advice_given(FAILURE_RETRIES, "/dev/ttyS0"), words) !=
	       NULL;
}
