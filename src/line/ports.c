#include "line/ports.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"

enum { COLUMNS = 4, CELL_SIZE = 256 };

/* One column of one port. */
static const char *
cell(const struct port *p, int column, char text[static CELL_SIZE])
{
	const char *const words[COLUMNS] = { p->path, p->description, NULL,
		p->serial };

	if (column == 2 && p->usb_vendor >= 0)
		snprintf(text, CELL_SIZE, "%04x:%04x", (unsigned)p->usb_vendor,
		    (unsigned)p->usb_product);
	else if (words[column] == NULL)
		snprintf(text, CELL_SIZE, "-");
	else
		/* A device may call itself anything. */
		escape(text, CELL_SIZE, words[column], strlen(words[column]));
	return text;
}

void
ports_columns(FILE *out, const struct port *ports, size_t count)
{
	static const char *const heads[COLUMNS] = { "PORT", "DESCRIPTION",
		"USB ID", "SERIAL NUMBER" };
	int wide[COLUMNS];
	char text[CELL_SIZE];

	for (int c = 0; c < COLUMNS; c++) {
		wide[c] = (int)strlen(heads[c]);
		for (size_t i = 0; i < count; i++) {
			int len = (int)strlen(cell(&ports[i], c, text));

			wide[c] = len > wide[c] ? len : wide[c];
		}
	}
	wide[COLUMNS - 1] = 0;
	for (int c = 0; c < COLUMNS; c++)
		fprintf(out, "%-*s%s", wide[c], heads[c],
		    c < COLUMNS - 1 ? "  " : "\n");
	for (size_t i = 0; i < count; i++) {
		for (int c = 0; c < COLUMNS; c++)
			fprintf(out, "%-*s%s", wide[c],
			    cell(&ports[i], c, text),
			    c < COLUMNS - 1 ? "  " : "");
		fputs(ports[i].denied ? "  (permission denied)\n" : "\n", out);
	}
}

char *
ports_find_link(const char *directory, const char *path)
{
	DIR *links = opendir(directory);
	struct dirent *entry;
	char *found = NULL;

	while (found == NULL && links != NULL &&
	       (entry = readdir(links)) != NULL) {
		char link[PATH_MAX], real[PATH_MAX];
		int len = snprintf(
		    link, sizeof link, "%s/%s", directory, entry->d_name);

		if (len > 0 && (size_t)len < sizeof link &&
		    realpath(link, real) != NULL && strcmp(real, path) == 0)
			found = strdup(link);
	}
	if (links != NULL)
		closedir(links);
	return found;
}
