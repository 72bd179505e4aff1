#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

/*
 * A library for LD_PRELOAD that delays setsid(2).  setsid() writes the process
 * ID to the file "forked", waits for the file "go", and removes "forked".
 */

static void
note_process(void)
{
	int fd = open("forked.new", O_WRONLY | O_CREAT, 0666);

	dprintf(fd, "%d\n", (int)getpid());
	close(fd);
	rename("forked.new", "forked");
}

pid_t
setsid(void)
{
	static const struct timespec step = { .tv_nsec = 5000000 };

	note_process();
	while (access("go", F_OK) == -1)
		nanosleep(&step, NULL);
	unlink("forked");
	return ((__typeof__(setsid) *)dlsym(RTLD_NEXT, "setsid"))();
}
