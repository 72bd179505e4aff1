#include <criterion/criterion.h>
#include <string.h>

#include "transfer/advice.h"
#include "xm/wire.h"

static bool
has_lost_eighth_bit(const uint8_t bytes[3])
{
	return bytes[0] == SOH && (bytes[1] ^ bytes[2]) == 0x7f;
}

static const struct advice_protocol protocol = { "\004\006\025\030", NAK,
	has_lost_eighth_bit };

static struct advice a = { .protocol = &protocol };
static uint32_t retries;
static char text[256];

/* A block of one value is sent; its answer shows in the next call. */
static void
send_block(uint8_t number, uint8_t value)
{
	uint8_t block[XM_BLOCK_MAX];

	memset(block + 3, value, 128);
	advice_sent(
	    &a, block, xm_block_seal(block, number, 128, false), true, retries);
}

static void
is_refused(void)
{
	advice_heard(&a, (const uint8_t *)"\025", 1);
	retries++;
}

static void
gives_up(void)
{
	static const uint8_t cancel[] = { 0x18, 0x18 };

	advice_sent(&a, cancel, sizeof cancel, false, retries);
}

static void
hear(const char *bytes)
{
	advice_heard(&a, (const uint8_t *)bytes, strlen(bytes));
}

static const char *
given(enum failure failure, const char *port)
{
	struct advice_case c = { .failure = failure,
		.sends = true,
		.port = port,
		.baud = 115200,
		.mode = "8N1",
		.said = "" };

	advice_give(&a, &c, text, sizeof text);
	return text;
}

static bool
speaks_of(const char *words)
{
	return strstr(given(FAILURE_RETRIES, "/dev/ttyS0"), words) != NULL;
}

Test(advice, suspects_telnet_if_only_blocks_with_0xff_are_refused)
{
	send_block(1, 0);
	send_block(2, 0xff);
	is_refused();
	send_block(2, 0xff);
	is_refused();
	gives_up();

	cr_expect(speaks_of("telnet:"), "%s", text);
	cr_expect_str_eq(given(FAILURE_RETRIES, "telnet:host:23"), "");
}

Test(advice, suspects_flow_control_at_block_17_or_19)
{
	for (uint8_t n = 1; n < 17; n++)
		send_block(n, 0);
	send_block(17, 0);
	is_refused();
	gives_up();

	cr_expect(speaks_of("XON"), "%s", text);
}

Test(advice, suspects_line_ends_at_block_13)
{
	for (uint8_t n = 1; n < 10; n++)
		send_block(n, 0);
	send_block(10, 0);
	is_refused();
	gives_up();

	cr_expect(speaks_of("line ends"), "%s", text);
}

Test(advice, names_no_byte_if_there_are_several_to_choose_from)
{
	send_block(1, 0);
	send_block(17, 0xff);
	is_refused();
	gives_up();

	cr_expect(speaks_of("8-bit clean"), "%s", text);
	cr_expect(!speaks_of("telnet"));
}

Test(advice, is_silent_about_damage_that_has_no_pattern)
{
	send_block(1, 0xff);
	send_block(2, 0x11);
	send_block(3, 0x0d);
	send_block(4, 0x55);
	is_refused();
	gives_up();

	cr_expect_str_eq(given(FAILURE_RETRIES, "/dev/ttyS0"), "");
}

Test(advice, acquits_a_byte_that_gets_through_at_last)
{
	send_block(1, 0xff);
	is_refused();
	send_block(1, 0xff);
	send_block(2, 0xff);
	is_refused();
	gives_up();

	cr_expect_str_eq(given(FAILURE_RETRIES, "/dev/ttyS0"), "");
}

Test(advice, tells_no_block_accepted_from_no_block_heard)
{
	send_block(0, 0);
	hear("C");
	retries++;
	gives_up();
	cr_expect(speaks_of("is its RX connected"), "%s", text);

	is_refused();
	cr_expect(speaks_of("8N1 at both ends"), "%s", text);
	cr_expect(strstr(given(FAILURE_RETRIES, "tcp:host:2000"),
		      "try telnet:") != NULL);
}

Test(advice, knows_a_telnet_server_by_its_first_words)
{
	hear("\xff\xfd\x03\xff\xfb\x01login: ");

	cr_expect(speaks_of("telnet commands came"), "%s", text);
	given(FAILURE_RETRIES, "telnet:host:23");
	cr_expect(strstr(text, "telnet") == NULL, "%s", text);
}

static const struct {
	const char *heard, *said, *words;
} starts[] = {
	{ "", "", "nothing came from the line" },
	{ "\x80\xf8\xe0\xfe\x80\xf8\x1c\xfe\xe0", "", "115200 baud, 7E2?" },
	{ "login: ", "login: ", "\"login: \": does it wait for a command" },
	{ "\b\r\n", "", "" },
};

Test(advice, depends_on_what_came_instead_of_a_start)
{
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
		struct advice_case c = { .failure = FAILURE_NO_START,
			.baud = 115200,
			.mode = "7E2",
			.said = starts[i].said };

		a = (struct advice){ .protocol = &protocol };
		hear(starts[i].heard);
		cr_expect(advice_give(&a, &c, text, sizeof text) ==
			  (*starts[i].words != '\0'));
		cr_expect(strstr(text, starts[i].words) != NULL, "%s", text);
	}
}

Test(advice, knows_a_receiver_s_line_of_seven_bits)
{
	struct advice_case c = { .failure = FAILURE_RETRIES, .said = "" };

	for (int i = 0; i < 300; i++)
		hear("\x01\x01~text");

	cr_expect(advice_give(&a, &c, text, sizeof text));
	cr_expect(strstr(text, "eighth bit") != NULL);
	hear("\xfe");
	cr_expect(!advice_give(&a, &c, text, sizeof text));
}

Test(advice, is_not_given_on_what_the_other_end_or_the_user_decided)
{
	send_block(1, 0);
	hear("\030\030");

	cr_expect_str_eq(given(FAILURE_CANCELLED, NULL), "");
	cr_expect_str_eq(given(FAILURE_SIGNAL, NULL), "");
	cr_expect_str_eq(given(FAILURE_UNFINISHED, NULL), "");
}
