#include "files/sink.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/escape.h"
#include "base/message.h"
#include "base/signals.h"

bool
sink_open(
    struct sink *s, const struct sink_options *options, struct report *report)
{
	const char *path = options->place.path;

	*s = (struct sink){ .options = *options,
		.report = report,
		.fd = -1,
		.part = { .fd = -1, .directory = -1 },
		.to_stdout = path != NULL && strcmp(path, "-") == 0 };
	if (!s->to_stdout)
		return place_open(&s->place, &options->place);
	snprintf(s->place.shown, sizeof s->place.shown, "standard output");
	return true;
}

/* A file begins. */

static bool
too_large(const struct sink *s, uint64_t size)
{
	if (size <= s->options.limit)
		return false;
	message("%s: larger than the limit of %llu bytes", s->place.shown,
	    (unsigned long long)s->options.limit);
	return true;
}

static void
discard(struct sink *s, bool refused)
{
	s->fd = -1;
	report_file_dropped(s->report, refused);
}

/*
 * After a message.  If no other file can follow, the transfer ends at once.
 * Otherwise the sender hears at the end of the batch that a file was refused.
 */
static enum answer
refuse(struct sink *s, struct xm *xm)
{
	if (xm_event(xm) == XM_FILE && xm_recv_is_last(xm))
		return ANSWER_FAILED;
	if (xm_event(xm) == XM_FILE)
		message_note("%s: the sender cannot leave out a file; its data "
			     "is discarded",
		    s->place.shown);
	discard(s, true);
	xm_recv_refuse(xm);
	return ANSWER_REFUSED;
}

static void
abandon_file(struct sink *s)
{
	if (s->part.fd != -1 && s->options.keep_partial)
		message_note("%s" PART_SUFFIX ": %llu bytes kept",
		    s->place.path, (unsigned long long)s->stored);
	part_abandon(&s->part, s->options.keep_partial);
}

/* Is the error one of this file only, and not one of the disk? */
static bool
is_of_this_file(int error)
{
	return error == EEXIST || error == EBUSY || error == ENAMETOOLONG ||
	       error == EINVAL || error == EILSEQ;
}

/* After an error of part.h. */
static enum answer
give_up(struct sink *s, struct xm *xm)
{
	int error = errno;

	if (error == EBUSY)
		message("%s" PART_SUFFIX ": in use, or no regular file",
		    s->place.path);
	else if (error == ESTALE)
		message("%s" PART_SUFFIX ": another process has replaced or "
			"removed it",
		    s->place.path);
	else
		message_errno("%s", s->place.shown);
	if (!is_of_this_file(error))
		return ANSWER_FAILED;
	abandon_file(s);
	return refuse(s, xm);
}

/* Only one file can have the name that was given. */
static bool
is_named_already(struct sink *s)
{
	char name[PATH_MAX];

	if (s->options.place.path == NULL || s->files == 1)
		return false;
	escape(name, sizeof name, s->about.name, strlen(s->about.name));
	message(
	    "%s: only one file was named, %s; use -d", name, s->place.shown);
	return true;
}

/* Notes a file, so that no other one of the batch replaces it. */
static void
note_stored(struct sink *s)
{
	struct stat st;
	struct sink_file *more =
	    realloc(s->finished, (s->finished_count + 1) * sizeof *more);

	if (more == NULL)
		return;
	s->finished = more;
	if (lstat(s->place.path, &st) == 0)
		s->finished[s->finished_count++] =
		    (struct sink_file){ st.st_dev, st.st_ino };
}

/* Has this transfer stored a file under the name that was chosen? */
static bool
is_stored_already(const struct sink *s)
{
	struct stat st;

	if (lstat(s->place.path, &st) == -1)
		return false;
	for (size_t i = 0; i < s->finished_count; i++) {
		if (s->finished[i].device == st.st_dev &&
		    s->finished[i].inode == st.st_ino) {
			message("%s: this transfer has stored a file of that "
				"name already",
			    s->place.path);
			return true;
		}
	}
	return false;
}

static enum place_verdict
choose_place(struct sink *s)
{
	enum place_verdict verdict;

	if (is_named_already(s))
		return PLACE_REFUSED;
	if (s->to_stdout)
		return PLACE_TAKEN;
	verdict = place_choose(&s->place, s->about.name);
	if (verdict == PLACE_TAKEN && is_stored_already(s))
		return PLACE_REFUSED;
	return verdict;
}

static bool
too_many(const struct sink *s)
{
	if (s->files <= s->options.max_files)
		return false;
	message("more than %u file%s (--max-files)",
	    (unsigned)s->options.max_files,
	    s->options.max_files == 1 ? "" : "s");
	return true;
}

static void
report_begin(struct sink *s, enum place_verdict verdict)
{
	const char *name = s->place.path;

	if (verdict == PLACE_REFUSED)
		name = s->about.name;
	else if (s->to_stdout)
		name = s->place.shown;
	report_file(s->report, name, s->want);
}

static enum answer
begin_file(struct sink *s, struct xm *xm)
{
	const struct xm_file *about = xm_recv_file(xm);
	enum place_verdict verdict;

	s->files++;
	if (too_many(s))
		return ANSWER_FAILED;
	s->about = *about;
	s->got = s->stored = s->held = s->excess = 0;
	s->want =
	    about->size != XM_SIZE_UNKNOWN ? about->size : s->options.size;
	verdict = choose_place(s);
	if (s->want != XM_SIZE_UNKNOWN && too_large(s, s->want))
		return ANSWER_FAILED;
	report_begin(s, verdict);
	if (verdict == PLACE_REFUSED)
		return refuse(s, xm);
	if (verdict == PLACE_SKIP)
		discard(s, false);
	else if (s->to_stdout)
		s->fd = STDOUT_FILENO;
	else if (part_open(&s->part, s->place.path))
		s->fd = s->part.fd;
	else
		return give_up(s, xm);
	return ANSWER_GIVEN;
}

/* Its data. */

static bool
write_failed(const struct sink *s)
{
	message_errno("%s", s->place.shown);
	return false;
}

/*
 * Who reads standard output may take his time, and a signal is to end the
 * transfer even then.  What the signal does is said by whoever takes it.
 */
static bool
may_write(const struct sink *s)
{
	if (!s->to_stdout || signals_await(s->fd, POLLOUT))
		return true;
	return errno == EINTR ? false : write_failed(s);
}

static bool
write_all(struct sink *s, const uint8_t *data, size_t len)
{
	while (len > 0) {
		ssize_t n;

		if (!may_write(s))
			return false;
		n = write(s->fd, data, len);
		if (n >= 0) {
			report_content(s->report, data, (size_t)n);
			data += n;
			len -= (size_t)n;
			s->stored += (uint64_t)n;
		} else if (errno != EAGAIN && errno != EINTR) {
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

/* Data after an announced size of 0 means that the sender did not know it. */
static void
correct_size(struct sink *s)
{
	if (s->got == 0 && s->about.size == 0)
		s->want = s->options.size;
}

static bool
take_data(struct sink *s, const uint8_t *data, size_t len)
{
	correct_size(s);
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

static bool
has_given_size(const struct sink *s)
{
	if (s->options.size != XM_SIZE_UNKNOWN && s->got < s->want) {
		message("%s: has only %llu bytes of %llu", s->place.shown,
		    (unsigned long long)s->got, (unsigned long long)s->want);
		return false;
	}
	/* The padding is less than a block. */
	if (s->excess >= XM_DATA_MAX) {
		message("%s: has more than %llu bytes", s->place.shown,
		    (unsigned long long)s->want);
		return false;
	}
	return true;
}

static enum answer
end_file(struct sink *s, struct xm *xm)
{
	bool overwrite = s->options.place.on_exists == EXISTS_OVERWRITE;

	if (s->fd != -1 && !has_given_size(s))
		return ANSWER_FAILED;
	if (s->fd != -1 && !s->to_stdout) {
		part_set_attributes(
		    &s->part, (mode_t)s->about.mode, s->about.mtime);
		if (!part_finish(&s->part, overwrite))
			return give_up(s, xm);
		note_stored(s);
	}
	s->fd = -1;
	report_file_end(s->report);
	return ANSWER_GIVEN;
}

enum answer
sink_answer(void *sink, struct xm *xm)
{
	struct sink *s = sink;
	const uint8_t *data;
	size_t len;
	enum answer answer = ANSWER_GIVEN;

	if (xm_event(xm) == XM_FILE) {
		answer = begin_file(s, xm);
	} else if (xm_event(xm) == XM_DATA) {
		data = xm_recv_data(xm, &len);
		if (!take_data(s, data, len))
			answer = ANSWER_FAILED;
	} else {
		answer = end_file(s, xm);
	}
	if (answer != ANSWER_FAILED)
		xm_recv_ack(xm, clock_ms());
	return answer;
}

void
sink_close(struct sink *s)
{
	abandon_file(s);
	free(s->finished);
	s->finished = NULL;
}
