#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
	    "PORT           DESCRIPTION      USB ID     SERIAL NUMBER\n"
	    "/dev/ttyS0     ttyS0            -          -  (permission "
	    "denied)\n"
	    "/dev/ttyUSB0   FT232R USB UART  0403:6001  A50285BI\n"
	    "/dev/ttyACM12  -                0483:5740  \\x1b[31m\n");
}

Test(ports, have_a_link_if_one_in_the_directory_leads_there)
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
			       "    \"link\": null\n"
			       "  }\n"
			       "]\n");
}
