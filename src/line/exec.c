#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/escape.h"
#include "base/message.h"
#include "base/signals.h"
#include "line/kind.h"
#include "line/peer_text.h"

/*
 * A command whose standard input and output are the line.  The command runs in
 * its own session, so Ctrl-C at the terminal does not end it.  Its output on fd
 * 2 is shown as messages.  This program reaps the command only at the end:
 * until then, no other process group can get the number of the command's group.
 */

enum {
	EXIT_MS = 500,     /* time to wait for the exit after the command has
			      closed its output */
	LEAVE_MS = 1000,   /* time to wait for the exit after each signal, or
			      after a failure */
	FINISH_MS = 1500,  /* time to wait for the exit after a good transfer */
	FINISH_MAX_MS = 5000, /* longest wait on a line with slow answers */
	STEP_MS = 5,
	LAST_READS = 1000, /* maximum number of reads of the command's fd 2
			      after its exit */
	NOT_FOUND = 127, /* the shell's status for an unknown command */
	NAME_SIZE = 120,
	NAME_LONG = 60, /* length of the longest name that is not cut */
	NAME_SHORT = 40  /* length to which a longer name is cut */
};

struct exec_line {
	struct line line;
	pid_t pid;
	bool exited;
	bool reaped;
	bool closed;    /* the command has closed its input */
	bool ending;    /* this program sends signals to the command */
	bool finished;  /* the transfer had no errors */
	bool mute;      /* output on fd 2 is not shown while `ending` */
	int message_fd; /* pipe from fd 2 of the command; -1: closed */
	struct peer_text messages;
	char reason[64]; /* text for line_trouble() */
	int status;      /* exit status; number of the signal if `killed` */
	bool killed;     /* a signal ended the command */
};

/* The ends of three pipes, for the descriptors 0 to 2 of the command. */
struct pipes {
	int ends[3][2];
};

static void
close_pipes(struct pipes *p)
{
	for (int i = 0; i < 3; i++) {
		for (int end = 0; end < 2; end++) {
			if (p->ends[i][end] != -1)
				close(p->ends[i][end]);
		}
	}
}

static bool
make_pipes(struct pipes *p)
{
	*p = (struct pipes){ { { -1, -1 }, { -1, -1 }, { -1, -1 } } };
	for (int i = 0; i < 3; i++) {
		int ours = i == 0 ? 1 : 0;

		if (pipe(p->ends[i]) == -1 ||
		    fcntl(p->ends[i][0], F_SETFD, FD_CLOEXEC) == -1 ||
		    fcntl(p->ends[i][1], F_SETFD, FD_CLOEXEC) == -1 ||
		    fcntl(p->ends[i][ours], F_SETFL, O_NONBLOCK) == -1)
			return false;
	}
	return true;
}

/* Runs the command in the child process. */
static void
run_command(const char *command, const struct pipes *p)
{
	for (int i = 0; i < 3; i++) {
		if (dup2(p->ends[i][i == 0 ? 0 : 1], i) == -1)
			_exit(NOT_FOUND);
	}
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(NOT_FOUND);
}

/* Keeps the ends of this process, and closes those of the child. */
static void
keep_our_ends(struct exec_line *x, struct pipes *p)
{
	x->line.out_fd = p->ends[0][1];
	x->line.in_fd = p->ends[1][0];
	x->message_fd = p->ends[2][0];
	close(p->ends[0][0]);
	close(p->ends[1][1]);
	close(p->ends[2][1]);
}

static void
read_messages(struct line *line)
{
	struct exec_line *x = (struct exec_line *)line;
	char bytes[1024];
	ssize_t n = read(x->message_fd, bytes, sizeof bytes);

	if (n > 0 && x->mute && x->ending) {
		return;
	} else if (n > 0) {
		peer_text_add(&x->messages, bytes, (size_t)n);
	} else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
		peer_text_end(&x->messages);
		close(x->message_fd);
		x->message_fd = -1;
	}
}

static bool
has_exited(struct exec_line *x)
{
	siginfo_t info = { .si_pid = 0 };

	if (!x->exited &&
	    waitid(P_PID, (id_t)x->pid, &info, WEXITED | WNOHANG | WNOWAIT) ==
		0 &&
	    info.si_pid == x->pid) {
		x->exited = true;
		x->status = info.si_status;
		x->killed = info.si_code != CLD_EXITED;
		if (x->killed)
			snprintf(x->reason, sizeof x->reason,
			    "the command was ended by signal %d", x->status);
		else
			snprintf(x->reason, sizeof x->reason,
			    "the command has ended with status %d%s", x->status,
			    x->status == NOT_FOUND ? " (command not found)"
						   : "");
	}
	return x->exited;
}

/* Waits for messages and shows them.  Returns false if none came in time. */
static bool
show_messages(struct exec_line *x, int wait_ms)
{
	struct pollfd messages = { .fd = x->message_fd, .events = POLLIN };

	if (poll(&messages, 1, wait_ms) != 1)
		return false;
	read_messages(&x->line);
	return true;
}

/*
 * Waits for the exit of the command, for at most `wait_ms` and only until a
 * signal comes.  Reads messages meanwhile, because a command that writes to a
 * full pipe does not exit.  Returns true if the command has exited.
 */
static bool
wait_for_exit(struct exec_line *x, uint32_t wait_ms)
{
	uint32_t begun_ms = clock_ms();

	while (!has_exited(x) && !signals_waiting() &&
	       clock_ms() - begun_ms < wait_ms)
		show_messages(x, STEP_MS);
	/* Limit the last reads: a child of the command may write for ever. */
	for (int i = 0; i < LAST_READS && show_messages(x, 0); i++)
		;
	return x->exited;
}

static ssize_t
read_exec(struct line *line, void *bytes, size_t len)
{
	struct exec_line *x = (struct exec_line *)line;
	ssize_t n = read(line->in_fd, bytes, len);

	if (n == 0 && line->reason == NULL)
		line->reason = wait_for_exit(x, EXIT_MS)
				   ? x->reason
				   : "the command has closed its output";
	return n;
}

/*
 * Reports EPIPE as EAGAIN: the command may have sent data before it closed its
 * input.  read_exec() reports the end of the command's output.
 */
static ssize_t
write_exec(struct line *line, const void *bytes, size_t len)
{
	struct exec_line *x = (struct exec_line *)line;
	ssize_t n = write(line->out_fd, bytes, len);

	if (n == -1 && errno == EPIPE) {
		x->closed = true;
		errno = EAGAIN;
	}
	return n;
}

/* Signals the process group.  A stopped process reacts only after SIGCONT. */
static void
send_signal(const struct exec_line *x, int number)
{
	kill(-x->pid, number);
	kill(-x->pid, SIGCONT);
}

/*
 * Returns true if the process group is empty.  Killed processes may remain in
 * it as zombies until init reaps them; so after SIGKILL it is enough that no
 * process holds the pipe of fd 2.
 */
static bool
is_gone(struct exec_line *x, bool killed)
{
	if (!x->reaped)
		x->reaped = waitpid(x->pid, NULL, WNOHANG) != 0;
	return x->reaped &&
	       ((killed && x->message_fd == -1) || kill(-x->pid, 0) == -1);
}

/* Ends the process group.  Returns the signal that ended the command, or 0. */
static int
end_command(struct exec_line *x)
{
	static const int signals[] = { SIGHUP, SIGTERM, SIGKILL };
	int ended_by = 0;

	peer_text_end(&x->messages);
	x->ending = true;
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		uint32_t begun_ms = clock_ms();

		send_signal(x, signals[i]);
		while (clock_ms() - begun_ms < LEAVE_MS) {
			bool gone = is_gone(x, signals[i] == SIGKILL);

			if (x->reaped && ended_by == 0)
				ended_by = signals[i];
			if (gone)
				return ended_by;
			show_messages(x, STEP_MS);
		}
	}
	return ended_by;
}

/*
 * Reports how the command ended after a transfer without errors.  Prints only a
 * warning or a note, never an error.  SIGHUP usually ends commands that do not
 * end by themselves, such as QEMU.
 */
static void
report_end(const struct exec_line *x, int signal)
{
	if (!x->finished)
		return;
	if (x->exited && x->killed)
		message_warning("%s after the transfer", x->reason);
	else if (x->exited && x->status != 0)
		message_warning("the command ended with status %d after the "
				"transfer",
		    x->status);
	else if (!x->exited && signal != SIGHUP)
		message_warning("the command did not end after the transfer "
				"and ignored SIGHUP; %s ended it",
		    signal == SIGTERM ? "SIGTERM" : "SIGKILL");
	else if (!x->exited && !x->mute)
		message_note("the command did not end after the transfer; "
			     "SIGHUP ended it");
}

static void
close_input(struct exec_line *x)
{
	close(x->line.out_fd);
	x->line.out_fd = -1;
}

/*
 * Closes the command's input after a delay, because a command may exit at the
 * end of its input before it has delivered the last bytes.  An answer comes
 * only after the bytes before it were delivered, so a delay of twice the
 * longest answer time is enough.
 */
static void
finish_exec(struct line *line)
{
	struct exec_line *x = (struct exec_line *)line;
	uint32_t delivery_ms = 2 * line->answer.longest_ms;

	x->finished = true;
	if (line->answer.longest_ms > FINISH_MAX_MS / 2)
		delivery_ms = FINISH_MAX_MS;
	wait_for_exit(x, delivery_ms);
	close_input(x);
	wait_for_exit(x, delivery_ms > FINISH_MS ? delivery_ms : FINISH_MS);
}

static void
close_exec(struct line *line, bool hurried)
{
	struct exec_line *x = (struct exec_line *)line;
	int signal;

	if (line->out_fd != -1) {
		close_input(x);
		if (!hurried)
			wait_for_exit(x, LEAVE_MS);
	}
	signal = end_command(x);
	peer_text_end(&x->messages);
	report_end(x, signal);
	if (x->message_fd != -1)
		close(x->message_fd);
	close(line->in_fd);
	free(line->name);
	free(line);
}

static struct line_state
state(const struct line *line)
{
	const struct exec_line *x = (const struct exec_line *)line;

	return (struct line_state){ .stopped = x->closed,
		.message_fd = x->message_fd };
}

static const struct line_operations operations = { .read = read_exec,
	.write = write_exec,
	.state = state,
	.read_messages = read_messages,
	.finish = finish_exec,
	.close = close_exec };

/*
 * Writes the name for messages: the whole text, or whole words and an ellipsis.
 * A command may have several lines, but a message has only one.
 */
static void
write_name(char name[static NAME_SIZE], const char *port)
{
	static const char ellipsis[] = " ...";
	size_t len;

	escape(name, NAME_SIZE, port, strlen(port));
	if (strlen(name) <= NAME_LONG)
		return;
	len = NAME_SHORT - (sizeof ellipsis - 1);
	while (len > 0 && name[len] != ' ')
		len--;
	if (len == 0) /* no blank: cut inside the word */
		len = escaped_cut(name, NAME_SHORT - (sizeof ellipsis - 1));
	memcpy(name + len, ellipsis, sizeof ellipsis);
}

struct line *
line_exec_open(const struct line_options *o, const struct address *address)
{
	struct exec_line *x = calloc(1, sizeof *x);
	char name[NAME_SIZE];
	struct pipes pipes = { { { -1, -1 }, { -1, -1 }, { -1, -1 } } };

	write_name(name, o->port);
	if (x == NULL || (x->line.name = strdup(name)) == NULL ||
	    !make_pipes(&pipes) || (x->pid = signals_fork()) == -1) {
		message_errno("%s", name);
		close_pipes(&pipes);
		if (x != NULL)
			free(x->line.name);
		free(x);
		return NULL;
	}
	if (x->pid == 0)
		run_command(address->command, &pipes);
	keep_our_ends(x, &pipes);
	x->mute = !o->verbose;
	x->messages.from = "exec";
	x->line.operations = &operations;
	return &x->line;
}
