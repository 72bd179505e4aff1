#include <criterion/criterion.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "harness/sandbox.h"
#include "programs/tcp_server.h"
#include "xm/internal.h"

/* Effects of signals on the programs and on the shells that run them. */

static void
set_up(void)
{
	sandbox_open("");
	cr_assert(mkdir("in", 0777) == 0);
	sandbox_make("f", 3000);
}

TestSuite(signals, .init = set_up, .fini = sandbox_close, .timeout = 200);

/*
 * If a tool exited with status 130 instead of ending by SIGINT, the shell would
 * continue the loop.
 */
static const char *const loops[] = {
	"bash -c 'for i in 1 2 3; do xsend -v -p a f; echo next; done'",
	"sh -c 'for i in 1 2 3; do xsend -v -p a f; echo next; done'",
	"bash -c 'for i in 1 2 3; do xrecv -v -p a in/f; echo next; done'",
	"bash -c 'xsend -v -p a f; echo next'",
};

/* Sends a signal to all processes of the foreground, as a terminal does. */
Test(signals, of_the_terminal_end_a_shell_loop)
{
	for (size_t i = 0; i < sizeof loops / sizeof *loops; i++) {
		struct child c = sandbox_start("%s", loops[i]);

		sandbox_expect(&c, "state: ");
		cr_assert(kill(-c.pid, SIGINT) == 0);
		cr_expect(sandbox_wait(&c) == 128 + SIGINT, "%s", loops[i]);
		cr_expect(sandbox_said(&c, ": cancelled"), "%s", loops[i]);
		cr_expect(!sandbox_said(&c, "next"), "%s", loops[i]);
	}
}

/* Lines with the prefix exec:. */

#ifdef LATE_PATH
/* Starts a transfer whose command is still between fork(2) and exec(3). */
static struct child
start_late(const char *options)
{
	struct child c = sandbox_start("env LD_PRELOAD=" LATE_PATH
				   " xsend -v %s -p 'exec:exec xrecv -d in' "
				   "-y f",
	    options);

	sandbox_expect(&c, "state: start");
	cr_assert(sandbox_run(
		      "sh -c 'until test -e forked; do sleep 0.1; done'") == 0);
	return c;
}

/* Creates "go", and waits until the delayed setsid(2) continues. */
static void
let_start(void)
{
	sandbox_make("go", 0);
	cr_assert(sandbox_run(
		      "sh -c 'while test -e forked; do sleep 0.1; done'") == 0);
}

Test(signals, that_come_while_a_command_starts_have_one_effect)
{
	static const struct child trace = { .log = "t" };
	struct child c = start_late("--trace=t");

	cr_assert(kill(-c.pid, SIGINT) == 0);
	cr_expect(sandbox_wait(&c) == 128 + SIGINT);
	cr_expect(sandbox_said(&trace, "8 CANs"), "not said: it was cancelled");
	let_start();
}

Test(signals, to_a_starting_command_do_not_end_the_transfer)
{
	struct child c = start_late("");

	cr_assert(sandbox_run("sh -c 'kill -INT $(cat forked)'") == 0);
	let_start();

	cr_expect(sandbox_wait(&c) == 0);
	cr_expect(sandbox_same("f", "in/f"));
}
#endif

Test(signals, have_their_default_actions_in_a_command)
{
	static const char *const names[] = { "HUP", "INT", "QUIT", "TERM",
		"PIPE", "XFSZ" };
	static const int numbers[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM,
		SIGPIPE, SIGXFSZ };
	char said[64];

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct child c = sandbox_start(
		    "sh -c 'ulimit -c 0; exec xsend -p \"exec:kill -%s \\$\\$; "
		    "exit 9\" f'",
		    names[i]);

		cr_expect(sandbox_wait(&c) == 3);
		snprintf(said, sizeof said, "ended by signal %d", numbers[i]);
		cr_expect(sandbox_said(&c, said), "%s", names[i]);
	}
}

/* Every phase of a transfer, with a scripted peer. */

#define CANCEL                                                                 \
	"\x18\x18\x18\x18\x18\x18\x18\x18"                                     \
	"\b\b\b\b\b\b\b\b"

/* The programs end within one second, but a busy machine needs more. */
enum { END_MS = 5000 };

static void
send_block(struct tcp_server *p, uint8_t number, const void *data, size_t len)
{
	uint8_t block[XM_BLOCK_MAX] = { 0 };

	memcpy(block + 3, data, len);
	server_send(p, block, xm_block_seal(block, number, 128, true));
}

/* Receives `len` bytes, and checks only the first byte. */
static void
take_bytes(struct tcp_server *p, uint8_t first, size_t len)
{
	server_expect(p, &first, 1);
	server_skip(p, len - 1);
}

#if HAS_TELNET
static void
receive_telnet(struct tcp_server *p)
{
	server_skip(p, 12);
}

/* Agrees to binary data and RFC 2217; receives the request to set the rate. */
static void
receive_rfc2217(struct tcp_server *p)
{
	server_skip(p, 15);
	server_send(p, BYTES("\xff\xfd\0\xff\xfb\0\xff\xfd\x2c"));
	server_skip(p, 10);
}
#endif

static void
await_step(struct tcp_server *p)
{
	server_expect(p, BYTES("step"));
}

static void
be_silent(struct tcp_server *p)
{
	(void)p;
}

static void
take_a_part(struct tcp_server *p)
{
	server_send(p, BYTES("C"));
	take_bytes(p, SOH, 10);
}

static void
take_block(struct tcp_server *p)
{
	server_send(p, BYTES("C"));
	take_bytes(p, SOH, 133);
}

static void
take_eot(struct tcp_server *p)
{
	take_block(p);
	server_send(p, BYTES("\x06"));
	server_expect(p, BYTES("\x04"));
}

static void
take_file(struct tcp_server *p)
{
	take_eot(p);
	server_send(p, BYTES("\x06"));
	await_step(p);
}

/* Receives a YMODEM transfer, including its final header. */
static void
take_last_header(struct tcp_server *p)
{
	take_block(p);
	server_send(p, BYTES("\x06"));
	server_send(p, BYTES("C"));
	take_bytes(p, STX, 1029);
	server_send(p, BYTES("\x06"));
	server_expect(p, BYTES("\x04"));
	server_send(p, BYTES("\x15"));
	server_expect(p, BYTES("\x04"));
	server_send(p, BYTES("\x06"));
	server_send(p, BYTES("C"));
	take_bytes(p, SOH, 133);
}

static void
await_request(struct tcp_server *p)
{
	server_expect(p, BYTES("C"));
}

static void
send_a_part(struct tcp_server *p)
{
	await_request(p);
	server_send(p, BYTES("\x01\x01\xfe"
			  "abc"));
}

static void
send_file_header(struct tcp_server *p)
{
	await_request(p);
	send_block(p, 0,
	    "g\0"
	    "6",
	    3);
	server_expect(p, BYTES("\x06"
			     "C"));
}

static void
send_data(struct tcp_server *p)
{
	send_file_header(p);
	send_block(p, 1, "123456", 6);
	server_expect(p, BYTES("\x06"));
}

static void
send_eot(struct tcp_server *p)
{
	send_data(p);
	server_send(p, BYTES("\x04"));
	server_expect(p, BYTES("\x15"));
}

static void
send_file(struct tcp_server *p)
{
	send_eot(p);
	server_send(p, BYTES("\x04"));
	server_expect(p, BYTES("\x06"
			     "C"));
}

static const struct phase {
	const char *name;
	const char *command, *line;
	void (*reach)(struct tcp_server *);
	const char *state; /* state shown in this phase; NULL: none */
	bool listens;      /* the peer reads, so it must receive the CANs */
	size_t rest;       /* bytes that the peer has to read before the CANs */
	const char *said;  /* text besides "cancelled"; NULL: none */
} phases[] = {
#if HAS_TELNET
	{ "telnet is negotiated", "xsend f", "telnet", receive_telnet,
	    .listens = false },
	{ "the port is set up", "xsend f", "rfc2217", receive_rfc2217,
	    .listens = false },
#endif
	{ "a step sends slowly",
	    "xsend --before=send:step_and_more --byte-delay=100000 f", "tcp",
	    await_step, .listens = false },
	{ "a step waits", "xsend --before=send:step --before=wait:600000 f",
	    "tcp", await_step, .listens = false },
	{ "a step shows", "xsend --before=send:step --before=show:600 f", "tcp",
	    await_step, .listens = false },
	{ "a step expects", "xsend --before=send:step --before=expect:x f",
	    "tcp", await_step, .listens = false, .said = "in the step " },
	{ "no request has come", "xsend f", "tcp", be_silent,
	    .state = "state: start", .listens = true,
	    .said = "while waiting for the receiver\n" },
	{ "a block is under way", "xsend --byte-delay=2000 f", "tcp",
	    take_a_part, .listens = true, .rest = 123 },
	{ "a block is not answered", "xsend f", "tcp", take_block,
	    .listens = true, .said = "at block 1 of " },
	{ "a header is not answered", "xsend -y f", "tcp", take_block,
	    .listens = true },
	{ "the EOT is not answered", "xsend f", "tcp", take_eot,
	    .listens = true },
	{ "the last header is not answered", "xsend -y f", "tcp",
	    take_last_header, .listens = true },
	{ "a step follows", "xsend --after=send:step --after=expect:x f", "tcp",
	    take_file, .listens = false },
	{ "no block has come", "xrecv g", "tcp", await_request,
	    .listens = true },
	{ "a block is received", "xrecv g", "tcp", send_a_part,
	    .listens = true },
	{ "data is asked for", "xrecv", "tcp", send_file_header,
	    .listens = true },
	{ "a block has been received", "xrecv", "tcp", send_data,
	    .listens = true },
	{ "the second EOT is awaited", "xrecv", "tcp", send_eot,
	    .listens = true },
	{ "the next header is awaited", "xrecv", "tcp", send_file,
	    .listens = true },
};

static long
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
send_signal_in(const struct phase *phase, int number)
{
	struct tcp_server p;
	struct child c;
	long begun_ms;

	server_listen(&p);
	c = sandbox_start(
	    "%s -v -p %s:127.0.0.1:%u", phase->command, phase->line, p.port);
	server_accept(&p);
	phase->reach(&p);
	if (phase->state != NULL)
		sandbox_expect(&c, phase->state);

	begun_ms = now_ms();
	cr_assert(kill(c.pid, number) == 0);
	server_skip(&p, phase->rest);
	if (phase->listens)
		server_expect(&p, BYTES(CANCEL));
	server_expect_end(&p);
	server_close(&p);
	cr_expect(sandbox_wait(&c) == 128 + number, "%s", phase->name);
	cr_expect(now_ms() - begun_ms < END_MS, "%s: %ld ms", phase->name,
	    now_ms() - begun_ms);
	cr_expect(sandbox_said(&c, "cancelled"), "%s", phase->name);
	if (phase->said != NULL)
		cr_expect(sandbox_said(&c, phase->said), "%s", phase->name);
	remove("g");
}

Test(signals, end_every_phase_at_once_and_cancel)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };

	sandbox_make("f", 100);
	for (size_t i = 0; i < sizeof phases / sizeof *phases; i++) {
		for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
			send_signal_in(&phases[i], numbers[k]);
	}
}

/* A server with a full queue does not answer a connection attempt. */
Test(signals, end_a_connection_attempt)
{
	static const struct child trace = { .log = "t" };
	struct tcp_server p;
	struct child c;

	server_listen(&p);
	server_fill_queue(&p);
	c = sandbox_start("xsend --trace=t -p tcp:127.0.0.1:%u f", p.port);
	sandbox_expect(&trace, "# xsend --trace=t");
	cr_assert(kill(c.pid, SIGTERM) == 0);

	cr_expect(sandbox_wait(&c) == 128 + SIGTERM);
}
