#ifndef FILES_SPOOL_H
#define FILES_SPOOL_H

/*
 * A temporary copy of what can be read only once: a pipe, a terminal.  It is in
 * $TMPDIR, or in /tmp, and has no name there.
 */

/*
 * Reads to the end, and returns a descriptor of the copy, or -1 after a message
 * that calls the original by that name, or that says "cancelled" after a signal,
 * which stays to be read.
 */
int spool(int from, const char *name);

#endif
