#ifndef UNIT_ADVICE_SETUP_H
#define UNIT_ADVICE_SETUP_H

/* Simulates a sender, and returns its advice to the user after a failure. */

#include <criterion/criterion.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "transfer/advice.h"
#include "transfer/xm_frames.h"
#include "xm/wire.h"

extern struct evidence advice_evidence; /* summary of the bytes on the line */
extern uint32_t advice_retries;         /* rejected blocks so far */
extern const char *advice_protocol;     /* "XMODEM" or "YMODEM" */
extern char advice_text[256];           /* the last advice */

/*
 * Clears advice_evidence and selects XMODEM for a new sender.  Call this before
 * each test.
 */
void advice_set_up(void);

/*
 * The sender sends a block with 128 bytes of the value `value`, or with 1024
 * zeros.  The receiver accepts the block if the next call sends another block,
 * and rejects the block if the next call is advice_reject().
 */
void advice_send_block(uint8_t number, uint8_t value);
void advice_send_long_block(uint8_t number);

/* The sender receives these bytes, or a NAK. */
void advice_receive(const char *bytes);
void advice_reject(void);

/* Sends a block ten times; the receiver rejects each copy. */
void advice_send_rejected(uint8_t number, uint8_t value);

/* Sends the CANs of a sender that fails. */
void advice_give_up(void);

/*
 * Returns the advice for a failure on a port.  `last_text` is the last text
 * that the other end sent; advice_given() assumes that it sent none.
 */
const char *advice_after(
    enum failure failure, const char *port, const char *last_text);
const char *advice_given(enum failure failure, const char *port);

/* Returns true if the advice after too many retries has these words. */
bool advice_says(const char *words);

#endif
