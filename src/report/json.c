#include <jansson.h>
#include <string.h>

#include "base/escape.h"
#include "base/message.h"
#include "base/version.h"
#include "report/exit_status.h"
#include "report/view.h"

/*
 * This view prints JSON for other programs: after report_init(), every line on
 * fd 2 is a JSON object.
 * xmodem(7) and progress.schema.json describe the objects.
 *
 * JSON strings must be valid UTF-8, but file names and text from the line may
 * not be.  So a string is escaped, as for a terminal, before it becomes JSON.
 */

/*
 * Maximum sizes of an object as JSON and of a text in the object.  JSON doubles
 * each "\" of the text.
 */
enum { OBJECT_MAX = 16384, TEXT_MAX = 5120 };

const bool report_has_json = true;

/* The last error message, for the object "done". */
static char last_error[1024];

/*
 * Prints the object and frees it.  Prints nothing if memory is short or the
 * line is too long.
 */
static void
put_as(enum output_need need, json_t *object)
{
	char line[OBJECT_MAX];
	size_t len;

	len = json_dumpb(object, line, sizeof line - 1,
	    JSON_ENSURE_ASCII | JSON_REAL_PRECISION(12));
	json_decref(object);
	if (len == 0 || len > sizeof line - 1)
		return;
	line[len] = '\n';
	message_record(need, line, len + 1);
}

static void
put(json_t *object)
{
	put_as(OUTPUT_NOTE, object);
}

static void
take_message(enum message_kind kind, const char *text)
{
	static const char *const kinds[] = { "error", "warning", "note" };
	char escaped[TEXT_MAX];

	/* Parts of the text may be escaped already. */
	escape_again(escaped, sizeof escaped, text);
	if (kind == MESSAGE_ERROR)
		snprintf(last_error, sizeof last_error, "%.1023s", escaped);
	put_as(kind == MESSAGE_NOTE ? OUTPUT_NOTE : OUTPUT_ERROR,
	    json_pack("{s:s, s:s, s:s}", "event", "message", "kind",
		kinds[kind], "text", escaped));
}

static json_t *
size_or_null(uint64_t size)
{
	return size == SIZE_UNKNOWN ? json_null()
				    : json_integer((json_int_t)size);
}

static json_t *
seconds(uint32_t ms)
{
	return json_real(ms / 1000.0);
}

static json_t *
crc_string(uint32_t crc)
{
	return json_sprintf("%08x", (unsigned)crc);
}

static void
start(struct report *r, const char *port)
{
	char escaped[TEXT_MAX];

	(void)r;
	message_divert(take_message);
	if (port != NULL)
		escape(escaped, sizeof escaped, port, strlen(port));
	put(json_pack("{s:s, s:s, s:s, s:s?}", "event", "start", "tool",
	    message_name(), "version", version, "line",
	    port != NULL ? escaped : NULL));
}

static void
step(const struct report *r, const char *text, bool ok, uint32_t ms)
{
	char escaped[TEXT_MAX];

	(void)r;
	escape_again(escaped, sizeof escaped, text);
	put(json_pack("{s:s, s:s, s:b, s:o}", "event", "step", "step", escaped,
	    "ok", ok, "seconds", seconds(ms)));
}

static void
file(const struct report *r)
{
	put(json_pack("{s:s, s:s, s:o}", "event", "file", "name", r->name,
	    "size", size_or_null(r->size)));
}

static void
put_progress(const struct report *r, enum output_need need)
{
	put_as(need,
	    json_pack("{s:s, s:I, s:o, s:I}", "event", "progress", "bytes",
		(json_int_t)r->done, "size", size_or_null(r->size),
		"bytes_per_second", (json_int_t)report_rate(r)));
}

static void
progress(const struct report *r)
{
	put_progress(r, OUTPUT_PROGRESS);
}

static void
file_end(const struct report *r)
{
	put_progress(r, OUTPUT_NOTE);
	put(json_pack("{s:s, s:s, s:I, s:o}", "event", "end", "name", r->name,
	    "bytes", (json_int_t)r->content, "crc32", crc_string(r->crc32)));
}

static void
state(const struct report *r)
{
	put(json_pack("{s:s, s:s}", "event", "state", "state", r->state));
}

static void
retry(const struct report *r)
{
	put(json_pack("{s:s, s:I, s:I}", "event", "retry", "block",
	    (json_int_t)r->counts.blocks + 1, "retries",
	    (json_int_t)r->counts.retries));
}

static void
waiting(const struct report *r, const char *line)
{
	char escaped[TEXT_MAX];

	(void)line;
	escape_again(escaped, sizeof escaped, r->awaited.what);
	put(json_pack("{s:s, s:s, s:I}", "event", "waiting", "for", escaped,
	    "seconds", (json_int_t)r->awaited.seconds));
}

static void
peer_text(const struct report *r)
{
	put(json_pack("{s:s, s:s}", "event", "text", "text", r->peer.last));
}

static void
done(const struct report *r)
{
	(void)r;
}

/* Returns NULL for "", which json_pack() writes as null. */
static const char *
text_or_null(const char *text)
{
	return *text != '\0' ? text : NULL;
}

static void
end(const struct report *r, int status)
{
	bool failed = status != STATUS_DONE;
	bool one = r->files == 1 && r->whole == 1;

	put_as(OUTPUT_LAST,
	    json_pack("{s:s, s:s, s:i, s:s?, s:s?, s:s?, s:I, s:I, s:I, s:I, "
		      "s:I, s:I, s:I, s:o, s:o}",
		"event", "done", "result", exit_status_name(status), "status",
		status, "error", failed ? text_or_null(last_error) : NULL,
		"advice", text_or_null(r->advice), "said",
		text_or_null(r->peer.last), "bytes",
		(json_int_t)r->total_content, "blocks",
		(json_int_t)r->counts.blocks, "retries",
		(json_int_t)r->counts.retries, "naks",
		(json_int_t)r->counts.naks, "timeouts",
		(json_int_t)r->counts.timeouts, "garbage",
		(json_int_t)r->counts.garbage, "refused",
		(json_int_t)r->refused, "seconds", seconds(report_ms(r)),
		"crc32", one ? crc_string(r->crc32) : json_null()));
}

const struct report_view report_json = { .period_ms = 100,
	.start = start,
	.step = step,
	.file = file,
	.progress = progress,
	.file_end = file_end,
	.state = state,
	.retry = retry,
	.waiting = waiting,
	.text = peer_text,
	.done = done,
	.end = end };
