#include "sim/judge.h"
#include "sim/random_transfer.h"

static void
print_options(const struct xm_options *o, FILE *out)
{
	fprintf(out,
	    "wait %u ms, timeout %u ms, retries %u, blocks of %u, ymodem %d, "
	    "tail %d, start now %d, streaming %d, final %d, check %d, "
	    "eot %d, %u bytes/s\n",
	    o->wait_ms, o->timeout_ms, o->retries, o->block_len, o->ymodem,
	    o->tail, o->start_now, o->streaming, o->final, o->check, o->eot,
	    o->bytes_per_s);
}

static void
print_files(const char *whose, const struct memory_endpoint *h, FILE *out)
{
	for (int i = 0; i < h->files; i++) {
		const struct endpoint_file *f = &h->file[i];

		fprintf(out, "%s file %s: %zu bytes%s%s\n", whose, f->name,
		    f->len,
		    f->about.size == XM_SIZE_UNKNOWN ? ", not announced" : "",
		    f->whole ? ", whole" : "");
	}
}

void
simulate_print(const struct simulation *s, FILE *out)
{
	static const char *const kinds[] = { "none", "drop", "flip", "double",
		"insert", "burst", "cut", "stutter", "pause" };

	fputs("sender: ", out);
	print_options(&s->sender_options, out);
	fputs("receiver: ", out);
	print_options(&s->receiver_options, out);
	print_files("sender", &s->sender, out);
	print_files("receiver", &s->receiver, out);
	fprintf(out, "line: %u us a byte, starts %u and %u ms%s; %s\n",
	    s->wire.byte_us, s->start_ms[0], s->start_ms[1],
	    s->keeps_early_input ? ", early input kept" : "",
	    judge_class_name(judge_classify(s)));
	for (int i = 0; i < 2; i++) {
		const struct virtual_line_way *way = &s->wire.way[i];

		fprintf(out,
		    "%s: latency %u us, jitter %u us, pieces up to %u, buffer "
		    "of %u\n",
		    i == 0 ? "forth" : "back", way->latency_us, way->jitter_us,
		    way->piece_len, way->buffer_len);
		for (size_t n = 0; n < way->fault_count; n++)
			fprintf(out, "    %s at %zu, %u\n",
			    kinds[way->fault[n].kind], way->fault[n].at,
			    way->fault[n].value);
	}
}
