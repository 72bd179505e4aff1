#ifndef LINE_USB_SOCKET_H
#define LINE_USB_SOCKET_H

/*
 * Finds the USB socket of a port: the connector, on the computer or on a hub,
 * into which the board is plugged.  The socket stays the same while a board
 * resets, even if the board returns with another name or other USB IDs.  This
 * works only on Linux; on other systems the socket is unknown.
 */

#include <stdbool.h>
#include <stddef.h>

/* The directory in which Linux lists its terminal devices. */
#define USB_SOCKET_CLASS "/sys/class/tty"

/*
 * Finds the USB socket of a port, and stores the path of the socket in sysfs in
 * `socket`.  `class` is USB_SOCKET_CLASS, except in tests; `port` is the path
 * of a device, such as "/dev/ttyACM0".  Returns false if the port is unknown or
 * is not on USB.
 */
bool usb_socket_of(
    const char *class, const char *port, char *socket, size_t size);

/*
 * Returns the sorted names of all terminal devices at a socket, such as
 * "ttyACM0", with a NULL at the end.  Returns NULL if there are none.  The
 * caller frees them with usb_socket_free().
 */
char **usb_socket_names(const char *class, const char *socket);
void usb_socket_free(char **names);

#endif
