#include "lock.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "message.h"

/* Has the process a descriptor for that device? */
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

void
lock_holder(const char *path, char *text, unsigned size)
{
	struct stat device;
	struct dirent *entry;
	DIR *proc;

	text[0] = '\0';
	if (stat(path, &device) == -1 || (proc = opendir("/proc")) == NULL)
		return;
	while (text[0] == '\0' && (entry = readdir(proc)) != NULL) {
		const char *pid = entry->d_name;
		char name[64];

		if (strspn(pid, "0123456789") != strlen(pid) ||
		    atol(pid) == (long)getpid() || !has_open(pid, &device))
			continue;
		name_process(pid, name, sizeof name);
		snprintf(text, size, " (by %s, pid %.10s)", name, pid);
	}
	closedir(proc);
}

bool
lock_held(int fd, const char *path)
{
	char holder[128];

	if (flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
		return false;
	lock_holder(path, holder, sizeof holder);
	message("%s: in use%s", path, holder);
	return true;
}

bool
lock_port(int fd, const char *path)
{
	if (lock_held(fd, path))
		return false;
	if (ioctl(fd, TIOCEXCL) == -1) {
		message_errno("%s: cannot lock", path);
		return false;
	}
	return true;
}

void
lock_release(int fd)
{
	ioctl(fd, TIOCNXCL);
	flock(fd, LOCK_UN);
}
