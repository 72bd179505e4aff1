#include <criterion/criterion.h>
#include <string.h>

#include "script/received.h"

static struct received
with(const char *text)
{
	struct received r = { .len = strlen(text) };

	memcpy(r.bytes, text, r.len);
	return r;
}

static ssize_t
find(const struct received *r, const char *text)
{
	return received_find(r, (const uint8_t *)text, strlen(text));
}

Test(received, finds_a_text_at_its_first_place)
{
	struct received r = with("a=> b=> ");

	cr_expect(find(&r, "=> ") == 1);
	cr_expect(find(&r, "=> x") == -1);
	cr_expect(find(&r, "a=> b=> c") == -1);
}

Test(received, finds_only_bytes_that_were_not_consumed)
{
	struct received r = with("one two");

	received_consume(&r, 4);
	cr_expect(r.len == 3);
	cr_expect(find(&r, "one") == -1);
	cr_expect(find(&r, "two") == 0);
}

Test(received, remembers_the_bytes_consumed_last)
{
	struct received r = with("one two");

	received_consume(&r, 4);
	received_consume(&r, 2);
	cr_expect(r.last_len == 6 && memcmp(r.last, "one tw", 6) == 0);
}

Test(received, forgets_the_oldest_bytes_when_the_space_is_full)
{
	struct received r = with("0123456789");

	received_consume(&r, 10);
	r.len = RECEIVED_LAST_MAX - 3;
	memset(r.bytes, 'x', r.len);
	received_consume(&r, r.len);
	cr_expect(r.last_len == RECEIVED_LAST_MAX);
	cr_expect(memcmp(r.last, "789x", 4) == 0);

	r.len = RECEIVED_LAST_MAX + 5;
	memset(r.bytes, 'y', r.len);
	r.bytes[5] = 'z';
	received_consume(&r, r.len);
	cr_expect(r.last_len == RECEIVED_LAST_MAX);
	cr_expect(memcmp(r.last, "zy", 2) == 0);
}

Test(received, knows_whether_the_next_byte_begins_a_line)
{
	struct received r = with("a\nb");

	cr_expect(!received_is_in_line(&r));
	received_consume(&r, 1);
	cr_expect(received_is_in_line(&r));
	received_consume(&r, 1);
	cr_expect(!received_is_in_line(&r));
}
