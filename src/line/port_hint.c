#include "line/port_hint.h"

#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "base/message.h"

enum { PORTS_NAMED = 4 };

bool
port_hint_meant(char text[static PORT_HINT_SIZE], const char *path)
{
	char full[PATH_MAX];
	int len = snprintf(full, sizeof full, "/dev/%s", path);

	if (strchr(path, '/') != NULL || len >= (int)sizeof full ||
	    !ports_is_port(full))
		return false;
	snprintf(text, PORT_HINT_SIZE, "did you mean %.200s?", full);
	return true;
}

static bool
ends_with(const char *text, const char *end)
{
	size_t len = strlen(text), end_len = strlen(end);

	return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

static size_t
name_port(char *text, size_t size, const struct port *p)
{
	char path[128], description[64] = "";
	int len;

	escape(path, sizeof path, p->path, strlen(p->path));
	/* Omit a description that only repeats the end of the path. */
	if (p->description != NULL && !ends_with(p->path, p->description))
		escape(description, sizeof description, p->description,
		    strlen(p->description));
	len = snprintf(text, size, description[0] != '\0' ? "%s %s" : "%s",
	    path, description);
	return len < (int)size ? (size_t)len : size - 1;
}

void
port_hint_missing(
    char text[static PORT_HINT_SIZE], const struct port *ports, size_t count)
{
	size_t named = count < PORTS_NAMED ? count : PORTS_NAMED;
	size_t used = 0;

	if (count == 0) {
		snprintf(text, PORT_HINT_SIZE,
		    "this machine has no serial ports: is the adapter "
		    "plugged in?");
		return;
	}
	used = (size_t)snprintf(
	    text, PORT_HINT_SIZE, "the port%s ", count == 1 ? " is" : "s are");
	for (size_t i = 0; i < named; i++) {
		if (i > 0)
			used += (size_t)snprintf(
			    text + used, PORT_HINT_SIZE - used, ", ");
		used += name_port(
		    text + used, PORT_HINT_SIZE - used - 32, &ports[i]);
	}
	if (count > named)
		snprintf(text + used, PORT_HINT_SIZE - used,
		    " and %zu more; see --list", count - named);
}

void
port_hint_denied(char text[static PORT_HINT_SIZE], const struct stat *st)
{
	struct group *group = NULL;

	if (st != NULL && (st->st_mode & S_IWGRP) != 0)
		group = getgrgid(st->st_gid);
	if (group != NULL)
		snprintf(text, PORT_HINT_SIZE,
		    "add yourself to group %.64s: sudo usermod -aG %.64s "
		    "$USER, "
		    "then log in again",
		    group->gr_name, group->gr_name);
	else
		snprintf(text, PORT_HINT_SIZE,
		    "no group may use this port: ask the administrator");
}

void
port_hint_report(const char *path)
{
	char hint[PORT_HINT_SIZE] = "";
	int reason = errno;
	struct port_list list;
	struct stat st;

	if (reason == EACCES)
		port_hint_denied(hint, stat(path, &st) == 0 ? &st : NULL);
	else if (reason == ENOENT && !port_hint_meant(hint, path) &&
		 ports_get(&list)) {
		port_hint_missing(hint, list.ports, list.count);
		ports_release(&list);
	}
	if (hint[0] != '\0')
		message("%s: %s (%s)", path, strerror(reason), hint);
	else {
		errno = reason;
		message_errno("%s", path);
	}
}
