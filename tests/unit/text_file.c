#include "unit/text_file.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

void
text_file_put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	cr_assert(f != NULL && fputs(text, f) >= 0 && fclose(f) == 0);
}

void
text_file_expect(const char *path, const char *text)
{
	char content[256] = "";
	FILE *f = fopen(path, "r");

	cr_assert(f != NULL, "%s is missing", path);
	cr_expect(fread(content, 1, sizeof content - 1, f) == strlen(text));
	cr_expect_str_eq(content, text);
	fclose(f);
}
