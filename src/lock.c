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

enum { PID_SIZE = 12 };

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

/* The process that has the lock of flock(2), as /proc/locks tells. */
static bool
find_locker(const struct stat *device, char pid[static PID_SIZE])
{
	FILE *locks = fopen("/proc/locks", "r");
	char line[256];
	bool found = false;

	while (!found && locks != NULL &&
	       fgets(line, sizeof line, locks) != NULL) {
		unsigned long long inode;

		found = sscanf(line, "%*s FLOCK %*s %*s %11s %*x:%*x:%llu", pid,
			    &inode) == 2 &&
			inode == device->st_ino;
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
		    atol(name) == (long)getpid() || !has_open(name, device))
			continue;
		snprintf(pid, PID_SIZE, "%.11s", name);
		found = true;
	}
	if (proc != NULL)
		closedir(proc);
	return found;
}

void
lock_holder(const char *path, char *text, unsigned size)
{
	struct stat device;
	char pid[PID_SIZE], name[64];

	text[0] = '\0';
	if (stat(path, &device) == -1 ||
	    (!find_locker(&device, pid) && !find_opener(&device, pid)))
		return;
	name_process(pid, name, sizeof name);
	snprintf(text, size, " (by %s, pid %s)", name, pid);
}

bool
lock_take(int fd, const char *path)
{
	char holder[128];

	if (flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
		return true;
	lock_holder(path, holder, sizeof holder);
	message("%s: in use%s", path, holder);
	return false;
}

bool
lock_exclude(int fd, const char *path)
{
	if (ioctl(fd, TIOCEXCL) == 0)
		return true;
	message_errno("%s: cannot lock", path);
	return false;
}

void
lock_release(int fd)
{
	ioctl(fd, TIOCNXCL);
	flock(fd, LOCK_UN);
}
