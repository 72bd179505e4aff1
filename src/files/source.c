#include "files/source.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/message.h"
#include "base/signals.h"
#include "files/spool.h"

static bool
is_stdin(const char *path)
{
	return strcmp(path, "-") == 0;
}

static const char *
shown(const char *path)
{
	return is_stdin(path) ? "standard input" : path;
}

/*
 * Reports a missing file.  Names the current directory, because the user may
 * expect another directory.
 */
static void
report_missing(const char *path)
{
	char here[PATH_MAX];

	if (path[0] != '/' && getcwd(here, sizeof here) != NULL)
		message("%s: %s (in the directory %s)", path, strerror(ENOENT),
		    here);
	else
		message("%s: %s", path, strerror(ENOENT));
}

static void
report_unopened(const char *path, int reason)
{
	if (reason == ENOENT)
		report_missing(path);
	else if (reason == EISDIR)
		message("%s: %s (to send the files in it, use -y DIRECTORY/*)",
		    path, strerror(reason));
	else if (reason == EACCES)
		message("%s: %s (you may not read it)", shown(path),
		    strerror(reason));
	else
		message("%s: %s", shown(path), strerror(reason));
}

/*
 * Opens a path that is not a directory.  Returns -1 after printing a message,
 * or with the errno EINTR after a signal.
 */
static int
open_path(const char *path, struct stat *st)
{
	int fd = is_stdin(path)
		     ? dup(STDIN_FILENO)
		     : signals_open_path(
			   path, O_RDONLY | O_NOCTTY | O_CLOEXEC);
	int reason;

	if (fd != -1 && fstat(fd, st) == 0) {
		if (!S_ISDIR(st->st_mode))
			return fd;
		errno = EISDIR;
	}
	reason = errno;
	if (reason != EINTR)
		report_unopened(path, reason);
	if (fd != -1)
		close(fd);
	errno = reason;
	return -1;
}

/*
 * Opens a path before the transfer.  Returns -1 after printing a message, even
 * after a signal.
 */
static int
open_early(const char *path, struct stat *st)
{
	int fd = open_path(path, st);

	if (fd == -1 && errno == EINTR)
		message("cancelled");
	return fd;
}

/*
 * Returns true if the file ends at `size`.  Files in /proc and /sys report a
 * size of 0 or of one memory page, which is not their true size.
 */
static bool
has_true_size(int fd, off_t size)
{
	char byte;

	return pread(fd, &byte, 1, size) == 0 &&
	       (size == 0 || pread(fd, &byte, 1, size - 1) == 1);
}

bool
source_can_open(const char *path, struct stat *st)
{
	int fd = open_early(path, st);

	if (fd != -1)
		close(fd);
	return fd != -1;
}

/*
 * Checks that a file can be opened.  Copies a pipe, or another file whose size
 * is unknown.
 */
static bool
prepare_file(struct source_file *f)
{
	struct stat st;
	bool ok = true;
	int fd = open_early(f->path, &st);

	if (fd == -1)
		return false;
	if (!S_ISREG(st.st_mode) || is_stdin(f->path) ||
	    !has_true_size(fd, st.st_size)) {
		f->copy = spool(fd, shown(f->path));
		ok = f->copy != -1;
	}
	close(fd);
	return ok;
}

bool
source_open(struct source *s, char **paths, size_t count)
{
	if (count == 0)
		return true;
	s->files = calloc(count, sizeof *s->files);
	if (s->files == NULL) {
		message_errno("cannot keep the list of files in memory");
		return false;
	}
	for (; s->count < count; s->count++) {
		struct source_file *f = &s->files[s->count];

		*f = (struct source_file){ paths[s->count], -1 };
		if (!prepare_file(f))
			return false;
	}
	return true;
}

static void
close_file(struct source *s)
{
	if (s->fd != -1)
		close(s->fd);
	s->fd = -1;
}

void
source_close(struct source *s)
{
	close_file(s);
	for (; s->at < s->count; s->at++) {
		if (s->files[s->at].copy != -1)
			close(s->files[s->at].copy);
	}
	free(s->files);
}

static bool
open_next(struct source *s, struct stat *st)
{
	struct source_file *f = &s->files[s->at++];

	close_file(s);
	s->done = s->acknowledged = 0;
	s->ahead_at = s->ahead_len = 0;
	if (f->copy == -1) {
		/* After a signal, the loop of the transfer reports it. */
		s->fd = open_path(f->path, st);
		return s->fd != -1;
	}
	s->fd = f->copy;
	if (lseek(s->fd, 0, SEEK_SET) == 0 && fstat(s->fd, st) == 0)
		return true;
	message_errno("%s", shown(f->path));
	return false;
}

static const char *
announced_name(const struct source *s, const struct source_file *f)
{
	const char *slash = strrchr(f->path, '/');

	if (s->name != NULL)
		return s->name;
	if (is_stdin(f->path))
		return "stdin";
	return slash != NULL ? slash + 1 : f->path;
}

static void
describe(const struct source *s, const struct stat *st, struct file_info *info)
{
	const struct source_file *f = &s->files[s->at - 1];

	*info = (struct file_info){ .name = announced_name(s, f),
		.size = SIZE_UNKNOWN };
	if (s->header != HEADER_NAME)
		info->size = s->size;
	if (s->header == HEADER_FULL && f->copy == -1) {
		info->mtime = (int64_t)st->st_mtime;
		info->mode = (uint32_t)(S_IFREG | (st->st_mode & 0777));
	}
}

const char *
source_first_name(const struct source *s)
{
	return announced_name(s, &s->files[0]);
}

bool
source_facts(const struct source *s, struct file_facts *facts)
{
	const struct source_file *f = &s->files[0];
	struct stat st;
	int fd = f->copy != -1 ? f->copy : open_early(f->path, &st);
	bool ok;

	if (fd == -1)
		return false;
	ok = file_facts_read(facts, fd);
	if (!ok)
		message_errno("%s", shown(f->path));
	if (fd != f->copy)
		close(fd);
	return ok;
}

const char *
source_path(const struct source *s)
{
	return shown(s->files[s->at - 1].path);
}

bool
source_is_at_end(const struct source *s)
{
	return s->done == s->size;
}

enum source_answer
source_next(struct source *s, struct file_info *info)
{
	struct stat st;

	report_file_end(s->report);
	if (s->at == s->count)
		return SOURCE_END;
	if (!open_next(s, &st))
		return SOURCE_FAILED;
	s->size = (uint64_t)st.st_size;
	describe(s, &st, info);
	report_file(s->report, source_path(s), s->size);
	return SOURCE_FILE;
}

/* Reads `space` bytes, or fewer if the file ends before. */
static bool
read_all(int fd, uint8_t *bytes, size_t space, size_t *len)
{
	ssize_t n = 1;

	for (*len = 0; n != 0 && *len < space; *len += (size_t)n) {
		do
			n = read(fd, bytes + *len, space - *len);
		while (n == -1 && errno == EINTR);
		if (n == -1)
			return false;
	}
	return true;
}

/* Copies bytes from the buffer, and refills it when it is empty. */
static bool
read_buffered(struct source *s, uint8_t *bytes, size_t space, size_t *len)
{
	for (*len = 0; *len < space;) {
		size_t n = s->ahead_len - s->ahead_at;

		if (n == 0) {
			s->ahead_at = 0;
			if (!read_all(s->fd, s->ahead, sizeof s->ahead,
				&s->ahead_len))
				return false;
			if (s->ahead_len == 0)
				return true;
			continue;
		}
		if (n > space - *len)
			n = space - *len;
		memcpy(bytes + *len, s->ahead + s->ahead_at, n);
		s->ahead_at += n;
		*len += n;
	}
	return true;
}

/*
 * Returns false after printing a message if the size of the file has changed.
 * `at_end`: the file has no more data.  After the last expected byte, also
 * compares the size that fstat(2) reports, because the size may have changed
 * after the buffer was filled.
 */
static bool
has_its_size(const struct source *s, bool at_end)
{
	struct stat st;

	if (s->done != s->size) {
		if (s->done < s->size && !at_end)
			return true;
	} else if (fstat(s->fd, &st) == -1) {
		message_errno("%s", source_path(s));
		return false;
	} else if ((uint64_t)st.st_size == s->size) {
		return true;
	}
	message("%s: size changed during the transfer", source_path(s));
	return false;
}

bool
source_read(struct source *s, uint8_t *bytes, size_t space, size_t *len)
{
	if (!read_buffered(s, bytes, space, len)) {
		message_errno("%s", source_path(s));
		return false;
	}
	s->done += *len;
	if (!has_its_size(s, *len < space))
		return false;
	report_content(s->report, bytes, *len);
	/* The first report starts the measurement of the rate. */
	if (s->done == *len)
		report_progress(s->report, 0);
	return true;
}

void
source_acknowledged(struct source *s, size_t len)
{
	s->acknowledged += len;
	if (s->acknowledged > s->done)
		s->acknowledged = s->done;
	report_progress(s->report, s->acknowledged);
}
