#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clock.h"
#include "message.h"
#include "signals.h"

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

/* fread(3) and fwrite(3) see to short reads and writes. */
static bool
copy(FILE *from, FILE *to, const char *path)
{
	char buffer[8192];
	size_t n;

	while ((n = fread(buffer, 1, sizeof buffer, from)) > 0) {
		if (signals_waiting()) {
			errno = EINTR;
			message_errno("%s", shown(path));
			return false;
		}
		if (fwrite(buffer, 1, n, to) != n) {
			message_errno("temporary copy of %s", shown(path));
			return false;
		}
	}
	if (ferror(from)) {
		message_errno("%s", shown(path));
		return false;
	}
	if (fflush(to) == EOF) {
		message_errno("temporary copy of %s", shown(path));
		return false;
	}
	return true;
}

/* Takes the descriptor. */
static bool
spool(struct source_file *f, int fd)
{
	FILE *from = fdopen(fd, "rb");
	bool ok;

	if (from == NULL) {
		message_errno("%s", shown(f->path));
		close(fd);
		return false;
	}
	if ((f->copy = tmpfile()) == NULL) {
		message_errno("temporary copy of %s", shown(f->path));
		fclose(from);
		return false;
	}
	ok = copy(from, f->copy, f->path);
	fclose(from);
	return ok;
}

/* Opens the path, and says if that is a directory. */
static int
open_path(const char *path, struct stat *st)
{
	int fd = is_stdin(path) ? dup(STDIN_FILENO)
				: open(path, O_RDONLY | O_NOCTTY | O_CLOEXEC);

	if (fd != -1 && fstat(fd, st) == 0 && !S_ISDIR(st->st_mode))
		return fd;
	if (fd != -1) {
		close(fd);
		errno = EISDIR;
	}
	message_errno("%s", shown(path));
	return -1;
}

/* A file in /proc says that it is empty; only reading it tells. */
static bool
look_into(struct source_file *f, int fd)
{
	struct stat st;

	if (!spool(f, fd))
		return false;
	if (fstat(fileno(f->copy), &st) == 0 && st.st_size == 0) {
		fclose(f->copy);
		f->copy = NULL;
	}
	return true;
}

static bool
look_at(struct source_file *f)
{
	struct stat st;
	int fd = open_path(f->path, &st);

	if (fd == -1)
		return false;
	if (!S_ISREG(st.st_mode) || is_stdin(f->path))
		return spool(f, fd);
	if (st.st_size == 0)
		return look_into(f, fd);
	close(fd);
	return true;
}

bool
source_open(struct source *s, char **paths, size_t count)
{
	s->files = calloc(count, sizeof *s->files);
	if (s->files == NULL) {
		message_errno("cannot begin");
		return false;
	}
	s->count = count;
	for (size_t i = 0; i < count; i++) {
		s->files[i].path = paths[i];
		if (!look_at(&s->files[i]))
			return false;
	}
	return true;
}

static void
close_file(struct source *s)
{
	if (s->file != NULL)
		fclose(s->file);
	s->file = NULL;
}

void
source_close(struct source *s)
{
	close_file(s);
	for (; s->at < s->count; s->at++) {
		if (s->files[s->at].copy != NULL)
			fclose(s->files[s->at].copy);
	}
	free(s->files);
}

static bool
open_next(struct source *s, struct stat *st)
{
	struct source_file *f = &s->files[s->at++];
	int fd;

	close_file(s);
	s->done = 0;
	if (f->copy != NULL) {
		s->file = f->copy;
		rewind(s->file);
		if (fstat(fileno(s->file), st) == 0)
			return true;
		message_errno("%s", shown(f->path));
		return false;
	}
	if ((fd = open_path(f->path, st)) == -1)
		return false;
	if ((s->file = fdopen(fd, "rb")) != NULL)
		return true;
	message_errno("%s", f->path);
	close(fd);
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
describe(const struct source *s, const struct stat *st, struct xm_file *file)
{
	const struct source_file *f = &s->files[s->at - 1];

	*file = (struct xm_file){ .name = announced_name(s, f),
		.size = XM_SIZE_UNKNOWN };
	if (s->header != HEADER_NAME)
		file->size = s->size;
	if (s->header == HEADER_FULL && f->copy == NULL) {
		file->mtime = (int64_t)st->st_mtime;
		file->mode = (uint32_t)(S_IFREG | (st->st_mode & 0777));
	}
}

static bool
answer_file(struct source *s, struct xm *xm)
{
	struct xm_file file;
	struct stat st;

	report_file_end(s->report);
	if (s->at == s->count)
		return xm_send_file(xm, clock_ms(), NULL);
	if (!open_next(s, &st))
		return false;
	s->size = (uint64_t)st.st_size;
	describe(s, &st, &file);
	report_file(s->report, shown(s->files[s->at - 1].path), s->size);
	if (!xm_send_file(xm, clock_ms(), &file)) {
		message("%s: File name too long for YMODEM", file.name);
		return false;
	}
	return true;
}

/*
 * U-Boot's loadx and RedBoot cut trailing 0x1A from every block that ends in
 * three of them, not only from the last one.
 */
static void
warn_of_pads(struct source *s, const uint8_t *data, size_t len)
{
	static const uint8_t pads[] = { 0x1a, 0x1a, 0x1a };

	if (s->warned || s->ymodem || s->done == s->size ||
	    memcmp(data + len - sizeof pads, pads, sizeof pads) != 0)
		return;
	s->warned = true;
	message_warning("%s: a block ends in 1A 1A 1A, which U-Boot's loadx "
			"cuts off; loady and -y do not",
	    shown(s->files[s->at - 1].path));
}

static bool
answer_data(struct source *s, struct xm *xm)
{
	const char *path = shown(s->files[s->at - 1].path);
	size_t space;
	uint8_t *data = xm_send_space(xm, &space);
	size_t len = fread(data, 1, space, s->file);

	if (ferror(s->file)) {
		message_errno("%s", path);
		return false;
	}
	s->done += len;
	if (s->done > s->size || (len < space && s->done < s->size)) {
		message("%s: changed its size while it was sent", path);
		return false;
	}
	if (len == space)
		warn_of_pads(s, data, len);
	xm_send_data(xm, clock_ms(), len);
	report_content(s->report, data, len);
	report_progress(s->report, s->done);
	return true;
}

enum answer
source_answer(void *source, struct xm *xm)
{
	struct source *s = source;
	bool ok =
	    xm_event(xm) == XM_FILE ? answer_file(s, xm) : answer_data(s, xm);

	return ok ? ANSWER_GIVEN : ANSWER_FAILED;
}
