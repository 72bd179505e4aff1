#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/destination.h"

/*
 * The tests run in a directory with "file", "file.1", "directory" and the
 * symbolic link "link".
 */

static char directory[] = "/tmp/xsend-test-XXXXXX";

static void
make(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0666);

	cr_assert(fd != -1 && close(fd) == 0);
}

static void
set_up(void)
{
	cr_assert(mkdtemp(directory) != NULL);
	cr_assert(chdir(directory) == 0);
	make("file");
	make("file.1");
	cr_assert(mkdir("directory", 0777) == 0);
	cr_assert(symlink("nowhere", "link") == 0);
}

static void
tear_down(void)
{
	unlink("file");
	unlink("file.1");
	unlink("link");
	rmdir("directory");
	cr_expect(rmdir(directory) == 0, "something is left");
}

TestSuite(destination, .init = set_up, .fini = tear_down);

static const struct {
	const char *name;
	enum destination_exists on_exists;
	enum destination_verdict verdict;
	const char *path;
} choices[] = {
	{ "new", EXISTS_FAIL, DESTINATION_TAKEN, "./new" },
	{ "new", EXISTS_SKIP, DESTINATION_TAKEN, "./new" },
	{ "../new", EXISTS_FAIL, DESTINATION_TAKEN, "./new" },
	{ "file", EXISTS_FAIL, DESTINATION_REFUSED, NULL },
	{ "file", EXISTS_RENAME, DESTINATION_TAKEN, "./file.2" },
	{ "file", EXISTS_OVERWRITE, DESTINATION_TAKEN, "./file" },
	{ "file", EXISTS_SKIP, DESTINATION_SKIP, NULL },
	{ "link", EXISTS_FAIL, DESTINATION_REFUSED, NULL },
	{ "link", EXISTS_RENAME, DESTINATION_TAKEN, "./link.1" },
	{ "link", EXISTS_OVERWRITE, DESTINATION_TAKEN, "./link" },
	{ "directory", EXISTS_OVERWRITE, DESTINATION_REFUSED, NULL },
	{ "directory", EXISTS_RENAME, DESTINATION_TAKEN, "./directory.1" },
	{ "..", EXISTS_OVERWRITE, DESTINATION_REFUSED, NULL },
	{ "", EXISTS_OVERWRITE, DESTINATION_REFUSED, NULL },
	{ "x.xrecv-part", EXISTS_OVERWRITE, DESTINATION_REFUSED, NULL },
};

Test(destination, is_chosen_by_the_name_and_what_exists)
{
	for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
		struct destination_options o = { .directory = ".",
			.on_exists = choices[i].on_exists };
		struct destination p;

		cr_assert(destination_open(&p, &o));
		cr_expect(destination_choose(&p, choices[i].name) ==
			      choices[i].verdict,
		    "%s, %d", choices[i].name, choices[i].on_exists);
		if (choices[i].path != NULL)
			cr_expect_str_eq(p.path, choices[i].path);
	}
}

static const struct {
	const char *path, *directory;
	enum destination_exists on_exists;
	bool ok;
} openings[] = {
	{ NULL, NULL, EXISTS_FAIL, true },
	{ NULL, "directory", EXISTS_FAIL, true },
	{ NULL, "missing", EXISTS_FAIL, false },
	{ NULL, "file", EXISTS_FAIL, false },
	{ "new", NULL, EXISTS_FAIL, true },
	{ "new", "directory", EXISTS_FAIL, true },
	{ "new", "missing", EXISTS_FAIL, false },
	{ "missing/new", NULL, EXISTS_FAIL, false },
	{ "file", NULL, EXISTS_FAIL, false },
	{ "file", NULL, EXISTS_OVERWRITE, true },
	{ "file", NULL, EXISTS_RENAME, true },
	{ "directory", NULL, EXISTS_RENAME, false },
	{ "/dev/null", NULL, EXISTS_OVERWRITE, false },
	{ "new.xrecv-part", NULL, EXISTS_FAIL, false },
};

Test(destination, that_is_unusable_is_reported_before_the_transfer)
{
	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
		struct destination_options o = { openings[i].path,
			openings[i].directory, openings[i].on_exists };
		struct destination p;

		cr_expect(destination_open(&p, &o) == openings[i].ok,
		    "%s in %s", openings[i].path, openings[i].directory);
	}
}

Test(destination, has_the_given_name_whatever_the_other_end_says)
{
	struct destination_options o = { "mine", "directory", EXISTS_FAIL };
	struct destination p;

	cr_assert(destination_open(&p, &o));

	cr_expect(destination_choose(&p, "theirs") == DESTINATION_TAKEN);
	cr_expect_str_eq(p.path, "directory/mine");
}
