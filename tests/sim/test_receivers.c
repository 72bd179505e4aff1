#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "sim/board_session.h"
#include "xm/internal.h"

/*
 * The sender with every boot loader that is emulated in devices/: a clean
 * transfer, and transfers with faults that happen in practice. If the device
 * can recover from the fault, the file must be transferred; otherwise the
 * sender must fail soon and print a message. The sender must never report
 * success for a wrong file, and must never send a byte of the file to the
 * program that runs after the session.
 */

enum { SOON_MS = 65000 }; /* latest time of a failure, from the start */

static void
check_stored(const struct board_session *s, const char *id)
{
	const struct endpoint_file *f = s->sender.file;

	cr_expect(xm_event(&s->sender.xm) == XM_DONE, "%s: error %d", id,
	    xm_error(&s->sender.xm));
	cr_expect(device_verdict(&s->device) == DEVICE_STORED, "%s: verdict %d",
	    id, device_verdict(&s->device));
	for (int i = 0; i < s->sender.files; i++)
		cr_expect(
		    device_has(&s->device, i, f[i].data, f[i].len, s->pad),
		    "%s: wrong content of file %d", id, i);
	if (trouble_survival(s->trouble) != DEVICE_LOST_ACK)
		cr_expect(device_duplicates(&s->device) == 0, "%s: %u doubles",
		    id, device_duplicates(&s->device));
}

/*
 * Checks a session with a fault from which the device cannot recover: either
 * the device has the file by chance, or the sender reports a failure. Two kinds
 * of devices acknowledge a file that they have stored wrongly, which no sender
 * can detect. For these, the sender must have counted the fault, so that xsend
 * prints a warning.
 */
static void
check_honest(const struct board_session *s, const char *id)
{
	const struct endpoint_file *f = s->sender.file;
	const struct reactions *on = s->row->on;
	struct xm_counts counts = xm_counts(&s->sender.xm);

	if (xm_event(&s->sender.xm) != XM_DONE)
		cr_expect(s->ended_ms <= SOON_MS, "%s: fails after %llu ms", id,
		    (unsigned long long)s->ended_ms);
	else if (on->bad.reply == REPLY_SPOIL)
		cr_expect(counts.retries > 0, "%s", id);
	else if (on->duplicate.reply == REPLY_STORE &&
		 trouble_survival(s->trouble) == DEVICE_LOST_ACK)
		cr_expect(counts.doubtful > 0, "%s", id);
	else
		cr_expect(device_has(&s->device, 0, f->data, f->len, s->pad),
		    "%s: wrong file called right", id);
}

/*
 * Returns how many bytes may reach the program that runs after the session: if
 * the device ends the session because of a fault, the rest of the block that is
 * on the line still arrives.
 */
static size_t
typed_max(const struct board_session *s)
{
	unsigned needed = trouble_survival(s->trouble);

	return (s->row->survives & needed) == needed ? 0 : XM_BLOCK_MAX;
}

static void
check_cancelled(const struct board_session *s, const char *id)
{
	cr_expect(xm_error(&s->sender.xm) == XM_EABORTED, "%s: error %d", id,
	    xm_error(&s->sender.xm));
	cr_expect(device_verdict(&s->device) != DEVICE_STORED, "%s", id);
	if (s->row->cans > 0)
		cr_expect(device_verdict(&s->device) == DEVICE_ABORTED,
		    "%s: goes on", id);
}

static void
check_one_file(const struct board_session *s, const char *id)
{
	const struct endpoint_file *f = s->sender.file;

	cr_expect(xm_error(&s->sender.xm) == XM_EONEFILE ||
		      xm_error(&s->sender.xm) == XM_ECANCELLED,
	    "%s: error %d", id, xm_error(&s->sender.xm));
	cr_expect(device_has(&s->device, 0, f->data, f->len, s->pad),
	    "%s: wrong content", id);
}

static void
check_rejected(const struct board_session *s, const char *id)
{
	cr_expect(xm_error(&s->sender.xm) == XM_EREJECTED, "%s: error %d", id,
	    xm_error(&s->sender.xm));
	cr_expect(strstr(s->sender.text, "aborted") != NULL ||
		      strstr(device_printed(&s->device), "aborted") != NULL,
	    "%s", id);
}

static void
check(const struct board_session *s, bool ended, const char *id)
{
	const struct device_model *m = s->row;
	unsigned needed = trouble_survival(s->trouble);

	cr_expect(ended, "%s: hangs", id);
	cr_expect(device_typed(&s->device) <= typed_max(s),
	    "%s: %zu bytes typed", id, device_typed(&s->device));
	if (s->trouble == CANCEL)
		check_cancelled(s, id);
	else if (s->trouble == SECOND_FILE && m->files_max == 1)
		check_one_file(s, id);
	else if (needed != 0 && (m->survives & needed) == 0)
		check_honest(s, id);
	else if (m->quirks & QUIRK_REJECT)
		check_rejected(s, id);
	else
		check_stored(s, id);
}

static void
run(const struct device_model *row, enum trouble trouble)
{
	static struct board_session s;
	char id[80];
	bool ended;

	snprintf(id, sizeof id, "%s, %s", row->name, trouble_names[trouble]);
	board_begin(&s, row, trouble);
	if (trouble == CANCEL) {
		board_run_until_data(&s);
		xm_cancel(&s.sender.xm, virtual_line_now_ms(&s.wire));
	}
	ended = board_run(&s);
	check(&s, ended, id);
	board_end(&s);
}

Test(receivers, get_their_files_or_the_sender_reports_why_not)
{
	for (int i = 0; device_models[i] != NULL; i++) {
		const struct device_model *m = device_models[i];

		fprintf(stderr, "%-16s", m->name);
		for (enum trouble t = 0; t < TROUBLES; t++) {
			if (!trouble_applies(m, t))
				continue;
			fprintf(stderr, "%s%s", t == CLEAN ? " " : ", ",
			    trouble_names[t]);
			run(m, t);
		}
		fputc('\n', stderr);
	}
}
