#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "fuzz/script.h"

/* The receiver; the other end is a script (script.h). */

enum { FILES_MAX = 5 };

static void
begin_file(struct script *s)
{
	const struct xm_file *file = xm_recv_file(&s->xm);

	if (strlen(file->name) > XM_DATA_MAX)
		abort();
	s->announced = file->size;
	s->stored = 0;
}

static void
answer(struct script *s)
{
	volatile uint8_t last;
	const uint8_t *data;
	size_t len;

	if (xm_event(&s->xm) == XM_FILE && s->files++ == FILES_MAX) {
		xm_cancel(&s->xm, s->now_ms);
		return;
	}
	if (xm_event(&s->xm) == XM_FILE)
		begin_file(s);
	if (xm_event(&s->xm) == XM_DATA) {
		data = xm_recv_data(&s->xm, &len);
		if (len == 0 || len > XM_DATA_MAX)
			abort();
		/* A size of 0 means "unknown" if data follow. */
		if (s->announced == 0 && s->stored == 0)
			s->announced = XM_SIZE_UNKNOWN;
		last = data[len - 1];
		(void)last;
		s->stored += len;
	}
	/* A complete file has the size that block 0 announced. */
	if (xm_event(&s->xm) == XM_END && s->announced != XM_SIZE_UNKNOWN &&
	    s->stored != s->announced)
		abort();
	xm_recv_ack(&s->xm, s->now_ms);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static struct script s;

	s = (struct script){ .answer = answer, .number = 0xff };
	script_run(&s, bytes, len, xm_recv_init);
	return 0;
}
