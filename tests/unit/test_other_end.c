#include <criterion/criterion.h>
#include <string.h>

#include "transfer/other_end.h"

/* The protocols and prompts that are recognised before a session. */

static struct other_end other_end;
static char text[OTHER_END_TEXT_SIZE];

static void
receive_bytes(const char *bytes)
{
	memset(&other_end, 0, sizeof other_end);
	text[0] = '\0';
	other_end_received(
	    &other_end, (const uint8_t *)bytes, strlen(bytes), 1000);
}

#define UBOOT(protocol)                                                        \
	"=> load\r\n## Ready for " protocol                                    \
	" download to 0x40200000 at 115200 bps...\r\n"

static const struct {
	const char *received;
	const char *ours;  /* protocol of a sender at
			      this end; "": a receiver */
	const char *words; /* part of the text; NULL: no
			      other protocol is recognised */
} rows[] = {
	{ UBOOT("binary (kermit)"), "YMODEM",
	    "uses Kermit, not YMODEM: type loady" },
	{ UBOOT("binary (kermit)"), "XMODEM",
	    "uses Kermit, not XMODEM: type loadx" },
	{ UBOOT("S-Record"), "XMODEM", "uses S-records" },
	{ UBOOT("binary (ymodem)"), "XMODEM", "expects YMODEM: use -y" },
	{ UBOOT("binary (xmodem)"), "YMODEM", "expects XMODEM: leave out -y" },
	{ UBOOT("binary (xmodem)"), "XMODEM", NULL },
	{ UBOOT("binary (ymodem)"), "YMODEM", NULL },
	{ UBOOT("binary (kermit)") UBOOT("binary (ymodem)"), "YMODEM", NULL },
	{ UBOOT("binary (ymodem)") UBOOT("binary (kermit)"), "YMODEM",
	    "Kermit" },
	{ "rz waiting to receive.**\030B0100000023be50\r\212\021", "XMODEM",
	    "uses ZMODEM, not XMODEM: type rx FILE" },
	{ "rz waiting to receive.**\030B0100000023be50\r\212\021", "YMODEM",
	    "uses ZMODEM, not YMODEM: type rb" },
	{ "rz\r**\030B00000000000000\r\212\021", "",
	    "uses ZMODEM, not XMODEM or YMODEM: type sx FILE or sb FILE" },
	{ "\001# N3\r", "XMODEM", "uses Kermit" },
	{ "\001+ S~* @-#N1V\r", "", "uses Kermit" },
	{ "\001# N3", "XMODEM", "uses Kermit" },
	{ "\001# N4\r", "XMODEM", NULL }, /* a wrong check */
	{ "\001+ S~* @-#N1", "", NULL },  /* the check has not arrived yet */
	{ "temp=\001$ S1", "XMODEM", NULL },
	{ "S0030000FC\r\n", "",
	    "these are S-records, not XMODEM or YMODEM: type sx FILE or sb "
	    "FILE "
	    "there" },
	{ "S00F000068656C6C6F202020202000003C\r\nS9030000FC", "",
	    "these are S-records" },
	{ "S31544000000746578742062656e63682072756e0a0042\r\n", "",
	    "these are S-records" },
	{ ":10010000214601360121470136007EFE09D2190140\r\n:00000001FF\r\n", "",
	    "these are Intel HEX records, not" },
	{ "S0030000FC\r\n", "XMODEM", NULL }, /* a sender ignores
						 S-records, because a
						 board may print them */
	{ "S0030000FD\r\n", "", NULL },       /* a wrong check */
	{ "S0030000FC and more\r\n", "", NULL },
	{ "S0030000FC\r\nGive your receive command now\r\n", "", NULL },
	{ "MOTORS0030000FC\r\n", "", NULL },
	{ "S1130000\r\n", "", NULL },
	{ "S1: 23.4 C\r\nS2: off\r\n:00\r\n", "", NULL },
	{ "\001\001\376SSSSS", "", NULL },
	{ "U-Boot 2023.01\r\nHit any key\r\n=> ", "XMODEM", NULL },
	{ "kermit, ymodem and S-Record\r\n", "XMODEM", NULL },
	{ "CCCCC", "YMODEM", NULL },
	{ UBOOT("binary (ymodem)") "CC", "XMODEM", "use -y" },
	{ UBOOT("binary (kermit)") "\r\n=> loadx\r\n", "XMODEM", NULL },
	{ "1) XMODEM\r\n2) Ready for S-Record download\r\n3) Run\r\n", "XMODEM",
	    NULL },
};

Test(other_end, of_another_protocol_is_detected_when_silence_follows)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		bool sends = rows[i].ours[0] != '\0';
		bool foreign;

		receive_bytes(rows[i].received);
		foreign = other_end_is_foreign(
		    &other_end, rows[i].ours, sends, 1600, text);
		cr_expect(foreign == (rows[i].words != NULL), "row %zu", i);
		if (rows[i].words != NULL)
			cr_expect(strstr(text, rows[i].words) != NULL,
			    "row %zu: %s", i, text);
	}
}

/*
 * The other end sends the request of the wrong protocol at once, and this end
 * must not answer it.
 */
Test(other_end, that_expects_XMODEM_or_YMODEM_instead_is_detected_at_once)
{
	receive_bytes(UBOOT("binary (ymodem)"));
	cr_expect(other_end_is_foreign(&other_end, "XMODEM", true, 1000, text));
	receive_bytes(UBOOT("binary (kermit)"));
	cr_expect(
	    !other_end_is_foreign(&other_end, "XMODEM", true, 1599, text));
}

/* Old bytes of another protocol may come from a buffer, before new bytes. */
Test(other_end, is_detected_only_after_600_ms_of_silence)
{
	receive_bytes("**\030B0100000023be50\r\212\021");
	other_end_received(&other_end, (const uint8_t *)"x", 1, 1500);

	cr_expect(
	    !other_end_is_foreign(&other_end, "XMODEM", true, 1600, text));
	cr_expect(other_end_is_foreign(&other_end, "XMODEM", true, 2100, text));
}

Test(other_end, is_detected_at_any_place_and_in_any_pieces)
{
	static const char sign[] = "Ready for binary (kermit) download";

	for (size_t before = 0; before < 600; before += 7) {
		memset(&other_end, 0, sizeof other_end);
		for (size_t i = 0; i < before; i++)
			other_end_received(
			    &other_end, (const uint8_t *)"x", 1, 1000);
		for (size_t i = 0; i < strlen(sign); i++)
			other_end_received(
			    &other_end, (const uint8_t *)sign + i, 1, 1000);
		cr_expect(other_end_is_foreign(
			      &other_end, "YMODEM", true, 1600, text),
		    "after %zu bytes", before);
	}
}

Test(other_end, keeps_the_end_of_what_is_longer_than_its_space)
{
	char long_text[1000];

	memset(long_text, 'x', sizeof long_text);
	strcpy(long_text + sizeof long_text - 35,
	    "Ready for binary (kermit) download");
	receive_bytes(long_text);

	cr_expect(other_end_is_foreign(&other_end, "YMODEM", true, 1600, text));
}

Test(other_end, shows_a_prompt_if_silence_follows_it)
{
	static const struct {
		const char *received;
		bool prompt;
	} prompts[] = {
		{ "\r\n=> ", true },
		{ "U-Boot> ", true },
		{ "root@board:~# ", true },
		{ "$ ", true },
		{ "=> CCC\025C", true }, /* a shell echoes our requests */
		{ "> ", true },
		{ "# ", true },
		{ "\n\r>", true }, /* SAM-BA */
		{ "#", false },
		{ "a >", false },
		{ "\r\n<html>", false },
		{ "\r\nPress C\r\n", false },
		{ "50 % ", false },
		{ "=>", false },
		{ "# ready\r\n", false },
		{ "C", false },
	};

	for (size_t i = 0; i < sizeof prompts / sizeof *prompts; i++) {
		receive_bytes(prompts[i].received);
		cr_expect(!other_end_shows_prompt(&other_end, 1999));
		cr_expect(other_end_shows_prompt(&other_end, 2000) ==
			      prompts[i].prompt,
		    "row %zu", i);
	}
}

Test(other_end, shows_a_prompt_once)
{
	receive_bytes("=> ");
	cr_expect(other_end_wait_ms(&other_end, 1000) == 600);
	cr_expect(other_end_wait_ms(&other_end, 1600) == 400);
	cr_expect(other_end_shows_prompt(&other_end, 2000));
	cr_expect(other_end_wait_ms(&other_end, 2000) == UINT32_MAX);
	cr_expect(!other_end_shows_prompt(&other_end, 2001));
	other_end_received(&other_end, (const uint8_t *)"\r\n=> ", 5, 3000);
	cr_expect(other_end_wait_ms(&other_end, 3000) == 600);

	cr_expect(!other_end_shows_prompt(&other_end, 4000));
}

Test(other_end, echoes_if_requests_stand_after_its_prompt)
{
	receive_bytes("=> ");
	cr_expect(!other_end_echoes(&other_end));
	receive_bytes("=> C");
	cr_expect(other_end_echoes(&other_end));
}
