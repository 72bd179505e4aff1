#include <criterion/criterion.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/crc32.h"
#include "harness/sandbox.h"

/*
 * Runs each installed steps file by its name, with an emulated boot loader and
 * its prompt or menu.  test_uboot.c has the real U-Boot.
 */

enum { LEN = 5000 };

static void
set_up(void)
{
	sandbox_open("--baud=460800");
	sandbox_make("f", LEN);
	cr_assert(mkdir("in", 0777) == 0);
}

TestSuite(steps_files, .init = set_up, .fini = sandbox_close, .timeout = 240);

static uint32_t
crc32_of_file(void)
{
	static uint8_t bytes[LEN];
	FILE *file = fopen("f", "r");

	cr_assert(file != NULL);
	cr_assert(fread(bytes, 1, LEN, file) == LEN);
	fclose(file);
	return crc32_add(0, bytes, LEN);
}

static struct child
power_on(const char *steps)
{
	struct child c = sandbox_start("emulate %s", steps);

	sandbox_expect(&c, "ready");
	return c;
}

static void
send_to(const char *steps, const char *options)
{
	struct child board = power_on(steps);

	cr_expect(sandbox_run("xsend -p a %s f", options) == 0, "%s", options);
	cr_expect(sandbox_wait(&board) == 0, "%s", options);
	cr_expect(sandbox_run("cmp -n %d f in/0", LEN) == 0, "%s", options);
	unlink("in/0");
}

Test(steps_files, u_boot_compares_the_CRC_of_the_board)
{
	char steps[512];

	snprintf(steps, sizeof steps,
	    "uboot-loady b in 'expect:\\x03' 'send:stop autoboot: 3' "
	    "'expect:\\x03' 'send:\\r\\n=> ' 'expect:loady 0x42000000\\r' "
	    "'send:## Ready for binary (ymodem) download\\r\\n' transfer "
	    "'send:\\r\\n=> ' 'expect:crc32 0x42000000 $filesize\\r' "
	    "'send:crc32 for 42000000 ==> %08x\\r\\n=> '",
	    crc32_of_file());
	send_to(steps, "-y --steps=u-boot --set addr=0x42000000");
}

Test(steps_files, u_boot_fails_when_the_CRC_differs)
{
	struct child board = power_on(
	    "uboot-loady b in 'send:=> ' 'expect:\\x03' 'expect:\\x03' "
	    "'send:\\r\\n=> ' 'expect:loady 0x82000000\\r' "
	    "'send:Ready for binary\\r\\n' transfer "
	    "'send:\\r\\n=> ' 'expect:crc32 0x82000000 $filesize\\r' "
	    "'send:==> 00000000\\r\\n=> '");
	struct child host =
	    sandbox_start("xsend -p a -y --steps=u-boot --step-timeout=2 f");

	cr_expect(sandbox_wait(&host) == 8);
	cr_expect(sandbox_said(&host, "==> 00000000"));
	cr_expect(sandbox_wait(&board) == 0);
}

/*
 * The emulated board does not change its baud rate.  test_uboot.c tests the
 * change of the rate with the real U-Boot.
 */
Test(steps_files, u_boot_fast_raises_and_restores_the_rate)
{
	char steps[640];

	snprintf(steps, sizeof steps,
	    "uboot-loady b in 'expect:\\x03' 'send:stop autoboot: 3' "
	    "'expect:\\x03' 'send:\\r\\n=> ' "
	    "'expect:loady 0x82000000 230400\\r' "
	    "'send:Switch baudrate to 230400 and press ENTER ...' "
	    "'expect:\\r' 'send:## Ready for binary\\r\\n' transfer "
	    "'send:Switch baudrate to 115200 and press ESC ...' "
	    "'expect:\\x1b' 'send:\\r\\n=> ' "
	    "'expect:crc32 0x82000000 $filesize\\r' "
	    "'send:==> %08x\\r\\n=> '",
	    crc32_of_file());
	send_to(steps, "-y --steps=u-boot-fast --set fast=230400");
}

#define PROMPT "'send:\\x1b[1;32mbarebox@\\x1b[1;31mBoard:/\\x1b[0m '"
#define MENU "'send:\\r\\n======= Main Menu ============\\r\\n\\n'"

Test(steps_files, others_start_their_boot_loader_and_send_a_file)
{
	static const struct {
		const char *options, *steps;
	} rows[] = {
		{ "-y --steps=barebox",
		    "barebox-loady b in wait:300 "
		    "'send:Hit m for menu or any to stop autoboot:    3' "
		    "'expect: ' 'send:\\r\\n' " PROMPT " wait:50 "
		    "'expect:loady\\r' 'send:\\r\\n' transfer " PROMPT },
		{ "-y --pad=0xff --steps=st-iap",
		    "stm32-iap b in 'expect:\\r' " MENU
		    " wait:100 expect:1 'send:Waiting for the file\\n\\r' "
		    "transfer " MENU " wait:100 expect:3" },
		{ "-y --tail=full --steps=sbsfu",
		    "sbsfu-1k b in 'expect:\\r' " MENU
		    " 'send:  Selection :\\r\\n\\n' wait:100 expect:1 "
		    "transfer" },
		{ "--steps=gecko",
		    "gecko b in 'expect:\\r' 'send:\\r\\nBL > ' expect:1 "
		    "transfer expect:2" },
		{ "--pad=0xff --steps=sam-ba --set=addr=20002000",
		    "samba b in expect:T# 'send:\\n\\r>' "
		    "'expect:S20002000,#' transfer 'expect:G20002000#'" },
		{ "--steps=cisco",
		    "cisco b in 'expect:\\r' 'send:\\r\\nrommon 1 > ' "
		    "'expect:xmodem -c f\\r' "
		    "'send:Do you wish to continue? y/n  [n]:  ' "
		    "'expect:y\\r' 'send:\\r\\nReady to receive\\r\\n' "
		    "transfer" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		send_to(rows[i].steps, rows[i].options);
}

#if HAS_HASHES
/* Sends a file to a shell on a terminal, which runs rb of lrzsz, or xrecv. */
static void
send_to_shell(const char *options, const char *prompt)
{
	struct child shell, host;

	/* Without ICRNL, the first CR would not end a line for the shell. */
	cr_assert(sandbox_run("stty sane <b") == 0);
	shell = sandbox_start("sh -c 'cd in && PS1=\"%s\" exec setsid -c sh -i "
			      "<../b >../b 2>&1'",
	    prompt);
	host =
	    sandbox_start("xsend -p a %s --after='send:exit\\r' f", options);

	cr_expect(sandbox_wait(&host) == 0, "%s", options);
	sandbox_wait(&shell);
	cr_expect(sandbox_run("cmp -n %d f in/f", LEN) == 0, "%s", options);
	unlink("in/f");
}

Test(steps_files, a_linux_shell_runs_rb_and_checks_the_file)
{
	send_to_shell("-y --steps=linux-rb", "$ ");
}

Test(steps_files, a_linux_shell_runs_xrecv_and_checks_the_file)
{
	send_to_shell("-y --steps=linux-xrecv", "$ ");
}

/* busybox's shell sends a request for the cursor position after its prompt. */
Test(steps_files, a_prompt_may_end_with_an_escape_sequence)
{
	send_to_shell("-y --steps=linux-rb", "# \x1b[6n");
	send_to_shell("-y --steps=linux-xrecv", "# \x1b[6n");
}
#endif

/* The search for steps files. */

static void
write_text(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	cr_assert(file != NULL);
	fputs(text, file);
	cr_assert(fclose(file) == 0);
}

static void
make_own(void)
{
	static char here[PATH_MAX];

	cr_assert(getcwd(here, sizeof here) != NULL);
	setenv("XDG_CONFIG_HOME", here, 1);
	cr_assert(mkdir("xsend", 0777) == 0);
	write_text(
	    "xsend/u-boot.steps", "# Mine\nset:word=hello\nexpect:%{word}\n");
}

Test(steps_files, of_the_user_hide_installed_files_of_the_same_name)
{
	struct child host;

	make_own();
	host = sandbox_start("xsend -p a --step-timeout=0.1 --steps=u-boot");
	cr_expect(sandbox_wait(&host) == 8);
	cr_expect(sandbox_said(&host, "expect:hello"));
}

Test(steps_files, can_be_named_by_path_if_they_are_text)
{
	struct child host;

	write_text("gecko", "expect:a file\n");
	host = sandbox_start("xsend -p a --step-timeout=0.1 --steps=gecko");
	cr_expect(sandbox_wait(&host) == 8);
	cr_expect(sandbox_said(&host, "expect:a file"));

	cr_assert(sandbox_run("cp /bin/true gecko") == 0);
	host = sandbox_start("xsend -p a --step-timeout=0.1 --steps=gecko f");
	cr_expect(sandbox_wait(&host) == 8);
	cr_expect(sandbox_said(&host, "expect:BL > "));
}

Test(steps_files, with_an_unknown_name_are_an_error_with_a_hint)
{
	struct child host = sandbox_start("xsend -p a --steps=no-board f");

	cr_expect(sandbox_wait(&host) == 2);
	cr_expect(sandbox_said(&host,
	    "--steps=no-board: no such file, and no steps of this name "
	    "(--list-steps shows the names)"));
}

Test(steps_files, are_listed_with_a_description_and_their_variables)
{
	make_own();
	cr_expect(sandbox_run("xsend --list-steps >list") == 0);
	cr_expect(sandbox_run("grep -q '^u-boot  *Mine$' list") == 0);
	cr_expect(sandbox_run("grep -q '^  *--set word=hello$' list") == 0);
	cr_expect(sandbox_run("grep -c '^u-boot ' list | grep -qx 1") == 0);
	cr_expect(sandbox_run("grep -q '^sam-ba  *SAM-BA monitor' list") == 0);
	cr_expect(sandbox_run("grep -q -e '--set addr=20004000$' list") == 0);
	cr_expect(sandbox_run("xrecv --list-steps | cmp - list") == 0);

	setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
	setenv("XSEND_STEPS_DIR", "/nonexistent", 1);
	cr_expect(sandbox_run("xsend --list-steps") == 1);
}

/* Steps and variables. */

Test(steps_files, without_a_transfer_need_no_file)
{
	struct child board =
	    power_on("uboot-loady b in 'expect:\\r' 'send:board login: ' "
		     "expect:never");

	cr_expect(sandbox_run("xsend -p a --before='send:\\r' "
			      "--before='match:=> $|login: $'") == 0);
	(void)board;
}

Test(steps_files, with_a_transfer_need_a_file)
{
	struct child host = sandbox_start("xsend -p a -y --steps=u-boot");

	cr_expect(sandbox_wait(&host) == 2);
	cr_expect(sandbox_said(&host, "no file is named"));
}

Test(steps_files, insert_size_and_CRC_of_a_pipe_and_the_name_from_an_option)
{
	struct child host = sandbox_start(
	    "sh -c 'printf hello | xsend -p a --name=%%x --step-timeout=0.1 "
	    "--before=\"expect:%%{name} %%{size} %%{crc32} 100%%%%\" -'");

	cr_expect(sandbox_wait(&host) == 8);
	cr_expect(sandbox_said(&host, "expect:%x 5 3610a686 100%: "));
}

Test(steps_files, with_errors_are_usage_errors_with_the_correction)
{
	static const struct {
		const char *options, *words;
	} rows[] = {
		{ "--before='send:%{adr}' f",
		    "--before: %{adr} is unknown (known: %{name} %{size} "
		    "%{crc32}" },
		{ "--before='send:%{adr' f", "the } is missing" },
		{ "--set adr=1 --steps=u-boot f",
		    "--set=adr=1: no step contains %{adr}" },
		{ "--set size=1 f", "is computed from the file" },
		{ "--set =1 f", "not NAME=VALUE" },
		{ "--before='baud:%{b}' --set b=fast f",
		    "baud:fast: not a rate" },
		{ "--before='send:%{size}' -y f f", "there are 2 files" },
		{ "--before='send:%{size}'", "no file is named" },
		{ "--before='match:(' f", "not a POSIX extended regular" },
		{ "--before='match:a*' f", "also matches an empty text" },
		{ "--after=terminalx f", "terminal takes no argument" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct child host =
		    sandbox_start("xsend -p a %s", rows[i].options);

		cr_expect(sandbox_wait(&host) == 2, "%s", rows[i].options);
		cr_expect(
		    sandbox_said(&host, rows[i].words), "%s", rows[i].options);
	}
}
