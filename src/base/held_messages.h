#ifndef BASE_HELD_MESSAGES_H
#define BASE_HELD_MESSAGES_H

/*
 * Holds messages while the command line is read.  The messages can be printed
 * only after the last option, because any option may request JSON instead of
 * text.
 */

/* Starts to hold messages, and discards messages held before. */
void held_messages_begin(void);

/*
 * Puts an origin and ": " in front of all following messages, as in
 * "config:3: ".  With NULL, following messages have no origin.  The text must
 * stay valid until the next call.
 */
void held_messages_origin(const char *origin);

/* Stops holding: the next messages are printed at once. */
void held_messages_end(void);

/* Prints the messages in their order.  Call it after held_messages_end(). */
void held_messages_print(void);

#endif
