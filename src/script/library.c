#include "script/library.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/environment.h"
#include "base/escape.h"
#include "base/message.h"
#include "base/similar.h"

static const char suffix[] = ".steps";

struct folders {
	char path[2][PATH_MAX]; /* the user's folder, the installed folder; "":
				   none */
};

static void
join(char path[static PATH_MAX], const char *folder, const char *name)
{
	int len = snprintf(path, PATH_MAX, "%s/%s", folder, name);

	if (len < 0 || len >= PATH_MAX)
		path[0] = '\0';
}

static bool
exists(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0;
}

/*
 * Finds the folder PREFIX/share/xsend/steps if this program is in PREFIX/bin,
 * because the programs may be unpacked into any PREFIX.  Does not change the
 * path if there is no such folder, or if the system lacks Linux's /proc.
 */
static void
find_beside_program(char path[static PATH_MAX])
{
	char prefix[PATH_MAX], beside[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", prefix, sizeof prefix - 1);

	if (len == -1)
		return;
	prefix[len] = '\0';
	for (int i = 0; i < 2; i++) {
		char *slash = strrchr(prefix, '/');

		if (slash == NULL)
			return;
		*slash = '\0';
	}
	join(beside, prefix, "share/xsend/steps");
	if (exists(beside))
		memcpy(path, beside, sizeof beside);
}

static void
find_folders(struct folders *f)
{
	const char *installed = environment_get("XSEND_STEPS_DIR");

	*f = (struct folders){ .path = { "" } };
	environment_config_path(f->path[0], sizeof f->path[0], "xsend");
	snprintf(f->path[1], sizeof f->path[1], "%s",
	    installed != NULL ? installed : XSEND_STEPS_DIR);
	if (installed == NULL && !exists(XSEND_STEPS_DIR))
		find_beside_program(f->path[1]);
}

/* Returns true for a file without a NUL among its first 512 bytes. */
static bool
is_text(const char *path)
{
	char bytes[512];
	struct stat st;
	FILE *file;
	size_t n;

	if (stat(path, &st) == -1 || S_ISDIR(st.st_mode))
		return false;
	/*
	 * A pipe counts as text, because a pipe can be read only once.  A file
	 * that cannot be opened also counts as text.
	 */
	if (!S_ISREG(st.st_mode) || (file = fopen(path, "r")) == NULL)
		return true;
	n = fread(bytes, 1, sizeof bytes, file);
	fclose(file);
	return memchr(bytes, '\0', n) == NULL;
}

static int
is_steps(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);

	return entry->d_name[0] != '.' && len >= sizeof suffix &&
	       strcmp(entry->d_name + len - (sizeof suffix - 1), suffix) == 0;
}

/*
 * Adds the names of a folder's steps files that are similar to `typed`.  Leaves
 * out a file if the folder `hidden` has a file of the same name, because that
 * file has priority.
 */
static void
add_similar(struct similar_names *names, const char *typed, const char *folder,
    const char *hidden)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_steps, alphasort);

	for (int i = 0; i < count; i++) {
		char *name = entries[i]->d_name;
		char path[PATH_MAX];
		struct stat st;

		join(path, hidden, name);
		name[strlen(name) - (sizeof suffix - 1)] = '\0';
		if (*hidden == '\0' || stat(path, &st) == -1)
			similar_add(names, typed, strlen(typed), "", name);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

static void
report_missing(const struct folders *folders, const char *name)
{
	struct similar_names names = { .count = 0 };

	if (folders->path[0][0] != '\0')
		add_similar(&names, name, folders->path[0], "");
	add_similar(&names, name, folders->path[1], folders->path[0]);
	if (names.count > 0)
		message("--steps=%s: no such file, and no steps of this name; "
			"did you mean %s?",
		    name, names.text);
	else
		message("--steps=%s: no such file, and no steps of this name "
			"(--list-steps shows the names)",
		    name);
}

bool
library_read(struct steps_file *f, const char *name)
{
	struct folders folders;
	char file[PATH_MAX], path[PATH_MAX];

	if (strchr(name, '/') != NULL || is_text(name))
		return steps_read(f, name);
	find_folders(&folders);
	snprintf(file, sizeof file, "%s%s", name, suffix);
	for (int i = 0; i < 2; i++) {
		if (folders.path[i][0] == '\0')
			continue;
		join(path, folders.path[i], file);
		if (exists(path))
			return steps_read(f, path);
	}
	report_missing(&folders, name);
	return false;
}

/* Listing. */

/* Prints a line of a file with its control characters escaped. */
static void
print_text(const char *before, const char *line)
{
	char text[4 * 256];

	escape_again(text, sizeof text, line);
	printf("%s%s", before, text);
}

/* Prints a setting as one argument of a shell, in quotes if necessary. */
static void
print_setting(const char *setting)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_-=+:,./@%";
	bool quoted = setting[strspn(setting, plain)] != '\0';
	char text[4 * 256];

	escape_again(text, sizeof text, setting);
	printf("\n               --set %s", quoted ? "'" : "");
	for (const char *at = text; *at != '\0'; at++) {
		if (*at == '\'')
			printf("'\\''");
		else
			putchar(*at);
	}
	printf("%s", quoted ? "'" : "");
}

static void
print_file(const char *path, const char *name)
{
	static const char set[] = "set:";
	FILE *file = fopen(path, "r");
	bool first = true;
	char line[256];

	printf("%-14.*s", (int)(strlen(name) - (sizeof suffix - 1)), name);
	while (file != NULL && fgets(line, sizeof line, file) != NULL) {
		line[strcspn(line, "\r\n")] = '\0';
		if (first && line[0] == '#')
			print_text(" ", line + 1 + strspn(line + 1, " "));
		else if (strncmp(line, set, sizeof set - 1) == 0)
			print_setting(line + sizeof set - 1);
		first = false;
	}
	putchar('\n');
	if (file != NULL)
		fclose(file);
}

/*
 * Prints the steps files of a folder.  Leaves out a file if the folder `hidden`
 * has a file of the same name, because that file has priority.  Returns false
 * if the folder contains no steps file.
 */
static bool
list_folder(const char *folder, const char *hidden)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_steps, alphasort);

	for (int i = 0; i < count; i++) {
		char path[PATH_MAX];

		join(path, hidden, entries[i]->d_name);
		if (*hidden == '\0' || !exists(path)) {
			join(path, folder, entries[i]->d_name);
			print_file(path, entries[i]->d_name);
		}
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	return count > 0;
}

bool
library_list(void)
{
	struct folders folders;
	bool own, shipped;

	find_folders(&folders);
	own = folders.path[0][0] != '\0' && list_folder(folders.path[0], "");
	shipped = list_folder(folders.path[1], folders.path[0]);
	if (own || shipped)
		return true;
	message("%s: no steps files are installed here (XSEND_STEPS_DIR can "
		"name another folder)",
	    folders.path[1]);
	return false;
}
