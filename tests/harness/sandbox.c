#include "harness/random.h"
#include "harness/sandbox.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CHILDREN_MAX = 64, DEADLINE_MS = 60000, STEP_MS = 5 };

static char directory[] = "/tmp/xsend-test-XXXXXX";
static pid_t running[CHILDREN_MAX]; /* leaders of process groups; 0: free */
static int started;                 /* number of programs started so far */
static int line_stdin[2];           /* pipe; closing it ends all lines */

static void
pause_ms(int ms)
{
	struct timespec t = { 0, ms * 1000000L };

	nanosleep(&t, NULL);
}

static void
redirect(int from, const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC, 0666);

	if (fd == -1 || dup2(fd, from) == -1)
		_exit(127);
}

/* Runs the command in the child process. */
static void
run_command(const char *command, const char *log, int stdin_fd)
{
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (stdin_fd != -1)
		dup2(stdin_fd, STDIN_FILENO);
	else
		redirect(STDIN_FILENO, "/dev/null", O_RDONLY);
	redirect(STDERR_FILENO, log, O_WRONLY | O_CREAT | O_TRUNC);
	dup2(STDERR_FILENO, STDOUT_FILENO);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

static void
note_running(pid_t pid)
{
	for (int i = 0; i < CHILDREN_MAX; i++) {
		if (running[i] == 0) {
			running[i] = pid;
			return;
		}
	}
	cr_assert_fail("too many commands at once");
}

static struct child
start(const char *command, int stdin_fd)
{
	struct child c;
	char line[1100];

	snprintf(c.log, sizeof c.log, "log%d", started++);
	snprintf(line, sizeof line, "exec %s", command);
	c.pid = fork();
	if (c.pid == 0)
		run_command(line, c.log, stdin_fd);
	cr_assert(c.pid > 0);
	setpgid(c.pid, c.pid);
	note_running(c.pid);
	return c;
}

static void
format_command(char *command, size_t size, const char *format, va_list args)
{
	int len = vsnprintf(command, size, format, args);

	cr_assert(len > 0 && (size_t)len < size);
}

struct child
sandbox_start(const char *format, ...)
{
	char command[1024];
	va_list args;

	va_start(args, format);
	format_command(command, sizeof command, format, args);
	va_end(args);
	return start(command, -1);
}

static bool
has_ended(struct child *c, int *status)
{
	if (waitpid(c->pid, status, WNOHANG) != c->pid)
		return false;
	for (int i = 0; i < CHILDREN_MAX; i++) {
		if (running[i] == c->pid)
			running[i] = 0;
	}
	return true;
}

static void
show_log(const struct child *c)
{
	char text[4096];
	FILE *file = fopen(c->log, "r");
	size_t n;

	if (file == NULL)
		return;
	n = fread(text, 1, sizeof text - 1, file);
	text[n] = '\0';
	fclose(file);
	cr_log_warn("%s", text);
}

int
sandbox_wait(struct child *c)
{
	int status;

	for (int ms = 0; ms < DEADLINE_MS; ms += STEP_MS) {
		if (has_ended(c, &status))
			return WIFEXITED(status) ? WEXITSTATUS(status)
						 : 128 + WTERMSIG(status);
		pause_ms(STEP_MS);
	}
	show_log(c);
	cr_assert_fail("a command does not end");
	return -1;
}

int
sandbox_run(const char *format, ...)
{
	char command[1024];
	va_list args;
	struct child c;

	va_start(args, format);
	format_command(command, sizeof command, format, args);
	va_end(args);
	c = start(command, -1);
	return sandbox_wait(&c);
}

bool
sandbox_said(const struct child *c, const char *text)
{
	static char log[1 << 16];
	FILE *file = fopen(c->log, "r");
	size_t n;

	if (file == NULL)
		return false;
	n = fread(log, 1, sizeof log - 1, file);
	log[n] = '\0';
	fclose(file);
	return strstr(log, text) != NULL;
}

void
sandbox_expect(const struct child *c, const char *text)
{
	for (int ms = 0; ms < DEADLINE_MS; ms += STEP_MS) {
		if (sandbox_said(c, text))
			return;
		pause_ms(STEP_MS);
	}
	show_log(c);
	cr_assert_fail("a command does not say \"%s\"", text);
}

void
sandbox_line(const char *options, const char *end, const char *other)
{
	char command[256];
	struct child line;

	snprintf(
	    command, sizeof command, "ptyline %s %s %s", options, end, other);
	line = start(command, line_stdin[0]);
	sandbox_expect(&line, "ready");
}

void
sandbox_open(const char *line_options)
{
	cr_assert(mkdtemp(directory) != NULL);
	cr_assert(chdir(directory) == 0);
	setenv("PATH", TOOLS_PATH ":/usr/local/bin:/usr/bin:/bin:/usr/sbin", 1);
	setenv("LC_ALL", "C", 1);
	setenv("XSEND_STEPS_DIR", STEPS_DIR, 1);
	setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
	cr_assert(pipe(line_stdin) == 0);
	fcntl(line_stdin[0], F_SETFD, FD_CLOEXEC);
	fcntl(line_stdin[1], F_SETFD, FD_CLOEXEC);
	sandbox_line(line_options, "a", "b");
}

void
sandbox_close(void)
{
	char command[64];
	int status;

	close(line_stdin[0]);
	close(line_stdin[1]);
	for (int i = 0; i < CHILDREN_MAX; i++) {
		if (running[i] == 0)
			continue;
		kill(-running[i], SIGKILL);
		waitpid(running[i], &status, 0);
	}
	cr_assert(chdir("/") == 0);
	snprintf(command, sizeof command, "rm -rf '%s'", directory);
	cr_assert(system(command) == 0);
}

void
sandbox_make(const char *path, size_t len)
{
	FILE *file = fopen(path, "w");
	uint64_t state = len;

	cr_assert(file != NULL);
	for (size_t i = 0; i < len; i++)
		putc((int)(random_next(&state) & 0xff), file);
	cr_assert(fclose(file) == 0);
}

bool
sandbox_same(const char *path, const char *other)
{
	FILE *a = fopen(path, "r");
	FILE *b = fopen(other, "r");
	bool same = a != NULL && b != NULL;

	for (int c = 0; same && c != EOF;) {
		c = getc(a);
		same = getc(b) == c;
	}
	if (a != NULL)
		fclose(a);
	if (b != NULL)
		fclose(b);
	return same;
}

bool
sandbox_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

long
sandbox_size(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (long)st.st_size : -1;
}

int
sandbox_run_both(const char *sender, const char *receiver)
{
	struct child r = sandbox_start("%s", receiver);
	struct child s = sandbox_start("%s", sender);
	int sent = sandbox_wait(&s);

	return 100 * sent + sandbox_wait(&r);
}
