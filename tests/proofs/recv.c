#include <__fc_builtin.h>

#include "xm/recv.c"

/*
 * Proofs of one step of the receiver, from any state that assume_state() makes.
 * The first three functions are stubs of functions of the core, which have
 * their own proofs in block.c and block0.c.  Each stub checks the precondition
 * of the real function, and returns any result.
 */

static struct xm x;
static uint8_t in[XM_BLOCK_MAX];

bool
xm_block_intact(const uint8_t *bytes, size_t data_len, bool crc)
{
	size_t len = 3 + data_len + (crc ? 2 : 1);

	/*@ assert data_len == 128 || data_len == 1024; */
	/*@ assert \valid_read(bytes + (0 .. len - 1)); */
	return Frama_C_nondet(0, 1);
}

bool
xm_block0_parse(const char *data, size_t len, struct xm_file *file)
{
	/*@ assert \valid_read(data + (0 .. len)); */
	/*@ assert data[len] == 0; */
	if (Frama_C_nondet(0, 1))
		return false;
	file->name = data;
	file->size = Frama_C_unsigned_long_interval(0, UINT64_MAX);
	return true;
}

bool
xm_block0_is_last(const char *data)
{
	/*@ assert data[x.data_len] == 0; */
	return Frama_C_nondet(0, 1);
}

/*
 * Gives all members of the receiver any value. Members that the receiver keeps
 * within bounds get any value within these bounds.
 */
static void
assume_state(uint16_t data_len, uint16_t check_len)
{
	Frama_C_make_unknown((char *)&x, sizeof x);
	Frama_C_make_unknown((char *)in, sizeof in);
	x.event = XM_NONE;
	x.error = (enum xm_error)Frama_C_interval(XM_OK, XM_EABORTED);
	x.options.check = (enum xm_check)Frama_C_interval(0, 2);
	x.options.eot = (enum xm_eot)Frama_C_interval(0, 2);
	x.options.streaming = Frama_C_nondet(0, 1);
	x.crc = Frama_C_nondet(0, 1);
	x.ymodem = Frama_C_nondet(0, 1);
	x.streaming = Frama_C_nondet(0, 1);
	x.established = Frama_C_nondet(0, 1);
	x.settled = Frama_C_nondet(0, 1);
	x.recv.in_file = Frama_C_nondet(0, 1);
	x.recv.fresh = Frama_C_nondet(0, 1);
	x.recv.refused = Frama_C_nondet(0, 1);
	x.recv.requested = Frama_C_nondet(0, 1);
	x.recv.sum_requested = Frama_C_nondet(0, 1);
	x.recv.noisy = Frama_C_nondet(0, 1);
	x.recv.sends_text = Frama_C_nondet(0, 1);
	x.recv.cuts = Frama_C_unsigned_char_interval(0, CUTS_MAX);
	x.text_len = Frama_C_unsigned_char_interval(0, XM_TEXT_MAX - 2);
	x.state = &waiting;
	x.out = x.recv.reply;
	x.recv.file.name = (const char *)x.block + 3;
	x.data_len = data_len;
	x.recv.need = 3 + data_len + check_len;
}

static void
call(void (*handler)(struct xm *))
{
	assume_state(Frama_C_nondet(128, 1024), Frama_C_nondet(1, 2));
	handler(&x);
}

static void
prove_bytes(uint16_t data_len, uint16_t check_len)
{
	for (uint16_t fill = 1; fill < 3 + data_len + check_len; fill++) {
		assume_state(data_len, check_len);
		x.crc = check_len == 2;
		x.state = &block;
		x.fill = fill;
		(void)fill_block(&x, in, Frama_C_size_t_interval(1, sizeof in));
		/*
		 * Eva reports no alarm for a write to the padding at the end of
		 * struct xm, after `block`. So this assertion is needed.
		 */
		/*@ assert x.fill <= 3 + data_len + check_len; */
	}
	assume_state(data_len, check_len);
	x.state = &block;
	x.fill = (uint16_t)Frama_C_interval(1, x.recv.need - 1);
	block_broke_off(&x);
	/*@ assert x.recv.cuts <= CUTS_MAX; */
}

static void
prove_event(enum xm_event event)
{
	size_t len;

	assume_state(Frama_C_nondet(128, 1024), Frama_C_nondet(1, 2));
	x.event = event;
	x.fill = (uint16_t)Frama_C_interval(0, x.recv.need);
	(void)xm_recv_data(&x, &len);
	/*@ assert len <= XM_DATA_MAX; */
	xm_recv_ack(&x, x.received_ms);
}

void
prove_recv(void)
{
	prove_bytes(128, 1);
	prove_bytes(128, 2);
	prove_bytes(1024, 1);
	prove_bytes(1024, 2);
	assume_state(Frama_C_nondet(128, 1024), Frama_C_nondet(1, 2));
	(void)take_start(&x, in, 1);
	assume_state(Frama_C_nondet(128, 1024), Frama_C_nondet(1, 2));
	(void)discard(&x, in, 1);
	call(wait_expired);
	call(judge_burst);
	prove_event(XM_FILE);
	prove_event(XM_DATA);
	prove_event(XM_END);
}
