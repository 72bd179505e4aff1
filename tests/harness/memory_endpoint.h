#ifndef HOST_H
#define HOST_H

/*
 * An engine with files in memory: what the tools are, without an OS.  A
 * receiver cancels when there is no room for another file, or more of it.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/virtual_line.h"
#include "xm/xm.h"

struct witness;

enum { HOST_FILES_MAX = 4, HOST_LEN_MAX = 1 << 20 };

struct host_file {
	char name[256];
	struct xm_file about; /* without the name */
	uint8_t *data;
	size_t len, space;
	bool whole; /* receiver: its end was acknowledged */
};

struct host {
	struct xm xm;
	bool sends;
	struct host_file file[HOST_FILES_MAX];
	int files;       /* sender: to send; receiver: there are */
	int at;          /* sender: the next */
	size_t done;     /* sender: bytes of the one before that */
	char text[4096]; /* that the engine passed on */
	size_t text_len;
	bool deaf;    /* receiver: refuses to store, and cancels */
	bool cancels; /* when its clock shows this: */
	uint32_t cancel_ms;
	struct witness *witness; /* of both ends, or NULL */
};

void host_send(struct host *, uint32_t now_ms, const struct xm_options *);
void host_recv(struct host *, uint32_t now_ms, const struct xm_options *);
void host_free(struct host *);

/* Gives a sender a file of that length; its bytes follow from the seed. */
void host_add(struct host *, const char *name, size_t len, unsigned seed);

/* Has the file of the second host the first one's content? */
bool host_file_same(const struct host_file *, const struct host_file *);

/* Is the first host's n-th file what the second has stored, and called whole?
 */
bool host_same(const struct host *sender, const struct host *receiver, int n);

struct party host_party(struct host *);

#endif
