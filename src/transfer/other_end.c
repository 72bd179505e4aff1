#include "transfer/other_end.h"

#include <stdio.h>
#include <string.h>

enum {
	FOREIGN_QUIET_MS = 600, /* minimum silence after a text that shows a
				   different protocol; after an old text from an
				   input buffer, more text follows within this
				   time */
	PROMPT_QUIET_MS = 1000
};

/*
 * Texts that boot loaders and programs send when they wait for a file.  A step
 * of the user (see script/steps.h) may have consumed "Ready for binary" at the
 * beginning of the line; therefore, the texts do not contain these words.
 */
static const struct {
	const char *text;
	const char *protocol;
} signs[] = {
	{ "(kermit) download", "Kermit" },
	{ "Ready for S-Record download", "S-records" },
	{ "(xmodem) download", "XMODEM" },
	{ "(ymodem) download", "YMODEM" },
	{ "**\030B0", "ZMODEM" },
};

enum { SIGNS = sizeof signs / sizeof *signs };

void
other_end_received(
    struct other_end *n, const uint8_t *bytes, size_t len, uint32_t now_ms)
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
	n->received_ms = now_ms;
	n->judged = false;
}

uint32_t
other_end_wait_ms(const struct other_end *n, uint32_t now_ms)
{
	uint32_t quiet_ms = now_ms - n->received_ms;

	if (n->len == 0 || n->judged)
		return UINT32_MAX;
	if (quiet_ms < FOREIGN_QUIET_MS)
		return FOREIGN_QUIET_MS - quiet_ms;
	return quiet_ms < PROMPT_QUIET_MS ? PROMPT_QUIET_MS - quiet_ms : 0;
}

/* Returns the offset after the last occurrence of the text, or 0. */
static size_t
find_last(const struct other_end *n, const char *text)
{
	size_t len = strlen(text);

	for (size_t at = n->len; at >= len; at--) {
		if (memcmp(n->tail + at - len, text, len) == 0)
			return at;
	}
	return 0;
}

enum {
	KERMIT_LEN_MIN = 3, /* bytes after the length: number, kind, check */
	KERMIT_LEN_MAX = '~' - ' '
};

/* Returns the length of the Kermit packet that begins at p, or 0. */
static size_t
kermit_packet_len(const uint8_t *p, size_t len)
{
	unsigned sum = 0;
	size_t n;

	if (len < 2 || p[0] != 0x01 || p[1] < ' ' + KERMIT_LEN_MIN ||
	    p[1] > ' ' + KERMIT_LEN_MAX)
		return 0;
	n = (size_t)(p[1] - ' ');
	if (len < 2 + n || (p[3] != 'S' && p[3] != 'N') || p[2] < ' ' ||
	    p[2] > '_')
		return 0;
	for (size_t i = 1; i < 1 + n; i++) {
		if (p[i] < ' ' || p[i] > '~')
			return 0;
		sum += p[i];
	}
	/* Kermit's check of type 1 adds bits 6 and 7 of the sum to the sum. */
	sum = (sum + (sum >> 6 & 3)) & 0x3f;
	return p[1 + n] == ' ' + sum ? 2 + n : 0;
}

/*
 * Finds the last Kermit packet: SOH, length, number, kind, data and check.  All
 * bytes after SOH are printable.  A sender starts with a packet of kind S, a
 * receiver with kind N.  Returns the offset after the packet, or 0.
 */
static size_t
find_kermit_packet(const struct other_end *n)
{
	for (size_t at = n->len; at-- > 0;) {
		size_t len = kermit_packet_len(n->tail + at, n->len - at);

		if (len > 0)
			return at + len;
	}
	return 0;
}

static int
hex_digit(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20; /* the letter in lower case */
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/*
 * Adds up bytes that are written as pairs of hexadecimal digits.  The first
 * byte plus `extra` is the number of bytes that follow.  Returns the number of
 * digits, or 0 if a digit is missing or wrong.
 */
static size_t
add_pairs(const uint8_t *p, size_t len, unsigned extra, uint8_t *sum)
{
	size_t pairs = 1;

	*sum = 0;
	for (size_t i = 0; i < pairs; i++) {
		int high = 2 * i + 1 < len ? hex_digit(p[2 * i]) : -1;
		int low = high < 0 ? -1 : hex_digit(p[2 * i + 1]);

		if (low < 0)
			return 0;
		*sum = (uint8_t)(*sum + high * 16 + low);
		if (i == 0)
			pairs += (size_t)(high * 16 + low) + extra;
	}
	return 2 * pairs;
}

/*
 * Returns the format of the record (S-record or Intel HEX) at the beginning of
 * a line of text, and stores the length of the record in `used`.  Returns NULL
 * if there is no record with a correct checksum.
 */
static const char *
record_kind(const uint8_t *p, size_t len, size_t *used)
{
	enum { SREC_MIN = 4, IHEX_EXTRA = 4 };
	uint8_t sum;
	bool srec = len > 2 && p[0] == 'S' && p[1] >= '0' && p[1] <= '9';
	bool ihex = len > 1 && p[0] == ':';
	size_t head = srec ? 2 : 1;
	size_t digits;

	if (!srec && !ihex)
		return NULL;
	digits = add_pairs(p + head, len - head, ihex ? IHEX_EXTRA : 0, &sum);
	*used = head + digits;
	if (srec && digits >= 2 * SREC_MIN && sum == 0xff)
		return "S-records";
	return ihex && digits > 0 && sum == 0 ? "Intel HEX records" : NULL;
}

static bool
is_line_end(uint8_t byte)
{
	return byte == '\r' || byte == '\n';
}

/*
 * Returns the offset after the last line of text that is a record, and stores
 * the format of the record in `kind`.  Returns 0 if there is no record.
 */
static size_t
find_record(const struct other_end *n, const char **kind)
{
	for (size_t at = n->len; at-- > 0;) {
		size_t used, end;

		if (at > 0 && !is_line_end(n->tail[at - 1]))
			continue;
		*kind = record_kind(n->tail + at, n->len - at, &used);
		if (*kind == NULL)
			continue;
		end = at + used;
		if (end == n->len || is_line_end(n->tail[end]))
			return end;
	}
	return 0;
}

/* A text, packet or record that shows the protocol of the other end. */
struct sign {
	const char *protocol; /* protocol that the bytes show; NULL: none */
	size_t end;           /* offset after the sign */
	bool is_data;         /* the sign is a record, which is file data */
};

/* Finds the last sign of a protocol in the received bytes. */
static struct sign
find_sign(const struct other_end *n, bool sends)
{
	struct sign s = { .end = find_kermit_packet(n) };
	const char *kind = NULL;
	size_t record = sends ? 0 : find_record(n, &kind);

	if (s.end > 0)
		s.protocol = "Kermit";
	for (size_t i = 0; i < SIGNS; i++) {
		size_t at = find_last(n, signs[i].text);

		if (at > s.end)
			s = (struct sign){ signs[i].protocol, at, false };
	}
	if (record > s.end)
		s = (struct sign){ kind, record, true };
	return s;
}

/*
 * Returns true if no text follows the line of the sign.  If text follows, the
 * sign is part of a menu, or left from an earlier attempt.  If the sign is of
 * XMODEM or YMODEM (`ours`), the requests "C" and "G" of the receiver do not
 * count as text.
 */
static bool
is_last(const struct other_end *n, size_t end, bool ours)
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
write_foreign(const struct sign *sign, const char *ours, bool sends, char *text)
{
	const char *theirs = sign->protocol;
	const char *command = "sx FILE or sb FILE";
	size_t size = OTHER_END_TEXT_SIZE;
	bool ymodem = strcmp(ours, "YMODEM") == 0;

	if (sends && strcmp(theirs, "ZMODEM") == 0)
		command = ymodem ? "rb" : "rx FILE";
	else if (sends)
		command = ymodem ? "loady" : "loadx";
	if (is_ours(theirs))
		snprintf(text, size, "the board expects %s: %s", theirs,
		    ymodem ? "leave out -y" : "use -y");
	else
		snprintf(text, size, "%s %s, not %s: type %s there",
		    sign->is_data ? "these are" : "the other end uses", theirs,
		    *ours == '\0' ? "XMODEM or YMODEM" : ours, command);
}

bool
other_end_is_foreign(struct other_end *n, const char *protocol, bool sends,
    uint32_t now_ms, char text[static OTHER_END_TEXT_SIZE])
{
	struct sign sign = { NULL, 0, false };

	if (!n->judged)
		sign = find_sign(n, sends);
	if (sign.protocol == NULL || strcmp(sign.protocol, protocol) == 0 ||
	    !is_last(n, sign.end, is_ours(sign.protocol)))
		return false;
	/*
	 * Do not wait for silence after a sign of XMODEM or YMODEM: the
	 * receiver sends its request at once, and this sender would answer the
	 * request during the wait.
	 */
	if (is_ours(sign.protocol) ? *protocol == '\0'
				   : now_ms - n->received_ms < FOREIGN_QUIET_MS)
		return false;
	write_foreign(&sign, protocol, sends, text);
	return true;
}

/*
 * Returns the length of the bytes without the requests at the end, which a
 * shell echoes after its prompt.
 */
static size_t
without_requests(const uint8_t *tail, size_t len)
{
	while (len > 0 && (tail[len - 1] == 'C' || tail[len - 1] == 'G' ||
			      tail[len - 1] == 0x15))
		len--;
	return len;
}

bool
other_end_echoes(const struct other_end *n)
{
	return without_requests(n->tail, n->len) < n->len;
}

/*
 * The prompt of SAM-BA is a line with only ">".  Other prompts end in a blank:
 * a "#" without a blank may be a mark of progress.
 */
static bool
ends_in_prompt(const uint8_t *tail, size_t len)
{
	static const char ends[] = ">#$";

	if (len > 0 && tail[len - 1] == '>')
		return len == 1 || is_line_end(tail[len - 2]);
	return len > 1 && tail[len - 1] == ' ' &&
	       memchr(ends, tail[len - 2], sizeof ends - 1) != NULL;
}

bool
other_end_shows_prompt(struct other_end *n, uint32_t now_ms)
{
	size_t len = without_requests(n->tail, n->len);

	if (n->judged || n->len == 0 ||
	    now_ms - n->received_ms < PROMPT_QUIET_MS)
		return false;
	n->judged = true;
	if (n->prompt_shown || !ends_in_prompt(n->tail, len))
		return false;
	n->prompt_shown = true;
	return true;
}
