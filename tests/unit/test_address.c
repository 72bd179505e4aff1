#include <criterion/criterion.h>
#include <string.h>

#include "line/address.h"

static const struct {
	const char *text;
	enum address_kind kind;
	const char *host, *service;
} good[] = {
	{ "/dev/ttyUSB0", ADDRESS_DEVICE, "", "" },
	{ "ttyS0", ADDRESS_DEVICE, "", "" },
	{ "./tcp:lab:2000", ADDRESS_DEVICE, "", "" },
	{ "tcp", ADDRESS_DEVICE, "", "" },
	{ "usb:0403:6001", ADDRESS_USB, "", "" },
	{ "usb:0403:6001:A50285BI", ADDRESS_USB, "", "" },
	{ "tcp:lab:2000", ADDRESS_TCP, "lab", "2000" },
	{ "tcp:127.0.0.1:1", ADDRESS_TCP, "127.0.0.1", "1" },
	{ "tcp:[::1]:65535", ADDRESS_TCP, "::1", "65535" },
	{ "tcp:[fe80::1%eth0]:23", ADDRESS_TCP, "fe80::1%eth0", "23" },
	{ "tcp:[lab]:23", ADDRESS_TCP, "lab", "23" },
	{ "telnet:lab.example.org:telnet", ADDRESS_TELNET, "lab.example.org",
	    "telnet" },
	{ "rfc2217:lab:3com-tsmux", ADDRESS_RFC2217, "lab", "3com-tsmux" },
};

Test(address, has_a_kind_a_host_and_a_service)
{
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct address a;

		cr_expect(address_parse(&a, good[i].text), "%s", good[i].text);
		cr_expect(a.kind == good[i].kind, "%s", good[i].text);
		cr_expect(strcmp(a.host, good[i].host) == 0, "%s: %s",
		    good[i].text, a.host);
		cr_expect(strcmp(a.service, good[i].service) == 0, "%s: %s",
		    good[i].text, a.service);
	}
}

Test(address, of_an_unknown_kind_is_not_taken_for_a_device)
{
	struct address a;

	cr_expect(!address_parse(&a, "unix:/run/x"));
	cr_expect(a.kind == ADDRESS_UNKNOWN);
	cr_expect(address_parse(&a, "/dev/serial/by-path/pci-0000:00"));
	cr_expect(a.kind == ADDRESS_DEVICE);
}

Test(address, rejects_half_an_address)
{
	static const char *const bad[] = { "tcp:", "tcp:lab",
		"tcp:lab:", "tcp::2000", "tcp:[]:2000", "tcp:[::1]",
		"tcp:[::1:2000", "tcp:::1:2000", "tcp:lab:0", "tcp:lab:65536",
		"tcp:lab:99999999999999999999", "telnet:lab",
		"rfc2217:", "exec:", "exec:  ", "usb:", "usb:0403" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct address a;

		cr_expect(!address_parse(&a, bad[i]), "%s", bad[i]);
	}
}

Test(address, of_a_host_with_too_long_a_name_is_refused)
{
	char text[400] = "tcp:";
	struct address a;

	memset(text + 4, 'a', 300);
	strcpy(text + 304, ":23");

	cr_expect(!address_parse(&a, text));
}

Test(address, of_a_command_is_the_text_after_the_colon)
{
	struct address a;

	cr_assert(address_parse(&a, "exec:ssh lab 'socat - a:b'"));

	cr_expect(a.kind == ADDRESS_EXEC);
	cr_expect(strcmp(a.command, "ssh lab 'socat - a:b'") == 0);
}
