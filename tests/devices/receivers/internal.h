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

/* Sends bytes, `after_ms` after all earlier output. */
void device_say(struct device *, uint32_t delay_ms, struct bytes);
void device_say_byte(struct device *, uint32_t delay_ms, uint8_t);

/* The same for text, which is also recorded. */
void device_print(struct device *, uint32_t delay_ms, struct bytes);

/* Returns the output that is due. */
size_t device_output(struct device *, uint8_t *, size_t);

/* Returns true if the device still has output. It reads nothing until then. */
bool device_busy(const struct device *);

/* react.c */

/* Sets the time of silence after which the device reacts. */
void device_wait(struct device *, uint32_t);

/* Waits for the first byte of a block or EOT. */
void device_listen(struct device *);

/* Continues to wait, as if the byte had not come. */
void device_listen_on(struct device *);

void device_ask(struct device *, uint32_t delay_ms);
void device_react(struct device *, const struct reaction *);
void device_answer(struct device *, const struct reaction *);

/* Acknowledges with these bytes, after the model's text if there is one. */
void device_acknowledge(struct device *, uint32_t delay_ms, struct bytes,
    bool chat);

/* Ends the session. The first verdict other than waiting counts. */
void device_leave(struct device *, enum device_verdict);

/* Sends its last text, then ends the session. */
void device_finish(struct device *, enum device_verdict);
void device_abort(struct device *);

/* Takes a byte that arrives after the session. */
void device_type(struct device *, uint8_t);

/* session.c */

void device_take(struct device *, uint8_t);
void device_expire(struct device *);

/* file.c */

const struct reaction *device_or_else(const struct reaction *,
    const struct reaction *usual);
bool device_has_headers(const struct device *);

/* Opens a file and waits for its first block; a length of 0: no block 0. */
bool device_begin_file(struct device *, const uint8_t *header, size_t);
void device_end_file(struct device *);

/* Handles the block 0 without a name. */
void device_end_session(struct device *);

/* Takes the block that this stage expects, or reacts to a different one. */
void device_judge(struct device *);
void device_react_to_flaw(struct device *, const struct reaction *);
void device_accept_data(struct device *);

/* block.c */

/* Begins a block of this length; then adds its bytes. */
void device_begin_block(struct device *, size_t data_len);
bool device_add_to_block(struct device *, uint8_t);

/* Returns the reaction to a damaged block, or NULL if the block is intact. */
const struct reaction *device_flaw(const struct device *);

/* store.c */

/*
 * Opens a file that block 0 describes; length 0: there is no block 0. Returns
 * false if the device crashes.
 */
bool device_open(struct device *, const uint8_t *, size_t);

/* Returns true if a file is open. */
struct device_file *device_current(struct device *);

/* Appends the block's data, as the model stores it. */
void device_store(struct device *);

/* Completes the file. */
void device_close(struct device *);

/* Returns the number of blocks that a counting device expects. */
uint64_t device_block_count(struct device *);

#endif
