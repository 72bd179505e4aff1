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
refuse(const struct destination *d, int reason)
{
	errno = reason;
	message_errno("%s", d->shown);
	return false;
}

static bool
refuse_existing(const struct destination *d)
{
	message("%s: %s (use -o to replace it or --on-exists=rename to keep "
		"both)",
	    d->shown, strerror(EEXIST));
	return false;
}

/* Regular files and symbolic links may be replaced; devices may not. */
static bool
is_replaceable(const struct destination *d)
{
	struct stat st;

	if (lstat(d->path, &st) == -1 || S_ISREG(st.st_mode) ||
	    S_ISLNK(st.st_mode))
		return true;
	message("%s: not a regular file", d->shown);
	return false;
}

static void
show(struct destination *d, const char *text)
{
	escape(d->shown, sizeof d->shown, text, strlen(text));
}

/* Sets the path from the directory and a name. */
static bool
set_path(struct destination *d, const char *name)
{
	const char *directory = d->options.directory;
	bool here = directory == NULL || name[0] == '/';
	int len = snprintf(d->path, sizeof d->path, "%s%s%s",
	    here ? "" : directory, here ? "" : "/", name);

	show(d, d->path);
	if (len < 0 || (size_t)len + sizeof PARTIAL_SUFFIX >= sizeof d->path)
		return refuse(d, ENAMETOOLONG);
	/* This name could also be the name of another file's partial file. */
	if (partial_has_name(name)) {
		message("%s: names with this ending are reserved for partial "
			"files; choose another",
		    d->shown);
		return false;
	}
	return true;
}

/* Returns advice for the user about a directory that cannot hold files. */
static const char *
directory_hint(int reason)
{
	if (reason == ENOENT)
		return "create this directory first";
	if (reason == EACCES)
		return "you may not write here: choose a directory with -d";
	return "choose a directory with -d";
}

static bool
check_directory(const char *path)
{
	struct stat st;

	if (stat(path, &st) == 0 && !S_ISDIR(st.st_mode))
		errno = ENOTDIR;
	else if (access(path, W_OK | X_OK) == 0)
		return true;
	message("%s: %s (%s)", path, strerror(errno), directory_hint(errno));
	return false;
}

bool
destination_open(struct destination *d, const struct destination_options *o)
{
	char directory[PATH_MAX];
	struct stat st;

	*d = (struct destination){ .options = *o };
	if (o->path == NULL)
		return check_directory(
		    o->directory != NULL ? o->directory : ".");
	if (!set_path(d, o->path))
		return false;
	partial_directory(directory, d->path);
	if (!check_directory(directory))
		return false;
	if (stat(d->path, &st) == 0 && S_ISDIR(st.st_mode)) {
		message("%s: %s (use -d to store files in it)", d->shown,
		    strerror(EISDIR));
		return false;
	}
	if (o->on_exists == EXISTS_FAIL && exists(d->path))
		return refuse_existing(d);
	return o->on_exists != EXISTS_OVERWRITE || is_replaceable(d);
}

/* Appends .1, .2 and so on; fails if the name becomes too long. */
static bool
find_free_name(struct destination *d)
{
	size_t len = strlen(d->path);

	for (int i = 1; i <= RENAMES_MAX; i++) {
		int n = snprintf(d->path + len, sizeof d->path - len, ".%d", i);

		if (n < 0 || (size_t)n >= sizeof d->path - len)
			break;
		if (!exists(d->path)) {
			if (errno != ENOENT)
				break;
			show(d, d->path);
			return true;
		}
	}
	d->path[len] = '\0';
	message(
	    "%s: %s (all names up to .%d exist: remove some of these files)",
	    d->shown, strerror(EEXIST), RENAMES_MAX);
	return false;
}

static bool
set_name(struct destination *d, const char *name)
{
	char clean[NAME_SIZE];

	if (d->options.path != NULL)
		return set_path(d, d->options.path);
	if (name_clean(clean, sizeof clean, name))
		return set_path(d, clean);
	show(d, name);
	if (name[0] == '\0')
		message("XMODEM sends no file name; add a file name to the "
			"command line");
	else
		message("%s: the name that the sender announces cannot be used "
			"(add a file name to the command line)",
		    d->shown);
	return false;
}

enum destination_verdict
destination_choose(struct destination *d, const char *name)
{
	bool ok = false;

	if (!set_name(d, name))
		return DESTINATION_REFUSED;
	if (!exists(d->path))
		return DESTINATION_TAKEN;
	switch (d->options.on_exists) {
	case EXISTS_FAIL:
		ok = refuse_existing(d);
		break;
	case EXISTS_RENAME:
		ok = find_free_name(d);
		break;
	case EXISTS_OVERWRITE:
		ok = is_replaceable(d);
		break;
	case EXISTS_SKIP:
		message_note("%s: file exists, skipped", d->shown);
		return DESTINATION_SKIP;
	}
	return ok ? DESTINATION_TAKEN : DESTINATION_REFUSED;
}
