#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/sandbox.h"
#include "programs/hostile_sender.h"
#include "xm/internal.h"

/* A sender that attacks the user of xrecv. */

static void
set_up(void)
{
	sandbox_open("");
	cr_assert(mkdir("in", 0777) == 0);
	sandbox_make("precious", 7);
	sandbox_make("same", 7);
}

TestSuite(hostile, .init = set_up, .fini = sandbox_close, .timeout = 240);

/* Returns the number of files in a directory, without files of the test. */
static int
count_files(const char *path)
{
	static const char *const known[] = { ".", "..", "a", "b", "in", "back",
		"there", "precious", "same" };
	DIR *directory = opendir(path);
	struct dirent *entry;
	int count = 0;

	cr_assert(directory != NULL);
	while ((entry = readdir(directory)) != NULL) {
		bool mine = strncmp(entry->d_name, "log", 3) == 0;

		for (size_t i = 0; i < sizeof known / sizeof *known; i++)
			mine |= strcmp(entry->d_name, known[i]) == 0;
		count += !mine;
	}
	closedir(directory);
	return count;
}

static bool
is_printable(const char *path)
{
	FILE *log = fopen(path, "r");
	bool printable = true;
	int byte;

	cr_assert(log != NULL);
	while ((byte = getc(log)) != EOF)
		printable &= (byte >= ' ' && byte <= '~') || byte == '\n';
	fclose(log);
	return printable;
}

/* Names. */

#define TEN(text) text text text text text text text text text text
#define NAME_250 TEN("1234567890123456789012345")

static const struct {
	const char *name;
	const char *file; /* name of the stored file; NULL: refused */
} names[] = {
	{ ".", NULL },
	{ "..", NULL },
	{ "/", NULL },
	{ "../..", NULL },
	{ "directory/", NULL },
	{ "C:", NULL },
	{ "/xsend-hostile", "xsend-hostile" },
	{ "../up", "up" },
	{ "../../../../tmp/up", "up" },
	{ "a/b/c", "c" },
	{ "..\\..\\up", "up" },
	{ "C:\\windows\\up", "up" },
	{ "C:up", "up" },
	{ ".profile", "_profile" },
	{ ".ssh/authorized_keys", "authorized_keys" },
	{ "-rf", "_rf" },
	{ "$(touch ran)", "$(touch ran)" },
	{ "`touch ran`;touch ran|touch ran&", "`touch ran`;touch ran|touch "
					      "ran&" },
	{ "%n%s%n%1000000d", "%n%s%n%1000000d" },
	{ "\033[2J\033]0;title\a", "_[2J_]0;title_" },
	{ "a\rb\nc\td\b\x7f", "a_b_c_d__" },
	{ "\x9b\x33\x31m", "_31m" },
	{ "\xff\xfe\x80", "___" },
	{ "\xc3\x28\xe2\x82", "_(__" },
	{ "\"}\n{\"event\":\"done\"}", "\"}_{\"event\":\"done\"}" },
	{ NAME_250 "12345", NAME_250 "12345" },
	{ NAME_250 "123456", NULL },
	{ NAME_250 NAME_250 NAME_250 NAME_250, NULL },
	{ "f.xrecv-part", NULL },
	{ "F.XRECV-PART", NULL },
};

static void
try_name(const char *options, const char *name, const char *file)
{
	char header[1024], path[300];
	struct hostile_sender r;
	int len = snprintf(header, sizeof header, "%s%c%d", name, 0, 6);
	int status;

	hostile_start(&r, options);
	hostile_file(&r, header, (size_t)len, 1);
	hostile_file(&r, "good\0006", 6, 1);
	hostile_end(&r);
	status = hostile_wait(&r);

	cr_expect(status == (file != NULL ? 0 : 1), "%s: %d", name, status);
	cr_expect(is_printable(r.xrecv.log), "%s", name);
	cr_expect(count_files(".") == 0, "%s", name);
	cr_expect(count_files("in") == (file != NULL ? 2 : 1), "%s", name);
	cr_expect(sandbox_size("in/good") == 6, "%s", name);
	unlink("in/good");
	if (file == NULL)
		return;
	snprintf(path, sizeof path, "in/%s", file);
	cr_expect(sandbox_size(path) == 6, "%s", name);
	unlink(path);
}

Test(hostile, names_cannot_leave_the_directory_or_control_the_terminal)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		try_name("-d in", names[i].name, names[i].file);
	cr_expect(!sandbox_exists("/xsend-hostile"));
}

Test(hostile, names_do_no_harm_in_json, .disabled = !HAS_JSON)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		try_name(
		    "-v -d in --progress=json", names[i].name, names[i].file);
}

Test(hostile, names_do_no_harm_in_traces)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		try_name(
		    "-v -d in --trace=log-trace", names[i].name, names[i].file);
		cr_expect(is_printable("log-trace"), "%s", names[i].name);
	}
}

/* Modes. */

Test(hostile, modes_are_limited_by_the_umask)
{
	static const unsigned modes[] = { 04777, 06755, 01777, 0104755, 0777,
		0644, 0444, 0200, 01, 0120777, 037777777777 };
	static const unsigned masks[] = { 022, 077, 0 };

	for (size_t i = 0; i < sizeof masks / sizeof *masks; i++) {
		for (size_t k = 0; k < sizeof modes / sizeof *modes; k++) {
			unsigned want = ((modes[k] & 0777) | 0400) & ~masks[i];
			struct hostile_sender r;
			struct stat st;
			char header[64];
			int len = snprintf(
			    header, sizeof header, "f%c6 0 %o", 0, modes[k]);

			umask((mode_t)masks[i]);
			hostile_start(&r, "-d in");
			hostile_file(&r, header, (size_t)len, 1);
			hostile_end(&r);
			cr_expect(hostile_wait(&r) == 0);

			cr_assert(lstat("in/f", &st) == 0);
			cr_expect((st.st_mode & 07777) == want,
			    "mode %o, umask %o: %o", modes[k], masks[i],
			    st.st_mode);
			unlink("in/f");
		}
	}
}

/* Sizes. */

static const struct {
	const char *size; /* text after the name in block 0 */
	int blocks;       /* number of data blocks of 128 bytes */
	int status;
	long stored; /* bytes stored; -1: no file */
	const char *options;
} sizes[] = {
	{ "", 1, 0, 128, "" },
	{ "-1", 1, 0, 128, "" },
	{ " 5", 1, 0, 128, "" },
	{ "x", 1, 0, 128, "" },
	{ "12x", 1, 0, 128, "" },
	{ "0x10", 1, 0, 128, "" },
	{ "12 zzz 999", 1, 0, 12, "" },
	{ "0", 1, 0, 128, "" }, /* /proc/cpuinfo */
	{ "0", 0, 0, 0, "" },
	{ "5", 1, 0, 5, "" },
	{ "5", 3, 6, -1, "" },
	{ "128", 1, 0, 128, "" },
	{ "129", 1, 6, -1, "" },
	{ "1", 0, 6, -1, "" },
	{ "9223372036854775807", 1, 6, -1, "" },
	{ "9223372036854775808", 1, 6, -1, "" },
	{ "18446744073709551615", 1, 6, -1, "" },
	{ "18446744073709551616", 1, 6, -1, "" },
	{ "99999999999999999999", 1, 6, -1, "" },
	{ "99999999999999999999", 1, 1, -1, "--limit=1G" },
	{ "101", 1, 1, -1, "--limit=100" },
	{ "100", 1, 0, 100, "--limit=100" },
	{ "", 1, 1, -1, "--limit=100" },
	{ "", 2, 0, 256, "--limit=256" },
	{ "", 1, 0, 100, "--size=100" },
	{ "", 1, 1, -1, "--size=129" },
};

Test(hostile, wrong_sizes_are_errors)
{
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		char header[64], options[64];
		struct hostile_sender r;
		int len =
		    snprintf(header, sizeof header, "f%c%s", 0, sizes[i].size);
		int status;

		snprintf(options, sizeof options, "-d in %s", sizes[i].options);
		hostile_start(&r, options);
		hostile_file(&r, header, (size_t)len, sizes[i].blocks);
		hostile_end(&r);
		status = hostile_wait(&r);

		cr_expect(status == sizes[i].status, "\"%s\" %s: %d",
		    sizes[i].size, sizes[i].options, status);
		cr_expect(sandbox_size("in/f") == sizes[i].stored, "\"%s\" %s",
		    sizes[i].size, sizes[i].options);
		cr_expect(!sandbox_exists("in/f.xrecv-part"));
		unlink("in/f");
	}
}

/* Sends an intact block of data, and waits for a byte of answer. */
static uint8_t
send_block(const struct hostile_sender *r, uint8_t number)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };
	size_t len = xm_block_seal(block, number, 128, true);
	uint8_t answer = 0;

	cr_assert(write(r->to, block, len) == (ssize_t)len);
	cr_assert(read(r->from, &answer, 1) == 1);
	return answer;
}

Test(hostile, skipped_block_is_reported)
{
	static const char header[] = "f\0" "9999 ";
	struct hostile_sender r;
	char request;

	hostile_start(&r, "-d in");
	hostile_block(&r, 0, header, sizeof header);
	cr_assert(read(r.from, &request, 1) == 1 && request == 'C');
	cr_expect(send_block(&r, 1) == ACK);
	cr_expect(send_block(&r, 3) == NAK);
	cr_expect(send_block(&r, 4) == CAN);

	cr_expect(hostile_wait(&r) == 6);
	cr_expect(sandbox_said(&r.xrecv,
	    "block 2 is missing; the sender went on to block 4"));
	cr_expect(!sandbox_exists("in/f"));
}

Test(hostile, empty_batch_stores_no_file)
{
	struct hostile_sender r;

	hostile_start(&r, "-d in");
	hostile_end(&r);

	cr_expect(hostile_wait(&r) == 0);
	cr_expect(count_files("in") == 0);
}

Test(hostile, second_file_of_a_name_does_not_replace_the_first)
{
	struct hostile_sender r;

	hostile_start(&r, "-d in");
	hostile_file(&r, "f\0006", 3, 1);
	hostile_file(&r, "dir/f\0009", 7, 1);
	hostile_file(&r, "g\0005", 3, 1);
	hostile_end(&r);

	cr_expect(hostile_wait(&r) == 1);
	cr_expect(sandbox_said(&r.xrecv, "in/f: File exists"));
	cr_expect(sandbox_said(&r.xrecv, "xrecv: 2 files: 11 bytes in "));
	cr_expect(sandbox_size("in/f") == 6);
	cr_expect(sandbox_size("in/g") == 5);
}

/* Links and other things in the directory. */

static const struct {
	const char *what, *waits, *options;
	int status;
	const char *holds; /* command that must succeed afterwards */
} waiting[] = {
	{ "link", "ln -s ../precious in/f", "", 1, "test -L in/f" },
	{ "link to nowhere", "ln -s ../new in/f", "", 1, "test ! -e new" },
	{ "link, replaced", "ln -s ../precious in/f", "-o", 0,
	    "test ! -L in/f && test -f in/f" },
	{ "link to nowhere, replaced", "ln -s ../new in/f", "-o", 0,
	    "test ! -L in/f && test ! -e new" },
	{ "link, renamed", "ln -s ../precious in/f", "--on-exists=rename", 0,
	    "test -f in/f.1" },
	{ "link for the part", "ln -s ../precious in/f.xrecv-part", "", 1,
	    "test -L in/f.xrecv-part" },
	{ "link to nowhere for the part", "ln -s ../new in/f.xrecv-part", "-o",
	    1, "test ! -e new" },
	{ "pipe", "mkfifo in/f", "-o", 1, "test -p in/f" },
	{ "pipe for the part", "mkfifo in/f.xrecv-part", "", 1,
	    "test ! -e in/f" },
	{ "directory", "mkdir in/f", "", 1, "test -d in/f" },
	{ "directory, to be replaced", "mkdir in/f", "-o", 1, "test -d in/f" },
	{ "directory for the part", "mkdir in/f.xrecv-part", "", 1,
	    "test ! -e in/f" },
	{ "socket",
	    "python3 -c \"import socket; "
	    "socket.socket(socket.AF_UNIX).bind(\\\"in/f\\\")\"",
	    "-o", 1, "test -S in/f" },
	{ "part that was left", "echo old >in/f.xrecv-part", "", 0,
	    "test -f in/f && test ! -e in/f.xrecv-part" },
	{ "part that cannot be written",
	    ": >in/f.xrecv-part; "
	    "chmod 400 in/f.xrecv-part",
	    "", 0, "test -f in/f && test ! -e in/f.xrecv-part" },
};

Test(hostile, things_in_the_directory_are_neither_followed_nor_opened)
{
	for (size_t i = 0; i < sizeof waiting / sizeof *waiting; i++) {
		char options[64];
		struct hostile_sender r;
		int status;

		cr_assert(sandbox_run("sh -c '%s'", waiting[i].waits) == 0, "%s",
		    waiting[i].what);
		snprintf(
		    options, sizeof options, "-d in %s", waiting[i].options);
		hostile_start(&r, options);
		hostile_file(&r, "f\0006", 3, 1);
		hostile_file(&r, "good\0006", 6, 1);
		hostile_end(&r);
		status = hostile_wait(&r);

		cr_expect(status == waiting[i].status, "%s: %d",
		    waiting[i].what, status);
		cr_expect(sandbox_run("sh -c '%s'", waiting[i].holds) == 0, "%s",
		    waiting[i].what);
		cr_expect(sandbox_size("in/good") == 6, "%s", waiting[i].what);
		cr_expect(sandbox_same("precious", "same"), "%s", waiting[i].what);
		cr_assert(sandbox_run("sh -c 'rm -rf in && mkdir in'") == 0);
	}
}

Test(hostile, partial_file_of_another_xrecv_is_not_changed)
{
	struct child other;
	struct hostile_sender r, second;

	hostile_start(&r, "-d in");
	hostile_block(&r, 0, "f\0006", 3);
	other = sandbox_start("sh -c 'flock -n in/f.xrecv-part true'");
	cr_expect(sandbox_wait(&other) == 1);

	cr_assert(unlink("there") == 0 && unlink("back") == 0);
	hostile_start(&second, "-d in -o");
	hostile_file(&second, "f\0006", 3, 1);
	hostile_end(&second);
	cr_expect(hostile_wait(&second) == 1);
	cr_expect(sandbox_said(&second.xrecv, "in/f.xrecv-part: in use"));

	hostile_block(&r, 1, "123456", 6);
	hostile_eot(&r);
	hostile_end(&r);
	cr_expect(hostile_wait(&r) == 0);
	cr_expect(sandbox_size("in/f") == 6);
}

/* A device on which open(2) has an effect; only root can create one. */
Test(hostile, device_in_place_of_a_file_is_not_written_or_replaced)
{
	struct hostile_sender r;

	if (sandbox_run("mknod in/f c 1 3") != 0)
		return;
	hostile_start(&r, "-d in -o");
	hostile_file(&r, "f\0006", 3, 1);
	hostile_end(&r);

	cr_expect(hostile_wait(&r) == 1);
	cr_expect(sandbox_said(&r.xrecv, "in/f: not a regular file"));
	cr_expect(sandbox_run("test -c in/f") == 0);
}
