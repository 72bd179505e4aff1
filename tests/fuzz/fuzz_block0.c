#include <stdlib.h>
#include <string.h>

#include "fuzz/copy.h"
#include "fuzz/fuzz.h"
#include "xm/internal.h"

/* Parses a block 0, builds a block 0 from the result, and compares them. */

static void
rebuild(const struct xm_file *file)
{
	uint8_t data[XM_DATA_MAX + 1] = { 0 };
	struct xm_file again;
	size_t len = xm_block0_build(data, file);

	if (len == 0)
		return; /* the name and the numbers do not fit in a block */
	if ((len != 128 && len != 1024) ||
	    !xm_block0_parse((char *)data, len, &again))
		abort();
	if (strcmp(again.name, file->name) != 0 || again.size != file->size)
		abort();
	if (file->size != XM_SIZE_UNKNOWN && file->mtime > 0 &&
	    (again.mtime != file->mtime || again.mode != file->mode))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct xm_file file;
	char *data;

	if (len > XM_DATA_MAX)
		len = XM_DATA_MAX;
	data = copy_text(bytes, len);
	if (xm_block0_parse(data, len, &file))
		rebuild(&file);
	free(data);
	return 0;
}
