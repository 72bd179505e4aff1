#include "files/destination.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/message.h"
#include "files/partial.h"
#include "files/safe_name.h"

enum { RENAMES_MAX = 999, NAME_SIZE = NAME_MAX + 1 };

static bool
exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

static bool
refuse(const struct destination *p, int reason)
{
	errno = reason;
	message_errno("%s", p->shown);
	return false;
}

/* Not even to overwrite it: it may be /dev/null. */
static bool
is_replaceable(const struct destination *p)
{
	struct stat st;

	if (lstat(p->path, &st) == -1 || S_ISREG(st.st_mode) ||
	    S_ISLNK(st.st_mode))
		return true;
	message("%s: not a regular file", p->shown);
	return false;
}

static void
show(struct destination *p, const char *text)
{
	escape(p->shown, sizeof p->shown, text, strlen(text));
}

/* Puts directory and name together. */
static bool
set_path(struct destination *p, const char *name)
{
	const char *directory = p->options.directory;
	bool here = directory == NULL || name[0] == '/';
	int len = snprintf(p->path, sizeof p->path, "%s%s%s",
	    here ? "" : directory, here ? "" : "/", name);

	show(p, p->path);
	if (len < 0 || (size_t)len + sizeof PARTIAL_SUFFIX >= sizeof p->path)
		return refuse(p, ENAMETOOLONG);
	/* A file of the name in front of that would remove it. */
	if (partial_has_name(name)) {
		message(
		    "%s: only files on their way have such a name", p->shown);
		return false;
	}
	return true;
}

static bool
check_directory(const char *path)
{
	struct stat st;

	if (stat(path, &st) == 0 && !S_ISDIR(st.st_mode))
		errno = ENOTDIR;
	else if (access(path, W_OK | X_OK) == 0)
		return true;
	message_errno("%s", path);
	return false;
}

bool
destination_open(struct destination *p, const struct destination_options *o)
{
	char directory[PATH_MAX];
	struct stat st;

	*p = (struct destination){ .options = *o };
	if (o->path == NULL)
		return check_directory(
		    o->directory != NULL ? o->directory : ".");
	if (!set_path(p, o->path))
		return false;
	partial_directory(directory, p->path);
	if (!check_directory(directory))
		return false;
	if (stat(p->path, &st) == 0 && S_ISDIR(st.st_mode))
		return refuse(p, EISDIR);
	if (o->on_exists == EXISTS_FAIL && exists(p->path))
		return refuse(p, EEXIST);
	return o->on_exists != EXISTS_OVERWRITE || is_replaceable(p);
}

/* Where a number makes the name too long, no number will do. */
static bool
find_free_name(struct destination *p)
{
	size_t len = strlen(p->path);

	for (int i = 1; i <= RENAMES_MAX; i++) {
		int n = snprintf(p->path + len, sizeof p->path - len, ".%d", i);

		if (n < 0 || (size_t)n >= sizeof p->path - len)
			break;
		if (!exists(p->path)) {
			if (errno != ENOENT)
				break;
			show(p, p->path);
			return true;
		}
	}
	p->path[len] = '\0';
	return refuse(p, EEXIST);
}

static bool
set_name(struct destination *p, const char *name)
{
	char clean[NAME_SIZE];

	if (p->options.path != NULL)
		return set_path(p, p->options.path);
	if (name_clean(clean, sizeof clean, name))
		return set_path(p, clean);
	show(p, name);
	if (name[0] == '\0')
		message("XMODEM tells no file name: name the file");
	else
		message("%s: will not do as the name of a file", p->shown);
	return false;
}

enum destination_verdict
destination_choose(struct destination *p, const char *name)
{
	bool ok = false;

	if (!set_name(p, name))
		return DESTINATION_REFUSED;
	if (!exists(p->path))
		return DESTINATION_TAKEN;
	switch (p->options.on_exists) {
	case EXISTS_FAIL:
		ok = refuse(p, EEXIST);
		break;
	case EXISTS_RENAME:
		ok = find_free_name(p);
		break;
	case EXISTS_OVERWRITE:
		ok = is_replaceable(p);
		break;
	case EXISTS_SKIP:
		message_note("%s: exists, and is skipped", p->shown);
		return DESTINATION_SKIP;
	}
	return ok ? DESTINATION_TAKEN : DESTINATION_REFUSED;
}
