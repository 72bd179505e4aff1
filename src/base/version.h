#ifndef BASE_VERSION_H
#define BASE_VERSION_H

/* The version of the tools, "MAJOR.MINOR.PATCH". */
extern const char version[];

/* The revision of the source in its repository; "" in a release. */
extern const char version_revision[];

/* Lists of the optional parts that are built in, and of those that are not. */
extern const char version_parts[];
extern const char version_missing_parts[];

#endif
