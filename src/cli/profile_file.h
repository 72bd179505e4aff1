#ifndef CLI_PROFILE_FILE_H
#define CLI_PROFILE_FILE_H

/* A file of profiles: sections of settings. */

#include "cli/setting.h"

/* Can such files be read in this build? */
extern const bool profiles_built_in;

/* The sections that there are, for a message: "bench1, rack". */
struct section_names {
	char text[256];
};

/*
 * Adds the settings of a section.  Sets *found if there is that section, and
 * adds the names of all.  A file that does not exist has none.  Returns false
 * after a message.
 */
bool profile_file_read(struct settings *, const char *path, enum setting_origin,
    const char *section, bool *found, struct section_names *);

#endif
