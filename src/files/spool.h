#ifndef FILES_SPOOL_H
#define FILES_SPOOL_H

/*
 * Copies input that can be read only once, from a pipe or a terminal, to a
 * temporary file without a name in $TMPDIR or /tmp.
 */

/*
 * Reads `from` to its end.  Returns a descriptor of the copy, which the caller
 * closes.  Returns -1 after printing a message.  `name` is the name of the
 * input in the message.  After a signal the message is "cancelled", and
 * signals_next() still returns the signal.
 */
int spool(int from, const char *name);

#endif
