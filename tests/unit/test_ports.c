#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "line/ports.h"

static char text[2048];

static const struct port ports[] = {
	{ "/dev/ttyS0", "ttyS0", -1, -1, NULL, true, NULL },
	{ "/dev/ttyUSB0", "FT232R USB UART", 0x403, 0x6001, "A50285BI", false,
	    NULL },
	{ "/dev/ttyACM12", NULL, 0x483, 0x5740, "\033[31m", false, NULL },
};

Test(ports, are_in_columns_as_wide_as_the_widest)
{
	FILE *out = fmemopen(text, sizeof text, "w");

	ports_columns(out, ports, 3);
	fclose(out);

	cr_expect_str_eq(text,
	    "PORT           DESCRIPTION      USB ID     SERIAL NUMBER  WHAT "
	    "TO TYPE\n"
	    "/dev/ttyS0     ttyS0            -          -              -p "
	    "/dev/ttyS0  (permission denied)\n"
	    "/dev/ttyUSB0   FT232R USB UART  0403:6001  A50285BI       -p "
	    "usb:0403:6001\n"
	    "/dev/ttyACM12  -                0483:5740  \\x1b[31m       -p "
	    "usb:0483:5740\n");
}

Test(ports, have_a_link_if_a_link_in_the_directory_points_to_them)
{
	char directory[] = "/tmp/xsend-ports-XXXXXX";
	char link[64], other[64];
	char *found;

	cr_assert(mkdtemp(directory) != NULL);
	snprintf(link, sizeof link, "%s/usb-FTDI", directory);
	snprintf(other, sizeof other, "%s/usb-gone", directory);
	cr_assert(symlink("/dev/null", link) == 0);
	cr_assert(symlink("missing", other) == 0);

	found = ports_find_link(directory, "/dev/null");
	cr_expect(found != NULL && strcmp(found, link) == 0);
	free(found);
	cr_expect(ports_find_link(directory, "/dev/zero") == NULL);
	cr_expect(ports_find_link("/missing", "/dev/null") == NULL);
	unlink(link);
	unlink(other);
	rmdir(directory);
}

Test(ports, are_terminal_devices_whatever_leads_to_them)
{
	char directory[] = "/tmp/xsend-ports-XXXXXX";
	char link[64];
	int fd = posix_openpt(O_RDWR | O_NOCTTY);

	cr_assert(fd != -1 && grantpt(fd) == 0 && unlockpt(fd) == 0);
	cr_assert(mkdtemp(directory) != NULL);
	snprintf(link, sizeof link, "%s/a", directory);
	cr_assert(symlink(ptsname(fd), link) == 0);

	cr_expect(ports_is_port(ptsname(fd)));
	cr_expect(ports_is_port(link));
	cr_expect(ports_is_port("/dev/tty"));
	unlink(link);
	rmdir(directory);
}

Test(ports, that_are_not_there_are_known_by_their_names)
{
	cr_expect(ports_is_port("/dev/ttyUSB99"));
	cr_expect(ports_is_port("/dev/serial/by-id/usb-none"));
	cr_expect(ports_is_port("/dev/cu.usbserial-99"));
}

/* In Linux, the first UART has the major number 4 and the minor number 64. */
Test(ports, are_known_by_their_numbers)
{
	char directory[] = "/tmp/xsend-ports-XXXXXX";
	char path[64];

	cr_assert(mkdtemp(directory) != NULL);
	snprintf(path, sizeof path, "%s/board", directory);
	if (access("/sys/dev/char/4:64", F_OK) == 0 &&
	    mknod(path, S_IFCHR | 0600, makedev(4, 64)) == 0)
		cr_expect(ports_is_port(path));
	unlink(path);
	if (mknod(path, S_IFCHR | 0600, makedev(136, 200)) == 0)
		cr_expect(ports_is_port(path));
	unlink(path);
	rmdir(directory);
}

Test(ports, exclude_files_directories_and_other_devices)
{
	static const char *const others[] = { "/dev/null", "/dev/zero", "/dev",
		"/dev/pts", "/proc/version", "/missing", "ttyUSB0", "-" };

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		cr_expect(!ports_is_port(others[i]), "%s", others[i]);
}

Test(ports, are_an_array_in_json)
{
	FILE *out = fmemopen(text, sizeof text, "w");

	if (!ports_have_json)
		cr_skip("built without");
	ports_json(out, ports + 1, 1);
	fclose(out);

	cr_expect_str_eq(text, "[\n"
			       "  {\n"
			       "    \"port\": \"/dev/ttyUSB0\",\n"
			       "    \"description\": \"FT232R USB UART\",\n"
			       "    \"usb_vendor\": \"0403\",\n"
			       "    \"usb_product\": \"6001\",\n"
			       "    \"serial\": \"A50285BI\",\n"
			       "    \"denied\": false,\n"
			       "    \"link\": null,\n"
			       "    \"use\": \"usb:0403:6001\"\n"
			       "  }\n"
			       "]\n");
}
