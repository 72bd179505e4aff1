#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

/*
 * A library for LD_PRELOAD that holds a process up where it makes a session of
 * its own: its number is in the file "forked" from then on, and it goes on when
 * there is a file "go".
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
	return ((__typeof__(setsid) *)dlsym(RTLD_NEXT, "setsid"))();
}
