#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "programs/hostile_sender.h"

/* Names of files that attack the user of xrecv. */

TestSuite(
    hostile, .init = hostile_set_up, .fini = sandbox_close, .timeout = 240);

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
	cr_expect(hostile_count_files(".") == 0, "%s", name);
	cr_expect(
	    hostile_count_files("in") == (file != NULL ? 2 : 1), "%s", name);
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
