#include "transfer/advice.h"

#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "transfer/findings.h"

enum { LAST_TEXT_MAX = 80 /* bytes quoted from the last text at most */ };

static void
write_unreadable(const struct findings *f, char *text, size_t size)
{
	if (f->c->baud > 0)
		snprintf(text, size,
		    "unreadable bytes arrive: do both ends use %u baud, %s?",
		    (unsigned)f->c->baud, f->c->mode);
	else
		snprintf(text, size,
		    "unreadable bytes arrive: do both ends use the same rate "
		    "and mode?");
}

static void
write_last_text(const struct findings *f, char *text, size_t size)
{
	snprintf(text, size,
	    "the last text received was \"%.*s\": does the other end wait for "
	    "a command?",
	    (int)escaped_cut(f->c->last_text, LAST_TEXT_MAX), f->c->last_text);
}

static const char *
longer_pauses(const struct findings *f)
{
	return f->c->paced ? "a longer --byte-delay" : "--byte-delay";
}

/*
 * Returns XMODEM if this transfer used YMODEM; otherwise returns YMODEM.  The
 * text also says whether to use the option -y.
 */
static const char *
other_protocol(const struct findings *f)
{
	bool ymodem =
	    f->c->protocol != NULL && strcmp(f->c->protocol, "YMODEM") == 0;

	return ymodem ? "XMODEM (no -y)" : "YMODEM (-y)";
}

static void
write_none_answered(const struct findings *f, char *text, size_t size)
{
	snprintf(text, size,
	    "the receiver answered no block: is its RX connected? does it "
	    "expect %s? if it needs more than %u s to answer, raise --timeout",
	    other_protocol(f), (unsigned)(f->c->timeout_ms / 1000));
}

static void
write_suspect(const struct findings *f, char *text, size_t size)
{
	suspects_describe(&f->suspects, text, size);
}

static void
write_late_answer(const struct findings *f, char *text, size_t size)
{
	snprintf(text, size,
	    "does the receiver need more than %u s to answer, to write to its "
	    "flash for example? then raise --timeout",
	    (unsigned)(f->c->timeout_ms / 1000));
}

static void
write_no_answer_to_long(const struct findings *f, char *text, size_t size)
{
	snprintf(text, size,
	    "the receiver answered a block of 128 bytes, but not the first of "
	    "1024: try --128; if it needs more than %u s to answer, raise "
	    "--timeout",
	    (unsigned)(f->c->timeout_ms / 1000));
}

/*
 * Returns the end of the question "does it expect ...": " or another CRC" if
 * the rejected block has the length of a block with a CRC, otherwise "".  A
 * receiver that uses a different CRC algorithm rejects every block.
 */
static const char *
other_crc(const struct findings *f)
{
	const struct failing *x = f->failing;
	bool crc = x->copies > 0 && x->frame.most > 0 &&
		   x->burst.len - x->frame.at == x->frame.most;

	return crc ? " or another CRC" : "";
}

static void
write_none_of_the_long(const struct findings *f, char *text, size_t size)
{
	snprintf(text, size,
	    "no block was accepted: does the receiver accept 1024 bytes (try "
	    "--128)? does it expect %s%s? is the line 8N1 and 8-bit clean?",
	    other_protocol(f), other_crc(f));
}

static void
write_none(const struct findings *f, char *text, size_t size)
{
	snprintf(text, size,
	    "no block was accepted:%s is the line 8N1, 8-bit clean and not too "
	    "fast (%s)? does the receiver expect %s%s?",
	    f->e->rejections == 0 ? " do bytes arrive?" : "",
	    longer_pauses(f), other_protocol(f), other_crc(f));
}

static void
write_only_short(const struct findings *f, char *text, size_t size)
{
	snprintf(text, size,
	    "the receiver accepts blocks of 128 bytes, but not of 1024: try "
	    "--128; if these fail too, try %s or a lower rate",
	    longer_pauses(f));
}

static void
write_first_cancelled(const struct findings *f, char *text, size_t size)
{
	snprintf(text, size,
	    "the receiver cancelled at the first block: does it expect %s?",
	    other_protocol(f));
}

static void
write_end_at_256(const struct findings *f, char *text, size_t size)
{
	snprintf(text, size,
	    "the receiver accepts blocks 1 to 255, but not the next, whose "
	    "number is 0 again%s",
	    finds_no_long_sent(f)
		? ": try -k, which sends 8 times as much in 255 blocks"
		: "");
}

static void
write_foreign_check(const struct findings *f, char *text, size_t size)
{
	snprintf(text, size,
	    "the blocks arrive complete, but the sender computes %s%s",
	    f->check, f->e->crc_asked ? ": try --check=sum" : "");
}

static void
write_other_check(const struct findings *f, char *text, size_t size)
{
	snprintf(text, size,
	    "the block arrives with the same bytes each time, but its check is "
	    "wrong: does the sender use another CRC%s, or is a byte changed?",
	    f->e->crc_asked ? " (try --check=sum)" : "");
}

static void
write_repaired(const struct findings *f, char *text, size_t size)
{
	repair_describe(&f->repair, finds_telnet_line(f), text, size);
}

static void
write_overrun(const struct findings *f, char *text, size_t size)
{
	const struct failing *x = f->failing;
	char range[32];

	if (x->least == x->most)
		snprintf(range, sizeof range, "%zu", x->most);
	else
		snprintf(range, sizeof range, "%zu to %zu", x->least, x->most);
	snprintf(text, size,
	    "only %s of %zu bytes of a block arrive: too fast? try a lower "
	    "rate or, at the sender, %s",
	    range, x->frame.most,
	    finds_long_frame(f)
		? "pauses (--byte-delay) or blocks of 128 bytes (--128)"
		: "pauses (--byte-delay)");
}

/*
 * The first row that fits gives the advice.  Rows whose cause is proved by the
 * bytes on the line come before rows whose cause is only likely.  Rows that
 * name a cause come before rows that ask a question.
 */
static const struct row {
	const char *name;
	bool (*fits)(const struct findings *);
	const char *fixed_text; /* text of the advice; NULL: see `write` */
	void (*write)(const struct findings *, char *, size_t);
} rows[] = {
	{ "telnet", finds_telnet,
	    "telnet commands arrive: the line leads to a telnet server; "
	    "try -p telnet:HOST:PORT",
	    NULL },
	{ "unreadable", finds_unreadable, NULL, write_unreadable },
	{ "nothing", finds_nothing,
	    "nothing was received: is this the right line, is the board on, "
	    "and are RX and TX crossed?",
	    NULL },
	{ "requests", finds_requests_only,
	    "only requests for a file were received: is the other end a "
	    "receiver, too, or does the line echo?",
	    NULL },
	{ "said", finds_text_only, NULL, write_last_text },

	/*
	 * Sending.  Row "256" (block 0 fails after block 255) must come before
	 * the rows about late answers and byte values, which may also fit.
	 */
	{ "reset", finds_reset,
	    "the board reset while it stored this block: is the load address "
	    "right, and is its watchdog off?",
	    NULL },
	{ "said later", finds_text_last, NULL, write_last_text },
	{ "none, tcp", finds_none_through_tcp,
	    "no block was accepted: does the line lead to a telnet server? "
	    "try -p telnet:HOST:PORT",
	    NULL },
	{ "none answered", finds_none_answered, NULL, write_none_answered },
	{ "256", finds_end_at_256, NULL, write_end_at_256 },
	{ "late, long", finds_no_answer_to_long, NULL,
	    write_no_answer_to_long },
	{ "late", finds_late_answer, NULL, write_late_answer },
	{ "none, long", finds_none_of_the_long, NULL, write_none_of_the_long },
	{ "none, asked again", finds_none_rejected, NULL, write_none },
	{ "none", finds_none_accepted, NULL, write_none },
	{ "first cancelled", finds_first_cancelled, NULL,
	    write_first_cancelled },
	{ "data cancelled", finds_data_cancelled,
	    "the receiver accepted the header and cancelled at the first data: "
	    "is the load address right, and is there enough space?",
	    NULL },
	{ "suspect", finds_suspect, NULL, write_suspect },
	{ "long", finds_only_short, NULL, write_only_short },
	{ "suspects", finds_many_suspects,
	    "the rejected blocks contain bytes that no accepted block "
	    "contains: is the line 8-bit clean?",
	    NULL },

	/* Receiving.  Rows about the CRC or checksum come before "overrun". */
	{ "seven bits", finds_seven_bits,
	    "each byte arrives without its eighth bit: do both ends use 8N1, "
	    "and is everything on the way 8-bit clean?",
	    NULL },
	{ "no wrap", finds_no_wrap,
	    "the sender numbers the block after 255 with 1, not with 0: it "
	    "cannot send more than 255 blocks",
	    NULL },
	{ "foreign check", finds_foreign_check, NULL, write_foreign_check },
	{ "repaired", finds_repair, NULL, write_repaired },
	{ "other check", finds_other_check, NULL, write_other_check },
	{ "overrun", finds_overrun, NULL, write_overrun },
	{ "alike", finds_same_damage,
	    "the block arrives damaged in the same way each time: does "
	    "something on the way change or remove bytes?",
	    NULL },
};

const char *
advice_give(const struct evidence *e, const struct advice_case *c, char *text,
    size_t size)
{
	struct findings f = findings_of(e, c);

	text[0] = '\0';
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (!rows[i].fits(&f))
			continue;
		if (rows[i].fixed_text != NULL)
			snprintf(text, size, "%s", rows[i].fixed_text);
		else
			rows[i].write(&f, text, size);
		return rows[i].name;
	}
	return NULL;
}
