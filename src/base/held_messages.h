#ifndef BASE_HELD_MESSAGES_H
#define BASE_HELD_MESSAGES_H

/*
 * Messages wait here while the command line is read.  Only at its end is it
 * known whether they are to be text or JSON.
 */

/* From now on messages are held.  Forgets those that were held before. */
void held_messages_begin(void);

/*
 * Messages begin with this origin and ": " from now on, as in "config:3: ";
 * NULL: with no origin.  The text must stay valid until the next call.
 */
void held_messages_origin(const char *origin);

/* Messages go again to where they went before. */
void held_messages_end(void);

/* Sends the held messages, in their order, to where messages go now. */
void held_messages_print(void);

#endif
