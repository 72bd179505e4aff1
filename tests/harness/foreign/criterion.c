#include <criterion/criterion.h>
#include <stdarg.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FAILED = 1, SKIPPED = 77 };

static struct foreign_test *tests;
static struct foreign_test **end = &tests;
static bool failed;

void
foreign_add(struct foreign_test *t)
{
	*end = t;
	end = &t->next;
}

void
foreign_fail(
    const char *file, int line, const char *condition, const char *format, ...)
{
	va_list arguments;

	failed = true;
	fprintf(stderr, "%s:%d: not so: %s", file, line, condition);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
}

void
foreign_abort(void)
{
	_exit(FAILED);
}

void
foreign_skip(void)
{
	_exit(SKIPPED);
}

static const struct foreign_options *
suite_options(const struct foreign_test *t)
{
	static const struct foreign_options none;

	for (const struct foreign_test *s = tests; s != NULL; s = s->next) {
		if (s->body == NULL && strcmp(s->suite, t->suite) == 0)
			return &s->options;
	}
	return &none;
}

_Noreturn static void
run(const struct foreign_test *t, const struct foreign_options *suite)
{
	void (*init)(void) =
	    t->options.init != NULL ? t->options.init : suite->init;
	void (*fini)(void) =
	    t->options.fini != NULL ? t->options.fini : suite->fini;
	unsigned seconds =
	    t->options.timeout != 0 ? t->options.timeout : suite->timeout;

	alarm(seconds);
	if (init != NULL)
		init();
	t->body();
	if (fini != NULL)
		fini();
	fflush(NULL);
	_exit(failed ? FAILED : 0);
}

/* Returns the exit status for a test: 0, FAILED or SKIPPED. */
static int
status_of(const struct foreign_test *t)
{
	pid_t pid = fork();
	int status;

	if (pid == 0)
		run(t, suite_options(t));
	if (pid == -1 || waitpid(pid, &status, 0) != pid)
		return FAILED;
	if (WIFEXITED(status))
		return t->options.signal == 0 ? WEXITSTATUS(status) : FAILED;
	return WTERMSIG(status) == t->options.signal ? 0 : FAILED;
}

int
main(void)
{
	int passed = 0, wrong = 0, skipped = 0;

	for (const struct foreign_test *t = tests; t != NULL; t = t->next) {
		int status = SKIPPED;

		if (t->body == NULL)
			continue;
		if (!t->options.disabled)
			status = status_of(t);
		passed += status == 0;
		skipped += status == SKIPPED;
		if (status == 0 || status == SKIPPED)
			continue;
		fprintf(stderr, "failed: %s/%s\n", t->suite, t->name);
		wrong++;
	}
	printf("%d passed, %d failed, %d skipped\n", passed, wrong, skipped);
	return wrong > 0 || passed == 0;
}
