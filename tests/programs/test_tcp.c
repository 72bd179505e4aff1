#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/sandbox.h"
#include "programs/tcp_server.h"

/* Lines with the prefix tcp:, which are connections to a TCP port. */

static void
set_up(void)
{
	sandbox_open("");
	cr_assert(mkdir("in", 0777) == 0);
	sandbox_make("f", 30000);
}

TestSuite(tcp, .init = set_up, .fini = sandbox_close, .timeout = 120);

/* Returns the port that socat -d -d prints after "listening on". */
static unsigned
port_of(const struct child *socat)
{
	char line[256];
	FILE *log;
	unsigned port = 0;

	sandbox_expect(socat, "listening on");
	log = fopen(socat->log, "r");
	cr_assert(log != NULL);
	while (port == 0 && fgets(line, sizeof line, log) != NULL) {
		if (strstr(line, "listening on") != NULL)
			sscanf(strrchr(line, ':'), ":%u", &port);
	}
	fclose(log);
	cr_assert(port != 0);
	return port;
}

static const struct {
	const char *listen, *host;
} places[] = {
	{ "TCP4-LISTEN:0,bind=127.0.0.1", "127.0.0.1" },
	{ "TCP4-LISTEN:0,bind=127.0.0.1", "localhost" },
	{ "TCP6-LISTEN:0,bind=[::1]", "[::1]" },
};

Test(tcp, reaches_a_host_by_address_and_by_name)
{
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		struct child far = sandbox_start(
		    "socat -d -d %s EXEC:'xrecv -o -d in'", places[i].listen);

		cr_expect(sandbox_run("xsend -p tcp:%s:%u -y f", places[i].host,
			      port_of(&far)) == 0,
		    "%s to %s", places[i].host, places[i].listen);
		cr_expect(sandbox_wait(&far) == 0);
		cr_expect(sandbox_same("f", "in/f"));
		unlink("in/f");
	}
}

Test(tcp, receives_a_stream)
{
	struct child far = sandbox_start(
	    "socat -d -d TCP4-LISTEN:0,bind=127.0.0.1 EXEC:'xsend -y f'");

	cr_expect(sandbox_run("xrecv -g -p tcp:127.0.0.1:%u -d in",
		      port_of(&far)) == 0);

	cr_expect(sandbox_same("f", "in/f"));
}

/* Expects that the program prints the text and ends with status 3. */
static void
expect_failure(struct child *c, const char *words)
{
	cr_expect(sandbox_wait(c) == 3);
	cr_expect(sandbox_said(c, words), "not said: %s", words);
}

Test(tcp, reports_why_a_connection_failed)
{
	static const struct {
		const char *line, *words;
	} rows[] = {
		{ "tcp:no-such-host.invalid:1",
		    "tcp:no-such-host.invalid:1: " },
		{ "tcp:localhost:no-such-service",
		    "tcp:localhost:no-such-service: " },
	};
	struct tcp_server p;
	struct child c;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		c = sandbox_start("xsend -p %s f", rows[i].line);
		expect_failure(&c, rows[i].words);
	}

	server_listen(&p);
	close(p.listener);
	c = sandbox_start("xsend -p tcp:127.0.0.1:%u f", p.port);
	expect_failure(&c, ": Connection refused");
}

Test(tcp, rejects_an_incomplete_address)
{
	cr_expect(sandbox_run("xsend -p tcp:lab f") == 2);
	cr_expect(sandbox_run("xrecv -p telnet:::1:23") == 2);
}

Test(tcp, reports_how_a_connection_was_lost)
{
	struct tcp_server p;
	struct child c;

	server_listen(&p);
	c = sandbox_start("xsend -p tcp:127.0.0.1:%u f", p.port);
	server_accept(&p);
	server_reset(&p);
	expect_failure(&c, ": Connection reset by peer");

	c = sandbox_start("xsend -p tcp:127.0.0.1:%u f", p.port);
	server_accept(&p);
	server_send(&p, BYTES("in use\n"));
	cr_assert(shutdown(p.fd, SHUT_WR) == 0);
	expect_failure(
	    &c, "the line is lost: the other end has closed the line");
	cr_expect(sandbox_said(&c, "< in use\n"));
	server_close(&p);
}

/* Fills the server's queue: the server accepts none of these connections. */
static void
crowd(const struct tcp_server *p, int fds[static 8])
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)p->port),
		.sin_addr = { htonl(INADDR_LOOPBACK) } };

	for (int i = 0; i < 8; i++) {
		fds[i] = socket(
		    AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
		cr_assert(fds[i] != -1);
		(void)connect(fds[i], (struct sockaddr *)&a, sizeof a);
	}
}

Test(tcp, times_out_a_connection_attempt)
{
	int fds[8];
	struct tcp_server p;
	struct child c, d;

	server_listen(&p);
	crowd(&p, fds);
	c = sandbox_start("xsend -p tcp:127.0.0.1:%u f", p.port);
	d = sandbox_start("sh -c 'sleep 1; exec xsend -p tcp:127.0.0.1:%u f & "
		      "sleep 3; kill -TERM $!; wait $!'",
	    p.port);

	cr_expect(sandbox_wait(&d) == 128 + SIGTERM);
	cr_expect(sandbox_said(&d, "cancelled"));
	cr_expect(!sandbox_said(&d, "timed out"));
	expect_failure(&c, ": Connection timed out");
	for (int i = 0; i < 8; i++)
		close(fds[i]);
	server_close(&p);
}

Test(tcp, delivers_the_last_bytes_before_it_closes)
{
	/* A final header, followed by text that xrecv does not read. */
	static char bytes[20000] = "\x01\x00\xff";
	struct tcp_server p;
	struct child c;

	memset(bytes + 133, '.', sizeof bytes - 133);
	server_listen(&p);
	c = sandbox_start("xrecv -p tcp:127.0.0.1:%u -d in", p.port);
	server_accept(&p);
	server_expect(&p, BYTES("C"));
	server_send(&p, bytes, sizeof bytes);

	server_expect(&p, BYTES("\x06"));
	server_expect_end(&p);
	server_close(&p);
	cr_expect(sandbox_wait(&c) == 0);
}
