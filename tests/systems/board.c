#include "systems/board.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define UBOOT "/usr/lib/u-boot/"

static const char *const machines[] = {
	"qemu-system-arm -M virt -m 128 -bios " UBOOT "qemu_arm/u-boot.bin",
	"qemu-system-x86_64 -M pc -m 256 -bios " UBOOT "qemu-x86/u-boot.rom"
};

static void
make_raw(int fd)
{
	struct termios t;

	cr_assert(tcgetattr(fd, &t) == 0);
	t.c_iflag = t.c_oflag = t.c_lflag = 0;
	cr_assert(tcsetattr(fd, TCSANOW, &t) == 0);
}

void
board_start(struct board *b, enum board_kind kind)
{
	memset(b, 0, sizeof *b);
	b->console.fd = -1;
	b->port = "a";
	b->qemu = sandbox_start("%s -display none -monitor none -net none "
			    "-chardev serial,id=uart,path=b -serial "
			    "chardev:uart",
	    machines[kind]);
}

void
board_open(struct board *b)
{
	board_start(b, BOARD_ARM);
	b->console.fd = open(b->port, O_RDWR | O_NOCTTY | O_NONBLOCK);
	cr_assert(b->console.fd != -1);
	make_raw(b->console.fd);
	board_expect(b, "stop autoboot");
	board_type(b, "");
	board_expect(b, "=> ");
}

void
board_close(struct board *b)
{
	if (b->console.fd != -1)
		close(b->console.fd);
}

void
board_type(struct board *b, const char *command)
{
	char line[256];
	int len = snprintf(line, sizeof line, "%s\r", command);

	cr_assert(len > 0 && (size_t)len < sizeof line);
	console_type(&b->console, line);
}

void
board_expect(struct board *b, const char *text)
{
	console_expect(&b->console, text);
}
