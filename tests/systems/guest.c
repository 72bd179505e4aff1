#include "systems/guest.h"

#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* Does not use KVM: a test machine may have none, or its KVM may hang. */
#define MACHINE                                                                \
	"qemu-system-x86_64 -accel tcg -m 256 -nodefaults -no-user-config "    \
	"-display none -no-reboot"
/* Turns off a timer check of the kernel that fails on a busy machine. */
#define SYSTEM                                                                 \
	"-kernel " BUILD "/guest/kernel -initrd " BUILD "/guest/initramfs "    \
	"-append \"console=ttyS0 quiet panic=-1 no_timer_check BUILD=" BUILD   \
	" LAB=$PWD\""
/* Uses QEMU's "serial" backends: only they report the settings of a port. */
#define PORTS                                                                  \
	"-serial file:boot -chardev serial,id=uart,path=uart "                 \
	"-device isa-serial,chardev=uart,index=1 "                             \
	"-usb -chardev serial,id=adapter,path=adapter "                        \
	"-device usb-serial,chardev=adapter,id=usb,always-plugged=on"
#define DIRECTORIES                                                            \
	"-virtfs local,path=" BUILD ",mount_tag=build,security_model=none "    \
	"-virtfs local,path=.,mount_tag=lab,security_model=none"
#define CONVERSATIONS                                                          \
	"-chardev socket,id=shell,path=shell -device virtio-serial-pci "       \
	"-device virtserialport,chardev=shell "                                \
	"-chardev socket,id=monitor,path=monitor -mon monitor"
#define TRACE "-D trace -trace serial_update_parameters -trace 'usb_serial_*'"

static int
listen_at(const char *path)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	strcpy(name.sun_path, path);
	cr_assert(fd != -1);
	cr_assert(bind(fd, (struct sockaddr *)&name, sizeof name) == 0);
	cr_assert(listen(fd, 1) == 0);
	return fd;
}

static int
accept_one(int listener)
{
	int fd = accept(listener, NULL, NULL);

	cr_assert(fd != -1);
	close(listener);
	return fd;
}

void
guest_open(struct guest *g)
{
	int shell = listen_at("shell");
	int monitor = listen_at("monitor");

	memset(g, 0, sizeof *g);
	sandbox_line("", "uart", "uart-end");
	sandbox_line("", "adapter", "adapter-end");
	g->qemu = sandbox_start(MACHINE " " SYSTEM " " PORTS " " DIRECTORIES
				    " " CONVERSATIONS " " TRACE);
	g->shell.fd = accept_one(shell);
	g->monitor.fd = accept_one(monitor);
	console_expect(&g->monitor, "(qemu) ");
	console_expect(&g->shell, "ready\n");
}

void
guest_close(struct guest *g)
{
	close(g->shell.fd);
	close(g->monitor.fd);
}

static void
type(struct guest *g, const char *format, va_list args)
{
	char line[1024];
	int len = vsnprintf(line, sizeof line - 1, format, args);

	cr_assert(len > 0 && (size_t)len < sizeof line - 1);
	strcat(line, "\n");
	console_type(&g->shell, line);
}

void
guest_start(struct guest *g, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	type(g, format, args);
	va_end(args);
}

int
guest_wait(struct guest *g)
{
	int status = -1;

	console_expect(&g->shell, "\nstatus ");
	console_expect(&g->shell, " ends\n");
	sscanf(strstr(g->shell.heard, "\nstatus "), " status %d", &status);
	return status;
}

int
guest_run(struct guest *g, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	type(g, format, args);
	va_end(args);
	return guest_wait(g);
}

bool
guest_said(const struct guest *g, const char *text)
{
	return strstr(g->shell.heard, text) != NULL;
}

void
guest_change(struct guest *g, const char *command)
{
	char line[256];

	snprintf(line, sizeof line, "%s\n", command);
	console_type(&g->monitor, line);
	console_expect(&g->monitor, "\n");
	console_expect(&g->monitor, "(qemu) ");
	cr_assert(
	    strstr(g->monitor.heard, "Error") == NULL, "%s", g->monitor.heard);
}

void
guest_forget(struct guest *g)
{
	g->traced = sandbox_size("trace");
}

bool
guest_did(struct guest *g, const char *event)
{
	FILE *trace = fopen("trace", "r");
	char line[256];
	bool found = false;

	cr_assert(trace != NULL);
	cr_assert(fseek(trace, g->traced, SEEK_SET) == 0);
	while (!found && fgets(line, sizeof line, trace) != NULL)
		found = strstr(line, event) != NULL;
	if (found)
		g->traced = ftell(trace);
	fclose(trace);
	return found;
}
