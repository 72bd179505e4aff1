#ifndef FILES_FILE_INFO_H
#define FILES_FILE_INFO_H

/* What is said of a file besides its content. */

#include <stdint.h>

#include "base/size.h"

struct file_info {
	const char *name; /* without directories; "": unknown */
	uint64_t size;    /* in bytes, or SIZE_UNKNOWN */
	int64_t mtime;    /* seconds since 1970 UTC; 0: unknown */
	uint32_t mode;    /* as in st_mode; 0: unknown */
};

#endif
