#include <criterion/criterion.h>
#include <string.h>

#include "files/safe_name.h"

static const struct {
	const char *name;
	const char *clean; /* safe name, or NULL if no character is left */
} rows[] = {
	{ "file.bin", "file.bin" },
	{ "a b", "a b" },
	{ "/etc/passwd", "passwd" },
	{ "../../up", "up" },
	{ "a/b/c.txt", "c.txt" },
	{ "a\\b\\c.txt", "c.txt" },
	{ "C:\\autoexec.bat", "autoexec.bat" },
	{ "C:autoexec.bat", "autoexec.bat" },
	{ "12:30.log", "12:30.log" },
	{ ".profile", "_profile" },
	{ "..hidden", "_.hidden" },
	{ "x/.bashrc", "_bashrc" },
	{ "a\nb\033[31m\x7f", "a_b_[31m_" },
	{ "-rf", "_rf" },
	{ "\xff\xfe", "__" },
	{ "Gr\xc3\xb6\xc3\x9f"
	  "e",
	    "Gr\xc3\xb6\xc3\x9f"
	    "e" },
	{ "a\x9b"
	  "31m",
	    "a_31m" },
	{ "a\xc2\x9b"
	  "31m",
	    "a__31m" },
	{ "exe.\xe2\x80\xaegnp", "exe.___gnp" },
	{ "a\xc0\xaf", "a__" },
	{ "", NULL },
	{ ".", NULL },
	{ "..", NULL },
	{ "/", NULL },
	{ "dir/", NULL },
	{ "dir/..", NULL },
	{ "C:", NULL },
};

Test(safe_name, becomes_a_base_name_and_nothing_else)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char clean[64];
		bool ok = name_clean(clean, sizeof clean, rows[i].name);

		cr_expect(
		    ok == (rows[i].clean != NULL), "\"%s\"", rows[i].name);
		if (ok && rows[i].clean != NULL)
			cr_expect_str_eq(clean, rows[i].clean);
	}
}

Test(safe_name, that_does_not_fit_is_refused)
{
	char clean[8];

	cr_expect(name_clean(clean, sizeof clean, "1234567"));
	cr_expect(!name_clean(clean, sizeof clean, "12345678"));
}
