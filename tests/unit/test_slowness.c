#include <criterion/criterion.h>
#include <string.h>

#include "transfer/slowness.h"

/* The advice after a successful transfer that was slow. */

static char text[256];

static const struct line_latency no_adapter = { .held_ms = 0 };
static const struct line_latency slow_adapter = { .held_ms = 16,
	.file = "/sys/bus/usb-serial/devices/ttyUSB0/latency_timer" };
static const struct line_latency fast_adapter = { .lowered = true,
	.held_ms = 16 };

/* YMODEM transfer of 1 MiB over a line on which each answer takes 210 ms. */
static const struct slowness far = { .sends = true,
	.is_ymodem = true,
	.bytes = 1048576,
	.blocks = 1024,
	.took_ms = 224000,
	.answer_ms = 210,
	.latency = &no_adapter };

static bool
advises(const struct slowness *s)
{
	memset(text, 0, sizeof text);
	return slowness_advise(s, text, sizeof text);
}

Test(slowness, of_answers_leads_to_the_advice_to_use_YMODEM_g)
{
	cr_assert(advises(&far));
	cr_expect_str_eq(text,
	    "each answer took 210 ms or more: a receiver that asks for "
	    "YMODEM-g, such as U-Boot's \"loady -g\", would need about 9 s "
	    "instead of 4 min");
}

Test(slowness, of_answers_is_reported_only_by_the_sender)
{
	struct slowness s = far;

	s.sends = false;
	cr_expect(!advises(&s));
}

Test(slowness, of_short_blocks_leads_to_the_advice_to_use_long_blocks)
{
	struct slowness s = far;

	s.is_ymodem = false;
	s.bytes = 131072;
	cr_assert(advises(&s));
	cr_expect_str_eq(text,
	    "each answer took 210 ms or more: blocks of 1024 bytes (-k), if "
	    "the receiver accepts them, would need about 36 s instead of 4 "
	    "min");
}

Test(slowness, is_not_reported_if_little_would_be_saved)
{
	struct slowness s = far;

	s.answer_ms = 50; /* waits for answers take less
			     than half of the time */
	cr_expect(!advises(&s));
	s = far;
	s.blocks = 20;
	s.bytes = 20480;
	s.took_ms = 5000; /* the waits cost less than 5 s */
	cr_expect(!advises(&s));
	s = far;
	s.took_ms = 20000; /* YMODEM-g: the sender did not wait for answers */
	cr_expect(!advises(&s));
	s = far;
	s.blocks = 0;
	cr_expect(!advises(&s));
}

Test(slowness, of_a_USB_adapter_leads_to_advice_that_names_its_latency_file)
{
	struct slowness s = { .sends = true,
		.bytes = 100000,
		.blocks = 782,
		.took_ms = 23000,
		.answer_ms = 16,
		.latency = &slow_adapter };

	cr_assert(advises(&s));
	cr_expect_str_eq(text,
	    "the USB adapter delayed each answer by 16 ms, up to 13 s of the "
	    "transfer's 23 s; to stop this: echo 1 | sudo tee "
	    "/sys/bus/usb-serial/devices/ttyUSB0/latency_timer");
	s.keeps_latency = true;
	cr_expect(!advises(&s) || !strstr(text, "adapter"));
	s.keeps_latency = false;
	s.latency = &fast_adapter;
	cr_expect(!advises(&s) || !strstr(text, "adapter"));
	s.latency = &slow_adapter;
	s.took_ms = 90000; /* most of the time went to other waits */
	cr_expect(!advises(&s));
}
