#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/compressed.h"
#include "harness/sandbox.h"
#include "programs/ser2net.h"
#include "programs/tcp_server.h"

/*
 * Telnet and RFC 2217, with a scripted server and with ser2net.  The serial
 * port of ser2net is a pty.
 */

/* Makes the file "f" from bytes that telnet and terminals treat specially. */
static void
make_nasty(size_t len)
{
	static const unsigned char bytes[] = { 0xff, 0xff, '\r', 0, '\r', '\n',
		0xff, 0xf0, 0x11, 0x13, 0x03, 0xff, 0xfd, 0x00, '\n', 0x7f };
	FILE *file = fopen("f", "w");

	cr_assert(file != NULL);
	for (size_t i = 0; i < len; i++)
		putc(bytes[(i * i / 7 + i) % sizeof bytes], file);
	cr_assert(fclose(file) == 0);
}

static void
set_up(void)
{
	sandbox_open("");
	cr_assert(mkdir("in", 0777) == 0);
	make_nasty(128);
}

TestSuite(telnet, .init = set_up, .fini = sandbox_close, .timeout = 120);
TestSuite(rfc2217, .init = set_up, .fini = sandbox_close, .timeout = 120);

static void
expect_same(const char *kind, int status)
{
	cr_expect(status == 0, "%s: %d", kind, status);
	cr_expect(sandbox_same("f", "in/f"), "%s", kind);
	unlink("in/f");
}

/*
 * Transfers a file in each direction.  Starts its own ser2net, because ser2net
 * frees its serial port for another kind of connection only after a while.
 */
static void
carry(const char *kind, int port)
{
	struct child near;
	char host[32];

	ser2net_start(host);
	make_nasty(20000);

	near = sandbox_start("xrecv -p b -d in");
	expect_same(
	    kind, sandbox_run("xsend -p %s:%s:%d -y f", kind, host, port));
	cr_expect(sandbox_wait(&near) == 0);

	near = sandbox_start("xsend -p b -y f");
	expect_same(
	    kind, sandbox_run("xrecv -p %s:%s:%d -d in", kind, host, port));
	cr_expect(sandbox_wait(&near) == 0);
}

Test(telnet, carries_every_byte_through_ser2net)
{
	carry("telnet", TELNET_PORT);
}

Test(telnet, is_not_needed_for_a_raw_port_of_ser2net)
{
	carry("tcp", RAW_PORT);
}

Test(rfc2217, carries_every_byte_through_ser2net)
{
	carry("rfc2217", RFC2217_PORT);
}

Test(telnet, shows_the_message_of_ser2net_for_a_port_in_use)
{
	static const char *const kinds[] = { "tcp", "telnet", "rfc2217" };
	char host[32];
	struct child first;

	ser2net_start(host);
	first = sandbox_start("xrecv -v -p tcp:%s:%d -d in", host, RAW_PORT);
	/* When the request arrives at the port, ser2net has opened the port. */
	cr_assert(sandbox_run("sh -c 'head -c 1 b'") == 0);
	for (int i = 0; i < 3; i++) {
		struct child c = sandbox_start(
		    "xsend -p %s:%s:%d f", kinds[i], host, RAW_PORT + i);

		cr_expect(sandbox_wait(&c) == 3);
		cr_expect(sandbox_said(&c, "already in use"), "%s", kinds[i]);
		cr_expect(sandbox_said(&c, "the line is lost"), "%s", kinds[i]);
	}
	kill(first.pid, SIGTERM);
	sandbox_wait(&first);
}

Test(rfc2217, sets_the_rate_of_the_port_of_ser2net)
{
	char host[32];
	struct child c;

	ser2net_start(host);

	c = sandbox_start(
	    "xsend -b 57600 -p rfc2217:%s:%d f", host, RFC2217_PORT);

	cr_expect(
	    sandbox_run("sh -c 'until stty -F a speed | grep -qx 57600; do "
			"sleep 0.1; done'") == 0);
	kill(c.pid, SIGTERM);
	cr_expect(sandbox_wait(&c) == 128 + SIGTERM);
}

/* Tests with the scripted server. */

#define OPTIONS "\xff\xfb\x00\xff\xfd\x00\xff\xfb\x03\xff\xfd\x03"
#define AGREED "\xff\xfd\x00\xff\xfb\x00\xff\xfd\x03\xff\xfb\x03"
#define REFUSED "\xff\xfe\x00\xff\xfc\x00\xff\xfe\x03\xff\xfc\x03"

#define COM_PORT(bytes) "\xff\xfa\x2c" bytes "\xff\xf0"

/* Connects xsend to the server, and receives its first requests. */
static struct child
meet(struct tcp_server *p, const char *kind, const char *arguments)
{
	struct child c;

	server_listen(p);
	c = sandbox_start(
	    "xsend -p %s:127.0.0.1:%u %s f", kind, p->port, arguments);
	server_accept(p);
	server_expect(p, BYTES(OPTIONS));
	if (strcmp(kind, "rfc2217") == 0)
		server_expect(p, BYTES("\xff\xfb\x2c"));
	return c;
}

static void
expect_end(struct tcp_server *p, struct child *c, int status, const char *words)
{
	cr_expect(sandbox_wait(c) == status);
	cr_expect(sandbox_said(c, words), "not said: %s", words);
	server_close(p);
}

/* Cancels the transfer with two CANs, and expects that xsend reports this. */
static void
cancel(struct tcp_server *p, struct child *c)
{
	server_send(p, BYTES("\x18\x18"));
	expect_end(p, c, 5, "the receiver cancelled");
}

Test(telnet, keeps_data_that_arrives_with_the_negotiation)
{
	struct tcp_server p;
	struct child c = meet(&p, "telnet", "");

	/* xsend must answer the C that is sent with the negotiation. */
	server_send(&p, BYTES(AGREED "C"));
	server_expect(&p, BYTES("\x01\x01\xfe"));
	cancel(&p, &c);
}

Test(telnet, warns_and_continues_if_BINARY_is_refused)
{
	FILE *file = fopen("f", "w");
	struct tcp_server p;
	struct child c;

	cr_assert(file != NULL);
	fputs("a\r\xff", file);
	fclose(file);
	c = meet(&p, "telnet", "");
	server_send(&p, BYTES(REFUSED));
	sandbox_expect(&c, "does not agree to binary data");
	server_send(&p, BYTES("C"));
	server_expect(&p, BYTES("\x01\x01\xfe"
				"a\r\0\xff\xff\x1a"));
	cancel(&p, &c);
}

Test(telnet, times_out_if_the_server_suspends_data)
{
	struct tcp_server p;
	struct child c = meet(&p, "telnet", "--timeout=1");

	server_send(&p, BYTES(AGREED COM_PORT("\x6c") "C"));

	expect_end(&p, &c, 3, "the line accepts no more data");
}

Test(telnet, continues_when_the_server_resumes_data)
{
	struct tcp_server p;
	struct child c = meet(&p, "telnet", "-v");

	server_send(&p, BYTES(AGREED COM_PORT("\x6c") "C"));
	sandbox_expect(&c, "state: ");
	server_send(&p, BYTES(COM_PORT("\x6d")));
	server_expect(&p, BYTES("\x01\x01\xfe"));
	cancel(&p, &c);
}

Test(telnet, ends_at_once_on_a_signal_during_the_negotiation)
{
	struct tcp_server p;
	struct child c = meet(&p, "telnet", "");

	cr_assert(kill(c.pid, SIGINT) == 0);

	expect_end(&p, &c, 128 + SIGINT, "cancelled");
	cr_expect(!sandbox_said(&c, "binary"));
}

/* Without a check, the decompressed bytes would overrun xsend's buffer. */
Test(telnet, closes_the_line_if_the_server_compresses)
{
	static const char said[] =
	    "the line is lost: the server compresses data without an agreement";

	for (int agreed = 0; agreed < 2; agreed++) {
		struct tcp_server p;
		struct child c = meet(&p, "telnet", "-v");

		if (agreed) {
			server_send(&p, BYTES(AGREED));
			sandbox_expect(&c, "state: ");
		}
		server_send(&p, COMPRESSED, COMPRESSED_LEN);
		expect_end(&p, &c, 3, said);
	}
}

Test(rfc2217, fails_if_the_server_does_not_support_it)
{
	struct tcp_server p;
	struct child c = meet(&p, "rfc2217", "");

	server_send(&p, BYTES(AGREED "\xff\xfe\x2c"));

	expect_end(&p, &c, 3, "does not support RFC 2217");
}

struct exchange {
	const char *asked;
	size_t asked_len;
	const char *answer;
	size_t answer_len;
};

#define ROWS(table) table, sizeof table / sizeof *table

#define EXCHANGE(asked, answer)                                                \
	{                                                                      \
		BYTES(COM_PORT(asked)), BYTES(COM_PORT(answer))                \
	}

/* Requests, and answers of a server that accepts the values. */
#define RATE(value) EXCHANGE("\x01" value, "\x65" value)
#define DATA_BITS(value) EXCHANGE("\x02" value, "\x66" value)
#define PARITY(value) EXCHANGE("\x03" value, "\x67" value)
#define STOP_BITS(value) EXCHANGE("\x04" value, "\x68" value)
#define CONTROL(value) EXCHANGE("\x05" value, "\x69" value)

/* 115200 baud, 8N1, no flow control. */
#define USUAL_SETTINGS                                                         \
	RATE("\0\x01\xc2\0"), DATA_BITS("\x08"), PARITY("\x01"),               \
	    STOP_BITS("\x01"), CONTROL("\x01")

static struct child
set_port(struct tcp_server *p, const char *arguments,
    const struct exchange *exchanges, size_t count)
{
	struct child c = meet(p, "rfc2217", arguments);

	server_send(p, BYTES(AGREED "\xff\xfd\x2c"));
	for (size_t i = 0; i < count; i++) {
		server_expect(p, exchanges[i].asked, exchanges[i].asked_len);
		server_send(p, exchanges[i].answer, exchanges[i].answer_len);
	}
	return c;
}

Test(rfc2217, sets_everything_that_a_local_port_has)
{
	/* The rate is 0x00ff00, and telnet sends the byte 0xff twice. */
	static const struct exchange exchanges[] = {
		RATE("\0\0\xff\xff\0"),
		DATA_BITS("\x08"),
		PARITY("\x03"),
		STOP_BITS("\x02"),
		CONTROL("\x03"),
		CONTROL("\x09"),
		{ BYTES(COM_PORT("\x05\x0b")),
		    BYTES("early" COM_PORT("\x69\x0b")) },
	};
	struct tcp_server p;
	struct child c = set_port(&p,
	    "-b 65280 -m 8E2 -f rtscts --dtr=off --rts=on", ROWS(exchanges));

	server_send(&p, BYTES(" words\n\x18\x18"));

	expect_end(&p, &c, 5, "< early words");
}

Test(rfc2217, runs_the_steps_of_a_transfer)
{
	static const struct exchange exchanges[] = {
		USUAL_SETTINGS,
		/* The steps of --before. */
		RATE("\0\0\x25\x80"),
		CONTROL("\x08"),
		CONTROL("\x0c"),
		CONTROL("\x05"),
		CONTROL("\x06"),
	};
	struct tcp_server p;
	struct child c = set_port(&p,
	    "--before=baud:9600 --before=dtr:on --before=rts:off "
	    "--before=break:100",
	    ROWS(exchanges));

	cancel(&p, &c);
}

/* The usual settings, and the request of a step, which gets no answer. */
static const struct exchange before_a_step[] = {
	USUAL_SETTINGS,
	{ BYTES(COM_PORT("\x01\0\0\x25\x80")), BYTES("") },
};

Test(rfc2217, distinguishes_a_lost_line_from_a_failed_step)
{
	struct tcp_server p;
	struct child c =
	    set_port(&p, "--before=baud:9600", ROWS(before_a_step));

	server_close(&p);

	cr_expect(sandbox_wait(&c) == 3);
	cr_expect(sandbox_said(&c, "the line is lost"));
}

Test(rfc2217, ends_on_a_signal_while_a_step_waits_for_its_answer)
{
	struct tcp_server p;
	struct child c =
	    set_port(&p, "--before=baud:9600", ROWS(before_a_step));

	cr_assert(kill(c.pid, SIGINT) == 0);

	expect_end(&p, &c, 128 + SIGINT, "cancelled");
}

Test(rfc2217, reports_a_refused_rate)
{
	/* The server answers with 115200. */
	static const struct exchange exchanges[] = {
		EXCHANGE("\x01\0\x0e\x10\0", "\x65\0\x01\xc2\0"),
	};
	struct tcp_server p;
	struct child c = set_port(&p, "-b 921600", ROWS(exchanges));

	expect_end(
	    &p, &c, 3, "does not accept 921600 baud and stays at 115200");
}

Test(rfc2217, reports_a_setting_that_is_refused_or_not_answered)
{
	static const struct exchange refused[] = {
		RATE("\0\x01\xc2\0"),
		EXCHANGE("\x02\x08", "\x66\x07"),
	};
	static const struct exchange silent[] = {
		EXCHANGE("\x01\0\x01\xc2\0", "\x6b\x10"),
	};
	struct tcp_server p;
	struct child c = set_port(&p, "", ROWS(refused));

	expect_end(&p, &c, 3, "cannot set the mode: refused");

	c = set_port(&p, "", ROWS(silent));
	expect_end(&p, &c, 3, "cannot set the rate: no answer");
}
