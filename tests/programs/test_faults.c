#include <criterion/criterion.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/sandbox.h"

/*
 * In each transfer one system call fails: the first, the second, and so on to
 * the last.  failing_calls.c makes it fail; this file checks the result.
 *
 * A transfer has three files: "one", "two", and "version" from /proc, of which
 * xsend makes a temporary copy.  If `overwrite` is true, xrecv replaces an
 * existing file "one".  Many transfers run in parallel, because they mostly
 * wait.  A lane is one of these transfers, with its own directory.
 */

enum { LANES = 24, KILLED = 128 + 9 };

struct plan {
	const char *tool; /* tool with the fault */
	const char *how;  /* kind of fault, see failing_calls.c */
	bool overwrite;
	bool again; /* repeat the transfer without a fault */
};

struct lane {
	int number;
	int nth;
	struct child sender, receiver;
	int sent, received; /* exit statuses of xsend and xrecv */
	char call[32];      /* name of the call that failed, or "" */
};

static void
set_up(void)
{
	sandbox_open("");
	sandbox_make("one", 1300);
	sandbox_make("two", 140);
	sandbox_make("old", 700);
	for (int i = 0; i < LANES; i++)
		cr_assert(
		    sandbox_run("sh -c 'mkdir -p %d/in && mkfifo %d/there "
				"%d/back'",
			i, i, i) == 0);
}

TestSuite(faults, .init = set_up, .fini = sandbox_close, .timeout = 280);

/* Runs the transfers of a plan, with one transfer in each lane. */

static const char *
in(const struct lane *l, const char *name)
{
	static char path[64];

	snprintf(path, sizeof path, "%d/in/%s", l->number, name);
	return path;
}

static void
clean(const struct lane *l, bool overwrite)
{
	static const char *const names[] = { "one", "two", "version",
		"one.xrecv-part", "two.xrecv-part", "version.xrecv-part" };
	char mark[32];

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unlink(in(l, names[i]));
	if (overwrite)
		sandbox_make(in(l, "one"), 700);
	snprintf(mark, sizeof mark, "%d/mark", l->number);
	unlink(mark);
}

/* Starts a transfer.  Each fault is a list of arguments for env(1), or "". */
static void
start(struct lane *l, bool overwrite, const char *sender_fault,
    const char *receiver_fault)
{
	int n = l->number;

	l->receiver =
	    sandbox_start("env %s xrecv %s -d %d/in >%d/back <%d/there",
		receiver_fault, overwrite ? "-o" : "", n, n, n);
	l->sender = sandbox_start(
	    "env %s xsend -y one two /proc/version <%d/back >%d/there",
	    sender_fault, n, n);
}

static void
start_faulty(struct lane *l, const struct plan *plan, int nth)
{
	char fault[300];
	bool sends = strcmp(plan->tool, "xsend") == 0;

	l->nth = nth;
	clean(l, plan->overwrite);
	snprintf(fault, sizeof fault, "LD_PRELOAD=%s 'FAULT=%s %d %d/mark'",
	    FAULTS_PATH, plan->how, nth, l->number);
	start(l, plan->overwrite, sends ? fault : "", sends ? "" : fault);
}

static void
finish(struct lane *l)
{
	char mark[32];
	FILE *file;

	l->sent = sandbox_wait(&l->sender);
	l->received = sandbox_wait(&l->receiver);
	l->call[0] = '\0';
	snprintf(mark, sizeof mark, "%d/mark", l->number);
	if ((file = fopen(mark, "r")) == NULL)
		return;
	cr_expect(fscanf(file, "%31s", l->call) == 1);
	fclose(file);
}

/* Checks that hold for every fault. */

static bool
is_part(const char *name)
{
	static const char suffix[] = ".xrecv-part";
	size_t len = strlen(name), suffix_len = sizeof suffix - 1;

	return len > suffix_len && strcmp(name + len - suffix_len, suffix) == 0;
}

static bool
is_as_expected(const struct lane *l, const char *name, bool overwrite)
{
	if (strcmp(name, "one") == 0)
		return sandbox_same("one", in(l, name)) ||
		       (overwrite && sandbox_same("old", in(l, name)));
	if (strcmp(name, "version") == 0)
		return sandbox_same("/proc/version", in(l, name));
	return strcmp(name, "two") == 0 ? sandbox_same("two", in(l, name))
					: is_part(name);
}

/*
 * Returns true if two things are true: each file is complete or has the name of
 * a partial file; and the file "one" exists, if it existed before.
 */
static bool
no_file_is_torn(const struct lane *l, bool overwrite)
{
	DIR *directory = opendir(in(l, ""));
	struct dirent *entry;
	bool sound = true;

	cr_assert(directory != NULL);
	while ((entry = readdir(directory)) != NULL) {
		if (entry->d_name[0] != '.')
			sound &= is_as_expected(l, entry->d_name, overwrite);
	}
	closedir(directory);
	return sound && (!overwrite || sandbox_exists(in(l, "one")));
}

static bool
all_is_there(const struct lane *l)
{
	return sandbox_same("one", in(l, "one")) &&
	       sandbox_same("two", in(l, "two")) &&
	       sandbox_same("/proc/version", in(l, "version"));
}

static bool
has_parts(const struct lane *l)
{
	return sandbox_exists(in(l, "one.xrecv-part")) ||
	       sandbox_exists(in(l, "two.xrecv-part")) ||
	       sandbox_exists(in(l, "version.xrecv-part"));
}

#define EXPECT(truth, l, plan)                                                 \
	cr_expect(truth, "%s, %s at call %d, %s%s: status %d and %d",          \
	    (plan)->tool, (plan)->how, (l)->nth, (l)->call,                    \
	    (plan)->overwrite ? ", overwriting" : "", (l)->sent,               \
	    (l)->received)

/* Expects that files left by the fault do not disturb another transfer. */
static void
run_again(struct lane *lanes, const struct plan *plan)
{
	for (int i = 0; i < LANES; i++)
		start(&lanes[i], true, "", "");
	for (int i = 0; i < LANES; i++) {
		const struct lane *l = &lanes[i];

		finish(&lanes[i]);
		EXPECT(l->sent == 0 && l->received == 0, l, plan);
		EXPECT(all_is_there(l) && !has_parts(l), l, plan);
	}
}

typedef void check_run(const struct lane *, const struct plan *);

/*
 * Lets call number `first` fail in the first lane, the next call in the next
 * lane, and so on.  Returns false if the transfer of any lane had too few
 * calls, so that no call failed in this lane.
 */
static bool
run_lanes(
    struct lane *lanes, const struct plan *plan, int first, check_run *check)
{
	bool all = true;

	for (int i = 0; i < LANES; i++) {
		lanes[i].number = i;
		start_faulty(&lanes[i], plan, first + i);
	}
	for (int i = 0; i < LANES; i++) {
		finish(&lanes[i]);
		if (lanes[i].call[0] != '\0')
			check(&lanes[i], plan);
		else
			all = false;
	}
	return all;
}

static void
enumerate(const struct plan *plans, size_t count, check_run *check)
{
	struct lane lanes[LANES];

	for (size_t p = 0; p < count; p++) {
		int nth = 1;
		bool more;

		do {
			more = run_lanes(lanes, &plans[p], nth, check);
			if (plans[p].again)
				run_again(lanes, &plans[p]);
			nth += LANES;
		} while (more);
	}
}

/* Interrupted and short calls. */

static void
check_unharmed(const struct lane *l, const struct plan *plan)
{
	EXPECT(l->sent == 0 && l->received == 0, l, plan);
	EXPECT(all_is_there(l) && !has_parts(l), l, plan);
}

Test(faults, of_interrupted_or_short_calls_do_no_harm)
{
	static const struct plan plans[] = { { "xrecv", "4", true, false },
		{ "xsend", "4", true, false },
		{ "xrecv", "short", true, false },
		{ "xsend", "short", true, false } };

	_Static_assert(EINTR == 4, "the first plans are of EINTR");
	enumerate(plans, sizeof plans / sizeof *plans, check_unharmed);
}

/* Failed calls. */

static bool
reports_fault(const struct child *c, const char *how)
{
	static const char *const objects[] = { "in/one", "in/two", "in/version",
		"/proc/version", "one: ", "two: ", "/in: ", "standard input",
		"standard output", "cannot make a pipe" };
	int error;
	bool named = false;

	cr_assert(sscanf(how, "%d", &error) == 1);
	for (size_t i = 0; i < sizeof objects / sizeof *objects; i++)
		named |= sandbox_said(c, objects[i]);
	return named && sandbox_said(c, strerror(error));
}

static void
check_failure(const struct lane *l, const struct plan *plan)
{
	bool sends = strcmp(plan->tool, "xsend") == 0;
	int status = sends ? l->sent : l->received;

	EXPECT(no_file_is_torn(l, plan->overwrite), l, plan);
	EXPECT(status == 0 || status == 1 || status == 3, l, plan);
	if (status == 0)
		EXPECT(all_is_there(l), l, plan);
	else
		EXPECT(
		    reports_fault(sends ? &l->sender : &l->receiver, plan->how),
		    l, plan);
	/* A file that cannot be removed remains. */
	EXPECT(!has_parts(l) || strncmp(l->call, "unlink", 6) == 0, l, plan);
}

Test(faults, of_failed_calls_leave_complete_files_and_are_reported)
{
	static const struct plan plans[] = { { "xrecv", "28", true, false },
		{ "xrecv", "5", false, false }, { "xsend", "5", true, false },
		{ "xrecv", "13", true, false } };

	_Static_assert(ENOSPC == 28 && EIO == 5 && EACCES == 13,
	    "the plans are of ENOSPC, EIO and EACCES");
	enumerate(plans, sizeof plans / sizeof *plans, check_failure);
}

/* kill -9. */

static void
check_killed(const struct lane *l, const struct plan *plan)
{
	bool sends = strcmp(plan->tool, "xsend") == 0;

	EXPECT((sends ? l->sent : l->received) == KILLED, l, plan);
	EXPECT(no_file_is_torn(l, plan->overwrite), l, plan);
	EXPECT(!sends || !has_parts(l), l, plan);
	EXPECT(l->received != 0 || all_is_there(l), l, plan);
}

Test(faults, of_killed_tools_leave_the_old_file_or_the_new_one)
{
	static const struct plan plans[] = { { "xrecv", "kill", true, true },
		{ "xrecv", "kill", false, true },
		{ "xsend", "kill", true, false } };

	enumerate(plans, sizeof plans / sizeof *plans, check_killed);
}
