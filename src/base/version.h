#ifndef BASE_VERSION_H
#define BASE_VERSION_H

/* The version of the tools, as "1.0.0". */
extern const char version[];

#endif
