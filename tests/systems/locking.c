#include <dlfcn.h>
#include <errno.h>
#include <libserialport.h>
#include <sys/file.h>
#include <sys/ioctl.h>

/*
 * A library for LD_PRELOAD, which makes sp_open() of libserialport 0.1.1 lock
 * the port like version 0.1.2.  If locking fails, both this sp_open() and that
 * of version 0.1.2 leave the descriptor open.
 */

typedef enum sp_return opener(struct sp_port *, enum sp_mode);

enum sp_return
sp_open(struct sp_port *port, enum sp_mode mode)
{
	opener *open_port = (opener *)dlsym(RTLD_NEXT, "sp_open");
	enum sp_return result = open_port(port, mode);
	int fd;

	if (result != SP_OK || sp_get_port_handle(port, &fd) != SP_OK)
		return result;
	if (flock(fd, LOCK_EX | LOCK_NB) == -1 || ioctl(fd, TIOCEXCL) == -1)
		return SP_ERR_FAIL;
	return SP_OK;
}
