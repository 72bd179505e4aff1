#ifndef DEVICES_RECEIVERS_INTERNAL_H
#define DEVICES_RECEIVERS_INTERNAL_H

/* What the files of the emulated devices' engine offer each other. */

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

/* Is a time earlier than another one?  The clock may wrap. */
static inline bool
before(uint32_t a, uint32_t b)
{
	return a - b > UINT32_MAX / 2;
}

/* output.c */

/* Says something, so long after all that it had to say. */
void device_say(struct device *, uint32_t delay_ms, struct bytes);
void device_say_byte(struct device *, uint32_t delay_ms, uint8_t);

/* The same with text, which is remembered. */
void device_print(struct device *, uint32_t delay_ms, struct bytes);

/* Takes what is due to be said. */
size_t device_speak(struct device *, uint8_t *, size_t);

/* Has it still something to say?  Then it reads nothing. */
bool device_busy(const struct device *);

/* react.c */

/* Something happens if it does not hear anything for so long. */
void device_wait(struct device *, uint32_t);

/* Listens for the first byte of something. */
void device_listen(struct device *);

/* Goes on listening, as if that byte had not been. */
void device_listen_on(struct device *);

void device_ask(struct device *, uint32_t delay_ms);
void device_react(struct device *, const struct reaction *);
void device_answer(struct device *, const struct reaction *);

/* Acknowledges with these bytes, perhaps after some chat. */
void device_acknowledge(struct device *, uint32_t delay_ms, struct bytes,
    bool chat);

/* Leaves the session.  The first verdict that is not waiting counts. */
void device_leave(struct device *, enum device_verdict);

/* Says its last words, then leaves. */
void device_finish(struct device *, enum device_verdict);
void device_abort(struct device *);

/* A byte that is not for the device any more. */
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

/* There was block 0 without a name. */
void device_end_session(struct device *);

/* Takes the block for what it is at this stage, or reacts to what it is not. */
void device_judge(struct device *);
void device_react_to_flaw(struct device *, const struct reaction *);
void device_accept_data(struct device *);

/* block.c */

/* Begins with a block of that length; then adds its bytes. */
void device_begin_block(struct device *, size_t data_len);
bool device_add_to_block(struct device *, uint8_t);

/* What the model does about a block like this; NULL: it is intact. */
const struct reaction *device_flaw(const struct device *);

/* store.c */

/*
 * Opens a file that block 0 describes; a length of 0: nothing does.  Returns
 * false if the device does not survive that.
 */
bool device_open(struct device *, const uint8_t *, size_t);

/* Is the file open that arrives? */
struct device_file *device_current(struct device *);

/* Appends the block's data, with the treatment that the model gives it. */
void device_store(struct device *);

/* Makes the file whole. */
void device_close(struct device *);

/* How many blocks a counting device expects. */
uint64_t device_block_count(struct device *);

#endif
