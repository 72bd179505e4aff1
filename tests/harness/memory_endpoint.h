#ifndef HARNESS_MEMORY_ENDPOINT_H
#define HARNESS_MEMORY_ENDPOINT_H

/*
 * An engine with files in memory: what the tools are, without an OS.  A
 * receiver cancels when there is no room for another file, or more of it.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/virtual_line.h"
#include "xm/xm.h"

struct error_cause;

enum { HOST_FILES_MAX = 4, HOST_LEN_MAX = 1 << 20 };

struct endpoint_file {
	char name[256];
	struct xm_file about; /* without the name */
	uint8_t *data;
	size_t len, space;
	bool whole; /* receiver: its end was acknowledged */
};

struct memory_endpoint {
	struct xm xm;
	bool sends;
	struct endpoint_file file[HOST_FILES_MAX];
	int files;       /* sender: to send; receiver: there are */
	int at;          /* sender: the next */
	size_t done;     /* sender: bytes of the one before that */
	char text[4096]; /* that the engine passed on */
	size_t text_len;
	bool deaf;    /* receiver: refuses to store, and cancels */
	bool cancels; /* when its clock shows this: */
	uint32_t cancel_ms;
	struct error_cause *witness; /* of both ends, or NULL */
};

void endpoint_begin_sender(struct memory_endpoint *, uint32_t now_ms, const struct xm_options *);
void endpoint_begin_receiver(struct memory_endpoint *, uint32_t now_ms, const struct xm_options *);
void endpoint_free(struct memory_endpoint *);

/* Gives a sender a file of that length; its bytes follow from the seed. */
void endpoint_add(struct memory_endpoint *, const char *name, size_t len, unsigned seed);

/* Has the file of the second host the first one's content? */
bool endpoint_file_same(const struct endpoint_file *, const struct endpoint_file *);

/* Is the first host's n-th file what the second has stored, and called whole?
 */
bool endpoint_same(const struct memory_endpoint *sender, const struct memory_endpoint *receiver, int n);

struct party endpoint_party(struct memory_endpoint *);

#endif
