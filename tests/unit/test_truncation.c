#include <criterion/criterion.h>
#include <getopt.h>
#include <string.h>

#include "base/escape.h"
#include "base/message.h"
#include "base/number.h"
#include "cli/options.h"
#include "files/safe_name.h"
#include "harness/guard_page.h"
#include "harness/memory_endpoint.h"
#include "script/steps.h"
#include "xm/internal.h"

/*
 * Each parser gets its input cut short at each byte. The page after the input
 * is not mapped, so a parser that reads one byte too many crashes the test.
 */

#define COUNT(list) (sizeof list / sizeof *list)

static const char *const texts[] = {
	"",
	"0",
	"0x1aF",
	"18446744073709551616",
	"5G",
	"864000.125",
	"/a/dir\\sub/name.bin",
	"c:\\autoexec.bat",
	"../..",
	".\x1b[2J\x7f\xc3\xa4",
	"\\a\\x1b\\377\\\\\\\"\\q",
	"send:loady\\r",
	"expect:=> \\x",
	"wait:100",
	"show:1.5",
	"baud:1500000",
	"dtr:off",
};

static void
parse_text(const char *text)
{
	char clean[16];
	uint8_t bytes[16];
	uint64_t value;
	uint32_t ms;
	size_t len;
	struct step step;

	number_parse(text, 0, UINT64_MAX, &value);
	number_bytes(text, &value);
	number_seconds(text, &ms);
	name_clean(clean, sizeof clean, text);
	unescape(bytes, sizeof bytes, &len, text);
	step_parse(&step, text);
}

Test(truncation, of_a_text_is_no_harm)
{
	struct guard_page p;

	guard_page_init(&p);
	for (size_t i = 0; i < COUNT(texts); i++) {
		for (size_t len = 0; len <= strlen(texts[i]); len++)
			parse_text(guard_page_put_text(&p, texts[i], len));
	}
	guard_page_free(&p);
}

Test(truncation, of_bytes_that_are_escaped_is_no_harm)
{
	static const char bytes[] = "plain\r\n\t\\\0\x1b\xff";
	struct guard_page p;

	guard_page_init(&p);
	for (size_t len = 0; len < sizeof bytes; len++) {
		for (size_t size = 0; size < 64; size++) {
			char text[64];
			void *cut = guard_page_put(&p, bytes, len);

			cr_assert(escape(text, size, cut, len) <= len);
		}
	}
	guard_page_free(&p);
}

Test(truncation, of_escaped_text_stays_within_the_buffer)
{
	static const char bytes[] = "plain\r\n\t\\\0\x1b\xff";
	struct guard_page p;

	guard_page_init(&p);
	for (size_t size = 0; size < 64; size++) {
		char *text = (char *)p.end - size;

		escape(text, size, bytes, sizeof bytes);
		cr_assert(size == 0 || memchr(text, '\0', size) != NULL);
	}
	guard_page_free(&p);
}

Test(truncation, of_a_block_0_is_no_harm)
{
	static const char headers[][32] = { "name\0001234 7346 100644 0 ", "\0",
		"n\0009", "nnnnnnnnnnnnnnnnnnnnnnnnn" };
	struct guard_page p;

	guard_page_init(&p);
	for (size_t i = 0; i < COUNT(headers); i++) {
		for (size_t len = 0; len < sizeof headers[i]; len++) {
			struct xm_file file;
			char *cut = guard_page_put_text(&p, headers[i], len);

			if (xm_block0_parse(cut, len, &file))
				cr_assert(strlen(file.name) <= len);
		}
	}
	guard_page_free(&p);
}

/* Parses a command line whose last word is cut short. */
static void
parse_command(
    struct guard_page *p, const char *first, const char *last, size_t len)
{
	char *argv[] = { NULL, guard_page_put_text(p, last, len), NULL };
	char program[8];
	struct options o;
	int status;

	strcpy(program, first);
	argv[0] = program;
	optind = 0; /* glibc: forget the previous command line */
	message_init(program);
	options_parse(
	    &o, *first == 'r' ? TOOL_XRECV : TOOL_XSEND, 2, argv, &status);
	options_close(&o);
}

Test(truncation, of_an_option_is_no_harm)
{
	static const char *const words[] = { "--pad=0x1a", "-b115200", "-m8N1",
		"--tail=short", "--wait=1.5", "--retries=25", "--name=n",
		"--before=expect:=> ", "--after=send:\\x0d", "--limit=64k",
		"--strip=0xff", "--on-exists=rename", "-vqyxk", "--dtr=on" };
	struct guard_page p;

	guard_page_init(&p);
	for (size_t i = 0; i < COUNT(words); i++) {
		for (size_t len = 0; len <= strlen(words[i]); len++) {
			parse_command(&p, "xsend", words[i], len);
			parse_command(&p, "rb", words[i], len);
		}
	}
	guard_page_free(&p);
}

/* Sessions in which the line becomes silent, at each byte in turn. */

static const struct xm_options defaults = XM_OPTIONS_DEFAULT;

static void
hear_and_end(struct memory_endpoint *h, struct guard_page *p, const void *bytes,
    size_t len)
{
	struct party party = endpoint_party(h);
	uint32_t now_ms = 0;
	uint8_t space[2048];

	/*
	 * Send the input in two pieces, so that a cut also falls on the first
	 * byte of a piece.
	 */
	for (int half = 0; half < 2; half++) {
		size_t from = half == 0 ? 0 : len / 2;
		size_t n = half == 0 ? len / 2 : len - len / 2;
		void *cut = guard_page_put(p, (const uint8_t *)bytes + from, n);

		party.input(h, now_ms, cut, n);
		while (party.output(h, now_ms, space, sizeof space) > 0)
			;
	}
	for (int i = 0; i < 1000 && !party.ended(h); i++) {
		now_ms += party.wait_ms(h, now_ms);
		party.input(h, now_ms, NULL, 0);
		while (party.output(h, now_ms, space, sizeof space) > 0)
			;
	}
	cr_assert(party.ended(h), "%zu bytes", len);
	endpoint_free(h);
}

Test(truncation, of_the_input_of_a_receiver_ends_the_receiver)
{
	uint8_t session[3 * 133 + 1];
	struct guard_page p;

	memset(session, 0, sizeof session);
	strcpy((char *)session + 3, "name");
	strcpy((char *)session + 8, "200 ");
	for (uint8_t i = 0; i < 3; i++)
		xm_block_seal(session + i * 133, i, 128, true);
	session[3 * 133] = EOT;
	guard_page_init(&p);
	for (size_t len = 0; len <= sizeof session; len++) {
		struct memory_endpoint h = { 0 };

		endpoint_begin_receiver(&h, 0, &defaults);
		hear_and_end(&h, &p, session, len);
	}
	guard_page_free(&p);
}

Test(truncation, of_the_input_of_a_sender_ends_the_sender)
{
	static const char session[] =
	    "(C) Loader\r\nC\006C\006\025\006\006C\006";
	struct guard_page p;

	guard_page_init(&p);
	for (size_t len = 0; len < sizeof session; len++) {
		struct memory_endpoint h = { 0 };
		struct xm_options options = defaults;

		options.ymodem = true;
		endpoint_add(&h, "file", 300, 1);
		endpoint_begin_sender(&h, 0, &options);
		hear_and_end(&h, &p, session, len);
	}
	guard_page_free(&p);
}
