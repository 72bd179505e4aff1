#ifndef PROGRAMS_SER2NET_H
#define PROGRAMS_SER2NET_H

/* Runs ser2net.  Its serial port is the end "a" of the sandbox's line. */

/* TCP ports: for bytes as they are, for telnet, and for RFC 2217. */
enum { RAW_PORT = 2001, TELNET_PORT, RFC2217_PORT };

/* Starts ser2net, waits until it listens, and stores its address. */
void ser2net_start(char host[static 32]);

#endif
