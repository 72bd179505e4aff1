#ifndef UNIT_COPY_ENGINE_H
#define UNIT_COPY_ENGINE_H

/*
 * The engine of a simple protocol for tests. A sender writes its files, each
 * followed by the byte 0x17; a second 0x17 in a row ends the batch. There are
 * no answers. The byte 0x18 from the other end cancels. Bytes above 0x7f are
 * text.
 */

#include "files/sink.h"
#include "files/source.h"
#include "transfer/engine.h"

enum { COPY_END = 0x17, COPY_CANCEL = 0x18, COPY_BLOCK = 64 };

struct copy_engine {
	struct engine engine;
	struct source *source;
	struct sink *sink;
	uint8_t out[COPY_BLOCK];
	size_t out_len, out_at;
	size_t in_flight; /* bytes of `out` that are data of the file */
	uint8_t in[COPY_BLOCK];
	size_t in_len;
	uint8_t last_in;
	uint8_t text[COPY_BLOCK];
	size_t text_len;
	bool in_file;
	bool last_was_end;
	unsigned cancels;
	enum failure failure;
	bool ended;
	uint32_t blocks;
	uint32_t timeout_ms; /* time without input after
				which a receiver ends */
};

void copy_engine_send(struct copy_engine *, struct source *);
void copy_engine_receive(struct copy_engine *, struct sink *);

#endif
