#include <errno.h>
#include <libserialport.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/message.h"
#include "line/ports.h"

/* The ports that libserialport finds. */

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
ports_list(bool json)
{
	struct sp_port **found;
	struct port *ports;
	size_t count = 0;

	if (sp_list_ports(&found) != SP_OK) {
		message("cannot list the serial ports");
		return false;
	}
	while (found[count] != NULL)
		count++;
	ports = calloc(count + 1, sizeof *ports);
	for (size_t i = 0; ports != NULL && i < count; i++)
		ports[i] = describe(found[i]);
	if (ports != NULL)
		show(ports, count, json);
	for (size_t i = 0; ports != NULL && i < count; i++)
		free(ports[i].link);
	free(ports);
	sp_free_port_list(found);
	return true;
}
