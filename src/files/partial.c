#include "files/partial.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SUFFIX_LEN = sizeof PARTIAL_SUFFIX - 1 };

/* Ignores case, as some file systems do. */
bool
partial_has_name(const char *path)
{
	size_t len = strlen(path);

	return len >= SUFFIX_LEN &&
	       strcasecmp(path + len - SUFFIX_LEN, PARTIAL_SUFFIX) == 0;
}

void
partial_directory(char directory[static PATH_MAX], const char *path)
{
	char *slash;

	snprintf(directory, PATH_MAX, "%s", path);
	slash = strrchr(directory, '/');
	if (slash == NULL)
		snprintf(directory, PATH_MAX, ".");
	else
		slash[slash == directory] = '\0';
}

/*
 * Sets the path of the partial file.  Shortens the file name if it would be too
 * long with the suffix.
 */
static bool
set_name(struct partial *p)
{
	const char *slash = strrchr(p->path, '/');
	const char *base = slash != NULL ? slash + 1 : p->path;
	int len = snprintf(p->name, sizeof p->name, "%.*s%.*s%s",
	    (int)(base - p->path), p->path, NAME_MAX - SUFFIX_LEN, base,
	    PARTIAL_SUFFIX);

	if (len > 0 && (size_t)len < sizeof p->name)
		return true;
	errno = ENAMETOOLONG;
	return false;
}

static int
open_file(const char *path, int flags)
{
	int fd;

	do
		fd = open(path, flags | O_CLOEXEC, 0666);
	while (fd == -1 && errno == EINTR);
	return fd;
}

static bool
sync_file(int fd)
{
	int result;

	do
		result = fsync(fd);
	while (result == -1 && errno == EINTR);
	return result == 0;
}

static bool
is_ours(const struct stat *st)
{
	return S_ISREG(st->st_mode) && st->st_uid == geteuid();
}

/*
 * Locks and removes an old partial file.  If st_nlink is 0, another xrecv has
 * removed the old file before this process took the lock.  Then the name may
 * belong to a new partial file of that xrecv, and must not be removed.
 */
static bool
remove_locked(int fd, const char *path)
{
	struct stat st;

	if (flock(fd, LOCK_EX | LOCK_NB) == -1) {
		if (errno == EWOULDBLOCK)
			errno = EBUSY;
		return false;
	}
	if (fstat(fd, &st) == -1)
		return false;
	if (is_ours(&st) && st.st_nlink > 0)
		return unlink(path) == 0;
	errno = EBUSY;
	return false;
}

/*
 * Removes an old partial file, if there is one.  Checks the file type before
 * open(2), because opening a device may have an effect.
 */
static bool
remove_old_part(const char *path)
{
	const int flags = O_NOFOLLOW | O_NONBLOCK;
	struct stat st;
	bool gone;
	int fd, reason;

	if (lstat(path, &st) == -1)
		return errno == ENOENT;
	if (!is_ours(&st)) {
		errno = EBUSY;
		return false;
	}
	/* NFS only locks files that are open for writing. */
	fd = open_file(path, O_RDWR | flags);
	if (fd == -1 && errno == EACCES)
		fd = open_file(path, O_RDONLY | flags);
	if (fd == -1)
		return false;
	gone = remove_locked(fd, path);
	reason = errno;
	close(fd);
	errno = reason;
	return gone;
}

/*
 * Locks the new partial file, if the file system has locks.  Between open(2)
 * and flock(2), another xrecv may mistake the file for an old partial file.
 * Fails if that xrecv has locked or removed the file.
 */
static bool
lock(const struct partial *p)
{
	struct stat st;

	if ((flock(p->fd, LOCK_EX | LOCK_NB) == -1 && errno == EWOULDBLOCK) ||
	    (fstat(p->fd, &st) == 0 && st.st_nlink == 0)) {
		errno = EBUSY;
		return false;
	}
	return true;
}

static void
close_part(struct partial *p)
{
	close(p->fd);
	if (p->directory != -1)
		close(p->directory);
	p->fd = p->directory = -1;
}

bool
partial_open(struct partial *p, const char *path)
{
	char directory[PATH_MAX];

	p->fd = p->directory = -1;
	p->path = path;
	if (!set_name(p) || !remove_old_part(p->name))
		return false;
	p->fd = open_file(p->name, O_WRONLY | O_CREAT | O_EXCL);
	if (p->fd == -1)
		return false;
	partial_directory(directory, path);
	p->directory = open_file(directory, O_RDONLY | O_DIRECTORY);
	if (lock(p))
		return true;
	close_part(p);
	errno = EBUSY;
	return false;
}

/*
 * Keeps S_IRUSR: the next xrecv must be able to open a partial file in order to
 * remove it.
 */
void
partial_set_attributes(const struct partial *p, mode_t mode, int64_t mtime)
{
	struct timespec times[2] = { { .tv_nsec = UTIME_NOW },
		{ .tv_sec = (time_t)mtime } };
	mode_t mask = umask(0);

	umask(mask);
	mode &= 0777;
	if (mode != 0)
		(void)fchmod(p->fd, (mode | S_IRUSR) & ~mask);
	if (mtime > 0)
		(void)futimens(p->fd, times);
}

/*
 * Returns true if `name` in `directory` is the file that was written.  Returns
 * false with ESTALE if the name belongs to another file or does not exist, and
 * with another errno if stat(2) fails.
 */
static bool
is_written_file(const struct partial *p, int directory, const char *name)
{
	struct stat ours, st;

	if (fstat(p->fd, &ours) == -1)
		return false;
	if (fstatat(directory, name, &st, AT_SYMLINK_NOFOLLOW) == -1) {
		if (errno == ENOENT)
			errno = ESTALE;
		return false;
	}
	if (st.st_dev == ours.st_dev && st.st_ino == ours.st_ino)
		return true;
	errno = ESTALE;
	return false;
}

/*
 * Links the file to its final name.  Returns true if the file has this name.
 * On NFS, link(2) may succeed and still report EEXIST, because the client
 * repeated the call.
 */
static bool
make_link(const struct partial *p)
{
	struct stat st;

	if (link(p->name, p->path) == 0 ||
	    (errno == EEXIST && is_written_file(p, AT_FDCWD, p->path))) {
		unlink(p->name);
		return true;
	}
	if (lstat(p->path, &st) == 0)
		errno = EEXIST;
	return false;
}

/*
 * Without `overwrite`, uses link(2), because link(2) never replaces a file.
 * Uses rename(2) to overwrite, and on file systems without links, such as FAT.
 */
static bool
move(const struct partial *p, bool overwrite)
{
	if (!is_written_file(p, AT_FDCWD, p->name))
		return false;
	if (!overwrite && make_link(p))
		return true;
	if (!overwrite && errno == EEXIST)
		return false;
	return rename(p->name, p->path) == 0;
}

bool
partial_finish(struct partial *p, bool overwrite)
{
	if (!sync_file(p->fd) || !move(p, overwrite))
		return false;
	/* Some file systems cannot sync a directory: ignore errors. */
	if (p->directory != -1)
		(void)sync_file(p->directory);
	close_part(p); /* ignores errors: fsync() has reported write errors */
	return true;
}

/*
 * Removes the partial file.  Uses the open directory if there is one, because
 * the path of the directory may have changed.
 */
static void
remove_part(const struct partial *p)
{
	const char *slash = strrchr(p->name, '/');
	bool opened = p->directory != -1;
	int directory = opened ? p->directory : AT_FDCWD;
	const char *name = opened && slash != NULL ? slash + 1 : p->name;

	if (is_written_file(p, directory, name) || errno != ESTALE)
		unlinkat(directory, name, 0);
}

void
partial_abandon(struct partial *p, bool keep)
{
	if (p->fd == -1)
		return;
	if (!keep)
		remove_part(p);
	close_part(p);
}
