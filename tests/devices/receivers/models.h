#ifndef DEVICES_RECEIVERS_MODELS_H
#define DEVICES_RECEIVERS_MODELS_H

/* The rows of the table of devices, by family. */

#include "devices/receivers/model.h"

/* Control characters for use in strings. */
#define S_ACK "\006"
#define S_BS "\010"
#define S_CAN "\030"
#define S_CAN_2 S_CAN S_CAN
#define S_CAN_3 S_CAN S_CAN S_CAN
#define S_CAN_4 S_CAN_2 S_CAN_2

enum { ASK_NAK = 0x15 };

#define SURVIVES_ALL                                                           \
	(DEVICE_LOST_ACK | DEVICE_GARBLED | DEVICE_LOST_BYTE |                 \
	    DEVICE_LOST_START)

/* XMODEM transfers one file and does not announce its size. */
#define XMODEM_FILE                                                            \
	.protocol = DEVICE_XMODEM, .files_max = 1, .tail = DEVICE_TAIL_KEPT

/* uboot.c */
extern const struct device_model model_uboot_loady;
extern const struct device_model model_uboot_loadx;
extern const struct device_model model_uboot_spl;
extern const struct device_model model_redboot_2000;
extern const struct device_model model_redboot_2000_x;

/* barebox.c */
extern const struct device_model model_barebox_loady;
extern const struct device_model model_barebox_loadx;
extern const struct device_model model_barebox_g;

/* stm32.c */
extern const struct device_model model_stm32_iap;
extern const struct device_model model_stm32_1file;
extern const struct device_model model_sbsfu_1k;
extern const struct device_model model_sbsfu_128;
extern const struct device_model model_ferenc;

/* rtos.c */
extern const struct device_model model_rtthread;
extern const struct device_model model_nuttx;
extern const struct device_model model_grblhal;
extern const struct device_model model_chatter;

/* rom.c */
extern const struct device_model model_marvell;
extern const struct device_model model_samba;
extern const struct device_model model_jh7110;
extern const struct device_model model_ti_k3;
extern const struct device_model model_cisco;

/* mcu.c */
extern const struct device_model model_gecko;
extern const struct device_model model_gecko_reject;
extern const struct device_model model_efm32;
extern const struct device_model model_opentitan;
extern const struct device_model model_nxp_1k;

#endif
