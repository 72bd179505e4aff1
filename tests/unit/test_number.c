#include <criterion/criterion.h>

#include "base/number.h"

Test(number, is_read_in_decimal_and_hexadecimal)
{
	uint64_t n;

	cr_expect(number_parse("0", 0, 10, &n) && n == 0);
	cr_expect(number_parse("0010", 0, 10, &n) && n == 10);
	cr_expect(number_parse("0x1A", 0, 255, &n) && n == 26);
	cr_expect(number_parse("0Xff", 0, 255, &n) && n == 255);
	cr_expect(number_parse("18446744073709551615", 0, UINT64_MAX, &n) &&
		  n == UINT64_MAX);
}

Test(number, in_any_other_form_is_refused)
{
	static const char *const wrong[] = { "", " 1", "1 ", "+1", "-1", "1x",
		"0x", "0xg", "x", "1e3", "1.0", "18446744073709551616",
		"0x10000000000000000", "99999999999999999999999" };
	uint64_t n = 42;

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		cr_expect(!number_parse(wrong[i], 0, UINT64_MAX, &n), "\"%s\"",
		    wrong[i]);
	cr_expect(n == 42);
}

Test(number, has_bounds)
{
	uint64_t n;

	cr_expect(number_parse("5", 5, 7, &n));
	cr_expect(number_parse("7", 5, 7, &n));
	cr_expect(!number_parse("4", 5, 7, &n));
	cr_expect(!number_parse("8", 5, 7, &n));
}

Test(number, of_bytes_may_have_a_unit)
{
	uint64_t n;

	cr_expect(number_bytes("512", &n) && n == 512);
	cr_expect(number_bytes("4k", &n) && n == 4096);
	cr_expect(number_bytes("4K", &n) && n == 4096);
	cr_expect(number_bytes("3M", &n) && n == 3 << 20);
	cr_expect(number_bytes("5G", &n) && n == (uint64_t)5 << 30);
	cr_expect(!number_bytes("4kk", &n));
	cr_expect(!number_bytes("4T", &n));
	cr_expect(!number_bytes("k", &n));
	cr_expect(!number_bytes("9000000000000000000k", &n));
}

Test(number, of_seconds_may_have_decimals)
{
	uint32_t ms;

	cr_expect(number_seconds("0", &ms) && ms == 0);
	cr_expect(number_seconds("1.5", &ms) && ms == 1500);
	cr_expect(number_seconds("0.05", &ms) && ms == 50);
	cr_expect(number_seconds("2.125", &ms) && ms == 2125);
	cr_expect(number_seconds("864000", &ms) && ms == 864000000);
	cr_expect(!number_seconds("864001", &ms));
	cr_expect(!number_seconds("1.", &ms));
	cr_expect(!number_seconds(".5", &ms));
	cr_expect(!number_seconds("1.0001", &ms));
	cr_expect(!number_seconds("-1", &ms));
	cr_expect(!number_seconds("1s", &ms));
}
