#include <criterion/criterion.h>

#include "line/usb_id.h"

static const struct port ports[] = {
	{ "/dev/ttyS0", "ttyS0", -1, -1, NULL, false, NULL },
	{ "/dev/ttyUSB0", "FT232R", 0x403, 0x6001, "A50285BI", false, NULL },
	{ "/dev/ttyUSB1", "FT232R", 0x403, 0x6001, "A50285BJ", false, NULL },
	{ "/dev/ttyACM0", NULL, 0x483, 0x5740, "two words", false, NULL },
	/* Two ports of one adapter. */
	{ "/dev/ttyUSB2", "FT2232", 0x403, 0x6010, "FT7", false,
	    (char *)"/dev/serial/by-id/usb-FT7-if00-port0" },
	{ "/dev/ttyUSB3", "FT2232", 0x403, 0x6010, "FT7", false, NULL },
	/*
	 * Two equal boards. One has a serial number with special characters of
	 * the shell, and the other has no serial number.
	 */
	{ "/dev/ttyACM1", NULL, 0x2341, 0xaf, "$(ls)", false, NULL },
	{ "/dev/ttyACM2", NULL, 0x2341, 0xaf, NULL, false, NULL },
};

enum { PORTS = sizeof ports / sizeof *ports };

Test(usb_id, has_two_numbers_and_may_have_a_serial_number)
{
	struct usb_id id;

	cr_assert(usb_id_parse(&id, "0403:6001"));
	cr_expect(id.vendor == 0x403 && id.product == 0x6001);
	cr_expect(id.serial == NULL);
	cr_assert(usb_id_parse(&id, "AbcD:00ef:A:B 1"));
	cr_expect(id.vendor == 0xabcd && id.product == 0xef);
	cr_expect_str_eq(id.serial, "A:B 1");
}

Test(usb_id, is_refused_if_it_is_not_complete)
{
	static const char *const bad[] = { "", "0403", "0403:", "403:6001",
		"0403:600", "0403:60011", "0403-6001",
		"0403:6001:", "040g:6001", "0x0403:6001", " 403:6001",
		"+403:6001" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct usb_id id;

		cr_expect(!usb_id_parse(&id, bad[i]), "%s", bad[i]);
	}
}

static size_t
count_fits(const char *text)
{
	struct usb_id id;
	size_t count = 0;

	cr_assert(usb_id_parse(&id, text));
	for (size_t i = 0; i < PORTS; i++)
		count += usb_id_fits(&id, &ports[i]);
	return count;
}

Test(usb_id, matches_ports_with_all_of_its_parts)
{
	cr_expect(count_fits("0403:6001") == 2);
	cr_expect(count_fits("0403:6001:A50285BI") == 1);
	cr_expect(count_fits("0403:6001:A5") == 0);
	cr_expect(count_fits("0403:5740") == 0);
	cr_expect(count_fits("2341:00af:x") == 0);
}

Test(usb_id, is_suggested_only_if_it_names_one_port)
{
	static const char *const arguments[PORTS] = { "/dev/ttyS0",
		"usb:0403:6001:A50285BI", "usb:0403:6001:A50285BJ",
		"usb:0483:5740", "/dev/serial/by-id/usb-FT7-if00-port0",
		"/dev/ttyUSB3", "/dev/ttyACM1", "/dev/ttyACM2" };
	char text[80];

	for (size_t i = 0; i < PORTS; i++) {
		usb_id_argument(ports, PORTS, i, text, sizeof text);
		cr_expect_str_eq(text, arguments[i]);
	}
}
