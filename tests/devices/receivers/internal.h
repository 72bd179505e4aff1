#ifndef DEVICES_RECEIVERS_INTERNAL_H
#define DEVICES_RECEIVERS_INTERNAL_H

/* Declarations that the files of the emulated devices share. */

#include "devices/receivers/device.h"

enum {
	SOH = 0x01,
	STX = 0x02,
	EOT = 0x04,
	ACK = 0x06,
	BS = 0x08,
	NAK = 0x15,
	CAN = 0x18
};

/* Returns true if time a is before b. The clock may wrap. */
static inline bool
before(uint32_t a, uint32_t b)
{
	return a - b > UINT32_MAX / 2;
}

/* output.c */

/* Send bytes, `delay_ms` after all earlier output. */
void device_send(struct device *, uint32_t delay_ms, struct bytes);
void device_send_byte(struct device *, uint32_t delay_ms, uint8_t);

/*
 * Sends text, `delay_ms` after all earlier output. The text is also recorded.
 */
void device_print(struct device *, uint32_t delay_ms, struct bytes);

/* Copies to the buffer the output that is due. Returns its length. */
size_t device_output(struct device *, uint8_t *, size_t);

/*
 * Returns true if the device has output to send. It reads nothing until all
 * output is sent.
 */
bool device_busy(const struct device *);

/* react.c */

/* Sets the silence in ms after which the device reacts. */
void device_wait(struct device *, uint32_t);

/* Waits for the first byte of a block or EOT. */
void device_listen(struct device *);

/* Continues to wait for a block or EOT, as if the last byte had not arrived. */
void device_listen_on(struct device *);

void device_ask(struct device *, uint32_t delay_ms);
void device_react(struct device *, const struct reaction *);
void device_answer(struct device *, const struct reaction *);

/*
 * Acknowledges with these bytes. If `chat` is true, the device first prints the
 * text in the member `chat` of its model.
 */
void device_acknowledge(struct device *, uint32_t delay_ms, struct bytes,
    bool chat);

/* Ends the session. Only the first verdict other than DEVICE_WAITING counts. */
void device_leave(struct device *, enum device_verdict);

/* Sends the last text of the device, then ends the session. */
void device_finish(struct device *, enum device_verdict);
void device_abort(struct device *);

/* Handles a byte that arrives after the session. */
void device_type(struct device *, uint8_t);

/* session.c */

void device_take(struct device *, uint8_t);
void device_expire(struct device *);

/* file.c */

const struct reaction *device_or_else(const struct reaction *,
    const struct reaction *usual);
bool device_has_headers(const struct device *);

/*
 * Opens a file and waits for its first block. The length 0 means that there was
 * no block 0.
 */
bool device_begin_file(struct device *, const uint8_t *header, size_t);
void device_end_file(struct device *);

/* Handles the block 0 without a name, which ends the session. */
void device_end_session(struct device *);

/*
 * Accepts the received block if the device expects this block, and reacts to
 * any other block.
 */
void device_judge(struct device *);
void device_react_to_flaw(struct device *, const struct reaction *);
void device_accept_data(struct device *);

/* block.c */

/* Begins to receive a block with this length of data. */
void device_begin_block(struct device *, size_t data_len);

/* Adds a byte to the block. Returns true if the block is now complete. */
bool device_add_to_block(struct device *, uint8_t);

/* Returns the reaction to a damaged block, or NULL if the block is intact. */
const struct reaction *device_flaw(const struct device *);

/* store.c */

/*
 * Opens the file that block 0 describes. The length 0 means that there was no
 * block 0. Returns false if the device crashes.
 */
bool device_open(struct device *, const uint8_t *, size_t);

/* Returns the open file, or NULL. */
struct device_file *device_current(struct device *);

/* Appends the data of the block in the way in which the model stores it. */
void device_store(struct device *);

/* Completes the file. */
void device_close(struct device *);

/*
 * Returns the number of blocks that the device expects. Its model must have a
 * counted_len.
 */
uint64_t device_block_count(struct device *);

#endif
