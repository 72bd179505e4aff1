/*
 * Calls a fuzzing target with each file of a corpus.  Needs no libFuzzer.
 *
 *	replay_TARGET DIRECTORY
 */

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fuzz/fuzz.h"

enum { INPUT_MAX = 1 << 16 };

static size_t
read_file(const char *directory, const char *name, uint8_t *bytes)
{
	char path[4096];
	FILE *file;
	size_t len;

	snprintf(path, sizeof path, "%s/%s", directory, name);
	file = fopen(path, "rb");
	if (file == NULL) {
		perror(path);
		exit(1);
	}
	len = fread(bytes, 1, INPUT_MAX, file);
	fclose(file);
	return len;
}

/* Discards the output of the target.  Returns a new descriptor for stderr. */
static int
hush(void)
{
	int null = open("/dev/null", O_WRONLY);
	int messages = dup(2);

	if (null < 0 || messages < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0)
		exit(1);
	return messages;
}

int
main(int argc, char **argv)
{
	static uint8_t bytes[INPUT_MAX];
	unsigned files = 0;
	struct dirent *entry;
	DIR *dir;
	int messages;

	if (argc != 2 || (dir = opendir(argv[1])) == NULL) {
		fprintf(stderr, "usage: replay DIRECTORY\n");
		return 2;
	}
	messages = hush();
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		/* If the target aborts, the last line names its input. */
		dprintf(messages, "%s\n", entry->d_name);
		LLVMFuzzerTestOneInput(
		    bytes, read_file(argv[1], entry->d_name, bytes));
		files++;
	}
	closedir(dir);
	dprintf(messages, "%u inputs\n", files);
	return files == 0;
}
