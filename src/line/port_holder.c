#include "line/port_holder.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#ifdef __linux__
#include <sys/sysmacros.h>
#endif
#include <unistd.h>

enum { PID_SIZE = 12 };

/* Returns true if the process has the device open. */
static bool
has_open(const char *pid, const struct stat *device)
{
	char path[300];
	struct dirent *entry;
	bool found = false;
	DIR *fds;

	snprintf(path, sizeof path, "/proc/%s/fd", pid);
	if ((fds = opendir(path)) == NULL)
		return false;
	while (!found && (entry = readdir(fds)) != NULL) {
		struct stat st;

		found = fstatat(dirfd(fds), entry->d_name, &st, 0) == 0 &&
			S_ISCHR(st.st_mode) && st.st_rdev == device->st_rdev;
	}
	closedir(fds);
	return found;
}

static void
name_process(const char *pid, char *name, size_t size)
{
	char path[300];
	FILE *file;

	snprintf(path, sizeof path, "/proc/%s/comm", pid);
	snprintf(name, size, "a process");
	if ((file = fopen(path, "r")) == NULL)
		return;
	if (fgets(name, (int)size, file) != NULL)
		name[strcspn(name, "\n")] = '\0';
	fclose(file);
}

static bool
is_other_process(const char *pid)
{
	return atol(pid) != (long)getpid();
}

/*
 * Searches /proc/locks for another process than this one that has locked the
 * device with flock(2).
 */
static bool
find_locker(const struct stat *device, char pid[static PID_SIZE])
{
	FILE *locks = fopen("/proc/locks", "r");
	char line[256];
	bool found = false;

	while (!found && locks != NULL &&
	       fgets(line, sizeof line, locks) != NULL) {
		unsigned major, minor;
		unsigned long long inode;

		found = sscanf(line, "%*s FLOCK %*s %*s %11s %x:%x:%llu", pid,
			    &major, &minor, &inode) == 4 &&
			inode == device->st_ino &&
			makedev(major, minor) == device->st_dev &&
			is_other_process(pid);
	}
	if (locks != NULL)
		fclose(locks);
	return found;
}

static bool
find_opener(const struct stat *device, char pid[static PID_SIZE])
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;
	bool found = false;

	while (!found && proc != NULL && (entry = readdir(proc)) != NULL) {
		const char *name = entry->d_name;

		if (strspn(name, "0123456789") != strlen(name) ||
		    !is_other_process(name) || !has_open(name, device))
			continue;
		snprintf(pid, PID_SIZE, "%.11s", name);
		found = true;
	}
	if (proc != NULL)
		closedir(proc);
	return found;
}

bool
port_holder_find(const char *path, char *text, size_t size)
{
	struct stat device;
	char pid[PID_SIZE], name[64];

	text[0] = '\0';
	if (stat(path, &device) == -1 ||
	    (!find_locker(&device, pid) && !find_opener(&device, pid)))
		return false;
	name_process(pid, name, sizeof name);
	snprintf(text, size, "%s, pid %s", name, pid);
	return true;
}

bool
port_holder_has_lock(const char *path)
{
	struct stat device;
	char pid[PID_SIZE];

	return stat(path, &device) == 0 && find_locker(&device, pid);
}
