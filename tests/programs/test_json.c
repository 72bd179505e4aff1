#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/sandbox.h"

/* The output of --progress=json, compared with its schema. */

static void
set_up(void)
{
	sandbox_open("");
	cr_assert(mkdir("in", 0777) == 0);
	sandbox_make("f", 5000);
}

TestSuite(json, .init = set_up, .fini = sandbox_close, .timeout = 120);

static bool
is_valid(const struct child *c, int status)
{
	return sandbox_run(CHECK_JSON " %s %d", c->log, status) == 0;
}

/* Returns true if the jq filter is true for a line of the output. */
static bool
has(const struct child *c, const char *filter)
{
	return sandbox_run("jq -es 'map(select(%s)) | length > 0' %s", filter,
		   c->log) == 0;
}

Test(json, reports_a_transfer_at_both_ends)
{
	struct child r = sandbox_start("xrecv -p b -d in --progress=json");
	struct child s = sandbox_start("xsend -p a -y --progress=json f");
	const struct child *const both[] = { &s, &r };

	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);

	for (int i = 0; i < 2; i++) {
		cr_expect(is_valid(both[i], 0), "%d", i);
		cr_expect(has(both[i], ".event == \"file\" and .size == 5000"));
		cr_expect(
		    has(both[i], ".event == \"progress\" and .bytes == 5000"));
		cr_expect(has(both[i], ".event == \"done\" and .blocks == 5"));
	}
	cr_expect(has(&s, ".event == \"start\" and .line == \"a\""));
	cr_expect(has(&r, ".event == \"end\" and .name == \"in/f\""));
}

/*
 * Stores the CRC-32 of a file in hexadecimal.  The output of gzip(1) ends with
 * the CRC-32 and the length of its input, each in 4 bytes, low byte first.
 */
static void
crc_of(const char *path, char crc[static 16])
{
	FILE *pipe;
	char command[256];

	snprintf(command, sizeof command,
	    "gzip -c %s | tail -c 8 | od -An -tx4 -N4 | tr -d ' '", path);
	pipe = popen(command, "r");
	cr_assert(pipe != NULL && fscanf(pipe, "%15s", crc) == 1);
	pclose(pipe);
}

Test(json, has_the_checksum_of_each_file_and_of_a_single_file)
{
	char crc[16], filter[64];
	struct child r, s;

	sandbox_make("g", 300);
	r = sandbox_start("xrecv -p b -d in --progress=json");
	s = sandbox_start("xsend -p a -y --progress=json f g");
	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);

	cr_expect(is_valid(&s, 0) && is_valid(&r, 0));
	for (int i = 0; i < 2; i++) {
		crc_of(i == 0 ? "f" : "g", crc);
		snprintf(filter, sizeof filter,
		    ".event == \"end\" and .crc32 == \"%s\"", crc);
		cr_expect(has(&s, filter), "%s", filter);
		cr_expect(has(&r, filter), "%s", filter);
	}
	cr_expect(has(&s, ".event == \"done\" and .crc32 == null"));
	cr_expect(has(&s, ".event == \"done\" and .bytes == 5300"));
}

Test(json, has_the_checksum_of_the_stored_bytes)
{
	char crc[16], filter[64];
	struct child r =
	    sandbox_start("xrecv -p b --strip=0xff --progress=json in/f");
	struct child s =
	    sandbox_start("xsend -p a --pad=0xff --progress=json f");

	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);

	crc_of("f", crc);
	snprintf(filter, sizeof filter,
	    ".event == \"done\" and .crc32 == \"%s\"", crc);
	cr_expect(has(&s, filter));
	cr_expect(has(&r, filter));
	cr_expect(has(&r, ".event == \"done\" and .bytes == 5000"));
}

Test(json, has_the_checksum_of_a_file_that_ends_in_short_blocks)
{
	char crc[16], filter[80];
	struct child r = sandbox_start("xrecv -p b -d in");
	struct child s;

	sandbox_make("t", 700);
	s = sandbox_start("xsend -p a -y --tail=short --progress=json t");
	cr_expect(sandbox_wait(&s) == 0);
	cr_expect(sandbox_wait(&r) == 0);

	crc_of("t", crc);
	snprintf(filter, sizeof filter,
	    ".event == \"done\" and .crc32 == \"%s\"", crc);
	cr_expect(has(&s, filter));
}

Test(json, counts_no_file_that_was_refused_or_skipped)
{
	static const struct {
		const char *options;
		int status;
		int senders_status;
		const char *result;
	} rows[] = {
		{ "", 1, 5,
		    ".result == \"local\" and .refused == 1 and "
		    "(.error | startswith(\"in/f: File exists (\"))" },
		{ "--on-exists=skip", 0, 0,
		    ".result == \"done\" and .refused == 0" },
	};
	char filter[200];

	sandbox_make("g", 300);
	sandbox_make("in/f", 7);
	for (int i = 0; i < 2; i++) {
		struct child r = sandbox_start(
		    "xrecv -p b -d in --progress=json %s", rows[i].options);
		struct child s = sandbox_start("xsend -p a -y g f");

		cr_expect(sandbox_wait(&s) == rows[i].senders_status);
		cr_expect(sandbox_wait(&r) == rows[i].status);
		cr_expect(is_valid(&r, rows[i].status));
		cr_expect(has(&r, ".event == \"end\" and .name == \"in/g\""));
		cr_expect(!has(&r, ".event == \"end\" and .bytes != 300"));
		snprintf(filter, sizeof filter,
		    ".event == \"done\" and .bytes == 300 and .crc32 == null "
		    "and %s",
		    rows[i].result);
		cr_expect(has(&r, filter), "%s", filter);
		unlink("in/g");
	}
}

static const struct {
	const char *command;
	int status;
	const char *done; /* jq filter that is true for the last line */
} failures[] = {
	{ "xsend -p a --progress=json missing", 1,
	    ".result == \"local\" and (.error | startswith(\"missing: No such "
	    "file or directory (in the directory /\"))" },
	{ "xrecv -p a --progress=json f", 1,
	    "(.error | startswith(\"f: File exists (\")) and .crc32 == null" },
	{ "xsend -p missing --progress=json f", 3, ".result == \"line\"" },
	{ "sh -c '{ : | xsend --progress=json f; echo $? >status; } | cat; "
	  "exit $(cat status)'",
	    3, ".error | test(\"closed\")" },
	{ "xsend -p a --wait=0.2 --progress=json f", 4,
	    ".result == \"no-start\" and .said == null" },
	{ "xsend -p a --before=expect:no --step-timeout=0.2 --progress=json f",
	    8, ".result == \"step\" and (.error | test(\"not received\"))" },
	{ "xsend --progress=json --badud=9600 f", 2,
	    ".result == \"usage\" and "
	    "(.error | test(\"did you mean --baud\"))" },
	{ "xsend --badud=9600 --progress=json f", 2, ".result == \"usage\"" },
	{ "xsend --progress json -p a", 2, "(.error | test(\"no file\"))" },
	{ "xsend -p a -Q f --prog=json", 2, "(.error | test(\"-Q: \"))" },
	{ "xrecv -q -v -p a --wait=0.2 --progress=json in/g", 4,
	    ".result == \"no-start\"" },
};

Test(json, ends_with_the_exit_status_whatever_goes_wrong)
{
	for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
		struct child c = sandbox_start("%s", failures[i].command);
		int status = sandbox_wait(&c);
		char filter[200];

		cr_expect(status == failures[i].status, "%s: %d",
		    failures[i].command, status);
		cr_expect(is_valid(&c, status), "%s", failures[i].command);
		snprintf(filter, sizeof filter, ".event == \"done\" and (%s)",
		    failures[i].done);
		cr_expect(has(&c, filter), "%s", failures[i].command);
	}
}

Test(json, is_not_printed_if_the_last_progress_option_is_text)
{
	struct child s =
	    sandbox_start("xsend --progress=json --badud --progress=none f");

	cr_expect(sandbox_wait(&s) == 2);
	cr_expect(sandbox_said(&s, "xsend: --badud: no such option"));
	cr_expect(!sandbox_said(&s, "{"));
}

Test(json, reports_steps_as_they_were_given)
{
	struct child s = sandbox_start("xsend -p a --before='send:a\\r' "
				       "--before=expect:b --step-timeout=0.2 "
				       "--progress=json f");

	cr_expect(sandbox_wait(&s) == 8);
	cr_expect(is_valid(&s, 8));
	cr_expect(has(&s, ".event == \"step\" and .ok and "
			  ".step == \"send:a\\\\r\""));
	cr_expect(has(&s, ".event == \"step\" and (.ok | not) and "
			  ".step == \"expect:b\""));
}

Test(json, ends_with_a_signal)
{
	struct child s = sandbox_start("xsend -v -p a --progress=json f");

	sandbox_expect(&s, "\"start\"}");
	kill(s.pid, SIGTERM);

	cr_expect(sandbox_wait(&s) == 128 + SIGTERM);
	cr_expect(is_valid(&s, 128 + SIGTERM));
	cr_expect(has(&s, ".event == \"done\" and .result == \"signal\""));
}

/* xsend opens a FIFO, reads a FIFO, or reads an endless file. */
Test(json, ends_with_a_signal_while_a_pipe_is_read)
{
	static const char *const pipes[] = { "xsend -p a --progress=json fifo",
		"sh -c 'exec xsend -p a --progress=json - <>fifo'",
		"xsend -p a --progress=json /dev/zero" };

	cr_assert(mkfifo("fifo", 0600) == 0);
	for (size_t i = 0; i < sizeof pipes / sizeof *pipes; i++) {
		struct child s = sandbox_start("%s", pipes[i]);

		sandbox_expect(&s, "\"start\"");
		kill(s.pid, SIGINT);
		cr_expect(sandbox_wait(&s) == 128 + SIGINT, "%s", pipes[i]);
		cr_expect(is_valid(&s, 128 + SIGINT), "%s", pipes[i]);
		cr_expect(has(&s, ".event == \"done\" and "
				  ".error == \"cancelled\""),
		    "%s", pipes[i]);
	}
}

Test(json, reports_a_cancel_and_the_last_text)
{
	struct child s = sandbox_start("xsend -v -p a --progress=json f");

	sandbox_expect(&s, "\"start\"}");
	cr_assert(sandbox_run("printf C >b") == 0);
	sandbox_expect(&s, "\"data\"}");
	cr_assert(
	    sandbox_run("printf '\\030\\030Flash is locked\\r\\n' >b") == 0);

	cr_expect(sandbox_wait(&s) == 5);
	cr_expect(is_valid(&s, 5));
	cr_expect(has(&s, ".event == \"text\" and "
			  ".text == \"Flash is locked\""));
	cr_expect(has(&s, ".event == \"done\" and "
			  ".said == \"Flash is locked\" and "
			  ".result == \"refused\""));
}

Test(json, reports_retries)
{
	struct child s = sandbox_start("xsend -v -p a --progress=json f");

	sandbox_expect(&s, "\"start\"}");
	cr_assert(sandbox_run("printf C >b") == 0);
	sandbox_expect(&s, "\"data\"}");
	cr_assert(sandbox_run("printf '\\025' >b") == 0);
	sandbox_expect(&s, "\"retry\"");
	kill(s.pid, SIGTERM);
	sandbox_wait(&s);

	cr_expect(is_valid(&s, 128 + SIGTERM));
	cr_expect(
	    has(&s, ".event == \"retry\" and .block == 1 and .retries == 1"));
}

Test(json, escapes_hostile_bytes)
{
	struct child r, s = sandbox_start("xsend -v -p a --progress=json f");

	sandbox_expect(&s, "\"start\"}");
	cr_assert(
	    sandbox_run(">b; printf 'a\\033[2J\\233\\377\\000\\303(\"\\\\\\n'; "
			"sleep 0.3; printf C") == 0);
	sandbox_expect(&s, "\"data\"}");
	/* Send ACK first: without an ACK, the CANs would count as noise. */
	cr_assert(
	    sandbox_run(">b; sleep 0.3; printf '\\006\\030\\030'") == 0);
	cr_expect(sandbox_wait(&s) == 5);
	cr_expect(is_valid(&s, 5));
	cr_expect(
	    sandbox_said(&s, "a\\\\x1b[2J\\\\x9b\\\\xff\\\\xc3(\\\"\\\\\\\\"));

	sandbox_make("in/a_\"_(", 1);
	r = sandbox_start("xrecv -p b -d in --progress=json");
	s = sandbox_start("xsend -p a -y --progress=json --name=\"$(printf "
			  "'a\\233\"\\303(')\" f");
	cr_expect(sandbox_wait(&s) == 5);
	cr_expect(sandbox_wait(&r) == 1);
	cr_expect(is_valid(&r, 1));
	cr_expect(is_valid(&s, 5));

	s = sandbox_start(
	    "xsend -p \"$(printf 'p\\033\\377')\" --progress=json f");
	cr_expect(sandbox_wait(&s) == 3);
	cr_expect(is_valid(&s, 3));
}

Test(json, has_the_tool_name_for_any_program_name)
{
	struct child s;

	cr_assert(sandbox_run("ln -s $(command -v xsend) "
			      "\"$(printf 'x\233\377')\"") == 0);
	s = sandbox_start("./x?? -p a --wait=0.1 --progress=json f");

	cr_expect(sandbox_wait(&s) == 4);
	cr_expect(is_valid(&s, 4));
	cr_expect(has(&s, ".event == \"start\" and "
			  ".tool == \"x\\\\x9b\\\\xff\""));
}

Test(json, of_the_ports_matches_its_schema)
{
	cr_assert(sandbox_run("xsend --list=json >ports") == 0);
	cr_expect(sandbox_run(CHECK_PORTS " ports") == 0);
}
