#ifndef PROGRAMS_SER2NET_H
#define PROGRAMS_SER2NET_H

/* ser2net, with the end "a" of the sandbox's line as its serial port. */

/* The port itself, with telnet, and with RFC 2217. */
enum { RAW_PORT = 2001, TELNET_PORT, RFC2217_PORT };

/* Starts it on a host that no other test takes, and waits until it listens. */
void ser2net_start(char host[static 32]);

#endif
