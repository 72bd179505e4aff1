#include "sink.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clock.h"
#include "escape.h"
#include "message.h"
#include "name.h"

static const char part_suffix[] = ".xrecv-part";
enum { RENAMES_MAX = 999, NAME_SIZE = 256 };

static bool
exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

static bool
refuse_existing(const struct sink *s)
{
	errno = EEXIST;
	message_errno("%s", s->shown);
	return false;
}

/* Not even to overwrite it: it may be /dev/null. */
static bool
is_replaceable(const struct sink *s)
{
	struct stat st;

	if (lstat(s->path, &st) == -1 || S_ISREG(st.st_mode) ||
	    S_ISLNK(st.st_mode))
		return true;
	message("%s: not a regular file", s->shown);
	return false;
}

static void
show_path(struct sink *s)
{
	escape(s->shown, sizeof s->shown, s->path, strlen(s->path));
}

/* Puts directory and name together. */
static bool
set_path(struct sink *s, const char *name)
{
	const char *directory = s->options.directory;
	int len;

	if (directory == NULL || name[0] == '/')
		len = snprintf(s->path, sizeof s->path, "%s", name);
	else
		len =
		    snprintf(s->path, sizeof s->path, "%s/%s", directory, name);
	show_path(s);
	if (len > 0 && (size_t)len + sizeof part_suffix < sizeof s->path)
		return true;
	errno = ENAMETOOLONG;
	message_errno("%s", s->shown);
	return false;
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

static void
directory_of(const char *path, char directory[static PATH_MAX])
{
	char *slash;

	snprintf(directory, PATH_MAX, "%s", path);
	slash = strrchr(directory, '/');
	if (slash == NULL)
		snprintf(directory, PATH_MAX, ".");
	else
		slash[slash == directory] = '\0';
}

static bool
check_directory_of(const char *path)
{
	char directory[PATH_MAX];

	directory_of(path, directory);
	return check_directory(directory);
}

bool
sink_open(
    struct sink *s, const struct sink_options *options, struct report *report)
{
	struct stat st;

	*s = (struct sink){ .options = *options, .report = report, .fd = -1 };
	s->to_stdout = options->path != NULL && strcmp(options->path, "-") == 0;
	if (s->to_stdout) {
		snprintf(s->shown, sizeof s->shown, "standard output");
		return true;
	}
	if (options->path == NULL)
		return check_directory(
		    options->directory != NULL ? options->directory : ".");
	if (!set_path(s, options->path) || !check_directory_of(s->path))
		return false;
	if (stat(s->path, &st) == 0 && S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		message_errno("%s", s->shown);
		return false;
	}
	if (options->on_exists == EXISTS_FAIL && exists(s->path))
		return refuse_existing(s);
	return options->on_exists != EXISTS_OVERWRITE || is_replaceable(s);
}

/* A file begins. */

static bool
find_free_name(struct sink *s)
{
	size_t len = strlen(s->path);

	for (int i = 1; i <= RENAMES_MAX; i++) {
		int n = snprintf(s->path + len, sizeof s->path - len, ".%d", i);

		if (n > 0 && (size_t)n < sizeof s->path - len &&
		    !exists(s->path)) {
			show_path(s);
			return true;
		}
	}
	s->path[len] = '\0';
	return refuse_existing(s);
}

/* Decides what the file will be called.  Sets `skip` if it is not wanted. */
static bool
choose_name(struct sink *s, bool *skip)
{
	char name[NAME_SIZE];

	*skip = false;
	if (s->options.path != NULL && s->files > 1) {
		message("a second file comes, and only %s was named; use -d",
		    s->options.path);
		return false;
	}
	if (s->to_stdout)
		return true;
	if (s->options.path == NULL && s->about.name[0] == '\0') {
		message("XMODEM tells no file name: name the file");
		return false;
	}
	if (s->options.path == NULL &&
	    !name_clean(name, sizeof name, s->about.name)) {
		message("the other end names a file in a way that will not do");
		return false;
	}
	if (!set_path(s, s->options.path != NULL ? s->options.path : name))
		return false;
	if (!exists(s->path))
		return true;
	switch (s->options.on_exists) {
	case EXISTS_FAIL:
		return refuse_existing(s);
	case EXISTS_RENAME:
		return find_free_name(s);
	case EXISTS_SKIP:
		message_note("%s: exists, and is skipped", s->shown);
		*skip = true;
		return true;
	case EXISTS_OVERWRITE:
		return is_replaceable(s);
	}
	return true;
}

/*
 * A part that was left behind is removed, but only if it is a regular file of
 * this user, and not locked by an xrecv that is at work.  It is never written
 * on: after a crash it may be a second link to the finished file.
 */
static bool
remove_left_part(const struct sink *s)
{
	int fd = open(s->part, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat st;
	bool ours;

	if (fd == -1)
		return errno == ENOENT;
	ours = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	       st.st_uid == geteuid() && flock(fd, LOCK_EX | LOCK_NB) == 0 &&
	       unlink(s->part) == 0;
	close(fd);
	return ours;
}

/* The longest names leave no room for the suffix, and are cut. */
static void
name_part(struct sink *s)
{
	const char *slash = strrchr(s->path, '/');
	const char *base = slash != NULL ? slash + 1 : s->path;
	int directory_len = (int)(base - s->path);
	int base_max = NAME_MAX - (int)sizeof part_suffix + 1;

	snprintf(s->part, sizeof s->part, "%.*s%.*s%s", directory_len, s->path,
	    base_max, base, part_suffix);
}

static bool
open_part(struct sink *s)
{
	name_part(s);
	if (!remove_left_part(s)) {
		message("%s.xrecv-part: in use, or no regular file", s->shown);
		return false;
	}
	s->fd = open(s->part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (s->fd == -1) {
		message_errno("%s", s->shown);
		return false;
	}
	(void)flock(s->fd, LOCK_EX | LOCK_NB);
	return true;
}

static bool
too_large(const struct sink *s, uint64_t size)
{
	if (size <= s->options.limit)
		return false;
	message("%s: larger than the limit of %llu bytes", s->shown,
	    (unsigned long long)s->options.limit);
	return true;
}

static bool
begin_file(struct sink *s, const struct xm_file *about)
{
	bool skip;

	s->files++;
	s->about = *about;
	s->got = s->stored = s->held = s->excess = 0;
	s->want =
	    about->size != XM_SIZE_UNKNOWN ? about->size : s->options.size;
	if (!choose_name(s, &skip))
		return false;
	if (s->want != XM_SIZE_UNKNOWN && too_large(s, s->want))
		return false;
	report_file(
	    s->report, s->to_stdout ? "standard output" : s->path, s->want);
	if (s->to_stdout)
		s->fd = STDOUT_FILENO;
	else if (!skip && !open_part(s))
		return false;
	return true;
}

/* Its data. */

static bool
write_failed(const struct sink *s)
{
	message_errno("%s", s->shown);
	return false;
}

static bool
write_all(struct sink *s, const uint8_t *data, size_t len)
{
	while (len > 0) {
		ssize_t n = write(s->fd, data, len);
		struct pollfd fd = { .fd = s->fd, .events = POLLOUT };

		if (n >= 0) {
			report_content(s->report, data, (size_t)n);
			data += n;
			len -= (size_t)n;
			s->stored += (uint64_t)n;
		} else if (errno != EAGAIN || poll(&fd, 1, -1) == -1) {
			/* A signal counts, too: it is to end the transfer. */
			return write_failed(s);
		}
	}
	return true;
}

static bool
write_held(struct sink *s)
{
	uint8_t pads[128];

	memset(pads, s->options.strip_byte, sizeof pads);
	while (s->held > 0) {
		size_t n =
		    s->held < sizeof pads ? (size_t)s->held : sizeof pads;

		if (!write_all(s, pads, n))
			return false;
		s->held -= n;
	}
	return true;
}

/* Bytes at the end that are to be stripped wait until more data follows. */
static bool
store(struct sink *s, const uint8_t *data, size_t len)
{
	size_t keep = len;

	if (!s->options.strip || s->want != XM_SIZE_UNKNOWN)
		return write_all(s, data, len);
	while (keep > 0 && data[keep - 1] == s->options.strip_byte)
		keep--;
	if (keep > 0 && (!write_held(s) || !write_all(s, data, keep)))
		return false;
	s->held += len - keep;
	return true;
}

static bool
take_data(struct sink *s, const uint8_t *data, size_t len)
{
	if (s->want != XM_SIZE_UNKNOWN && len > s->want - s->got) {
		s->excess += len - (size_t)(s->want - s->got);
		len = (size_t)(s->want - s->got);
	}
	s->got += len;
	if (too_large(s, s->got))
		return false;
	if (s->fd != -1 && !store(s, data, len))
		return false;
	report_progress(s->report, s->got);
	return true;
}

/* Its end. */

static void
sync_directory(const char *path)
{
	char directory[PATH_MAX];
	int fd;

	directory_of(path, directory);
	fd = open(directory, O_RDONLY | O_CLOEXEC);
	if (fd != -1) {
		/* Some file systems cannot; the file itself is synced. */
		(void)fsync(fd);
		close(fd);
	}
}

/* Gives the part its name.  link(2) never replaces what has come meanwhile. */
static bool
move_into_place(struct sink *s)
{
	if (s->options.on_exists != EXISTS_OVERWRITE) {
		if (link(s->part, s->path) == 0) {
			unlink(s->part);
			return true;
		}
		/* FAT has no links. */
		if (errno == EEXIST || exists(s->path))
			return refuse_existing(s);
	}
	if (rename(s->part, s->path) == 0)
		return true;
	message_errno("%s", s->shown);
	return false;
}

/* The mode never gives more than the umask lets, and nothing beyond rwx. */
static void
set_attributes(const struct sink *s)
{
	struct timespec times[2] = { { .tv_nsec = UTIME_NOW },
		{ .tv_sec = (time_t)s->about.mtime } };
	mode_t mask = umask(0);

	umask(mask);
	if ((s->about.mode & 0777) != 0)
		(void)fchmod(s->fd, s->about.mode & 0777 & ~mask);
	if (s->about.mtime > 0)
		(void)futimens(s->fd, times);
}

static bool
end_file(struct sink *s)
{
	if (s->options.size != XM_SIZE_UNKNOWN && s->got < s->want) {
		message("the file has only %llu bytes of %llu",
		    (unsigned long long)s->got, (unsigned long long)s->want);
		return false;
	}
	/* The padding is less than a block. */
	if (s->excess >= XM_DATA_MAX) {
		message("the file has more than %llu bytes",
		    (unsigned long long)s->want);
		return false;
	}
	if (s->to_stdout || s->fd == -1) {
		s->fd = -1;
		report_file_end(s->report);
		return true;
	}
	set_attributes(s);
	if (fsync(s->fd) == -1)
		return write_failed(s);
	if (!move_into_place(s))
		return false;
	(void)close(s->fd); /* fsync() has said what there was to say */
	s->fd = -1;
	sync_directory(s->path);
	report_file_end(s->report);
	return true;
}

bool
sink_answer(void *sink, struct xm *xm)
{
	struct sink *s = sink;
	const uint8_t *data;
	size_t len;
	bool ok;

	if (xm_event(xm) == XM_FILE) {
		ok = begin_file(s, xm_recv_file(xm));
	} else if (xm_event(xm) == XM_DATA) {
		data = xm_recv_data(xm, &len);
		ok = take_data(s, data, len);
	} else {
		ok = end_file(s);
	}
	if (ok)
		xm_recv_ack(xm, clock_ms());
	return ok;
}

void
sink_close(struct sink *s)
{
	if (s->fd == -1 || s->to_stdout)
		return;
	if (s->options.keep_partial)
		message_note("%s.xrecv-part: %llu bytes kept", s->shown,
		    (unsigned long long)s->stored);
	else
		unlink(s->part);
	close(s->fd);
	s->fd = -1;
}
