#include "line/address.h"

#include <string.h>

#include "base/number.h"
#include "line/usb_id.h"

static bool
copy(char *to, size_t size, const char *from, size_t len)
{
	if (len == 0 || len >= size)
		return false;
	memcpy(to, from, len);
	to[len] = '\0';
	return true;
}

static bool
is_service(const char *text)
{
	uint64_t port;

	/* getaddrinfo(3) truncates a port number above 65535 to 16 bits. */
	return text[strspn(text, "0123456789")] != '\0' ||
	       number_parse(text, 1, UINT16_MAX, &port);
}

static bool
split(struct address *a, const char *text)
{
	const char *colon = strrchr(text, ':');
	const char *host = text;
	size_t len;

	if (colon == NULL || !is_service(colon + 1))
		return false;
	len = (size_t)(colon - host);
	if (*host == '[') {
		if (len < 2 || host[len - 1] != ']')
			return false;
		host++;
		len -= 2;
	} else if (memchr(host, ':', len) != NULL) {
		/* In ::1:2000 the port is ambiguous: IPv6 needs brackets. */
		return false;
	}
	return copy(a->host, sizeof a->host, host, len) &&
	       copy(
		   a->service, sizeof a->service, colon + 1, strlen(colon + 1));
}

/*
 * Returns true for a prefix such as "tcp:".  In a path of a device, a slash
 * comes before the first colon.
 */
static bool
has_scheme(const char *text)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
	size_t len = strspn(text, letters);

	return len > 0 && text[len] == ':';
}

bool
address_parse(struct address *a, const char *text)
{
	struct usb_id id;
	static const struct {
		const char *prefix;
		enum address_kind kind;
	} kinds[] = { { "exec:", ADDRESS_EXEC }, { "usb:", ADDRESS_USB },
		{ "tcp:", ADDRESS_TCP }, { "telnet:", ADDRESS_TELNET },
		{ "rfc2217:", ADDRESS_RFC2217 } };

	*a = (struct address){ .kind = ADDRESS_DEVICE };
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		size_t len = strlen(kinds[i].prefix);

		if (strncmp(text, kinds[i].prefix, len) != 0)
			continue;
		a->kind = kinds[i].kind;
		a->command = text + len;
		if (a->kind == ADDRESS_EXEC)
			return a->command[strspn(a->command, " \t\n")] != '\0';
		if (a->kind == ADDRESS_USB)
			return usb_id_parse(&id, a->command);
		return split(a, text + len);
	}
	if (!has_scheme(text))
		return true;
	a->kind = ADDRESS_UNKNOWN;
	return false;
}
