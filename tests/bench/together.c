#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/*
 *	together SECONDS COMMAND...
 *
 * Starts shell commands at the same time, and prints a line for each command:
 *
 *	BEGIN END STATUS CPU PEAK
 *
 * BEGIN and END are nanoseconds of the monotonic clock, STATUS is the exit
 * status (128 + N after signal N), CPU is the user and system time in
 * microseconds, and PEAK is the peak memory in KiB.  After SECONDS, together
 * kills the commands that still run.
 *
 * together is a small program of its own, because a process inherits the peak
 * memory of its parent.
 */

enum { COMMANDS_MAX = 8 };

struct command {
	pid_t pid; /* process and process group; 0: ended */
	uint64_t begin_ns, end_ns;
	int status;
	struct rusage usage;
};

static volatile sig_atomic_t too_late;

static void
note_alarm(int number)
{
	(void)number;
	too_late = 1;
}

static uint64_t
now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

static pid_t
start(const char *text)
{
	pid_t pid = fork();

	if (pid == 0) {
		setpgid(0, 0);
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		execl("/bin/sh", "sh", "-c", text, (char *)NULL);
		_exit(127);
	}
	setpgid(pid, pid);
	return pid;
}

static void
kill_all(const struct command *commands, int count)
{
	for (int i = 0; i < count; i++) {
		if (commands[i].pid > 0)
			kill(-commands[i].pid, SIGKILL);
	}
}

static void
note_end(struct command *commands, int count, pid_t pid, int status,
    const struct rusage *usage)
{
	for (int i = 0; i < count; i++) {
		struct command *c = &commands[i];

		if (c->pid != pid)
			continue;
		c->pid = 0;
		c->end_ns = now_ns();
		c->status = WIFEXITED(status) ? WEXITSTATUS(status)
					      : 128 + WTERMSIG(status);
		c->usage = *usage;
	}
}

static long
microseconds(struct timeval t)
{
	return (long)t.tv_sec * 1000000 + (long)t.tv_usec;
}

static void
print(const struct command *c)
{
	printf("%llu %llu %d %ld %ld\n", (unsigned long long)c->begin_ns,
	    (unsigned long long)c->end_ns, c->status,
	    microseconds(c->usage.ru_utime) + microseconds(c->usage.ru_stime),
	    c->usage.ru_maxrss);
}

int
main(int argc, char **argv)
{
	struct command commands[COMMANDS_MAX] = { 0 };
	struct sigaction action = { .sa_handler = note_alarm };
	/* Repeat the alarm: the first may come just before wait4(2). */
	struct itimerval limit = { .it_interval.tv_sec = 1 };
	int count = argc - 2;
	int left = count;

	if (count < 1 || count > COMMANDS_MAX) {
		fprintf(stderr, "usage: together SECONDS COMMAND...\n");
		return 2;
	}
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	sigaction(SIGALRM, &action, NULL);
	for (int i = 0; i < count; i++) {
		commands[i].begin_ns = now_ns();
		commands[i].pid = start(argv[2 + i]);
	}
	limit.it_value.tv_sec = (time_t)strtoul(argv[1], NULL, 10);
	setitimer(ITIMER_REAL, &limit, NULL);
	while (left > 0) {
		struct rusage usage;
		int status;
		pid_t pid = wait4(-1, &status, 0, &usage);

		if (pid == -1 && errno != EINTR)
			break;
		if (too_late)
			kill_all(commands, count);
		if (pid <= 0)
			continue;
		note_end(commands, count, pid, status, &usage);
		left--;
	}
	for (int i = 0; i < count; i++)
		print(&commands[i]);
	return 0;
}
