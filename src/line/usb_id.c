#include "line/usb_id.h"

#include <stdlib.h>
#include <string.h>

#include "base/message.h"

enum { DIGITS = 4, ARGUMENT_SIZE = 512 };

static int
digit_value(char c)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *at = c == '\0' ? NULL : strchr(digits, c);

	return at == NULL ? -1 : (int)((at - digits) % 16);
}

/* Parses exactly four hexadecimal digits.  Returns -1 if there are fewer. */
static int
parse_number(const char *text)
{
	int value = 0;

	for (int i = 0; i < DIGITS; i++) {
		int digit = digit_value(text[i]);

		if (digit == -1)
			return -1;
		value = value * 16 + digit;
	}
	return value;
}

bool
usb_id_parse(struct usb_id *id, const char *text)
{
	const char *product = text + DIGITS + 1;
	const char *end;

	id->serial = NULL;
	id->vendor = parse_number(text);
	if (id->vendor == -1 || text[DIGITS] != ':')
		return false;
	id->product = parse_number(product);
	if (id->product == -1)
		return false;
	end = product + DIGITS;
	if (*end == ':' && end[1] != '\0')
		id->serial = end + 1;
	return *end == '\0' || id->serial != NULL;
}

bool
usb_id_fits(const struct usb_id *id, const struct port *port)
{
	return port->usb_vendor == id->vendor &&
	       port->usb_product == id->product &&
	       (id->serial == NULL ||
		   (port->serial != NULL &&
		       strcmp(port->serial, id->serial) == 0));
}

static size_t
count_fits(const struct usb_id *id, const struct port *ports, size_t count)
{
	size_t fits = 0;

	for (size_t i = 0; i < count; i++)
		fits += usb_id_fits(id, &ports[i]);
	return fits;
}

/* Returns true if a shell needs no quotes for the text. */
static bool
is_plain(const char *serial)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789+,-./:@_";

	return *serial != '\0' && serial[strspn(serial, plain)] == '\0';
}

void
usb_id_argument(
    const struct port *ports, size_t count, size_t at, char *text, size_t size)
{
	const struct port *p = &ports[at];
	struct usb_id id = { p->usb_vendor, p->usb_product, NULL };
	struct usb_id exact = { p->usb_vendor, p->usb_product, p->serial };
	bool serial = p->serial != NULL && is_plain(p->serial);

	if (p->usb_vendor >= 0 && count_fits(&id, ports, count) == 1)
		snprintf(text, size, "usb:%04x:%04x", (unsigned)id.vendor,
		    (unsigned)id.product);
	else if (p->usb_vendor >= 0 && serial &&
		 count_fits(&exact, ports, count) == 1)
		snprintf(text, size, "usb:%04x:%04x:%s", (unsigned)id.vendor,
		    (unsigned)id.product, p->serial);
	else
		snprintf(text, size, "%s", p->link != NULL ? p->link : p->path);
}

static void
report_several(
    const struct usb_id *id, const char *text, const struct port_list *list)
{
	message("usb:%s: %zu ports have this identity; name one of them:", text,
	    count_fits(id, list->ports, list->count));
	for (size_t i = 0; i < list->count; i++) {
		char argument[ARGUMENT_SIZE];

		if (!usb_id_fits(id, &list->ports[i]))
			continue;
		usb_id_argument(
		    list->ports, list->count, i, argument, sizeof argument);
		message("-p %s  (%s)", argument, list->ports[i].path);
	}
}

char *
usb_id_find(const char *text, bool *several)
{
	struct port_list list;
	struct usb_id id;
	char *path = NULL;
	size_t fits;

	*several = false;
	if (!usb_id_parse(&id, text) || !ports_get(&list))
		return NULL;
	fits = count_fits(&id, list.ports, list.count);
	for (size_t i = 0; fits == 1 && path == NULL && i < list.count; i++) {
		if (usb_id_fits(&id, &list.ports[i]))
			path = strdup(list.ports[i].path);
	}
	*several = fits > 1;
	if (*several)
		report_several(&id, text, &list);
	ports_release(&list);
	return path;
}
