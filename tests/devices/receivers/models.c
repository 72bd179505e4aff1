#include "devices/receivers/models.h"

#include <stddef.h>

#include "devices/receivers/device.h"

const struct device_model *const device_models[] = {
	&model_uboot_loady,
	&model_uboot_loadx,
	&model_uboot_spl,
	&model_redboot_2000,
	&model_redboot_2000_x,
	&model_barebox_loady,
	&model_barebox_loadx,
	&model_barebox_g,
	&model_marvell,
	&model_samba,
	&model_stm32_iap,
	&model_stm32_1file,
	&model_sbsfu_1k,
	&model_sbsfu_128,
	&model_rtthread,
	&model_nuttx,
	&model_gecko,
	&model_gecko_reject,
	&model_efm32,
	&model_opentitan,
	&model_grblhal,
	&model_ferenc,
	&model_nxp_1k,
	&model_jh7110,
	&model_ti_k3,
	&model_cisco,
	&model_chatter,
	NULL
};
