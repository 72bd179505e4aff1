#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/partial.h"

static char directory[] = "/tmp/xsend-test-XXXXXX";

static void
set_up(void)
{
	cr_assert(mkdtemp(directory) != NULL);
	cr_assert(chdir(directory) == 0);
}

static void
tear_down(void)
{
	unlink("f");
	unlink("f.xrecv-part");
	cr_expect(rmdir(directory) == 0, "something is left");
}

TestSuite(partial, .init = set_up, .fini = tear_down);

static bool
exists(const char *path)
{
	return access(path, F_OK) == 0;
}

static void
make(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0666);

	cr_assert(fd != -1 && close(fd) == 0);
}

static long
size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (long)st.st_size : -1;
}

static void
begin(struct partial *p)
{
	cr_assert(partial_open(p, "f"));
	cr_assert(write(p->fd, "data", 4) == 4);
}

Test(partial, has_the_final_name_only_when_it_is_finished)
{
	struct partial p;

	begin(&p);
	cr_expect(!exists("f") && exists("f.xrecv-part"));

	cr_expect(partial_finish(&p, false));

	cr_expect(size_of("f") == 4 && !exists("f.xrecv-part"));
	cr_expect(p.fd == -1);
}

Test(partial, replaces_a_file_created_meanwhile_only_with_overwrite)
{
	struct partial p;

	begin(&p);
	make("f");

	cr_expect(!partial_finish(&p, false));
	cr_expect(errno == EEXIST);
	cr_expect(size_of("f") == 0);

	cr_expect(partial_finish(&p, true));
	cr_expect(size_of("f") == 4);
}

Test(partial, is_removed_or_kept_when_it_is_abandoned)
{
	struct partial p;

	begin(&p);
	partial_abandon(&p, true);
	cr_expect(exists("f.xrecv-part"));
	partial_abandon(&p, false);
	cr_expect(exists("f.xrecv-part"));

	begin(&p);
	partial_abandon(&p, false);
	cr_expect(!exists("f.xrecv-part") && !exists("f"));
}

Test(partial, is_locked_while_it_is_written)
{
	struct partial first, second;

	begin(&first);

	cr_expect(!partial_open(&second, "f"));
	cr_expect(errno == EBUSY && second.fd == -1);

	cr_expect(partial_finish(&first, false));
	cr_expect(size_of("f") == 4);
}

Test(partial, that_was_left_is_not_continued)
{
	struct partial p;

	make("f.xrecv-part");
	cr_assert(link("f.xrecv-part", "f") == 0);

	begin(&p);

	cr_expect(size_of("f") == 0);
	partial_abandon(&p, false);
}

Test(partial, keeps_a_mode_that_its_owner_can_read)
{
	struct partial p;
	struct stat st;

	umask(027);
	begin(&p);
	partial_set_attributes(&p, 07077, 1000000);
	cr_expect(partial_finish(&p, false));

	cr_expect(stat("f", &st) == 0 && (st.st_mode & 07777) == 0450, "%o",
	    st.st_mode);
	cr_expect(st.st_mtime == 1000000);
}

Test(partial, is_known_by_its_name)
{
	cr_expect(partial_has_name("f.xrecv-part"));
	cr_expect(partial_has_name("dir/f.XRECV-PART"));
	cr_expect(partial_has_name(".xrecv-part"));
	cr_expect(!partial_has_name("xrecv-part"));
	cr_expect(!partial_has_name("f.xrecv-part.1"));
}

Test(partial, is_in_the_directory_of_the_file)
{
	static const char *const rows[][2] = { { "f", "." }, { "in/f", "in" },
		{ "/f", "/" }, { "/a/b/f", "/a/b" } };
	char path[PATH_MAX];

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		partial_directory(path, rows[i][0]);
		cr_expect_str_eq(path, rows[i][1]);
	}
}

Test(partial, that_another_process_has_replaced_gets_no_final_name)
{
	struct partial p;

	for (int link = 0; link < 2; link++) {
		begin(&p);
		cr_assert(unlink("f.xrecv-part") == 0);
		if (link)
			cr_assert(symlink("/dev/null", "f.xrecv-part") == 0);
		else
			make("f.xrecv-part");

		cr_expect(!partial_finish(&p, true) && errno == ESTALE);
		partial_abandon(&p, false);
		cr_expect(!exists("f"));
		cr_expect(exists("f.xrecv-part"));
		cr_assert(unlink("f.xrecv-part") == 0);
	}
}

Test(partial, that_is_already_linked_to_its_final_name_is_finished)
{
	struct partial p;

	begin(&p);
	/*
	 * On NFS, link(2) may fail although the link exists, because the client
	 * repeated the call.
	 */
	cr_assert(link("f.xrecv-part", "f") == 0);

	cr_expect(partial_finish(&p, false));
	cr_expect(exists("f") && !exists("f.xrecv-part"));
}
