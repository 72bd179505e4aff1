#include <jansson.h>
#include <string.h>

#include "base/escape.h"
#include "line/ports.h"
#include "line/usb_id.h"

const bool ports_have_json = true;

enum { TEXT_MAX = 1024 };

static json_t *
string_or_null(const char *words)
{
	char text[TEXT_MAX];

	if (words == NULL)
		return json_null();
	escape(text, sizeof text, words, strlen(words));
	return json_string(text);
}

/* Writes a USB ID as four hexadecimal digits, or null. */
static json_t *
id_or_null(int id)
{
	return id < 0 ? json_null() : json_sprintf("%04x", (unsigned)id);
}

void
ports_json(FILE *out, const struct port *ports, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		const struct port *p = &ports[i];
		char use[TEXT_MAX];

		usb_id_argument(ports, count, i, use, sizeof use);
		json_array_append_new(array,
		    json_pack("{s:o, s:o, s:o, s:o, s:o, s:b, s:o, s:o}",
			"port", string_or_null(p->path), "description",
			string_or_null(p->description), "usb_vendor",
			id_or_null(p->usb_vendor), "usb_product",
			id_or_null(p->usb_product), "serial",
			string_or_null(p->serial), "denied", p->denied, "link",
			string_or_null(p->link), "use", string_or_null(use)));
	}
	json_dumpf(array, out, JSON_ENSURE_ASCII | JSON_INDENT(2));
	fputc('\n', out);
	json_decref(array);
}
