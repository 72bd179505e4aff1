#ifndef BASE_HELD_MESSAGES_H
#define BASE_HELD_MESSAGES_H

/*
 * Holds messages while the command line is read.  They can only be printed
 * after its last option, because that may ask for JSON instead of text.
 */

/* Starts to hold messages, and discards those held before. */
void held_messages_begin(void);

/*
 * Puts an origin and ": " in front of all following messages, as in
 * "config:3: ".  NULL ends that.  The text must stay valid until the next call.
 */
void held_messages_origin(const char *origin);

/* Stops holding: the next messages are printed at once. */
void held_messages_end(void);

/* Prints the held messages in their order.  Call it after ..._end(). */
void held_messages_print(void);

#endif
