#include "sim/party_log.h"

enum { BYTES_SHOWN = 12 };

static void
note(const struct trace *t, uint32_t now_ms, const char *what,
    const uint8_t *bytes, size_t len)
{
	uint32_t ms = now_ms - t->begin_ms;

	fprintf(
	    t->file, "%7u.%03u %-8s %s", ms / 1000, ms % 1000, t->name, what);
	for (size_t i = 0; i < len && i < BYTES_SHOWN; i++)
		fprintf(t->file, " %02x", bytes[i]);
	if (len > BYTES_SHOWN)
		fprintf(t->file, " ... %zu bytes", len);
	putc('\n', t->file);
}

static void
input(void *self, uint32_t now_ms, const uint8_t *bytes, size_t len)
{
	struct trace *t = self;
	bool lived = !t->party.ended(t->party.self);

	if (len > 0)
		note(t, now_ms, "hears", bytes, len);
	t->party.input(t->party.self, now_ms, bytes, len);
	if (lived && t->party.ended(t->party.self))
		note(t, now_ms, "ends", NULL, 0);
}

static size_t
output(void *self, uint32_t now_ms, uint8_t *space, size_t size)
{
	struct trace *t = self;
	bool lived = !t->party.ended(t->party.self);
	size_t len = t->party.output(t->party.self, now_ms, space, size);

	if (len > 0)
		note(t, now_ms, "says ", space, len);
	if (lived && t->party.ended(t->party.self))
		note(t, now_ms, "ends", NULL, 0);
	return len;
}

static uint32_t
wait_ms(void *self, uint32_t now_ms)
{
	struct trace *t = self;

	return t->party.wait_ms(t->party.self, now_ms);
}

static bool
ended(void *self)
{
	struct trace *t = self;

	return t->party.ended(t->party.self);
}

struct party
trace_party(struct trace *t)
{
	return (struct party){ t, input, output, wait_ms, ended };
}
