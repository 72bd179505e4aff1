#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "files/stored_files.h"

static char directory[] = "/tmp/xsend-test-XXXXXX";
static struct stored_files stored;

static void
set_up(void)
{
	cr_assert(mkdtemp(directory) != NULL && chdir(directory) == 0);
}

static void
tear_down(void)
{
	stored_files_free(&stored);
	unlink("one");
	unlink("two");
	cr_expect(rmdir(directory) == 0, "something is left");
}

TestSuite(stored_files, .init = set_up, .fini = tear_down);

static void
create(const char *path, bool is_stored)
{
	int fd = open(path, O_WRONLY | O_CREAT, 0600);

	cr_assert(fd != -1);
	cr_expect(!is_stored || stored_files_add(&stored, fd));
	close(fd);
}

Test(stored_files, recognises_a_file_by_its_new_name)
{
	create("partial", true);
	create("two", true);
	cr_assert(rename("partial", "one") == 0);
	cr_expect(stored_files_have(&stored, "one"));
	cr_expect(stored_files_have(&stored, "two"));
}

Test(stored_files, does_not_recognise_other_files)
{
	create("one", true);
	create("two", false);
	cr_expect(!stored_files_have(&stored, "two"));
	cr_expect(!stored_files_have(&stored, "missing"));
}

Test(stored_files, does_not_follow_a_link)
{
	create("one", true);
	cr_assert(symlink("one", "two") == 0);
	cr_expect(!stored_files_have(&stored, "two"));
}

Test(stored_files, fails_for_a_closed_descriptor)
{
	cr_expect(!stored_files_add(&stored, -1));
}
