#include "cli/help.h"

#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "base/version.h"
#include "cli/lrzsz.h"

enum { SEND = TOOL_XSEND, RECV = TOOL_XRECV, BOTH = SEND | RECV };

/* clang-format off */
const struct help_row help_rows[] = {
{ BOTH, 0, NULL, NULL, "The line: standard input and output, unless -p names one" },
{ BOTH, 'p', "port", "LINE", "serial port or other line; see LINE below" },
{ BOTH, 'b', "baud", "RATE", "rate of the port (115200)" },
{ BOTH, 'm', "mode", "8N1", "data bits, parity (N E O M S), stop bits (8N1)" },
{ BOTH, 'f', "flow", "FLOW", "none, rtscts, dsrdtr or xonxoff (none)" },
{ BOTH, OPT_DTR, "dtr", "STATE", NULL },
{ BOTH, OPT_RTS, "rts", "STATE", "on, off or keep (keep)" },
{ BOTH, OPT_LATENCY, "latency", "HOW", "latency of a USB adapter: low or keep (low)" },
{ BOTH, OPT_NO_LOCK, "no-lock", NULL, "share the port with other programs" },
{ BOTH, OPT_WAIT_PORT, "wait-port", "[=SECONDS]", "wait for the port, at most SECONDS (60)" },
{ BOTH, OPT_PROFILE, "profile", "NAME", "read options from a section of the profile files" },
{ BOTH, OPT_LIST, "list", "[=json]", "list the serial ports" },

{ BOTH, 0, NULL, NULL, "The protocol" },
{ SEND, 'x', "xmodem", NULL, "send one file, without its name (default)" },
{ SEND, 'y', "ymodem", NULL, "send files with names and sizes" },
{ SEND, 'k', "1k", NULL, "blocks of 1024 bytes (default for YMODEM)" },
{ SEND, OPT_128, "128", NULL, "blocks of 128 bytes (default for XMODEM)" },
{ SEND, OPT_TAIL, "tail", "TAIL", "length of the last blocks: auto, full or short" },
{ SEND, OPT_PAD, "pad", "BYTE", "byte that fills the last block (0x1a)" },
{ SEND, OPT_NAME, "name", "NAME", "announce the file by this name" },
{ SEND, OPT_HEADER, "header", "FIELDS", "send full, size or name in the YMODEM header" },
{ SEND, OPT_START, "start", "WHEN", "wait for a request, or send now" },
{ SEND, OPT_FINAL, "final", "WHEN", "send the header after all files: auto, always, never" },
{ SEND, OPT_BYTE_DELAY, "byte-delay", "US", "pause after every byte (0)" },
{ SEND, OPT_BLOCK_DELAY, "block-delay", "MS", "pause before every block (0)" },
{ SEND, OPT_RESEND_AFTER, "resend-after", "SECONDS", "send a block again after this time of silence" },
{ RECV, 'g', "ymodem-g", NULL, "ask for YMODEM-g, without acknowledgements" },
{ RECV, OPT_CHECK, "check", "CHECK", "check of the blocks: auto, crc or sum" },
{ RECV, OPT_WITH_CRC, "with-crc", NULL, "the same as --check=crc" },
{ RECV, OPT_EOT, "eot", "ANSWER", "answer to the first EOT: auto, ack or nak" },
{ RECV, OPT_BYTE_TIMEOUT, "byte-timeout", "SECONDS", "time without a byte that ends a block (1)" },
{ BOTH, OPT_WAIT, "wait", "SECONDS", "wait for the other end to begin (120)" },
{ BOTH, OPT_TIMEOUT, "timeout", "SECONDS", "give up after this time without progress (60)" },
{ BOTH, OPT_RETRIES, "retries", "N", "give up after N retries of one block (25)" },

{ BOTH, 0, NULL, NULL, "Steps before and after the transfer, in the order given" },
{ BOTH, OPT_BEFORE, "before", "STEP", NULL },
{ BOTH, OPT_AFTER, "after", "STEP", "run a step before or after the transfer" },
{ BOTH, OPT_STEPS, "steps", "NAME", "read steps from a file, or from installed steps" },
{ BOTH, OPT_LIST_STEPS, "list-steps", NULL, "list the installed steps" },
{ BOTH, OPT_SET, "set", "NAME=VALUE", "set the variable %{NAME} of the steps" },
{ BOTH, OPT_STEP_TIMEOUT, "step-timeout", "SECONDS", "time limit of one step (30)" },

{ RECV, 0, NULL, NULL, "The files" },
{ RECV, 'd', "directory", "DIR", "store the files in this directory" },
{ RECV, OPT_ON_EXISTS, "on-exists", "ACTION", "fail, rename, overwrite or skip (fail)" },
{ RECV, 'o', "overwrite", NULL, "the same as --on-exists=overwrite" },
{ RECV, OPT_SIZE, "size", "N", "size of the file, if the sender does not announce it" },
{ RECV, OPT_STRIP, "strip", "[=BYTE]", "remove padding of this BYTE from a file (0x1a)" },
{ RECV, OPT_LIMIT, "limit", "SIZE", "refuse larger files (units k, M, G)" },
{ RECV, OPT_MAX_FILES, "max-files", "N", "accept at most N files (10000)" },
{ RECV, OPT_KEEP_PARTIAL, "keep-partial", NULL, "keep the received part of a failed file" },

{ BOTH, 0, NULL, NULL, "Output" },
{ BOTH, OPT_PROGRESS, "progress", "HOW", "auto, bar, lines, none or json (auto)" },
{ BOTH, OPT_DRY_RUN, "dry-run", NULL, "check everything, print the plan, transfer nothing" },
{ BOTH, OPT_TRACE, "trace", "FILE", "log all bytes of the line in FILE" },
{ BOTH, 'v', "verbose", NULL, "print more" },
{ BOTH, 'q', "quiet", NULL, "print only errors and warnings" },
{ BOTH, 'h', "help", NULL, NULL },
{ BOTH, 'V', "version", NULL, "print this text or the version" },
};
/* clang-format on */

const size_t help_row_count = sizeof help_rows / sizeof *help_rows;

static const char *
synopsis(enum tool tool)
{
	return tool == TOOL_XSEND ? "[options] FILE...  (-: standard input)"
				  : "[options] [FILE]  (-: standard output)";
}

/* Two options share a line if the first option has no help text. */
static void
print_row(const struct help_row *r)
{
	static char line[128];
	char left[64];
	const char *argument = r->argument != NULL ? r->argument : "";
	const char *equals = *argument == '\0' || *argument == '[' ? "" : "=";

	/*
	 * If the program is called as sx, sb, rx or rb, the option letters have
	 * other meanings.
	 */
	if (r->code < 256 && !lrzsz_is_name(message_name()))
		snprintf(left, sizeof left, "-%c, --%s%s%s", r->code, r->name,
		    equals, argument);
	else
		snprintf(left, sizeof left, "    --%s%s%s", r->name, equals,
		    argument);
	if (line[0] != '\0')
		snprintf(line + strlen(line), sizeof line - strlen(line),
		    ", %s", left + strspn(left, " "));
	else
		snprintf(line, sizeof line, "%s", left);
	if (r->help == NULL)
		return;
	printf("  %-25s %s\n", line, r->help);
	line[0] = '\0';
}

void
help_print(enum tool tool)
{
	printf("usage: %s %s\n", message_name(), synopsis(tool));
	puts(tool == TOOL_XSEND
		 ? "Sends files over a serial line by XMODEM or YMODEM."
		 : "Receives files over a serial line by XMODEM or YMODEM.");
	for (size_t i = 0; i < help_row_count; i++) {
		const struct help_row *r = &help_rows[i];

		if ((r->tools & tool) == 0)
			continue;
		if (r->name == NULL)
			printf("%s:\n", r->help);
		else
			print_row(r);
	}
	puts("LINE: /dev/ttyUSB0 usb:ID:ID exec:CMD tcp:HOST:PORT telnet:H:P "
	     "rfc2217:H:P");
	puts("STEP: send:TEXT expect:TEXT match:ERE wait:MS show:SEC baud:RATE "
	     "dtr:on rts:off\n"
	     "    break:MS reopen terminal");
	puts(
	    "Exit status: 0 done, 1 local file, 2 usage, 3 line, 4 no start, "
	    "5 refused,\n"
	    "    6 gave up, 7 end not confirmed, 8 step, 128+N signal; see the "
	    "manual page");
	puts(tool == TOOL_XSEND
		 ? "Example: xsend -p /dev/ttyUSB0 -y firmware.bin"
		 : "Example: xrecv -p /dev/ttyUSB0 -d received");
}

void
help_print_version(void)
{
	printf("%s %s", message_name(), version);
	if (version_revision[0] != '\0')
		printf(" (revision %s)", version_revision);
	printf("\nbuilt in: %s\n",
	    version_parts[0] != '\0' ? version_parts : "no optional parts");
	if (version_missing_parts[0] != '\0')
		printf("not built in: %s\n", version_missing_parts);
}
