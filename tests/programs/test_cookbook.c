#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/cookbook.h"
#include "harness/sandbox.h"

/*
 * Runs each recipe of xsend-cookbook(7), as it stands in the page.  The other
 * end of the pty is an emulated boot loader with its prompt or menu.  Recipes
 * for U-Boot are in test_uboot.c.
 */

enum { LEN = 5000 };

static void
set_up(void)
{
	sandbox_open("--baud=460800");
	cookbook_open("a");
}

TestSuite(cookbook, .init = set_up, .fini = sandbox_close, .timeout = 240);

static struct child
power_on(const char *boards)
{
	FILE *file = fopen("boards", "w");
	struct child c;

	cr_assert(file != NULL);
	fputs(boards, file);
	cr_assert(fclose(file) == 0);
	c = sandbox_start("sh -e boards");
	sandbox_expect(&c, "ready");
	return c;
}

/*
 * Runs a recipe that sends files to boards, one boot loader after the other.
 * Boot loader n stores its files in the directory n.
 */
static void
follow(const char *recipe, const char *boards, const char *const *files)
{
	struct child board, host;

	for (int i = 0; files[i] != NULL; i++) {
		sandbox_make(files[i], LEN + (size_t)i);
		cr_assert(sandbox_run("mkdir %d", i) == 0);
	}
	board = power_on(boards);

	host = sandbox_start("sh %s", recipe);
	cr_expect(sandbox_wait(&host) == 0);
	cr_expect(sandbox_wait(&board) == 0);

	for (int i = 0; files[i] != NULL; i++)
		cr_expect(sandbox_run(
			      "cmp -n %d %s %d/0", LEN + i, files[i], i) == 0);
}

#define FILES(...) ((const char *const[]){ __VA_ARGS__, NULL })

#define GECKO_MENU                                                             \
	"'send:\\r\\nGecko Bootloader v1.12.00\\r\\n1. upload gbl\\r\\n'"      \
	" 'send:2. run\\r\\n3. ebl info\\r\\nBL > '"

Test(cookbook, shows_the_prompt_of_a_board)
{
	struct child host;

	power_on("emulate gecko b . 'expect:\\r' " GECKO_MENU " expect:never");
	host = sandbox_start("sh prompt");
	cr_expect(sandbox_wait(&host) == 8);
	cr_expect(sandbox_said(&host, "< 2. run\n"));
	cr_expect(sandbox_said(&host, "3. ebl info\\r\\nBL > \""));
}

Test(cookbook, gecko_receives_an_image_and_runs_it)
{
	follow("gecko",
	    "emulate gecko b 0 'expect:\\r' " GECKO_MENU " expect:1 "
	    "transfer expect:2",
	    FILES("app.gbl"));
}

Test(cookbook, barebox_receives_an_image_and_boots_it)
{
#define BAREBOX_PROMPT "'send:\\x1b[1;32mbarebox@\\x1b[1;31mBoard:/\\x1b[0m '"
	follow("barebox",
	    "emulate barebox-loady b 0 wait:300 "
	    "'send:\\r\\nHit m for menu or any to stop autoboot:    3' "
	    "'expect: ' 'send:\\r\\n' " BAREBOX_PROMPT " wait:50 "
	    "'expect:loady\\r' 'send:\\r\\n' "
	    "transfer " BAREBOX_PROMPT " wait:50 'expect:bootm zImage\\r'",
	    FILES("zImage"));
}

/* ST's boot loaders lose keys that arrive while they print a menu. */

#define MENU "'send:\\r\\n=================== Main Menu ============\\r\\n\\n'"

Test(cookbook, stm32_receives_an_application_and_starts_it)
{
#define IAP_MENU                                                               \
	MENU " 'send:  Download image to the internal Flash ------- "          \
	     "1\\r\\n\\n'"                                                     \
	     " 'send:  Execute the loaded application ------------- "          \
	     "3\\r\\n\\n'"                                                     \
	     " wait:100"
	follow("stm32",
	    "emulate stm32-iap b 0 'expect:\\r' " IAP_MENU " expect:1 "
	    "'send:Waiting for the file to be sent ...\\n\\r' "
	    "transfer 'send:\\n\\r Programming Completed "
	    "Successfully!\\n\\r' " IAP_MENU " expect:3",
	    FILES("app.bin"));
}

Test(cookbook, sbsfu_receives_an_image_in_blocks_of_one_length)
{
	follow("sbsfu",
	    "emulate sbsfu-1k b 0 'expect:\\r' " MENU
	    " 'send:  Download a new Fw Image ------- 1\\r\\n\\n' "
	    "'send:  Selection :\\r\\n\\n' wait:100 expect:1 transfer",
	    FILES("UserApp.sfb"));
}

Test(cookbook, sam_ba_receives_an_applet_and_runs_it)
{
	follow("sam-ba",
	    "emulate samba b 0 expect:T# 'send:\\n\\r>' "
	    "'expect:S20004000,#' transfer 'expect:G20004000#'",
	    FILES("applet.bin"));
}

Test(cookbook, jh7110_receives_its_stages_in_order)
{
	follow("jh7110",
	    "emulate jh7110 b 0 transfer\n"
	    "emulate uboot-spl b 1 transfer",
	    FILES("u-boot-spl.bin.normal.out", "u-boot.itb"));
}

Test(cookbook, ti_k3_receives_its_stages_in_order)
{
	follow("ti-k3",
	    "emulate ti-k3 b 0 transfer\n"
	    "emulate uboot-spl b 1 transfer\n"
	    "emulate uboot-spl b 2 transfer",
	    FILES("tiboot3.bin", "tispl.bin", "u-boot.img"));
}

Test(cookbook, cisco_confirms_and_receives_an_image)
{
	follow("cisco",
	    "emulate cisco b 0 'expect:\\r' 'send:\\r\\nrommon 1 > ' "
	    "'expect:xmodem -c c2600.bin\\r' "
	    "'send:\\r\\nDo not start the sending program yet...\\r\\n' "
	    "'send:Do you wish to continue? y/n  [n]:  ' 'expect:y\\r' "
	    "'send:\\r\\nReady to receive file c2600.bin ...\\r\\n' transfer",
	    FILES("c2600.bin"));
}

/*
 * The recipe resets the board with 1200 baud and DTR.  A pty has no DTR, so the
 * test replaces the port when xsend reports the rate.
 */
Test(cookbook, recipe_touch_reopens_the_port_after_a_reset_with_1200_baud)
{
	struct child board, host;

	cookbook_replace("xsend -p", "xsend -v -p");
	sandbox_make("app.bin", LEN);
	host = sandbox_start("sh touch");
	sandbox_expect(&host, "step baud:1200");

	sandbox_line("--baud=460800", "new", "c");
	cr_assert(sandbox_run("mkdir 0") == 0);
	board = sandbox_start("emulate uboot-loady c 0 transfer");
	sandbox_expect(&board, "ready");
	cr_assert(sandbox_run("mv new a") == 0);

	cr_expect(sandbox_wait(&host) == 0);
	cr_expect(sandbox_wait(&board) == 0);
	cr_expect(sandbox_run("cmp -n %d app.bin 0/0", LEN) == 0);
}

/*
 * Creates a command "ssh" that checks the recipe's options, and runs the rest
 * of its arguments in the directory "board".
 */
static void
make_ssh(void)
{
	FILE *file;

	cr_assert(mkdir("board", 0777) == 0);
	file = fopen("board/ssh", "w");
	cr_assert(file != NULL);
	fputs("#!/bin/sh -e\n[ \"$1 $2 $3 $4\" = '-e none -tt board' ]\n"
	      "shift 4\ncd board\nexec $*\n",
	    file);
	cr_assert(fclose(file) == 0);
	cr_assert(chmod("board/ssh", 0777) == 0);
}

Test(cookbook, ssh_passes_every_byte_to_a_program_on_the_board)
{
	make_ssh();
	sandbox_make("app.bin", LEN);
	cr_expect(sandbox_run("env PATH=$PWD/board:$PATH sh ssh") == 0);
	cr_expect(sandbox_run("cmp -n %d app.bin board/app.bin", LEN) == 0);
}

Test(cookbook, jobs_are_yaml_and_call_the_script)
{
	cr_expect(sandbox_run(CHECK_JOBS) == 0);
}

/* Three boards, each on a line of its own. */

static struct child
power_on_in_rack(int number)
{
	char host[32], board[32];
	struct child c;

	snprintf(host, sizeof host, "rack/board%d", number);
	snprintf(board, sizeof board, "far%d", number);
	sandbox_line("--baud=460800", host, board);
	cr_assert(sandbox_run("mkdir %d", number) == 0);
	c = sandbox_start("emulate uboot-loady %s %d 'send:stop autoboot: 3' "
		      "'expect: ' 'send:\\r\\n=> ' "
		      "'expect:loady 0x82000000\\r' transfer "
		      "'expect:crc32 82000000 $filesize\\r'",
	    board, number);
	sandbox_expect(&c, "ready");
	return c;
}

static bool
has_file(int number)
{
	return sandbox_run("cmp -n %d fw.bin %d/0", LEN, number) == 0;
}

Test(cookbook, rack_is_loaded_in_parallel_and_failed_boards_are_loaded_again)
{
	struct child boards[3], host;

	cookbook_replace("/dev/serial/by-id", "rack");
	cr_assert(mkdir("rack", 0777) == 0);
	sandbox_make("fw.bin", LEN);
	boards[0] = power_on_in_rack(0);
	boards[1] = power_on_in_rack(1);
	cr_assert(symlink("/nonexistent", "rack/board2") == 0);

	host = sandbox_start("sh rack.sh");
	cr_expect(sandbox_wait(&host) == 1);
	cr_expect(sandbox_wait(&boards[0]) == 0 && has_file(0));
	cr_expect(sandbox_wait(&boards[1]) == 0 && has_file(1));
	cr_expect(
	    sandbox_said(&host, "rack/board1\txsend: fw.bin: 5000 bytes"));

	boards[2] = power_on_in_rack(2);
	cr_expect(sandbox_run("sh rack-again") == 0);
	cr_expect(sandbox_wait(&boards[2]) == 0 && has_file(2));
}
