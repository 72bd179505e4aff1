#include "transfer/neighbour.h"

#include <stdio.h>
#include <string.h>

enum {
	FOREIGN_QUIET_MS = 600, /* what is left in a buffer has more after it */
	PROMPT_QUIET_MS = 1000
};

/* What boot loaders and programs send when they wait for a file. */
static const struct {
	const char *text;
	const char *protocol;
} signs[] = {
	{ "Ready for binary (kermit) download", "Kermit" },
	{ "Ready for S-Record download", "S-records" },
	{ "Ready for binary (xmodem) download", "XMODEM" },
	{ "Ready for binary (ymodem) download", "YMODEM" },
	{ "**\030B0", "ZMODEM" },
};

enum { SIGNS = sizeof signs / sizeof *signs };

void
neighbour_heard(
    struct neighbour *n, const uint8_t *bytes, size_t len, uint32_t now_ms)
{
	size_t excess;

	if (len == 0)
		return;
	if (len > sizeof n->tail) {
		bytes += len - sizeof n->tail;
		len = sizeof n->tail;
	}
	excess =
	    n->len + len > sizeof n->tail ? n->len + len - sizeof n->tail : 0;
	n->len -= excess;
	memmove(n->tail, n->tail + excess, n->len);
	memcpy(n->tail + n->len, bytes, len);
	n->len += len;
	n->heard_ms = now_ms;
	n->judged = false;
}

uint32_t
neighbour_wait_ms(const struct neighbour *n, uint32_t now_ms)
{
	uint32_t quiet_ms = now_ms - n->heard_ms;

	if (n->len == 0 || n->judged)
		return UINT32_MAX;
	if (quiet_ms < FOREIGN_QUIET_MS)
		return FOREIGN_QUIET_MS - quiet_ms;
	return quiet_ms < PROMPT_QUIET_MS ? PROMPT_QUIET_MS - quiet_ms : 0;
}

/* Returns the place after the last such text, or 0. */
static size_t
find_last(const struct neighbour *n, const char *text)
{
	size_t len = strlen(text);

	for (size_t at = n->len; at >= len; at--) {
		if (memcmp(n->tail + at - len, text, len) == 0)
			return at;
	}
	return 0;
}

/*
 * A packet of Kermit: SOH, its length, its number, and S, the offer of a
 * sender, or N, the request of a receiver; all but SOH are printable.
 */
static size_t
find_kermit_packet(const struct neighbour *n)
{
	for (size_t at = n->len; at >= 5; at--) {
		const uint8_t *p = n->tail + at - 5;

		if (p[0] == 0x01 && p[1] >= '#' && p[1] <= '~' && p[2] >= ' ' &&
		    p[2] <= '_' && (p[3] == 'S' || p[3] == 'N') &&
		    p[4] >= ' ' && p[4] <= '~')
			return at;
	}
	return 0;
}

/* Returns the protocol of the last sign, or NULL. */
static const char *
find_protocol(const struct neighbour *n, size_t *end)
{
	size_t last = find_kermit_packet(n);
	const char *protocol = last > 0 ? "Kermit" : NULL;

	for (size_t i = 0; i < SIGNS; i++) {
		size_t at = find_last(n, signs[i].text);

		if (at > last) {
			last = at;
			protocol = signs[i].protocol;
		}
	}
	*end = last;
	return protocol;
}

/*
 * Does no more text follow the line of the sign?  Otherwise it stands in a
 * menu, or is left from a try before.  The requests of our own receivers may
 * follow.
 */
static bool
is_last(const struct neighbour *n, size_t end, bool ours)
{
	const uint8_t *line_end = memchr(n->tail + end, '\n', n->len - end);

	if (line_end == NULL)
		return true;
	for (const uint8_t *p = line_end; p < n->tail + n->len; p++) {
		if (*p >= ' ' && *p <= '~' &&
		    (!ours || (*p != 'C' && *p != 'G')))
			return false;
	}
	return true;
}

static bool
is_ours(const char *protocol)
{
	return protocol[0] == 'X' || protocol[0] == 'Y';
}

static void
say_foreign(const char *theirs, const char *ours, bool sends, char *text)
{
	const char *command = "sx FILE or sb FILE";
	size_t size = NEIGHBOUR_TEXT_SIZE;
	bool ymodem = strcmp(ours, "YMODEM") == 0;

	if (sends && strcmp(theirs, "ZMODEM") == 0)
		command = ymodem ? "rb" : "rx FILE";
	else if (sends)
		command = ymodem ? "loady" : "loadx";
	if (is_ours(theirs))
		snprintf(text, size, "the board expects %s: %s", theirs,
		    ymodem ? "leave out -y" : "use -y");
	else
		snprintf(text, size,
		    "the other end speaks %s, not %s: type %s there", theirs,
		    *ours == '\0' ? "XMODEM or YMODEM" : ours, command);
}

bool
neighbour_is_foreign(struct neighbour *n, const char *protocol, bool sends,
    uint32_t now_ms, char text[static NEIGHBOUR_TEXT_SIZE])
{
	size_t end = 0;
	const char *theirs = n->judged ? NULL : find_protocol(n, &end);

	if (theirs == NULL || strcmp(theirs, protocol) == 0 ||
	    !is_last(n, end, is_ours(theirs)))
		return false;
	/* A receiver of the wrong one asks at once. */
	if (is_ours(theirs) ? *protocol == '\0'
			    : now_ms - n->heard_ms < FOREIGN_QUIET_MS)
		return false;
	say_foreign(theirs, protocol, sends, text);
	return true;
}

/* What a shell echoes of a receiver's requests stands after its prompt. */
static size_t
without_requests(const uint8_t *tail, size_t len)
{
	while (len > 0 && (tail[len - 1] == 'C' || tail[len - 1] == 'G' ||
			      tail[len - 1] == 0x15))
		len--;
	return len;
}

bool
neighbour_echoes(const struct neighbour *n)
{
	return without_requests(n->tail, n->len) < n->len;
}

bool
neighbour_shows_prompt(struct neighbour *n, uint32_t now_ms)
{
	static const char ends[] = ">#$";
	size_t len = without_requests(n->tail, n->len);

	if (n->judged || n->len == 0 || now_ms - n->heard_ms < PROMPT_QUIET_MS)
		return false;
	n->judged = true;
	if (n->told || len < 2 || n->tail[len - 1] != ' ' ||
	    memchr(ends, n->tail[len - 2], sizeof ends - 1) == NULL)
		return false;
	n->told = true;
	return true;
}
