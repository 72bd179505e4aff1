#ifndef BASE_SIZE_H
#define BASE_SIZE_H

#include <stdint.h>

/* The size in bytes of a file whose size nobody knows. */
#define SIZE_UNKNOWN UINT64_MAX

#endif
