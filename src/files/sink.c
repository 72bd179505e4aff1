#include "files/sink.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/message.h"

enum { USUAL_PAD = 0x1a /* byte that pads the last block in XMODEM */ };

bool
sink_open(
    struct sink *s, const struct sink_options *options, struct report *report)
{
	const char *path = options->destination.path;

	*s = (struct sink){ .options = *options,
		.report = report,
		.writer = { .fd = -1 },
		.partial = { .fd = -1, .directory = -1 },
		.to_stdout = path != NULL && strcmp(path, "-") == 0 };
	if (!s->to_stdout)
		return destination_open(&s->destination, &options->destination);
	snprintf(s->destination.shown, sizeof s->destination.shown,
	    "standard output");
	return true;
}

/* Functions that begin or refuse a file. */

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
	s->writer.fd = -1;
	report_file_dropped(s->report, refused);
}

/*
 * Refuses the file; call refuse() after printing a message.  If no other file
 * can follow, the transfer ends at once.  Otherwise the receiver discards the
 * data of the file, because YMODEM cannot skip a file.  The receiver then
 * cancels at the end of the batch.
 */
static enum sink_answer
refuse(struct sink *s, bool is_last)
{
	if (is_last)
		return SINK_FAILED;
	message_note("%s: the protocol cannot skip a file; the data of this "
		     "file is discarded",
	    s->destination.shown);
	discard(s, true);
	return SINK_REFUSED;
}

static void
abandon_file(struct sink *s)
{
	if (s->partial.fd != -1 && s->options.keep_partial &&
	    writer_flush(&s->writer))
		message_note("%s" PARTIAL_SUFFIX ": %llu bytes kept",
		    s->destination.path, (unsigned long long)s->writer.written);
	partial_abandon(&s->partial, s->options.keep_partial);
}

/* Returns true for an error of one file, false for an error of the disk. */
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

/*
 * Returns true, after printing a message, if this is the second file although
 * the command line names only one file.
 */
static bool
is_named_already(struct sink *s)
{
	char name[PATH_MAX];

	if (s->options.destination.path == NULL || s->files == 1)
		return false;
	escape(name, sizeof name, s->info.name, strlen(s->info.name));
	message("%s: refused: the command names only one file, %s "
		"(use -d)",
	    name, s->destination.shown);
	return true;
}

/*
 * Returns true, after printing a message, if this transfer has already stored a
 * file at the path.
 */
static bool
is_stored_already(const struct sink *s)
{
	if (!stored_files_have(&s->stored_files, s->destination.path))
		return false;
	message("%s: this transfer has already stored a file with this name",
	    s->destination.path);
	return true;
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
	s->got = s->held = s->excess = s->pads = 0;
	writer_begin(
	    &s->writer, -1, s->to_stdout, s->destination.shown, s->report);
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
		s->writer.fd = STDOUT_FILENO;
	else if (partial_open(&s->partial, s->destination.path))
		s->writer.fd = s->partial.fd;
	else
		return is_refused(s) ? refuse(s, is_last) : SINK_FAILED;
	return SINK_ACCEPTED;
}

/* Functions that store the data of a file. */

static bool
write_held(struct sink *s)
{
	uint8_t pads[128];

	memset(pads, s->options.strip_byte, sizeof pads);
	while (s->held > 0) {
		size_t n =
		    s->held < sizeof pads ? (size_t)s->held : sizeof pads;

		if (!writer_put(&s->writer, pads, n))
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

/* Reports that the last bytes of a file without a size may be padding. */
static void
note_padding(const struct sink *s)
{
	if (s->pads == 0 || s->options.strip || s->want != SIZE_UNKNOWN)
		return;
	report_padding(
	    s->report, s->destination.shown, s->writer.written, s->pads);
}

/*
 * Writes the data.  Does not yet write bytes at the end that equal strip_byte:
 * store() writes these bytes when a different byte follows.
 */
static bool
store(struct sink *s, const uint8_t *data, size_t len)
{
	size_t keep = len;

	if (!s->options.strip || s->want != SIZE_UNKNOWN)
		return writer_put(&s->writer, data, len);
	while (keep > 0 && data[keep - 1] == s->options.strip_byte)
		keep--;
	if (keep > 0 && (!write_held(s) || !writer_put(&s->writer, data, keep)))
		return false;
	s->held += len - keep;
	return true;
}

/*
 * Ignores an announced size of 0 if data follows: the sender did not know the
 * size.
 */
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
	if (s->writer.fd != -1 && !store(s, data, len))
		return SINK_FAILED;
	count_pads(s, data, len);
	report_progress(s->report, s->got);
	return SINK_ACCEPTED;
}

bool
sink_write_behind(struct sink *s)
{
	return s->writer.fd == -1 || writer_write_behind(&s->writer);
}

/* Functions that end a file. */

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

/* Gives the partial file its final name. */
static enum sink_answer
finish_file(struct sink *s)
{
	bool overwrite = s->options.destination.on_exists == EXISTS_OVERWRITE;

	partial_set_attributes(
	    &s->partial, (mode_t)s->info.mode, s->info.mtime);
	if (!stored_files_add(&s->stored_files, s->writer.fd)) {
		message_errno("%s", s->destination.shown);
		return SINK_FAILED;
	}
	if (partial_finish(&s->partial, overwrite))
		return SINK_ACCEPTED;
	if (!is_refused(s))
		return SINK_FAILED;
	discard(s, true);
	return SINK_REFUSED;
}

enum sink_answer
sink_end(struct sink *s)
{
	enum sink_answer answer = SINK_ACCEPTED;

	if (s->writer.fd != -1 &&
	    (!writer_flush(&s->writer) || !has_given_size(s)))
		return SINK_FAILED;
	if (s->writer.fd != -1 && !s->to_stdout)
		answer = finish_file(s);
	if (answer != SINK_ACCEPTED)
		return answer;
	if (s->writer.fd != -1)
		note_padding(s);
	s->writer.fd = -1;
	report_file_end(s->report);
	return SINK_ACCEPTED;
}

void
sink_close(struct sink *s)
{
	abandon_file(s);
	stored_files_free(&s->stored_files);
}
