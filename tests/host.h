#ifndef HOST_H
#define HOST_H

/* An engine with files in memory: what the tools are, without an OS. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wire.h"
#include "xm.h"

enum { HOST_FILES_MAX = 4 };

struct host_file {
	char name[256];
	struct xm_file about; /* without the name */
	uint8_t *data;
	size_t len;
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
	bool deaf; /* receiver: refuses to store, and cancels */
};

void host_send(struct host *, uint32_t now_ms, const struct xm_options *);
void host_recv(struct host *, uint32_t now_ms, const struct xm_options *);
void host_free(struct host *);

/* Gives a sender a file of that length; its bytes follow from the seed. */
void host_add(struct host *, const char *name, size_t len, unsigned seed);

/* Is the first host's n-th file what the second has stored, and called whole?
 */
bool host_same(const struct host *sender, const struct host *receiver, int n);

struct party host_party(struct host *);

#endif
