#include "files/sink.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/message.h"
#include "base/signals.h"

enum { USUAL_PAD = 0x1a /* byte that pads the last block in XMODEM */ };

bool
sink_open(
    struct sink *s, const struct sink_options *options, struct report *report)
{
	const char *path = options->destination.path;

	*s = (struct sink){ .options = *options,
		.report = report,
		.fd = -1,
		.partial = { .fd = -1, .directory = -1 },
		.to_stdout = path != NULL && strcmp(path, "-") == 0 };
	if (!s->to_stdout)
		return destination_open(&s->destination, &options->destination);
	snprintf(s->destination.shown, sizeof s->destination.shown,
	    "standard output");
	return true;
}

/* Writing. */

static bool
write_failed(const struct sink *s)
{
	message_errno("%s", s->destination.shown);
	return false;
}

/*
 * Waits until standard output is writable, because a blocked write(2) would
 * delay a signal.  Prints no message after a signal: the loop reports it.
 */
static bool
wait_for_reader(const struct sink *s)
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

		if (!wait_for_reader(s))
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
flush(struct sink *s)
{
	size_t len = s->buffer_len;

	s->buffer_len = 0;
	return write_all(s, s->buffer, len);
}

/* Buffers data for a file; writes each block to standard output at once. */
static bool
write_buffered(struct sink *s, const uint8_t *data, size_t len)
{
	if (s->to_stdout)
		return write_all(s, data, len);
	if (len > sizeof s->buffer - s->buffer_len && !flush(s))
		return false;
	memcpy(s->buffer + s->buffer_len, data, len);
	s->buffer_len += len;
	return true;
}

/* A file begins. */

static bool
too_large(const struct sink *s, uint64_t size)
{
	if (size <= s->options.limit)
		return false;
	message("%s: larger than the limit of %llu bytes (raise --limit)",
	    s->destination.shown, (unsigned long long)s->options.limit);
	return true;
}

static void
discard(struct sink *s, bool refused)
{
	s->fd = -1;
	report_file_dropped(s->report, refused);
}

/*
 * Refuses the file; call it after a message.  The last file ends the transfer
 * at once.  YMODEM has no way to skip another file, so its data is discarded,
 * and the receiver cancels at the end of the batch.
 */
static enum sink_answer
refuse(struct sink *s, bool is_last)
{
	if (is_last)
		return SINK_FAILED;
	message_note("%s: the sender cannot skip a file; its data is "
		     "discarded",
	    s->destination.shown);
	discard(s, true);
	return SINK_REFUSED;
}

static void
abandon_file(struct sink *s)
{
	if (s->partial.fd != -1 && s->options.keep_partial && flush(s))
		message_note("%s" PARTIAL_SUFFIX ": %llu bytes kept",
		    s->destination.path, (unsigned long long)s->stored);
	partial_abandon(&s->partial, s->options.keep_partial);
}

/* Returns true for an error of one file; others concern the whole disk. */
static bool
is_of_this_file(int error)
{
	return error == EEXIST || error == EBUSY || error == ENAMETOOLONG ||
	       error == EINVAL || error == EILSEQ;
}

/*
 * Prints the error of a function of partial.h.  Returns true if only this file
 * is refused, and false if the transfer fails.
 */
static bool
is_refused(struct sink *s)
{
	int error = errno;

	if (error == EBUSY)
		message("%s" PARTIAL_SUFFIX
			": in use by another transfer, or not a regular "
			"file",
		    s->destination.path);
	else if (error == ESTALE)
		message("%s" PARTIAL_SUFFIX ": another process has replaced or "
			"removed it",
		    s->destination.path);
	else
		message_errno("%s", s->destination.shown);
	if (!is_of_this_file(error))
		return false;
	abandon_file(s);
	return true;
}

/* Returns true for a second file although the command names only one. */
static bool
is_named_already(struct sink *s)
{
	char name[PATH_MAX];

	if (s->options.destination.path == NULL || s->files == 1)
		return false;
	escape(name, sizeof name, s->info.name, strlen(s->info.name));
	message("%s: only one file was named, %s; use -d", name,
	    s->destination.shown);
	return true;
}

/* Records a file, so that no later file of the batch replaces it. */
static void
note_stored(struct sink *s)
{
	struct stat st;
	struct sink_file *more =
	    realloc(s->finished, (s->finished_count + 1) * sizeof *more);

	if (more == NULL)
		return;
	s->finished = more;
	if (lstat(s->destination.path, &st) == 0)
		s->finished[s->finished_count++] =
		    (struct sink_file){ st.st_dev, st.st_ino };
}

/* Returns true if this transfer has already stored a file with this path. */
static bool
is_stored_already(const struct sink *s)
{
	struct stat st;

	if (lstat(s->destination.path, &st) == -1)
		return false;
	for (size_t i = 0; i < s->finished_count; i++) {
		if (s->finished[i].device == st.st_dev &&
		    s->finished[i].inode == st.st_ino) {
			message("%s: this transfer has already stored a file "
				"with this name",
			    s->destination.path);
			return true;
		}
	}
	return false;
}

static enum destination_verdict
choose_place(struct sink *s)
{
	enum destination_verdict verdict;

	if (is_named_already(s))
		return DESTINATION_REFUSED;
	if (s->to_stdout)
		return DESTINATION_TAKEN;
	verdict = destination_choose(&s->destination, s->info.name);
	if (verdict == DESTINATION_TAKEN && is_stored_already(s))
		return DESTINATION_REFUSED;
	return verdict;
}

static bool
too_many(const struct sink *s)
{
	if (s->files <= s->options.max_files)
		return false;
	message("more than %u file%s (raise --max-files)",
	    (unsigned)s->options.max_files,
	    s->options.max_files == 1 ? "" : "s");
	return true;
}

static void
report_begin(struct sink *s, enum destination_verdict verdict)
{
	const char *name = s->destination.path;

	if (verdict == DESTINATION_REFUSED)
		name = s->info.name;
	else if (s->to_stdout)
		name = s->destination.shown;
	report_file(s->report, name, s->want);
}

enum sink_answer
sink_begin(struct sink *s, const struct file_info *info, bool is_last)
{
	enum destination_verdict verdict;

	s->files++;
	if (too_many(s))
		return SINK_FAILED;
	s->info = *info;
	s->got = s->stored = s->held = s->excess = s->pads = 0;
	s->buffer_len = 0;
	s->want = info->size != SIZE_UNKNOWN ? info->size : s->options.size;
	verdict = choose_place(s);
	if (s->want != SIZE_UNKNOWN && too_large(s, s->want))
		return SINK_FAILED;
	report_begin(s, verdict);
	if (verdict == DESTINATION_REFUSED)
		return refuse(s, is_last);
	if (verdict == DESTINATION_SKIP)
		discard(s, false);
	else if (s->to_stdout)
		s->fd = STDOUT_FILENO;
	else if (partial_open(&s->partial, s->destination.path))
		s->fd = s->partial.fd;
	else
		return is_refused(s) ? refuse(s, is_last) : SINK_FAILED;
	return SINK_ACCEPTED;
}

/* The data of a file. */

static bool
write_held(struct sink *s)
{
	uint8_t pads[128];

	memset(pads, s->options.strip_byte, sizeof pads);
	while (s->held > 0) {
		size_t n =
		    s->held < sizeof pads ? (size_t)s->held : sizeof pads;

		if (!write_buffered(s, pads, n))
			return false;
		s->held -= n;
	}
	return true;
}

static void
count_pads(struct sink *s, const uint8_t *data, size_t len)
{
	size_t pads = 0;

	while (pads < len && data[len - 1 - pads] == USUAL_PAD)
		pads++;
	s->pads = pads < len ? pads : s->pads + pads;
}

/* Notes the padding of a file without a size, which may be data. */
static void
note_padding(const struct sink *s)
{
	if (s->pads == 0 || s->options.strip || s->want != SIZE_UNKNOWN)
		return;
	report_padding(s->report, s->destination.shown, s->stored, s->pads);
}

/* Holds back trailing strip_bytes until other data follows. */
static bool
store(struct sink *s, const uint8_t *data, size_t len)
{
	size_t keep = len;

	if (!s->options.strip || s->want != SIZE_UNKNOWN)
		return write_buffered(s, data, len);
	while (keep > 0 && data[keep - 1] == s->options.strip_byte)
		keep--;
	if (keep > 0 && (!write_held(s) || !write_buffered(s, data, keep)))
		return false;
	s->held += len - keep;
	return true;
}

/* Data after an announced size of 0: the sender did not know the size. */
static void
correct_size(struct sink *s)
{
	if (s->got == 0 && s->info.size == 0)
		s->want = s->options.size;
}

enum sink_answer
sink_write(struct sink *s, const uint8_t *data, size_t len)
{
	correct_size(s);
	if (s->want != SIZE_UNKNOWN && len > s->want - s->got) {
		s->excess += len - (size_t)(s->want - s->got);
		len = (size_t)(s->want - s->got);
	}
	s->got += len;
	if (too_large(s, s->got))
		return SINK_FAILED;
	if (s->fd != -1 && !store(s, data, len))
		return SINK_FAILED;
	count_pads(s, data, len);
	report_progress(s->report, s->got);
	return SINK_ACCEPTED;
}

/* The end of a file. */

static bool
has_given_size(const struct sink *s)
{
	if (s->options.size != SIZE_UNKNOWN && s->got < s->want) {
		message("%s: has only %llu bytes of %llu", s->destination.shown,
		    (unsigned long long)s->got, (unsigned long long)s->want);
		return false;
	}
	if (s->excess > 0 && s->excess >= s->padding_max) {
		message("%s: has more than %llu bytes", s->destination.shown,
		    (unsigned long long)s->want);
		return false;
	}
	return true;
}

enum sink_answer
sink_end(struct sink *s)
{
	bool overwrite = s->options.destination.on_exists == EXISTS_OVERWRITE;

	if (s->fd != -1 && (!flush(s) || !has_given_size(s)))
		return SINK_FAILED;
	if (s->fd != -1 && !s->to_stdout) {
		partial_set_attributes(
		    &s->partial, (mode_t)s->info.mode, s->info.mtime);
		if (!partial_finish(&s->partial, overwrite)) {
			if (!is_refused(s))
				return SINK_FAILED;
			discard(s, true);
			return SINK_REFUSED;
		}
		note_stored(s);
	}
	if (s->fd != -1)
		note_padding(s);
	s->fd = -1;
	report_file_end(s->report);
	return SINK_ACCEPTED;
}

void
sink_close(struct sink *s)
{
	abandon_file(s);
	free(s->finished);
	s->finished = NULL;
}
