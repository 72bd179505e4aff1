#include <errno.h>
#include <libserialport.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/message.h"
#include "line/ports.h"

/* Finds ports with libserialport. */

const bool ports_can_be_found = true;

static struct port
describe(struct sp_port *from)
{
	struct port p = { .path = sp_get_port_name(from),
		.description = sp_get_port_description(from),
		.usb_vendor = -1,
		.usb_product = -1,
		.serial = sp_get_port_usb_serial(from) };
	int vendor, product;

	if (sp_get_port_usb_vid_pid(from, &vendor, &product) == SP_OK) {
		p.usb_vendor = vendor;
		p.usb_product = product;
	}
	p.denied = access(p.path, R_OK | W_OK) == -1 && errno == EACCES;
	p.link = ports_find_link("/dev/serial/by-id", p.path);
	return p;
}

static void
show(const struct port *ports, size_t count, bool json)
{
	if (json)
		ports_json(stdout, ports, count);
	else if (count > 0)
		ports_columns(stdout, ports, count);
	else
		message_note("no serial ports");
}

bool
ports_get(struct port_list *list)
{
	struct sp_port **found;

	*list = (struct port_list){ .count = 0 };
	if (sp_list_ports(&found) != SP_OK)
		return false;
	while (found[list->count] != NULL)
		list->count++;
	list->found = found;
	list->ports = calloc(list->count + 1, sizeof *list->ports);
	for (size_t i = 0; list->ports != NULL && i < list->count; i++)
		list->ports[i] = describe(found[i]);
	if (list->ports != NULL)
		return true;
	sp_free_port_list(found);
	return false;
}

void
ports_release(struct port_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->ports[i].link);
	free(list->ports);
	sp_free_port_list(list->found);
}

bool
ports_list(bool json)
{
	struct port_list list;

	if (!ports_get(&list)) {
		message("cannot list the serial ports");
		return false;
	}
	show(list.ports, list.count, json);
	ports_release(&list);
	return true;
}
