#ifndef CLI_PROFILE_FILE_H
#define CLI_PROFILE_FILE_H

/* Reads files of profiles.  A profile is a section with settings. */

#include "cli/setting.h"

/* True if this build can read files of profiles. */
extern const bool profiles_built_in;

/* Names of all profiles for a message, as in "bench1, rack". */
struct section_names {
	char text[256];
};

/*
 * Adds the settings of a section.  Sets *found to true if the section exists.
 * Adds the names of all sections of the file to the section names.  A missing
 * file is not an error.  Returns false after printing a message.
 */
bool profile_file_read(struct settings *, const char *path, enum setting_origin,
    const char *section, bool *found, struct section_names *);

#endif
