#include "line/answer_time.h"

void
answer_time_written(struct answer_time *a, size_t len, uint32_t now_ms)
{
	a->waits = true;
	a->written_len = len;
	a->written_ms = now_ms;
}

void
answer_time_read(struct answer_time *a, uint32_t now_ms, uint32_t bytes_per_s)
{
	uint32_t ms = now_ms - a->written_ms;
	uint32_t transmission_ms = 0;

	if (!a->waits)
		return;
	a->waits = false;
	if (ms > a->longest_ms)
		a->longest_ms = ms;
	if (bytes_per_s > 0)
		transmission_ms =
		    (uint32_t)(a->written_len * 1000 / bytes_per_s);
	ms = ms > transmission_ms ? ms - transmission_ms : 0;
	if (!a->answered || ms < a->shortest_ms)
		a->shortest_ms = ms;
	a->answered = true;
}

void
answer_time_forget(struct answer_time *a)
{
	a->longest_ms = 0;
	a->answered = false;
}
