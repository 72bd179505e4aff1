#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/message.h"
#include "files/writer.h"

static struct report report;
static struct writer writer;
static uint8_t data[WRITER_BUFFER];
static char said[512];

static void
take_message(enum message_kind kind, const char *text)
{
	if (kind == MESSAGE_ERROR)
		snprintf(said, sizeof said, "%s", text);
}

static void
set_up(void)
{
	message_divert(take_message);
	for (size_t i = 0; i < sizeof data; i++)
		data[i] = (uint8_t)(i * 7);
}

TestSuite(writer, .init = set_up);

static off_t
size_of(FILE *file)
{
	struct stat st;

	cr_assert(fstat(fileno(file), &st) == 0);
	return st.st_size;
}

Test(writer, keeps_data_until_the_buffer_is_full)
{
	FILE *file = tmpfile();
	uint8_t back[5];

	cr_assert(file != NULL);
	writer_begin(&writer, fileno(file), false, "a file", &report);
	cr_expect(writer_put(&writer, data, sizeof data));
	cr_expect(size_of(file) == 0 && writer.written == 0);
	cr_expect(writer_put(&writer, (const uint8_t *)"tail", 5));
	cr_expect(size_of(file) == sizeof data);
	cr_expect(writer.written == sizeof data);
	cr_expect(writer_flush(&writer));
	cr_expect(writer.written == sizeof data + 5);
	cr_assert(pread(fileno(file), back, 5, sizeof data) == 5);
	cr_expect(memcmp(back, "tail", 5) == 0);
	fclose(file);
}

Test(writer, writes_to_standard_output_at_once)
{
	int fds[2];
	char back[8];

	cr_assert(pipe(fds) == 0);
	writer_begin(&writer, fds[1], true, "standard output", &report);
	cr_expect(writer_put(&writer, (const uint8_t *)"now", 3));
	cr_expect(read(fds[0], back, sizeof back) == 3);
}

Test(writer, reports_a_full_disk)
{
	int fd = open("/dev/full", O_WRONLY);

	cr_assert(fd != -1);
	writer_begin(&writer, fd, false, "a file", &report);
	cr_expect(writer_put(&writer, data, 10));
	cr_expect(!writer_flush(&writer));
	cr_expect_str_eq(said, "a file: No space left on device");
	cr_expect(writer.written == 0);
	close(fd);
}

Test(writer, begins_each_file_with_an_empty_buffer)
{
	writer_begin(&writer, -1, false, "one", &report);
	cr_expect(writer_put(&writer, data, 10));
	writer_begin(&writer, -1, false, "two", &report);
	cr_expect(writer_flush(&writer));
	cr_expect(writer.written == 0);
}

Test(writer, writes_its_buffer_early_if_it_is_at_least_half_full)
{
	FILE *file = tmpfile();

	cr_assert(file != NULL);
	writer_begin(&writer, fileno(file), false, "a file", &report);
	cr_expect(writer_put(&writer, data, sizeof data / 2 - 1));
	cr_expect(writer_write_behind(&writer));
	cr_expect(writer.written == 0);
	cr_expect(writer_put(&writer, data, 1));
	cr_expect(writer_write_behind(&writer));
	cr_expect(writer.written == sizeof data / 2);
	fclose(file);
}
