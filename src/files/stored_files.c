#include "files/stored_files.h"

#include <stdlib.h>
#include <sys/stat.h>

bool
stored_files_add(struct stored_files *s, int fd)
{
	struct stat st;
	struct stored_file *more;

	if (fstat(fd, &st) == -1)
		return false;
	more = realloc(s->files, (s->count + 1) * sizeof *more);
	if (more == NULL)
		return false;
	s->files = more;
	s->files[s->count++] = (struct stored_file){ st.st_dev, st.st_ino };
	return true;
}

bool
stored_files_have(const struct stored_files *s, const char *path)
{
	struct stat st;

	if (lstat(path, &st) == -1)
		return false;
	for (size_t i = 0; i < s->count; i++) {
		if (s->files[i].device == st.st_dev &&
		    s->files[i].inode == st.st_ino)
			return true;
	}
	return false;
}

void
stored_files_free(struct stored_files *s)
{
	free(s->files);
	*s = (struct stored_files){ 0 };
}
