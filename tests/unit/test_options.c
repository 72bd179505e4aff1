#include <criterion/criterion.h>

#include "unit/parse_command.h"

/* The options that the programs accept, and their defaults. */

TestSuite(options, .init = parse_set_up);

Test(options, have_defaults)
{
	struct options o;

	cr_assert(parse_command(&o, "xsend f"));

	cr_expect(o.line.port == NULL);
	cr_expect(o.line.baud == 115200 && !o.line.baud_given);
	cr_expect(o.line.data_bits == 8 && o.line.stop_bits == 1);
	cr_expect(o.line.parity == PARITY_NONE && o.line.flow == FLOW_NONE);
	cr_expect(o.line.dtr == SIGNAL_KEEP && o.line.rts == SIGNAL_KEEP);
	cr_expect(o.line.lock);
	cr_expect(!o.xm.ymodem && o.xm.block_len == 128 && o.xm.pad == 0x1a);
	cr_expect(o.xm.wait_ms == 120000 && o.xm.timeout_ms == 60000);
	cr_expect(o.xm.retries == 25);
	cr_expect(o.file_count == 1);
	cr_expect_str_eq(o.files[0], "f");
}

Test(options, of_the_line_are_understood)
{
	struct options o;

	cr_assert(
	    parse_command(&o, "xrecv -p /dev/x -b 9600 -m 8E2 -f rtscts "
			      "--dtr=on --rts=off --latency=keep --no-lock f"));

	cr_expect_str_eq(o.line.port, "/dev/x");
	cr_expect(o.line.baud == 9600 && o.line.baud_given);
	cr_expect(o.line.data_bits == 8 && o.line.stop_bits == 2);
	cr_expect(o.line.parity == PARITY_EVEN && o.line.flow == FLOW_RTSCTS);
	cr_expect(o.line.dtr == SIGNAL_ON && o.line.rts == SIGNAL_OFF);
	cr_expect(!o.line.lock && o.line.keep_latency);
}

Test(options, of_the_sender_are_understood)
{
	struct options o;

	cr_assert(
	    parse_command(&o, "xsend -y --128 --tail=short --pad=0xff --name=n "
			      "--header=size --start=now --final=never "
			      "--byte-delay=7 --block-delay=9 f"));

	cr_expect(
	    o.xm.ymodem && o.xm.block_len == 128 && o.xm.tail == XM_TAIL_SHORT);
	cr_expect(o.xm.pad == 0xff && o.xm.start_now);
	cr_expect(o.xm.final == XM_FINAL_NEVER);
	cr_expect(o.header == HEADER_SIZE);
	cr_expect_str_eq(o.name, "n");
	cr_expect(o.byte_delay_us == 7 && o.block_delay_ms == 9);
	cr_expect(o.xm.resend_ms == 0);
	cr_assert(parse_command(&o, "xsend --resend-after=2.5 f"));
	cr_expect(o.xm.resend_ms == 2500);
}

Test(options, of_the_receiver_are_understood)
{
	struct options o;

	cr_assert(
	    parse_command(&o, "xrecv -g --check=sum --eot=ack -d dir "
			      "--on-exists=rename --size=1k --strip=0xff "
			      "--limit=2M --keep-partial --byte-timeout=3"));

	cr_expect(o.xm.streaming && o.xm.check == XM_CHECK_SUM);
	cr_expect(o.xm.eot == XM_EOT_ACK && o.xm.byte_timeout_ms == 3000);
	cr_expect_str_eq(o.sink.destination.directory, "dir");
	cr_expect(o.sink.destination.on_exists == EXISTS_RENAME);
	cr_expect(o.sink.size == 1024 && o.sink.limit == 2 << 20);
	cr_expect(o.sink.strip && o.sink.strip_byte == 0xff);
	cr_expect(o.sink.keep_partial);
	cr_expect(o.sink.destination.path == NULL);
}

Test(options, that_both_have_are_understood)
{
	struct options o;

	cr_assert(
	    parse_command(&o, "xsend --wait=1.5 --timeout=2 --retries=3 -q -v "
			      "--progress=none f"));

	cr_expect(o.xm.wait_ms == 1500 && o.xm.timeout_ms == 2000);
	cr_expect(o.xm.retries == 3);
	cr_expect(o.quiet && o.verbose && o.progress == REPORT_NONE);
}

Test(options, choose_the_block_length_by_the_protocol)
{
	struct options o;

	parse_command(&o, "xsend -y f");
	cr_expect(o.xm.block_len == 1024);
	parse_command(&o, "xsend -k f");
	cr_expect(o.xm.block_len == 1024 && !o.xm.ymodem);
	parse_command(&o, "xsend -x f");
	cr_expect(o.xm.block_len == 128);
}

Test(options, may_come_after_the_files_but_not_after_two_dashes)
{
	struct options o;

	cr_expect(parse_command(&o, "xsend f -y g"));
	cr_expect(o.xm.ymodem && o.file_count == 2);
	cr_expect(parse_command(&o, "xsend -y -- f -y"));
	cr_expect(o.file_count == 2);
}
