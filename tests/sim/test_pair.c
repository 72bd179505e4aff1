#include <criterion/criterion.h>
#include <string.h>

#include "harness/memory_endpoint.h"

/* Transfers over a line without faults, with every protocol and many sizes. */

static const struct protocol {
	const char *name;
	bool ymodem, streaming;
	enum xm_tail tail;
	uint16_t block_len;
	enum xm_check check;
} protocols[] = {
	{ "XMODEM with sums", .block_len = 128, .check = XM_CHECK_SUM },
	{ "XMODEM with CRC", .block_len = 128 },
	{ "XMODEM-1K", .block_len = 1024 },
	{ "XMODEM-1K, short tail", .block_len = 1024, .tail = XM_TAIL_SHORT },
	{ "XMODEM-1K with sums", .block_len = 1024, .check = XM_CHECK_SUM },
	{ "YMODEM, short blocks", true, .block_len = 128 },
	{ "YMODEM", true, .block_len = 1024 },
	{ "YMODEM, short tail", true, .block_len = 1024,
	    .tail = XM_TAIL_SHORT },
	{ "YMODEM-g", true, true, .block_len = 1024 },
	{ "YMODEM-g, short blocks", true, true, .block_len = 128 },
};

#define FOR_EACH_PROTOCOL(p)                                                   \
	for (const struct protocol *p = protocols;                             \
	     p < protocols + sizeof protocols / sizeof *protocols; p++)

struct pair {
	struct xm_options options; /* options that struct protocol lacks */
	struct memory_endpoint sender, receiver;
	struct virtual_line wire;
};

static const struct pair fresh = { .options = XM_OPTIONS_DEFAULT };

static void
begin(struct pair *p, const struct protocol *protocol, uint32_t now_ms)
{
	struct xm_options options = p->options;

	options.ymodem = protocol->ymodem;
	options.streaming = protocol->streaming;
	options.tail = protocol->tail;
	options.block_len = protocol->block_len;
	options.check = protocol->check;
	endpoint_begin_sender(&p->sender, now_ms, &options);
	endpoint_begin_receiver(&p->receiver, now_ms, &options);
	virtual_line_init(
	    &p->wire, endpoint_party(&p->sender), endpoint_party(&p->receiver));
	p->wire.begin_ms = now_ms;
}

static void
end(struct pair *p)
{
	endpoint_free(&p->sender);
	endpoint_free(&p->receiver);
	virtual_line_free(&p->wire);
}

static bool
both_done(const struct pair *p)
{
	return xm_event(&p->sender.xm) == XM_DONE &&
	       xm_event(&p->receiver.xm) == XM_DONE;
}

Test(pair, moves_a_file_of_any_size_by_any_protocol)
{
	static const size_t sizes[] = { 0, 1, 2, 127, 128, 129, 255, 256, 257,
		895, 896, 897, 1023, 1024, 1025, 1151, 1152, 1153, 2047, 2048,
		2049, 10000, 255 * 128, 255 * 128 + 1, 256 * 128, 257 * 128,
		258 * 128, 255 * 1024, 256 * 1024, 257 * 1024 + 1 };

	FOR_EACH_PROTOCOL(protocol)
	{
		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
			struct pair p = fresh;

			endpoint_add(&p.sender, "file", sizes[i], (unsigned)i);
			begin(&p, protocol, 0);
			cr_expect(virtual_line_run(&p.wire, 3600000),
			    "%s, %zu bytes", protocol->name, sizes[i]);
			cr_expect(both_done(&p), "%s, %zu bytes: %d %d",
			    protocol->name, sizes[i], xm_error(&p.sender.xm),
			    xm_error(&p.receiver.xm));
			cr_expect(endpoint_same(&p.sender, &p.receiver, 0),
			    "%s, %zu bytes", protocol->name, sizes[i]);
			cr_expect(xm_counts(&p.sender.xm).blocks ==
				      xm_counts(&p.receiver.xm).blocks,
			    "%s, %zu", protocol->name, sizes[i]);
			end(&p);
		}
	}
}

Test(pair, moves_several_files_in_a_batch)
{
	FOR_EACH_PROTOCOL(protocol)
	{
		struct pair p = fresh;

		if (!protocol->ymodem)
			continue;
		endpoint_add(&p.sender, "one", 5000, 1);
		endpoint_add(&p.sender, "two", 0, 2);
		endpoint_add(&p.sender, "three", 1024, 3);
		begin(&p, protocol, 0);
		cr_expect(
		    virtual_line_run(&p.wire, 600000), "%s", protocol->name);
		cr_expect(both_done(&p), "%s", protocol->name);
		cr_expect(p.receiver.files == 3, "%s", protocol->name);
		for (int i = 0; i < 3; i++) {
			cr_expect(endpoint_same(&p.sender, &p.receiver, i),
			    "%s %d", protocol->name, i);
			cr_expect_str_eq(
			    p.receiver.file[i].name, p.sender.file[i].name);
			cr_expect(p.receiver.file[i].about.mtime == 1000000000);
			cr_expect(p.receiver.file[i].about.mode == 0100644);
		}
		end(&p);
	}
}

Test(pair, moves_no_file_in_an_empty_batch)
{
	struct pair p = fresh;

	begin(&p, &protocols[6], 0);
	cr_expect(virtual_line_run(&p.wire, 60000));

	cr_expect(both_done(&p));
	cr_expect(p.receiver.files == 0);
	end(&p);
}

Test(pair, moves_a_file_without_a_size)
{
	FOR_EACH_PROTOCOL(protocol)
	{
		struct pair p = fresh;

		if (!protocol->ymodem)
			continue;
		endpoint_add(&p.sender, "file", 3000, 1);
		p.sender.file[0].about.size = XM_SIZE_UNKNOWN;
		begin(&p, protocol, 0);
		cr_expect(
		    virtual_line_run(&p.wire, 600000), "%s", protocol->name);
		cr_expect(both_done(&p), "%s", protocol->name);
		cr_expect(endpoint_same(&p.sender, &p.receiver, 0), "%s",
		    protocol->name);
		end(&p);
	}
}

Test(pair, works_on_a_slow_line_and_with_long_delays)
{
	static const struct {
		uint32_t byte_us, latency_us, bytes_per_s;
	} lines[] = { { 0, 0, 0 }, { 3, 0, 0 }, { 33333, 0, 30 },
		{ 1041, 0, 0 }, { 87, 50000, 0 }, { 87, 140000, 11520 },
		{ 3, 140000, 0 } };

	FOR_EACH_PROTOCOL(protocol)
	{
		for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
			struct pair p = fresh;

			endpoint_add(&p.sender, "file", 3000, 1);
			p.options.bytes_per_s = lines[i].bytes_per_s;
			begin(&p, protocol, 0);
			p.wire.byte_us = lines[i].byte_us;
			p.wire.way[0].latency_us = lines[i].latency_us;
			p.wire.way[1].latency_us = lines[i].latency_us;
			cr_expect(virtual_line_run(&p.wire, 3600000),
			    "%s, line %zu", protocol->name, i);
			cr_expect(both_done(&p), "%s, line %zu: %d %d",
			    protocol->name, i, xm_error(&p.sender.xm),
			    xm_error(&p.receiver.xm));
			cr_expect(endpoint_same(&p.sender, &p.receiver, 0),
			    "%s, line %zu", protocol->name, i);
			end(&p);
		}
	}
}

Test(pair, works_across_the_wrap_of_the_clock)
{
	FOR_EACH_PROTOCOL(protocol)
	{
		for (uint32_t before = 0; before < 2000; before += 7) {
			struct pair p = fresh;

			endpoint_add(&p.sender, "file", 3000, 1);
			begin(&p, protocol, UINT32_MAX - before);
			cr_expect(virtual_line_run(&p.wire, 600000), "%s, %u",
			    protocol->name, before);
			cr_expect(
			    both_done(&p), "%s, %u", protocol->name, before);
			end(&p);
		}
	}
}

Test(pair, ends_at_both_ends_when_one_cancels)
{
	FOR_EACH_PROTOCOL(protocol)
	{
		struct pair p = fresh;

		endpoint_add(&p.sender, "file", 3000, 1);
		p.receiver.deaf = true;
		begin(&p, protocol, 0);
		cr_expect(
		    virtual_line_run(&p.wire, 60000), "%s", protocol->name);

		cr_expect(xm_error(&p.sender.xm) == XM_ECANCELLED, "%s: %d",
		    protocol->name, xm_error(&p.sender.xm));
		cr_expect(xm_error(&p.receiver.xm) == XM_EABORTED);
		end(&p);
	}
}

Test(pair, uses_the_checksum_when_the_CRC_is_not_supported)
{
	struct pair p = fresh;

	endpoint_add(&p.sender, "file", 3000, 1);
	begin(&p, &protocols[1], 0);
	virtual_line_fault(&p.wire, 1, (struct fault){ FAULT_BURST, 0, 4 });
	cr_expect(virtual_line_run(&p.wire, 600000));

	cr_expect(both_done(&p));
	cr_expect(endpoint_same(&p.sender, &p.receiver, 0));
	end(&p);
}
