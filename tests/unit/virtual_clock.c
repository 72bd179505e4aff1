#include "unit/virtual_clock.h"

#include "base/clock.h"

uint32_t virtual_now_ms;

uint32_t
clock_ms(void)
{
	return virtual_now_ms;
}

uint64_t
clock_us(void)
{
	return virtual_now_ms * (uint64_t)1000;
}

void
clock_pause_us(uint32_t us)
{
	virtual_now_ms += us / 1000;
}
