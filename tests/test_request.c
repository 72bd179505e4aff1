#include <criterion/criterion.h>
#include <string.h>

#include "xm/inner.h"

/* What a burst asks for when the line falls quiet behind it. */
static const struct {
	const char *burst;
	uint8_t request; /* 0: nothing */
} bursts[] = {
	{ "C", 'C' },
	{ "CCCC", 'C' },
	{ "G", 'G' },
	{ "\x15", NAK },
	{ "C\x15", NAK }, /* the last one wins */
	{ "\x15"
	  "C",
	    'C' },
	{ "CK", 'C' }, /* RomWBW */
	{ "CKCKCK", 'C' },
	{ "C\b.", 'C' }, /* SBSFU, trace builds */
	{ "Send C\b.", 'C' },
	{ "\r\nC", 'C' },
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
hear(const char *burst, char *text)
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

Test(request, is_told_from_letters_in_a_banner)
{
	for (size_t i = 0; i < sizeof bursts / sizeof *bursts; i++) {
		char text[128];

		cr_expect(hear(bursts[i].burst, text) == bursts[i].request,
		    "\"%s\"", bursts[i].burst);
	}
}

Test(request, leaves_words_whole)
{
	char text[128];

	hear("CPU: C64\r\nGo", text);

	cr_expect_str_eq(text, "CPU: C64\r\nGo");
}
