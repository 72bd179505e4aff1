#include <criterion/criterion.h>
#include <string.h>

#include "xm/internal.h"

/*
 * The request that a sender finds in a burst of bytes, when silence follows the
 * burst.
 */
static const struct {
	const char *burst;
	uint8_t request; /* request, or 0 */
} bursts[] = {
	{ "C", 'C' },
	{ "CCCC", 'C' },
	{ "G", 'G' },
	{ "\x15", NAK },
	{ "C\x15", NAK }, /* the last request counts */
	{ "\x15"
	  "C",
	    'C' },
	{ "CK", 'C' }, /* RomWBW */
	{ "CKCKCK", 'C' },
	{ "C\b.", 'C' }, /* SBSFU, trace builds */
	{ "Send C\b.", 'C' },
	{ "\r\nC", 'C' },
	{ "\x7f"
	  "C\x7f",
	    'C' }, /* DEL does not count */
	{ "~\x7f"
	  "C",
	    0 },
	{ "C\r\n", 'C' },
	{ ".....C", 'C' },
	{ "\r\n(C)StarFive\r\nC C C", 'C' },          /* JH7110 */
	{ "to 0xC0008000 at 115200 bps...\nC", 'C' }, /* U-Boot */
	{ "Ready CCC", 'C' },
	{ "Error!\x15", NAK },
	{ "\xff\x80\n\x15", NAK },
	{ "(C) COPYRIGHT 2017 STMicroelectronics", 0 },
	{ "\r\n(C)StarFive\r\n", 0 },
	{ "to 0xC", 0 },
	{ "## Ready for binary (ymodem) download to 0xC0008000", 0 },
	{ "CPU", 0 },
	{ "CCCPU", 0 },
	{ "plan C\r\n", 0 },
	{ "plan C is", 0 },
	{ "vitamin C.", 0 },
	{ "0123456789ABC", 0 },
	{ "K", 0 },
	{ "", 0 },
	{ "....\r\n", 0 },
};

static uint8_t
receive(const char *burst, char *text)
{
	struct xm_request r = { 0 };

	for (; *burst != '\0'; burst++) {
		uint8_t back = xm_request_take(&r, (uint8_t)*burst);

		if (back != 0)
			*text++ = (char)back;
		if (r.byte != (uint8_t)*burst)
			*text++ = *burst;
	}
	*text = '\0';
	return r.byte;
}

Test(send_request, is_distinguished_from_letters_in_a_banner)
{
	for (size_t i = 0; i < sizeof bursts / sizeof *bursts; i++) {
		char text[128];

		cr_expect(receive(bursts[i].burst, text) == bursts[i].request,
		    "\"%s\"", bursts[i].burst);
	}
}

Test(send_request, returns_the_letters_of_text)
{
	char text[128];

	receive("CPU: C64\r\nGo", text);

	cr_expect_str_eq(text, "CPU: C64\r\nGo");
}

static bool
is_noise(const char *burst)
{
	return xm_request_is_noise(
	    (struct xm_request){ 0 }, (const uint8_t *)burst, strlen(burst));
}

Test(send_request, is_not_found_in_noise)
{
	static const struct {
		const char *burst;
		bool noise;
	} rows[] = {
		{ "Gr\303\274\303\237e, \342\202\254, \360\237\230\200",
		    false },
		{ "\a\a\b\b\t\t\n\n\v\v\f\f\r\r\006\006\025\025\030\030",
		    false },
		{ "\033\033 ~~\177\177\377\377", false },
		{ "\302\200a\302\200a\337\277a\337\277a", false },
		{ "\340\240\200a\340\240\200a\357\277\277a\357\277\277a",
		    false },
		{ "\360\220\200\200a\360\220\200\200a\364\217\277\277a\364\217"
		  "\277\277a",
		    false },
		{ "a\001", false }, /* a single control byte is not noise */
		{ "\001\002", true },
		{ "\016\037", true },
		{ "\200\277", true },
		{ "\301\365", true },   /* these bytes begin no
					   UTF-8 character */
		{ "\303a\303a", true }, /* characters that are cut short */
		{ "\342\202a\342\202a", true },
		{ "\360\237\230a\342a", true },
		{ "\303\274\274\274", true },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_expect(
		    is_noise(rows[i].burst) == rows[i].noise, "row %zu", i);
}

Test(send_request, stays_a_request_when_it_came_many_times)
{
	for (int times = 2; times <= 600; times++) {
		struct xm_request r = { 0 };

		for (int i = 0; i < times; i++)
			cr_assert(xm_request_take(&r, 'C') == 0);
		cr_expect(xm_request_take(&r, 'P') == 0, "%d times", times);
	}
}

Test(send_request, is_not_found_in_600_bytes_of_noise)
{
	struct xm_request r = { 0 };

	for (int i = 0; i < 600; i++) {
		(void)xm_request_take(&r, 1);
		cr_expect(xm_request_is_noise(r, NULL, 0) == (i > 0), "%d", i);
	}
}

Test(send_request, becomes_text_if_text_follows_a_C_but_not_if_it_follows_a_NAK)
{
	struct xm_request r = { 0 };

	cr_expect(xm_request_take(&r, 'C') == 0);
	cr_expect(xm_request_take(&r, 'P') == 'C');
	r = (struct xm_request){ 0 };
	cr_expect(xm_request_take(&r, NAK) == 0);
	cr_expect(xm_request_take(&r, 'P') == 0);
}
