#include "line/port_return.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/message.h"
#include "line/port_find.h"
#include "line/usb_socket.h"

enum {
	STEP_MS = 50,
	OTHER_MS = 500 /* a new port with another name is used only after this
			  time, because a port with the name given to -p may
			  still appear */
};

/* A node of /dev.  A port that appears again has a new node. */
struct node {
	bool known;
	dev_t file_system;
	ino_t number;
	dev_t device;
};

struct port_before {
	char *name;
	struct node node;
	char socket[PATH_MAX]; /* USB socket of the port; "": unknown */
	char **names;          /* names of the ports at the socket, or NULL */
	struct node *nodes;    /* nodes of `names`, in the same order */
};

/* The state of a wait. */
struct wait {
	const struct port_before *before;
	bool gone;
	bool denied;       /* the port has returned but may not be opened */
	uint32_t other_ms; /* time when a new port with another name appeared */
	bool other;        /* other_ms is valid */
};

static struct node
node_of(const struct stat *st)
{
	return (struct node){ true, st->st_dev, st->st_ino, st->st_rdev };
}

static struct node
node_at(const char *path)
{
	struct stat st;

	if (path == NULL || stat(path, &st) == -1)
		return (struct node){ .known = false };
	return node_of(&st);
}

static struct node
node_named(const char *name)
{
	char path[PATH_MAX];

	snprintf(path, sizeof path, "/dev/%s", name);
	return node_at(path);
}

static bool
is_same(const struct node *a, const struct node *b)
{
	return a->known && b->known && a->file_system == b->file_system &&
	       a->number == b->number && a->device == b->device;
}

static void
note_socket(struct port_before *b, const char *path)
{
	size_t count = 0;

	if (!usb_socket_of(
		USB_SOCKET_CLASS, path, b->socket, sizeof b->socket)) {
		b->socket[0] = '\0';
		return;
	}
	b->names = usb_socket_names(USB_SOCKET_CLASS, b->socket);
	while (b->names != NULL && b->names[count] != NULL)
		count++;
	b->nodes = calloc(count + 1, sizeof *b->nodes);
	for (size_t i = 0; b->nodes != NULL && i < count; i++)
		b->nodes[i] = node_named(b->names[i]);
}

struct port_before *
port_before_note(const char *name, const char *path, int fd)
{
	struct port_before *b = calloc(1, sizeof *b);
	struct stat st;

	if (b == NULL || (b->name = strdup(name)) == NULL) {
		free(b);
		return NULL;
	}
	if (fstat(fd, &st) == 0)
		b->node = node_of(&st);
	note_socket(b, path);
	return b;
}

void
port_before_free(struct port_before *b)
{
	if (b == NULL)
		return;
	usb_socket_free(b->names);
	free(b->nodes);
	free(b->name);
	free(b);
}

/* Returns true for a port that existed before and has not disappeared. */
static bool
is_old(const struct port_before *b, const char *name)
{
	struct node now = node_named(name);

	for (size_t i = 0; b->names != NULL && b->names[i] != NULL; i++) {
		if (b->nodes == NULL || (strcmp(b->names[i], name) == 0 &&
					    is_same(&b->nodes[i], &now)))
			return true;
	}
	return false;
}

/* Finds a new port at the USB socket.  Returns its path or NULL. */
static char *
find_other(const struct port_before *b)
{
	char **names = b->socket[0] == '\0'
			   ? NULL
			   : usb_socket_names(USB_SOCKET_CLASS, b->socket);
	char path[PATH_MAX];
	char *found = NULL;

	for (size_t i = 0; names != NULL && names[i] != NULL; i++) {
		if (found != NULL || is_old(b, names[i]))
			continue;
		snprintf(path, sizeof path, "/dev/%s", names[i]);
		if (access(path, R_OK | W_OK) == 0)
			found = strdup(path);
	}
	usb_socket_free(names);
	return found;
}

/* Returns the path of a new port that has existed for OTHER_MS, or NULL. */
static char *
look_for_other(struct wait *w)
{
	char *path = find_other(w->before);

	if (path != NULL && !w->other)
		w->other_ms = clock_ms();
	w->other = path != NULL;
	if (w->other && clock_ms() - w->other_ms >= OTHER_MS)
		return path;
	free(path);
	return NULL;
}

/*
 * Returns the path of the port if the port is there again, or else NULL.  Sets
 * `*state` in both cases.
 */
static char *
look(struct wait *w, enum port_state *state)
{
	char *path = port_find_now(w->before->name, state);
	struct node node = node_at(path);

	w->gone = w->gone || *state == PORT_MISSING ||
		  (node.known && !is_same(&node, &w->before->node));
	w->denied = w->gone && *state == PORT_DENIED;
	if (w->gone && *state == PORT_READY)
		return path;
	free(path);
	return w->gone ? look_for_other(w) : NULL;
}

static void
report_absence(const struct wait *w, uint32_t wait_ms)
{
	double seconds = wait_ms / 1000.0;

	if (!w->gone)
		message("%s: did not disappear within %g s (did the board "
			"reset?)",
		    w->before->name, seconds);
	else
		message("%s: disappeared but did not return within %g s "
			"(--list shows all ports)",
		    w->before->name, seconds);
}

char *
port_return_await(const struct port_before *before, uint32_t wait_ms)
{
	struct wait w = { .before = before };
	uint32_t begun_ms = clock_ms();
	enum port_state state;

	for (;;) {
		char *path = look(&w, &state);

		if (path != NULL || state == PORT_AMBIGUOUS)
			return path;
		if (clock_ms() - begun_ms >= wait_ms)
			break;
		if (!port_pause(STEP_MS))
			return NULL;
	}
	/* The caller opens the port and reports why it is denied. */
	if (w.denied)
		return port_find_now(before->name, &state);
	report_absence(&w, wait_ms);
	return NULL;
}
