#include "harness/line_log.h"

enum { SOH = 0x01, STX = 0x02, AROUND = 3 + 2 };

static unsigned
frame_len(uint8_t first)
{
	if (first == SOH)
		return AROUND + 128;
	return first == STX ? AROUND + 1024 : 1;
}

void
line_log_byte(struct line_log *j, int way, uint8_t byte, uint64_t begin_ns,
    uint64_t end_ns, bool damaged)
{
	struct line_log_wire *w = &j->wires[way];

	if (j->file == NULL)
		return;
	if (w->len == 0)
		*w = (struct line_log_wire){ .begin_ns = begin_ns,
			.need = frame_len(byte) };
	if (w->len < LINE_LOG_HEAD)
		w->head[w->len] = byte;
	w->len++;
	w->damage += damaged;
	if (w->len < w->need)
		return;
	fprintf(j->file, "%d %llu %llu %02x %u %u %u\n", way,
	    (unsigned long long)w->begin_ns, (unsigned long long)end_ns,
	    w->head[0], w->need, w->head[1], w->damage);
	w->len = 0;
}
