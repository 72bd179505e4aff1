#ifndef FILES_FILE_INFO_H
#define FILES_FILE_INFO_H

/* The attributes of a file that block 0 transmits. */

#include <stdint.h>

#include "base/size.h"

struct file_info {
	const char *name; /* name without directories; "": unknown */
	uint64_t size;    /* size in bytes, or SIZE_UNKNOWN */
	int64_t mtime;    /* modification time, s since 1970 UTC; 0: unknown */
	uint32_t mode;    /* mode as in st_mode; 0: unknown */
};

#endif
