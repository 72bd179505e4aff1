#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "harness/cookbook.h"
#include "systems/board.h"

/*
 * U-Boot on an emulated board.  Its crc32 command and its variable filesize
 * check the received file.
 */

enum { LEN = 50000 };

static struct board board;

static void
set_up(void)
{
	sandbox_open("");
	sandbox_make("f", LEN);
	board_open(&board);
}

static void
tear_down(void)
{
	board_close(&board);
	sandbox_close();
}

/* Opens a sandbox without a board: each test starts the board itself. */
static void
set_up_alone(void)
{
	sandbox_open("");
	sandbox_make("f", LEN);
}

TestSuite(uboot, .init = set_up, .fini = tear_down, .timeout = 240);
TestSuite(
    conversation, .init = set_up_alone, .fini = sandbox_close, .timeout = 240);
TestSuite(
    cookbook, .init = set_up_alone, .fini = sandbox_close, .timeout = 240);

/* Returns the CRC-32 that U-Boot's command prints. */
static uint32_t
crc32_of(const char *path, long len)
{
	uint32_t crc = UINT32_MAX;
	FILE *file = fopen(path, "r");

	cr_assert(file != NULL);
	while (len-- > 0) {
		crc ^= (uint32_t)getc(file);
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	fclose(file);
	return ~crc;
}

static void
check_crc(const char *path)
{
	char command[64], answer[64];

	snprintf(command, sizeof command, "crc32 40200000 %x", LEN);
	snprintf(answer, sizeof answer, "==> %08x", crc32_of(path, LEN));
	board_type(&board, command);
	board_expect(&board, answer);
	board_expect(&board, "\n=> ");
}

static void
check_size(unsigned long size)
{
	char answer[64];

	snprintf(answer, sizeof answer, "filesize=%lx\r\n", size);
	board_type(&board, "printenv filesize");
	board_expect(&board, answer);
	board_expect(&board, "\n=> ");
}

Test(uboot, loady_receives_a_file_with_its_size)
{
	board_type(&board, "loady 40200000");
	board_expect(&board, "Ready for binary");
	cr_expect(sandbox_run("xsend -p %s -y f", board.port) == 0);
	board_expect(&board, "\n=> ");

	check_crc("f");
	check_size(LEN);
}

Test(uboot, loadx_receives_a_file)
{
	board_type(&board, "loadx 40200000");
	board_expect(&board, "Ready for binary");
	cr_expect(sandbox_run("xsend -p %s f", board.port) == 0);
	board_expect(&board, "\n=> ");

	check_crc("f");
}

Test(uboot, loadx_receives_a_file_in_blocks_of_1024_bytes)
{
	board_type(&board, "loadx 40200000");
	board_expect(&board, "Ready for binary");
	cr_expect(sandbox_run("xsend -p %s -k f", board.port) == 0);
	board_expect(&board, "\n=> ");

	check_crc("f");
}

Test(uboot, loady_receives_one_file_and_no_byte_of_a_second)
{
	struct child c;

	board_type(&board, "loady 40200000");
	board_expect(&board, "Ready for binary");
	sandbox_make("g", 3000);
	c = sandbox_start("xsend -p %s -y f g", board.port);
	cr_expect(sandbox_wait(&c) == 5);
	cr_expect(sandbox_said(&c, "one file a session"));

	board_type(&board, "");
	board_expect(&board, "\n=> ");
	cr_expect(strstr(board.console.heard, "Unknown command") == NULL, "%s",
	    board.console.heard);
	check_crc("f");
}

Test(uboot, loads_that_wait_for_another_protocol_are_recognised)
{
	static const struct {
		const char *command, *option, *words;
	} rows[] = {
		{ "loadb 40200000", "-y", "uses Kermit, not YMODEM" },
		{ "loads", "-x", "uses S-records, not XMODEM" },
		{ "loadx 40200000", "-y", "expects XMODEM: leave out -y" },
		{ "loady 40200000", "-x", "expects YMODEM: use -y" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct child c;

		board_type(&board, rows[i].command);
		c = sandbox_start(
		    "xsend -p %s %s f", board.port, rows[i].option);
		cr_expect(sandbox_wait(&c) == 4, "%s", rows[i].command);
		cr_expect(
		    sandbox_said(&c, rows[i].words), "%s", rows[i].command);
		board_type(&board, "\003");
		board_expect(&board, "\n=> ");
	}
}

Test(uboot, loady_ends_when_xsend_is_cancelled)
{
	board_type(&board, "loady 40200000");
	board_expect(&board, "Ready for binary");
	cr_expect(sandbox_run("timeout -s INT 0.02 xsend -p %s -y f",
		      board.port) == 124);

	board_expect(&board, "\n=> ");
	board_type(&board, "echo still here");
	board_expect(&board, "\nstill here");
}

/* From reset to a checked image. */

#ifdef CHECK_JSON
#define JSON " --progress=json "
#else
#define JSON " "
#endif

/* Returns true if the JSON output matches the schema and has this status. */
static bool
is_valid(const struct child *c, int status)
{
#ifdef CHECK_JSON
	return sandbox_run(CHECK_JSON " %s %d", c->log, status) == 0;
#else
	(void)c;
	(void)status;
	return true;
#endif
}

Test(conversation, one_command_stops_the_autoboot_and_loads_and_checks_a_file)
{
	struct child c;

	board_start(&board, BOARD_ARM);
	c = sandbox_start("xsend -p %s -y f" JSON
			  "--before='expect:stop autoboot' --before='send: ' "
			  "--before='expect:=> ' "
			  "--before='send:loady 0x42000000\\r' "
			  "--after='expect:=> ' "
			  "--after='send:crc32 42000000 $filesize\\r' "
			  "--after='expect:==> %08x'",
	    board.port, crc32_of("f", LEN));
	cr_expect(sandbox_wait(&c) == 0);
	cr_expect(sandbox_said(&c, "U-Boot 20"));
	cr_expect(is_valid(&c, 0));
}

Test(conversation, a_missing_text_fails_with_the_last_text_received)
{
	struct child c;

	board_start(&board, BOARD_ARM);
	c = sandbox_start("xsend -p %s -y f --step-timeout=20" JSON
			  "--before='expect:stop autoboot' --before='send: ' "
			  "--before='expect:login: ' ",
	    board.port);
	cr_expect(sandbox_wait(&c) == 8);
	cr_expect(sandbox_said(&c, "expect:login: : not received within 20 s"));
	cr_expect(sandbox_said(&c, "=> "));
	cr_expect(is_valid(&c, 8));
}

/* The board has no memory at this address. */
Test(conversation, a_reset_by_a_wrong_load_address_is_recognised)
{
	struct child c;

	board_start(&board, BOARD_ARM);
	c = sandbox_start("xsend -p %s -y --steps=u-boot --timeout=8 "
			  "--set addr=0xf0000000 f",
	    board.port);
	cr_expect(sandbox_wait(&c) == 5);
	cr_expect(sandbox_said(&c, "is the load address right"));
}

/* The installed steps files. */

Test(conversation, steps_file_u_boot_loads_and_checks_a_file)
{
	struct child c;

	board_start(&board, BOARD_ARM);
	c = sandbox_start(
	    "xsend -p %s -y --steps=u-boot --set addr=0x42000000" JSON "f",
	    board.port);
	cr_expect(sandbox_wait(&c) == 0);
	cr_expect(is_valid(&c, 0));

	/* Now the board waits at its prompt. */
	c = sandbox_start(
	    "xsend -p %s -y --steps=u-boot --set addr=0x42000000 f",
	    board.port);
	cr_expect(sandbox_wait(&c) == 0);
	cr_expect(sandbox_said(&c, "f: 50000 bytes"));
}

Test(conversation, steps_file_u_boot_fast_changes_and_restores_the_rate)
{
	struct child c;

	board_start(&board, BOARD_X86);
	c = sandbox_start("xsend -p %s -y --steps=u-boot-fast "
			  "--set addr=0x2000000 --set fast=57600 f",
	    board.port);
	cr_expect(sandbox_wait(&c) == 0);
	cr_expect(sandbox_said(&c, "download to 0x02000000 at 57600 bps"));
	cr_expect(sandbox_said(&c, "==> "));
}

/*
 * The recipes of xsend-cookbook(7), with addresses of the emulated board.
 */

static void
open_cookbook(const char *address)
{
	cookbook_open("board");
	cookbook_replace("82000000", address);
	cookbook_replace("^port=.*", "port=board");
	cr_assert(sandbox_run("cp f fit.itb") == 0);
}

static void
power_on(enum board_kind kind)
{
	board_start(&board, kind);
	cr_assert(sandbox_run("ln -s %s board", board.port) == 0);
}

Test(cookbook, recipe_loads_checks_and_boots)
{
	struct child c;

	open_cookbook("42000000");
	power_on(BOARD_ARM);
	c = sandbox_start("sh uboot");
	cr_expect(sandbox_wait(&c) == 0);
	cr_expect(sandbox_said(&c, "fit.itb: 50000 bytes"));
}

Test(cookbook, recipe_switches_the_rate_and_back_again)
{
	struct child c;

	open_cookbook("2000000");
	cookbook_replace("xsend -p", "xsend" JSON "-p");
	power_on(BOARD_X86);
	c = sandbox_start("sh uboot-fast");
	cr_expect(sandbox_wait(&c) == 0);
	cr_expect(sandbox_said(&c, "download to 0x02000000 at 921600 bps"));
	cr_expect(is_valid(&c, 0));
}

/* With QEMU's PL011, U-Boot receives nothing after it has set another rate. */
Test(cookbook, recipe_fails_with_a_message_if_the_rate_switch_fails)
{
	struct child c;

	open_cookbook("42000000");
	cookbook_replace("--steps", "--step-timeout=10 --steps");
	power_on(BOARD_ARM);
	c = sandbox_start("sh uboot-fast");
	cr_expect(sandbox_wait(&c) == 8);
	cr_expect(sandbox_said(&c, "expect:Ready for binary: not received"));
}

Test(cookbook, script_of_a_job_returns_the_exit_status)
{
	struct child c;

	open_cookbook("42000000");
	power_on(BOARD_ARM);
	c = sandbox_start("sh load fit.itb");
	cr_expect(sandbox_wait(&c) == 0);
	cr_expect(sandbox_exists("xsend.json"));
	cr_expect(!sandbox_exists("xsend.trace"));

	/* Without a reset, the board prints no "stop autoboot". */
	cookbook_replace("--trace", "--step-timeout=3 --trace");
	c = sandbox_start("sh load fit.itb");
	cr_expect(sandbox_wait(&c) == 8);
	cr_expect(sandbox_said(&c, "expect:stop autoboot: not received"));
	cr_expect(sandbox_said(&c, "does not answer as it should"));
	cr_expect(sandbox_exists("xsend.trace"));
}
