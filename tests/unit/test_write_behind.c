#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/signals.h"
#include "transfer/xm_driver.h"
#include "unit/virtual_clock.h"
#include "xm/wire.h"

/*
 * The receiver stores the data of a block while the sender transmits the next
 * block.
 */

enum { BLOCK_LEN = 3 + XM_DATA_MAX + 2, HALF = WRITER_BUFFER / 2 };

static char directory[] = "/tmp/xsend-test-XXXXXX";
static struct report report;
static struct sink sink = SINK_INIT;
static struct sink_options sink_options;
static struct xm_driver driver;
static struct xm_options options = XM_OPTIONS_DEFAULT;

static void
set_up(void)
{
	cr_assert(mkdtemp(directory) != NULL && chdir(directory) == 0);
	cr_assert(signals_open());
	report_init(&report, REPORT_NONE, true, false, NULL);
	sink_options.destination.path = (char *)"f";
	sink_options.size = SIZE_UNKNOWN;
	sink_options.limit = SIZE_UNKNOWN;
	sink_options.max_files = 1;
	cr_assert(sink_open(&sink, &sink_options, &report));
	xm_driver_receive(&driver, &options, &sink);
}

static void
tear_down(void)
{
	sink_close(&sink);
	unlink("f");
	cr_expect(rmdir(directory) == 0, "something is left");
}

TestSuite(write_behind, .init = set_up, .fini = tear_down, .timeout = 60);

static off_t
stored(void)
{
	struct stat st;

	return stat("f" PARTIAL_SUFFIX, &st) == 0 ? st.st_size : 0;
}

/* Receives these bytes from the sender. The answer stays in the output. */
static void
receive(const uint8_t *bytes, size_t len)
{
	struct engine *e = &driver.engine;

	while (len > 0) {
		size_t used = e->operations->input(e, bytes, len);

		bytes += used;
		len -= used;
		e->operations->move_data(e);
	}
}

/* Takes all output, as the line does. Returns its first byte. */
static uint8_t
take_answer(void)
{
	struct engine *e = &driver.engine;
	struct engine_output out = e->operations->output(e);
	uint8_t first = out.len > 0 ? out.bytes[0] : 0;

	e->operations->sent(e, out.len);
	e->operations->move_data(e);
	return first;
}

/* Receives blocks 1 to `count`, and takes all answers except the last one. */
static void
receive_blocks(unsigned count)
{
	uint8_t block[BLOCK_LEN];

	take_answer();
	for (unsigned i = 1; i <= count; i++) {
		memset(block + 3, 'x', XM_DATA_MAX);
		xm_block_seal(block, (uint8_t)i, XM_DATA_MAX, true);
		receive(block, sizeof block);
		if (i < count)
			cr_expect(take_answer() == ACK);
	}
}

Test(write_behind, data_is_written_after_its_ACK_was_sent)
{
	receive_blocks(HALF / XM_DATA_MAX);
	cr_expect(stored() == 0);
	cr_expect(take_answer() == ACK);
	cr_expect(stored() == HALF);
}

Test(write_behind, a_full_disk_cancels_the_transfer_before_the_EOT)
{
	struct rlimit limit = { HALF / 2, HALF / 2 };

	cr_assert(setrlimit(RLIMIT_FSIZE, &limit) == 0);
	receive_blocks(HALF / XM_DATA_MAX);
	cr_expect(take_answer() == ACK);
	cr_expect(take_answer() == CAN);
	cr_expect(driver.engine.operations->status(&driver.engine).failure ==
		  FAILURE_LOCAL);
}
