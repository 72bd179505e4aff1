#include "line/usb_socket.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Cuts a path to the directory of the USB device, for example
 * .../usb1/1-2/1-2:1.0/ttyUSB0 to .../usb1/1-2.  The name of a USB interface is
 * the name of its device, a colon, and a number.
 */
static bool
cut_to_device(char *path)
{
	char *slash = path;

	while ((slash = strchr(slash + 1, '/')) != NULL) {
		const char *name = slash;
		size_t len;

		while (name > path && name[-1] != '/')
			name--;
		len = (size_t)(slash - name);
		if (len > 0 && strncmp(slash + 1, name, len) == 0 &&
		    slash[1 + len] == ':') {
			*slash = '\0';
			return true;
		}
	}
	return false;
}

static bool
socket_of_name(const char *class, const char *name, char *socket, size_t size)
{
	char link[PATH_MAX], real[PATH_MAX];
	int len = snprintf(link, sizeof link, "%s/%s/device", class, name);

	if (len >= (int)sizeof link || realpath(link, real) == NULL ||
	    !cut_to_device(real) || strlen(real) >= size)
		return false;
	strcpy(socket, real);
	return true;
}

bool
usb_socket_of(const char *class, const char *port, char *socket, size_t size)
{
	char real[PATH_MAX];
	const char *slash;

	if (realpath(port, real) == NULL)
		return false;
	slash = strrchr(real, '/');
	return slash != NULL && socket_of_name(class, slash + 1, socket, size);
}

static int
compare(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/*
 * Copies the names of the devices that are plugged into the USB socket, and
 * frees the directory entries.
 */
static size_t
keep_names(char **names, struct dirent **entries, int count, const char *class,
    const char *socket)
{
	size_t kept = 0;

	for (int i = 0; i < count; i++) {
		char other[PATH_MAX];

		if (names != NULL &&
		    socket_of_name(
			class, entries[i]->d_name, other, sizeof other) &&
		    strcmp(other, socket) == 0 &&
		    (names[kept] = strdup(entries[i]->d_name)) != NULL)
			kept++;
		free(entries[i]);
	}
	return kept;
}

char **
usb_socket_names(const char *class, const char *socket)
{
	struct dirent **entries;
	int count = scandir(class, &entries, NULL, compare);
	char **names;

	if (count < 0)
		return NULL;
	names = calloc((size_t)count + 1, sizeof *names);
	if (keep_names(names, entries, count, class, socket) == 0) {
		free(names);
		names = NULL;
	}
	free(entries);
	return names;
}

void
usb_socket_free(char **names)
{
	for (size_t i = 0; names != NULL && names[i] != NULL; i++)
		free(names[i]);
	free(names);
}
