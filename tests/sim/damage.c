#include "sim/damage.h"

#include <stdio.h>
#include <string.h>

enum {
	SOH = 0x01,
	STX = 0x02,
	EOT = 0x04,
	ACK = 0x06,
	NAK = 0x15,
	CAN = 0x18,
	GARBAGE = '~'
};

static bool
is_block(const struct message *m)
{
	return m->from == SENDER && m->len > 100;
}

static bool
is_cancel(const struct message *m)
{
	return m->len > 2 && m->bytes[0] == CAN;
}

static const char *
byte_name(uint8_t byte)
{
	static char text[3][8];
	static int next;

	switch (byte) {
	case SOH:
		return "SOH";
	case STX:
		return "STX";
	case EOT:
		return "EOT";
	case ACK:
		return "ACK";
	case NAK:
		return "NAK";
	case CAN:
		return "CAN";
	default:
		next = (next + 1) % 3;
		snprintf(text[next], sizeof text[next],
		    byte > ' ' && byte <= '~' ? "%c" : "%02x", byte);
		return text[next];
	}
}

void
damage_name(const struct message *m, char *text, size_t size)
{
	if (is_block(m))
		snprintf(text, size, "%s %u",
		    m->bytes[1] == 0 && m->bytes[3] == 0 ? "final header"
							 : "block",
		    m->bytes[1]);
	else if (is_cancel(m))
		snprintf(text, size, "CANs");
	else if (m->len == 2)
		snprintf(text, size, "%s %s", byte_name(m->bytes[0]),
		    byte_name(m->bytes[1]));
	else
		snprintf(text, size, "%s", byte_name(m->bytes[0]));
}

static void
describe(struct damage *d, const struct message *m, const char *what)
{
	char name[20];

	damage_name(m, name, sizeof name);
	/*
	 * Leave out the numbers of data blocks: with the numbers, the explorer
	 * would list one error as many kinds (struct explore_kind).
	 */
	if (is_block(m) && m->bytes[1] != 0)
		snprintf(name, sizeof name, "data");
	snprintf(d->text, sizeof d->text, "%s: %s", name, what);
}

static void
drop_byte(struct damage *d, size_t at)
{
	d->len--;
	memmove(d->bytes + at, d->bytes + at + 1, d->len - at);
}

/*
 * Changes the start byte, damages one of four parts, or removes one byte at one
 * of four places.
 */
static bool
damage_block(const struct message *m, unsigned number, struct damage *d)
{
	static const char *const names[] = { "start is garbage", "start is EOT",
		"start is CAN", "start is the other", "number hit",
		"complement hit", "data hit", "CRC hit", "start lost",
		"number lost", "byte lost", "last byte lost" };
	const uint8_t starts[] = { GARBAGE, EOT, CAN,
		m->bytes[0] == SOH ? STX : SOH };
	const size_t hits[] = { 1, 2, 40, m->len - 1 };
	const size_t drops[] = { 0, 1, 40, m->len - 1 };

	if (number >= 12)
		return false;
	describe(d, m, names[number]);
	if (number < 4)
		d->bytes[0] = starts[number];
	else if (number < 8)
		d->bytes[hits[number - 4]] ^= 0x41;
	else
		drop_byte(d, drops[number - 8]);
	return true;
}

/* Removes or changes one byte. */
static bool
damage_answer(const struct message *m, unsigned number, struct damage *d)
{
	static const uint8_t values[] = { ACK, NAK, 'C', 'G', EOT, CAN, SOH,
		STX, GARBAGE };
	unsigned at = number / (sizeof values + 1);
	unsigned which = number % (sizeof values + 1);
	char what[24];

	if (at >= m->len)
		return false;
	if (which == sizeof values) {
		snprintf(what, sizeof what, "%s lost", byte_name(m->bytes[at]));
		drop_byte(d, at);
	} else {
		snprintf(what, sizeof what, "%s to %s", byte_name(m->bytes[at]),
		    byte_name(values[which]));
		d->bytes[at] = values[which];
		d->forges_ack = values[which] == ACK && m->bytes[at] != ACK &&
				m->from == RECEIVER;
	}
	describe(d, m, what);
	return true;
}

bool
damage_message(const struct message *m, unsigned number, struct damage *d)
{
	d->forges_ack = false;
	d->len = m->len;
	memcpy(d->bytes, m->bytes, m->len);
	if (number == 0) {
		describe(d, m, "lost");
		d->len = 0;
		return true;
	}
	if (is_block(m))
		return damage_block(m, number - 1, d);
	if (!is_cancel(m))
		return damage_answer(m, number - 1, d);
	describe(d, m, "first byte hit");
	d->bytes[0] = GARBAGE;
	return number == 1;
}
