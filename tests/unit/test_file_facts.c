#include <criterion/criterion.h>
#include <fcntl.h>
#include <unistd.h>

#include "files/file_facts.h"

static int
open_file(const char *bytes, size_t len)
{
	char path[] = "/tmp/factsXXXXXX";
	int fd = mkstemp(path);

	cr_assert(fd != -1);
	unlink(path);
	cr_assert(write(fd, bytes, len) == (ssize_t)len);
	return fd;
}

Test(file_facts, equal_the_results_of_crc32_md5sum_and_sha256sum)
{
	int fd = open_file("hello", 5);
	struct file_facts facts;

	cr_assert(file_facts_read(&facts, fd));
	cr_expect_str_eq(facts.size, "5");
	cr_expect_str_eq(facts.crc32, "3610a686");
	if (file_facts_have_hashes) {
		cr_expect_str_eq(facts.md5, "5d41402abc4b2a76b9719d911017c592");
		cr_expect_str_eq(facts.sha256, "2cf24dba5fb0a30e26e83b2ac5b9e29"
					       "e1b161e5c1fa7425e73043362938"
					       "b9824");
	}
	close(fd);
}

Test(file_facts, exist_for_an_empty_file)
{
	int fd = open_file("", 0);
	struct file_facts facts;

	cr_assert(file_facts_read(&facts, fd));
	cr_expect_str_eq(facts.size, "0");
	cr_expect_str_eq(facts.crc32, "00000000");
	close(fd);
}

Test(file_facts, of_what_cannot_be_read_are_an_error)
{
	int fd = open("/tmp", O_RDONLY);
	struct file_facts facts;

	cr_assert(fd != -1);
	cr_expect(!file_facts_read(&facts, fd));
	close(fd);
}
