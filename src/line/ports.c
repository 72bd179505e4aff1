#include "line/ports.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/sysmacros.h>
#endif

#include "base/escape.h"
#include "line/usb_id.h"

enum { COLUMNS = 5, USE = 4, CELL_SIZE = 256 };

/* Writes and returns the text of one column for port number `at`. */
static const char *
cell(const struct port *ports, size_t count, size_t at, int column,
    char text[static CELL_SIZE])
{
	const struct port *p = &ports[at];
	const char *const words[COLUMNS] = { p->path, p->description, NULL,
		p->serial, NULL };

	if (column == USE) {
		memcpy(text, "-p ", 3);
		usb_id_argument(ports, count, at, text + 3, CELL_SIZE - 3);
	} else if (column == 2 && p->usb_vendor >= 0) {
		snprintf(text, CELL_SIZE, "%04x:%04x", (unsigned)p->usb_vendor,
		    (unsigned)p->usb_product);
	} else if (words[column] == NULL) {
		snprintf(text, CELL_SIZE, "-");
	} else {
		/* The text comes from the device and may have any bytes. */
		escape(text, CELL_SIZE, words[column], strlen(words[column]));
	}
	return text;
}

void
ports_columns(FILE *out, const struct port *ports, size_t count)
{
	static const char *const heads[COLUMNS] = { "PORT", "DESCRIPTION",
		"USB ID", "SERIAL NUMBER", "WHAT TO TYPE" };
	int wide[COLUMNS];
	char text[CELL_SIZE];

	for (int c = 0; c < COLUMNS; c++) {
		wide[c] = (int)strlen(heads[c]);
		for (size_t i = 0; i < count; i++) {
			int len = (int)strlen(cell(ports, count, i, c, text));

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
			    cell(ports, count, i, c, text),
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

static bool
has_port_name(const char *path)
{
	static const char *const beginnings[] = { "/dev/tty", "/dev/serial/",
		"/dev/cu.", "/dev/cua", "/dev/pts/" };

	for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
		if (strncmp(path, beginnings[i], strlen(beginnings[i])) == 0)
			return true;
	}
	return false;
}

/*
 * Returns true if the device number is that of a serial port or another
 * terminal.  This test does not need the name: a device may have any name.
 */
static bool
has_port_number(dev_t device)
{
#ifdef __linux__
	enum { PTY_FIRST = 136, PTY_LAST = 143 };
	static const char class[] = "/class/tty";
	char path[64], target[PATH_MAX];
	unsigned number = major(device);
	ssize_t len;

	/* sysfs does not list ptys. */
	if (number >= PTY_FIRST && number <= PTY_LAST)
		return true;
	snprintf(path, sizeof path, "/sys/dev/char/%u:%u/subsystem", number,
	    minor(device));
	len = readlink(path, target, sizeof target - 1);
	if (len < (ssize_t)sizeof class - 1)
		return false;
	target[len] = '\0';
	return strcmp(target + len - (sizeof class - 1), class) == 0;
#else
	(void)device;
	return false;
#endif
}

bool
ports_is_port(const char *path)
{
	char real[PATH_MAX];
	struct stat st;

	if (stat(path, &st) == -1)
		return has_port_name(path);
	if (!S_ISCHR(st.st_mode))
		return false;
	return has_port_name(path) || has_port_number(st.st_rdev) ||
	       (realpath(path, real) != NULL && has_port_name(real));
}
