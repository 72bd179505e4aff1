#ifndef BASE_VERSION_H
#define BASE_VERSION_H

/* The version of the tools, "MAJOR.MINOR.PATCH". */
extern const char version[];

/* The revision of the source in its repository; "": that of a release. */
extern const char version_revision[];

/* The optional parts that are built in and those that are not, as lists. */
extern const char version_parts[];
extern const char version_missing_parts[];

#endif
