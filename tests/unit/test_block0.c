#include <criterion/criterion.h>
#include <string.h>

#include "harness/scripted_peer.h"
#include "xm/internal.h"

static const struct {
	struct xm_file file;
	size_t len;       /* length of the data of the block in bytes */
	const char *text; /* data of the block before the padding */
	size_t text_len;
} built[] = {
	{ { .name = "a.bin", .size = 12345, .mtime = 8, .mode = 0100644 }, 128,
	    "a.bin\00012345 10 100644 ", 23 },
	{ { .name = "a.bin", .size = 0 }, 128, "a.bin\0000 ", 8 },
	{ { .name = "a", .size = XM_SIZE_UNKNOWN, .mtime = 5 }, 128, "a", 2 },
	{ { .name = "a", .size = 1, .mtime = -5, .mode = 1 }, 128,
	    "a\0001 0 1 ", 8 },
	{ { .name = "a", .size = 1, .mtime = 1 }, 128, "a\0001 1 0 ", 8 },
	{ { .name = "big", .size = 18446744073709551614u }, 128,
	    "big\00018446744073709551614 ", 25 },
};

Test(block0, is_built_as_the_protocol_says)
{
	for (size_t i = 0; i < sizeof built / sizeof *built; i++) {
		uint8_t data[XM_DATA_MAX];
		size_t len = xm_block0_build(data, &built[i].file);

		cr_expect(
		    len == built[i].len, "%s: %zu", built[i].file.name, len);
		cr_expect(memcmp(data, built[i].text, built[i].text_len) == 0,
		    "%zu: %s|%s", i, data, data + strlen((char *)data) + 1);
		for (size_t at = built[i].text_len; at < len; at++)
			cr_expect(data[at] == 0, "%zu: byte %zu", i, at);
	}
}

Test(block0, of_the_end_of_a_batch_is_all_zeros)
{
	static const uint8_t zeros[128];
	uint8_t data[XM_DATA_MAX];

	cr_expect(xm_block0_build(data, NULL) == 128);
	cr_expect(memcmp(data, zeros, 128) == 0);
}

Test(block0, takes_1024_bytes_only_when_128_are_not_enough)
{
	char name[1100];
	uint8_t data[XM_DATA_MAX];

	for (size_t len = 1; len < sizeof name; len++) {
		struct xm_file file = { .name = name, .size = 7 };
		size_t used = len + 1 + 2; /* the NUL, and the field
					      "7 " of the size */
		size_t expect = used < 128 ? 128 : used < 1024 ? 1024 : 0;

		memset(name, 'n', len);
		name[len] = '\0';
		cr_expect(xm_block0_build(data, &file) == expect, "%zu", len);
	}
}

#define UNKNOWN XM_SIZE_UNKNOWN

static const struct {
	const char *text;
	size_t len;
	struct xm_file file;
} parsed[] = {
	{ "a\0001024 10 644 0", 15, { 1024, 8, 0644, "a" } },
	{ "a\0001024", 6, { 1024, 0, 0, "a" } },
	{ "a\0001024 ", 7, { 1024, 0, 0, "a" } },
	{ "a\0001024   10", 11, { 1024, 8, 0, "a" } },
	{ "a\0001024x 10 644", 15, { UNKNOWN, 0, 0, "a" } },
	{ "a\0000x10 10", 9, { UNKNOWN, 0, 0, "a" } },
	{ "a\000", 2, { UNKNOWN, 0, 0, "a" } },
	{ "a\000 7", 4, { UNKNOWN, 0, 0, "a" } },
	{ "a\000-7 10", 7, { UNKNOWN, 0, 0, "a" } },
	{ "a\000x", 3, { UNKNOWN, 0, 0, "a" } },
	{ "a\0007 -1 644", 11, { 7, 0, 0, "a" } },
	{ "a\0007 9 644", 10, { 7, 0, 0, "a" } },
	{ "a\0007 0 8", 7, { 7, 0, 0, "a" } },
	{ "\0007", 2, { 7, 0, 0, "" } },
	{ "\000", 1, { UNKNOWN, 0, 0, "" } },
	{ "a b\0000", 5, { 0, 0, 0, "a b" } },
	{ "a\0001\xff", 4, { UNKNOWN, 0, 0, "a" } },
};

static bool
parse(const char *text, size_t len, struct xm_file *file)
{
	static char data[XM_DATA_MAX + 1];

	memcpy(data, text, len);
	memset(data + len, 0, sizeof data - len);
	return xm_block0_parse(data, len, file);
}

Test(block0, is_understood_as_far_as_it_is_well_formed)
{
	for (size_t i = 0; i < sizeof parsed / sizeof *parsed; i++) {
		const struct xm_file *expect = &parsed[i].file;
		struct xm_file f;

		cr_expect(
		    parse(parsed[i].text, parsed[i].len, &f), "row %zu", i);
		cr_expect_str_eq(f.name, expect->name, "row %zu", i);
		cr_expect(f.size == expect->size, "row %zu", i);
		cr_expect(f.mtime == expect->mtime, "row %zu", i);
		cr_expect(f.mode == expect->mode, "row %zu", i);
	}
}

Test(block0, without_an_end_of_the_name_is_refused)
{
	struct xm_file file;

	cr_expect(!parse("name", 4, &file));
	cr_expect(!parse("", 0, &file));
}

static uint64_t
size_of(const char *digits)
{
	char text[64] = "a";
	struct xm_file file;

	strcpy(text + 2, digits);
	cr_assert(parse(text, 2 + strlen(digits), &file));
	return file.size;
}

/* A size above the limit must not become negative or unknown. */
Test(block0, reads_a_size_above_the_limit_as_a_very_large_size)
{
	static const char *const sizes[] = { "9223372036854775808",
		"11000000000000000000", "18446744073709551616",
		"99999999999999999999999999999999" };

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		uint64_t size = size_of(sizes[i]);

		cr_expect(size >= (uint64_t)1 << 59, "%s", sizes[i]);
		cr_expect(size <= INT64_MAX, "%s", sizes[i]);
	}
}

Test(block0, reads_sizes_below_ten_times_2_to_the_59_exactly)
{
	cr_expect(size_of("5764607523034234879") == 5764607523034234879);
	cr_expect(size_of("5764607523034234880") == (uint64_t)1 << 59);
}

Test(block0, cut_short_anywhere_is_refused_or_understood_in_part)
{
	static const char whole[] = "name.bin\00012345 14621352537 100644 0";

	for (size_t len = 0; len < sizeof whole; len++) {
		struct xm_file file;
		bool named = len > strlen("name.bin");

		cr_expect(parse(whole, len, &file) == named, "%zu", len);
		if (!named)
			continue;
		cr_expect_str_eq(file.name, "name.bin");
		if (len == 9)
			cr_expect(file.size == XM_SIZE_UNKNOWN);
		if (len >= 14)
			cr_expect(file.size == 12345, "%zu", len);
		if (len >= 26)
			cr_expect(file.mtime == 014621352537, "%zu", len);
		if (len >= 33)
			cr_expect(file.mode == 0100644, "%zu", len);
	}
}

Test(block0, that_was_built_is_understood)
{
	for (size_t i = 0; i < sizeof built / sizeof *built; i++) {
		uint8_t data[XM_DATA_MAX + 1] = { 0 };
		size_t len = xm_block0_build(data, &built[i].file);
		struct xm_file file;

		if (built[i].file.size == 18446744073709551614u)
			continue; /* no file is that large */
		cr_expect(xm_block0_parse((char *)data, len, &file));
		cr_expect_str_eq(file.name, built[i].file.name);
		cr_expect(file.size == built[i].file.size);
	}
}

Test(block0, says_that_the_file_is_the_last_if_one_is_left)
{
	static const struct {
		const char *data;
		bool last;
	} rows[] = {
		{ "name\0001000 13112345670 100644 0 1 1000", true },
		{ "name\0001000 13112345670 100644 0 1", true },
		{ "name\0001000 13112345670 100644 0 2 5000", false },
		{ "name\0001000 13112345670 100644 0 11 5000", false },
		{ "name\0001000 13112345670 100644 1", false },
		{ "name\0001000 1 1", false },
		{ "name\0001000 1 1 1 1x", false },
		{ "name\0001000 1 1 1: 1", false },
		{ "name\0", false },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_expect(xm_block0_is_last(rows[i].data) == rows[i].last,
		    "row %zu", i);
}

Test(block0, does_not_treat_bytes_of_the_CRC_as_digits_of_the_size)
{
	const struct xm_options options = XM_OPTIONS_DEFAULT;

	for (int c = 1; c < 256; c++) {
		char header[128];
		struct scripted_peer d = { 0 };

		/*
		 * The size extends to the end of the data, and the CRC follows
		 * it directly.
		 */
		memset(header, c, sizeof header);
		memcpy(header + 123,
		    "\000"
		    "1234",
		    5);
		peer_begin_receiver(&d, &options);
		peer_send_block(&d, 0, header, sizeof header);

		cr_expect(d.host.file[0].about.size == 1234, "name %d", c);
		peer_free(&d);
	}
}
