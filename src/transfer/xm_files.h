#ifndef TRANSFER_XM_FILES_H
#define TRANSFER_XM_FILES_H

/* Moves data between the files and the core. */

#include "transfer/xm_driver.h"

/*
 * Handles the events of the core, such as a request for file data, until no
 * event is pending (see enum xm_event).
 */
void xm_files_move(struct xm_driver *);

/*
 * Writes received data to the file.  Call it after an answer was sent, because
 * the sender then transmits the next block at the same time.  A failure cancels
 * the transfer.
 */
void xm_files_write_behind(struct xm_driver *);

#endif
