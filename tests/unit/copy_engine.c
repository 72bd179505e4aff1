#include "unit/copy_engine.h"

#include <stdio.h>
#include <string.h>

static struct copy_engine *
copy(struct engine *e)
{
	return (struct copy_engine *)e;
}

static const struct copy_engine *
const_copy(const struct engine *e)
{
	return (const struct copy_engine *)e;
}

static void
end(struct copy_engine *c, enum failure failure)
{
	if (c->ended)
		return;
	c->ended = true;
	c->failure = failure;
}

/*
 * Handles a received byte. Returns false if this byte ends the batch or cancels
 * the transfer.
 */
static bool
take_byte(struct copy_engine *c, uint8_t byte)
{
	bool over = byte == COPY_END && c->last_in == COPY_END;

	c->last_in = byte;
	if (byte > 0x7f)
		c->text[c->text_len++] = byte & 0x7f;
	else if (byte == COPY_CANCEL)
		end(c, FAILURE_CANCELLED);
	else
		c->in[c->in_len++] = byte;
	return !over && !c->ended;
}

static size_t
input(struct engine *e, const uint8_t *bytes, size_t len)
{
	struct copy_engine *c = copy(e);
	size_t n = 0;

	c->text_len = c->in_len = 0;
	while (n < len && n < COPY_BLOCK && take_byte(c, bytes[n++]))
		continue;
	return n;
}

static struct engine_output
output(const struct engine *e)
{
	const struct copy_engine *c = const_copy(e);

	return (struct engine_output){ .bytes = c->out + c->out_at,
		.len = c->out_len - c->out_at,
		.is_new = c->out_at == 0,
		.is_block = c->out_len > 1 };
}

static void
sent(struct engine *e, size_t len)
{
	copy(e)->out_at += len;
}

static uint32_t
wait_ms(const struct engine *e)
{
	return const_copy(e)->timeout_ms;
}

static size_t
text(const struct engine *e, const uint8_t **bytes)
{
	*bytes = const_copy(e)->text;
	return const_copy(e)->text_len;
}

/* Sending. */

static void
put(struct copy_engine *c, size_t len)
{
	c->out_at = 0;
	c->out_len = len;
}

static void
read_file(struct copy_engine *c)
{
	size_t len;

	if (!source_read(c->source, c->out, COPY_BLOCK, &len)) {
		end(c, FAILURE_LOCAL);
		return;
	}
	c->blocks++;
	c->in_flight = len;
	if (len == 0) {
		c->in_file = false;
		c->out[len++] = COPY_END;
	}
	put(c, len);
}

static void
send_more(struct copy_engine *c)
{
	struct file_info info;

	if (c->out_at < c->out_len)
		return;
	if (c->in_flight > 0)
		source_acknowledged(c->source, c->in_flight);
	c->in_flight = 0;
	if (c->last_was_end) {
		end(c, FAILURE_NONE);
	} else if (c->in_file) {
		read_file(c);
	} else {
		enum source_answer answer = source_next(c->source, &info);

		if (answer == SOURCE_FAILED) {
			end(c, FAILURE_LOCAL);
			return;
		}
		c->in_file = answer == SOURCE_FILE;
		c->last_was_end = answer == SOURCE_END;
		if (c->in_file) {
			read_file(c);
		} else {
			c->out[0] = COPY_END;
			put(c, 1);
		}
	}
}

/* Receiving. */

static bool
begin_file(struct copy_engine *c)
{
	struct file_info info = { .name = "", .size = SIZE_UNKNOWN };

	c->in_file = true;
	return sink_begin(c->sink, &info, true) == SINK_ACCEPTED;
}

static bool
store_byte(struct copy_engine *c, uint8_t byte)
{
	if (byte == COPY_END && !c->in_file && c->last_was_end) {
		end(c, FAILURE_NONE);
		return true;
	}
	if (!c->in_file && !begin_file(c))
		return false;
	c->last_was_end = byte == COPY_END;
	if (!c->last_was_end)
		return sink_write(c->sink, &byte, 1) == SINK_ACCEPTED;
	c->in_file = false;
	return sink_end(c->sink) == SINK_ACCEPTED;
}

static void
move_data(struct engine *e)
{
	struct copy_engine *c = copy(e);

	if (c->ended)
		return;
	if (c->source != NULL) {
		send_more(c);
		return;
	}
	for (size_t i = 0; i < c->in_len && !c->ended; i++) {
		if (!store_byte(c, c->in[i]))
			end(c, FAILURE_LOCAL);
	}
	c->in_len = 0;
}

static void
cancel(struct engine *e)
{
	copy(e)->cancels++;
	end(copy(e), FAILURE_SIGNAL);
}

static struct engine_status
status(const struct engine *e)
{
	const struct copy_engine *c = const_copy(e);

	return (struct engine_status){ .ended = c->ended,
		.failure = c->failure,
		.settled = c->ended,
		.complete = c->ended,
		.counts = { .blocks = c->blocks } };
}

static const char *
state(const struct engine *e)
{
	(void)e;
	return "copying";
}

static void
explain(const struct engine *e, char *words, size_t size)
{
	(void)e;
	snprintf(words, size, "the copy failed");
}

static bool
has_lost_eighth_bit(const uint8_t bytes[3])
{
	(void)bytes;
	return false;
}

static const struct advice_protocol protocol = { .control = "\027\030",
	.requests = "",
	.crcs = "",
	.rejection = COPY_CANCEL,
	.has_lost_eighth_bit = has_lost_eighth_bit };

static const struct engine_operations operations = { .protocol = &protocol,
	.input = input,
	.output = output,
	.sent = sent,
	.wait_ms = wait_ms,
	.text = text,
	.move_data = move_data,
	.cancel = cancel,
	.status = status,
	.state = state,
	.explain = explain };

void
copy_engine_send(struct copy_engine *c, struct source *source)
{
	*c = (struct copy_engine){ .engine = { &operations, true, "copy" },
		.source = source,
		.timeout_ms = 1000 };
}

void
copy_engine_receive(struct copy_engine *c, struct sink *sink)
{
	*c = (struct copy_engine){ .engine = { &operations, false, "copy" },
		.sink = sink,
		.timeout_ms = 1000 };
}
