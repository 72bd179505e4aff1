#ifndef DEVICES_RECEIVERS_DEVICE_H
#define DEVICES_RECEIVERS_DEVICE_H

/*
 * Emulated boot loaders that receive.  Each is a row of a table (model.h) that
 * one engine follows; the engine shares no code with the one under test.
 *
 *	device_init(&d, device_find("uboot-loady"), 0);
 *	virtual_line_init(&w, endpoint_party(&sender), device_party(&d));
 *	virtual_line_run(&w, limit_ms);
 *	... device_verdict(&d), device_has(&d, 0, data, len, pad) ...
 *	device_free(&d);
 *
 * A device that has left its session has a shell or an application running,
 * and counts as ended when that has heard nothing for DEVICE_LINGER_MS.  One
 * that waits for ever counts as ended after DEVICE_ABANDONED_MS without a
 * byte; its verdict then is unchanged.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "devices/receivers/model.h"
#include "harness/virtual_line.h"

enum {
	DEVICE_FILES_MAX = 8,
	DEVICE_NAME_MAX = 255,
	DEVICE_BLOCK_MAX = 1024 + 4,
	DEVICE_LINGER_MS = 2000,
	DEVICE_ABANDONED_MS = 300000
};

/* What the device itself believes. */
enum device_verdict { DEVICE_WAITING, DEVICE_STORED, DEVICE_ABORTED };

/* A file as the device has it: after its treatment of the padding. */
struct device_file {
	char name[DEVICE_NAME_MAX + 1]; /* "" in XMODEM */
	uint64_t size;			/* from block 0 */
	bool has_size;
	bool whole; /* its EOT was accepted */
	uint8_t *data;
	size_t len;
	size_t space;
};

enum device_stage {
	STAGE_START, /* nothing has begun */
	STAGE_DATA,
	STAGE_NEXT, /* a file is whole, another may follow */
	STAGE_GONE  /* something else runs */
};

enum device_doing {
	DOING_LISTEN,  /* for the first byte of something */
	DOING_COLLECT, /* the others of a block */
	DOING_SETTLE,  /* has a block; waits for silence */
	DOING_PURGE,   /* waits for silence, to react then */
	DOING_EOT      /* takes its time to acknowledge the end */
};

struct device_saying {
	uint32_t at_ms;
	uint8_t value;
};

struct device {
	const struct device_model *model;
	uint32_t now_ms;
	enum device_verdict verdict;
	enum device_stage stage;
	enum device_doing doing;

	bool has_deadline;
	uint32_t deadline_ms;
	uint32_t heard_ms; /* when it heard something last, or left */

	/* What it is going to say; until the last of it is said, it is busy. */
	struct device_saying *said;
	size_t said_head, said_len, said_space;
	uint32_t free_ms;
	char *printed; /* of that, the text */
	size_t printed_len, printed_space;

	/* What it has not yet read. */
	uint8_t *inbox;
	size_t inbox_head, inbox_len, inbox_space;
	bool deaf; /* while busy */

	size_t ask_at;	/* in the model's asks */
	unsigned asked; /* of that one */
	uint8_t ask_byte;
	enum device_check check;

	uint8_t block[DEVICE_BLOCK_MAX]; /* number, complement, data, check */
	size_t data_len, got, want;
	bool overrun;  /* there was more than was read of it */
	uint8_t expected;
	unsigned blocks; /* data blocks of this file that it accepted */
	unsigned false_naks;

	const struct reaction *reaction; /* when purged */
	bool noise;    /* in this wait */
	unsigned cans; /* heard */
	unsigned errors;
	unsigned eots;	/* of this file */
	unsigned nexts; /* requests for another file */

	struct device_file file[DEVICE_FILES_MAX];
	int files;
	unsigned duplicates;
	size_t typed;
};

/* The models, NULL after the last, and one of them. */
extern const struct device_model *const device_models[];
const struct device_model *device_find(const char *name);

void device_init(struct device *, const struct device_model *,
    uint32_t now_ms);
void device_free(struct device *);

struct party device_party(struct device *);

enum device_verdict device_verdict(const struct device *);

/* How many files it has, whole or not, and the n-th of them or NULL. */
int device_files(const struct device *);
const struct device_file *device_file(const struct device *, int n);

/*
 * Is the n-th file whole, and this content with nothing behind it but what the
 * model's treatment of padding leaves there?
 */
bool device_has(const struct device *, int n, const uint8_t *, size_t,
    uint8_t pad);

/* How many intact data blocks came again after they had been accepted. */
unsigned device_duplicates(const struct device *);

/*
 * How many bytes a shell or an application heard that was not meant to hear
 * them.  CAN and BS do not count: they do no harm.
 */
size_t device_typed(const struct device *);

/* Its banner, chatter and last words, without the protocol's own bytes. */
const char *device_printed(const struct device *);

/* The speed of its line, in microseconds per byte. */
uint32_t device_byte_us(const struct device_model *);

#endif
