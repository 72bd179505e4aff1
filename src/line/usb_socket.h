#ifndef LINE_USB_SOCKET_H
#define LINE_USB_SOCKET_H

/*
 * The USB socket that a port is plugged into, which stays the same while the
 * board behind it resets, with whatever names and identities it comes back.
 * Only Linux tells: elsewhere no port has a known socket.
 */

#include <stdbool.h>
#include <stddef.h>

/* Where Linux lists its terminal devices. */
#define USB_SOCKET_CLASS "/sys/class/tty"

/*
 * Puts the socket's directory in sysfs into `socket`.  Returns false if the
 * port is unknown or is not on USB.  Tests give another directory than
 * USB_SOCKET_CLASS.
 */
bool usb_socket_of(
    const char *class, const char *port, char *socket, size_t size);

/*
 * Returns the names of all terminal devices at that socket, such as "ttyACM0",
 * in the order of the names; NULL if there are none.  The caller frees them
 * with usb_socket_free().
 */
char **usb_socket_names(const char *class, const char *socket);
void usb_socket_free(char **names);

#endif
