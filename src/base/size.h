#ifndef BASE_SIZE_H
#define BASE_SIZE_H

#include <stdint.h>

/* The value of a size in bytes that is unknown. */
#define SIZE_UNKNOWN UINT64_MAX

#endif
