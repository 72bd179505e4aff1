#include <criterion/criterion.h>
#include <fcntl.h>
#include <unistd.h>

#include "files/sink.h"

Test(sink, that_was_never_opened_closes_no_descriptor)
{
	struct sink s = SINK_INIT;

	cr_assert(fcntl(STDIN_FILENO, F_GETFD) != -1);
	sink_close(&s);

	cr_expect(fcntl(STDIN_FILENO, F_GETFD) != -1);
}
