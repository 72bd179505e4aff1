#ifndef HARNESS_MEMORY_ENDPOINT_H
#define HARNESS_MEMORY_ENDPOINT_H

/*
 * An endpoint is an engine with its files in memory. The endpoint answers the
 * events of the engine as xsend and xrecv do, but without an operating system.
 * A receiver cancels if a file does not fit into its memory.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/virtual_line.h"
#include "xm/xm.h"

struct error_cause;

enum { ENDPOINT_FILES_MAX = 4, ENDPOINT_LEN_MAX = 1 << 20 };

struct endpoint_file {
	char name[256];
	struct xm_file about; /* attributes, without the name */
	uint8_t *data;
	size_t len, space;
	bool whole; /* receiver: the end of the file was acknowledged */
};

struct memory_endpoint {
	struct xm xm;
	bool sends;
	struct endpoint_file file[ENDPOINT_FILES_MAX];
	int files;       /* sender: number of files to send;
			    receiver: number of files begun so far */
	int at;          /* sender: index of the next file */
	size_t done;     /* sender: bytes sent of the current file */
	char text[4096]; /* text from the engine */
	size_t text_len;
	bool deaf;          /* receiver: the endpoint cancels
			       instead of storing data */
	bool cancels;       /* the endpoint cancels at cancel_ms */
	uint32_t cancel_ms; /* time of the cancel on the endpoint's clock */
	struct error_cause *witness; /* shared by both ends, or NULL */
};

void endpoint_begin_sender(
    struct memory_endpoint *, uint32_t now_ms, const struct xm_options *);
void endpoint_begin_receiver(
    struct memory_endpoint *, uint32_t now_ms, const struct xm_options *);
void endpoint_free(struct memory_endpoint *);

/* Adds a file to a sender.  The seed determines its bytes. */
void endpoint_add(
    struct memory_endpoint *, const char *name, size_t len, unsigned seed);

/* Returns true if both files have the same content. */
bool endpoint_file_same(
    const struct endpoint_file *, const struct endpoint_file *);

/* Returns true if the receiver has completed file n with the same content. */
bool endpoint_same(const struct memory_endpoint *sender,
    const struct memory_endpoint *receiver, int n);

struct party endpoint_party(struct memory_endpoint *);

#endif
