#include "programs/ser2net.h"

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <stdio.h>
#include <unistd.h>

#include "harness/sandbox.h"

/* Stores a loopback address that contains the PID, so no other test uses it. */
static void
own_host(char host[static 32])
{
	unsigned n = (unsigned)getpid();

	snprintf(
	    host, 32, "127.%u.%u.%u", 16 + (n >> 16), n >> 8 & 0xff, n & 0xff);
}

void
ser2net_start(char host[static 32])
{
	static const char *const accepters[] = { "tcp", "telnet,tcp",
		"telnet(rfc2217),tcp" };
	char directory[256];
	FILE *file = fopen("ser2net.yaml", "w");

	own_host(host);
	cr_assert(file != NULL);
	cr_assert(getcwd(directory, sizeof directory) != NULL);
	fputs("%YAML 1.1\n---\n", file);
	for (int i = 0; i < 3; i++)
		fprintf(file,
		    "connection: &c%d\n  accepter: %s,%s,%d\n"
		    "  connector: serialdev,%s/a,9600n81,local\n",
		    i, accepters[i], host, RAW_PORT + i, directory);
	cr_assert(fclose(file) == 0);
	sandbox_start("ser2net -n -u -c %s/ser2net.yaml", directory);
	/* In /proc/net/tcp, the state 0A means that the socket listens. */
	cr_assert(
	    sandbox_run("sh -c 'until grep -q \"%08X:%04X 00000000:0000 0A\" "
			"/proc/net/tcp; do sleep 0.1; done'",
		inet_addr(host), RFC2217_PORT) == 0);
}
