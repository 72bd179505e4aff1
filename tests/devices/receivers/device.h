#ifndef DEVICES_RECEIVERS_DEVICE_H
#define DEVICES_RECEIVERS_DEVICE_H

/*
 * Emulated boot loaders that receive. Each boot loader is a row of a table
 * (model.h), and one emulator follows these rows. The emulator shares no code
 * with the engine under test.
 *
 *	device_init(&d, device_find("uboot-loady"), 0);
 *	virtual_line_init(&w, endpoint_party(&sender), device_party(&d));
 *	virtual_line_run(&w, limit_ms);
 *	... device_verdict(&d), device_has(&d, 0, data, len, pad) ...
 *	device_free(&d);
 *
 * After its session, a device runs a shell or an application. The device counts
 * as ended when that program has received nothing for DEVICE_LINGER_MS. A
 * device that waits for ever counts as ended after DEVICE_ABANDONED_MS without
 * a received byte, but its verdict stays the same.
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

/* The result of the session for the device. */
enum device_verdict { DEVICE_WAITING, DEVICE_STORED, DEVICE_ABORTED };

/*
 * A file as the device has stored it, with the padding that the device keeps.
 */
struct device_file {
	char name[DEVICE_NAME_MAX + 1]; /* "" in XMODEM */
	uint64_t size;			/* size in block 0 */
	bool has_size;
	bool whole; /* the EOT of the file was accepted */
	uint8_t *data;
	size_t len;
	size_t space;
};

enum device_stage {
	STAGE_START, /* nothing has begun */
	STAGE_DATA,
	STAGE_NEXT, /* a file is complete, and another may follow */
	STAGE_GONE  /* the session has ended, and a shell or application runs */
};

enum device_doing {
	DOING_LISTEN,  /* waits for the first byte of a block or EOT */
	DOING_COLLECT, /* receives the other bytes of a block */
	DOING_SETTLE,  /* has a whole block, and waits for silence */
	DOING_PURGE,   /* discards bytes until silence, then reacts */
	DOING_EOT      /* waits before it acknowledges the EOT */
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
	uint32_t received_ms; /* time of the last received byte
				 or of the end of the session */

	/*
	 * Output that is waiting to be sent. The device is busy until all of it
	 * is sent.
	 */
	struct device_saying *said;
	size_t said_head, said_len, said_space;
	uint32_t free_ms;
	char *printed; /* text that the device has printed */
	size_t printed_len, printed_space;

	/* Received bytes that the device has not read. */
	uint8_t *inbox;
	size_t inbox_head, inbox_len, inbox_space;
	bool deaf; /* true: bytes that arrive while
		      the device is busy are lost */

	size_t ask_at;	/* index of the current series of
			   requests in the model's `asks` */
	unsigned asked; /* number of requests of this series that were sent */
	uint8_t ask_byte;
	enum device_check check;

	uint8_t block[DEVICE_BLOCK_MAX]; /* number, complement, data, check */
	size_t data_len, got, want;
	bool overrun;  /* bytes after the block were lost */
	uint8_t expected;
	unsigned blocks; /* number of accepted data
			    blocks of the current file */
	unsigned false_naks;

	const struct reaction *reaction; /* reaction that follows the purge */
	bool noise;    /* bytes other than a block or EOT
			  arrived during this wait */
	unsigned cans; /* number of CANs received */
	unsigned errors;
	unsigned eots;	/* number of EOTs received for the current file */
	unsigned nexts; /* number of requests sent for another file */

	struct device_file file[DEVICE_FILES_MAX];
	int files;
	unsigned duplicates;
	size_t typed;
};

/* All models. The last element is NULL. */
extern const struct device_model *const device_models[];

/* Returns the model with this name, or NULL if there is none. */
const struct device_model *device_find(const char *name);

void device_init(struct device *, const struct device_model *,
    uint32_t now_ms);
void device_free(struct device *);

struct party device_party(struct device *);

enum device_verdict device_verdict(const struct device *);

/* Return the number of files, complete or not, and the n-th file or NULL. */
int device_files(const struct device *);
const struct device_file *device_file(const struct device *, int n);

/*
 * Returns true if the n-th file is complete and consists of this content and
 * the padding that the model keeps.
 */
bool device_has(const struct device *, int n, const uint8_t *, size_t,
    uint8_t pad);

/*
 * Returns how many intact data blocks arrived again after the device had
 * accepted them.
 */
unsigned device_duplicates(const struct device *);

/*
 * Returns the number of bytes that a shell or an application received by
 * mistake. CAN and BS do not count, because they have no effect.
 */
size_t device_typed(const struct device *);

/*
 * Returns the text that the device has printed, without bytes of the protocol.
 */
const char *device_printed(const struct device *);

/* Returns the time of one byte on the line of this device, in microseconds. */
uint32_t device_byte_us(const struct device_model *);

#endif
