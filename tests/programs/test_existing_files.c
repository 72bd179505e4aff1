#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/sandbox.h"

/* Existing files, and names of received files. */

static void
set_up(void)
{
	sandbox_open("");
	cr_assert(mkdir("in", 0777) == 0);
}

TestSuite(tools, .init = set_up, .fini = sandbox_close, .timeout = 120);

Test(tools, change_no_existing_file_by_default)
{
	sandbox_make("f", 5000);
	sandbox_make("in/f", 7);
	sandbox_make("in/old", 7);

	cr_expect(
	    sandbox_run_both("xsend -p a -y f", "xrecv -p b -d in") == 501);

	cr_expect(sandbox_same("in/f", "in/old"));
	cr_expect(!sandbox_exists("in/f.xrecv-part"));
}

Test(tools, rename_skip_or_overwrite_a_file_as_the_option_says)
{
	sandbox_make("f", 5000);
	sandbox_make("in/f", 7);
	sandbox_make("in/old", 7);

	cr_expect(sandbox_run_both("xsend -p a -y f",
		      "xrecv -p b -d in --on-exists=rename") == 0);
	cr_expect(sandbox_same("in/f", "in/old"));
	cr_expect(sandbox_same("f", "in/f.1"));

	cr_expect(sandbox_run_both("xsend -p a -y f",
		      "xrecv -p b -d in --on-exists=skip") == 0);
	cr_expect(sandbox_same("in/f", "in/old"));

	cr_expect(
	    sandbox_run_both("xsend -p a -y f", "xrecv -p b -d in -o") == 0);
	cr_expect(sandbox_same("f", "in/f"));
}

Test(tools, remove_an_old_partial_file)
{
	struct stat st;

	sandbox_make("f", 5000);
	sandbox_make("in/f.xrecv-part", 9000);
	cr_assert(chmod("in/f.xrecv-part", 0777) == 0);

	cr_expect(sandbox_run_both("xsend -p a -y f", "xrecv -p b -d in") == 0);

	cr_expect(sandbox_same("f", "in/f"));
	cr_expect(!sandbox_exists("in/f.xrecv-part"));
	cr_expect(stat("in/f", &st) == 0 && (st.st_mode & 0111) == 0);
}

/* A SIGKILL between link(2) and unlink(2) leaves a file with two names. */
Test(tools, keep_a_finished_file_that_an_old_partial_file_links_to)
{
	sandbox_make("f", 5000);
	sandbox_make("in/f", 7000);
	sandbox_make("old", 7000);
	cr_assert(link("in/f", "in/f.xrecv-part") == 0);

	cr_expect(sandbox_run_both("xsend -p a -y f",
		      "xrecv -p b -d in -o --limit=1k") == 501);
	cr_expect(sandbox_same("in/f", "old"));

	cr_expect(
	    sandbox_run_both("xsend -p a -y f", "xrecv -p b -d in -o") == 0);
	cr_expect(sandbox_same("in/f", "f"));
}

Test(tools, do_not_replace_a_device_or_wait_for_a_fifo)
{
	sandbox_make("f", 5000);
	cr_assert(mkfifo("in/fifo", 0600) == 0);
	cr_assert(mkfifo("in/f.xrecv-part", 0600) == 0);

	cr_expect(sandbox_run("xrecv -p b -o in/fifo") == 1);
	cr_expect(sandbox_run("xrecv -p b -o /dev/null") == 1);
	cr_expect(
	    sandbox_run_both("xsend -p a -y f", "xrecv -p b -d in") == 501);
	cr_expect(!sandbox_exists("in/f"));
}

Test(tools, do_not_follow_a_link_in_the_directory)
{
	sandbox_make("f", 5000);
	sandbox_make("precious", 7);
	cr_assert(symlink("../precious", "in/f.xrecv-part") == 0);

	cr_expect(
	    sandbox_run_both("xsend -p a -y f", "xrecv -p b -d in") == 501);

	cr_expect(sandbox_size("precious") == 7);
}

Test(tools, store_a_file_named_with_a_path_in_the_directory)
{
	sandbox_make("f", 100);

	cr_expect(sandbox_run_both("xsend -p a -y --name=/../up/.profile f",
		      "xrecv -p b -d in") == 0);

	cr_expect(sandbox_same("f", "in/_profile"));
}

Test(tools, store_a_file_with_the_longest_name)
{
	char name[256], path[300];
	char command[400];

	memset(name, 'n', 255);
	name[255] = '\0';
	snprintf(path, sizeof path, "in/%s", name);
	snprintf(command, sizeof command, "xsend -p a -y --name=%s f", name);
	sandbox_make("f", 100);

	cr_expect(sandbox_run_both(command, "xrecv -p b -d in") == 0);

	cr_expect(sandbox_same("f", path));
}

Test(tools, store_only_one_file_under_a_given_name)
{
	sandbox_make("one", 100);
	sandbox_make("two", 100);

	cr_expect(sandbox_run_both(
		      "xsend -p a -y one two", "xrecv -p b in/f") == 501);

	cr_expect(sandbox_same("one", "in/f"));
}
