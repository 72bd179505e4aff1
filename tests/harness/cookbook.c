#include "harness/cookbook.h"

#include <criterion/criterion.h>

#include "harness/sandbox.h"

void
cookbook_open(const char *port)
{
	cr_assert(sandbox_run("mkdir recipes") == 0);
	cr_assert(sandbox_run("sh -c 'cd recipes && " RECIPES "'") == 0);
	cr_assert(sandbox_run("sh -c 'cp recipes/* .'") == 0);
	cookbook_replace("/dev/ttyUSB0", port);
	cookbook_replace("/dev/ttyACM0", port);
	cr_assert(
	    sandbox_run("sed -i '/^dtr:/d' board.steps touch.steps") == 0);
}

void
cookbook_replace(const char *word, const char *other)
{
	cr_assert(sandbox_run("sh -c 'for recipe in $(ls recipes); do "
			  "sed -i \"s,%s,%s,g\" $recipe; done'",
		      word, other) == 0);
}
