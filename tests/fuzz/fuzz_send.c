#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "fuzz/script.h"

/* The sender; the other end is a script (script.h). */

enum { FILES = 2, LEN = 1500 };

static void
send_file(struct script *s)
{
	static const struct xm_file about = { LEN, 1000000000, 0100644, "f" };

	if (s->files++ >= FILES)
		xm_send_file(&s->xm, s->now_ms, NULL);
	else if (!xm_send_file(&s->xm, s->now_ms, &about))
		abort();
	s->announced = LEN;
	s->stored = 0;
}

static void
answer(struct script *s)
{
	size_t len;
	uint8_t *space;

	if (xm_event(&s->xm) == XM_FILE) {
		send_file(s);
		return;
	}
	if (xm_event(&s->xm) != XM_DATA)
		abort();
	space = xm_send_space(&s->xm, &len);
	if (len > s->announced - s->stored)
		len = (size_t)(s->announced - s->stored);
	memset(space, 'x', len);
	s->stored += len;
	xm_send_data(&s->xm, s->now_ms, len);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static struct script s;

	s = (struct script){ .answer = answer };
	script_run(&s, bytes, len, xm_send_init);
	return 0;
}
