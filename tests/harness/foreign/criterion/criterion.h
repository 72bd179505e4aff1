#ifndef CRITERION_CRITERION_H
#define CRITERION_CRITERION_H

/*
 * Stands in for Criterion in tests that are built for another machine.
 * Criterion executes the test program again for each test. This fails in an
 * emulator of a single program: it emulates the test program, but not the
 * programs that the test program executes. This header defines those of
 * Criterion's macros that the tests use. Each test runs in a child process that
 * the main function in criterion.c forks.
 */

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct foreign_options {
	void (*init)(void); /* called before each test, or NULL */
	void (*fini)(void); /* called after each test that had
			       no fatal failure, or NULL */
	int signal;         /* signal that must end the test, or 0 */
	unsigned timeout;   /* time limit in seconds; 0:
			       that of the suite, if any */
	bool disabled;
};

struct foreign_test {
	const char *suite, *name;
	void (*body)(void); /* function of the test; NULL: the struct
			       holds the options of a suite */
	struct foreign_options options;
	struct foreign_test *next;
};

/*
 * Adds a test to the tests that main() runs, or adds the options of a suite.
 * The struct is not copied, so it must stay valid.
 */
void foreign_add(struct foreign_test *);

/* Prints a failure, and lets the test go on. */
void foreign_fail(const char *file, int line, const char *condition,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Ends a test. */
_Noreturn void foreign_abort(void);
_Noreturn void foreign_skip(void);

#define FOREIGN_ADD(test)                                                      \
	__attribute__((constructor)) static void test##_add(void)              \
	{                                                                      \
		foreign_add(&test);                                            \
	}

#define Test(suite_, name_, ...)                                               \
	static void suite_##_##name_##_body(void);                             \
	static struct foreign_test suite_##_##name_##_test = {                 \
		.suite = #suite_,                                              \
		.name = #name_,                                                \
		.body = suite_##_##name_##_body,                               \
		.options = { .init = NULL, __VA_ARGS__ },                      \
	};                                                                     \
	FOREIGN_ADD(suite_##_##name_##_test)                                   \
	static void suite_##_##name_##_body(void)

#define TestSuite(suite_, ...)                                                 \
	static struct foreign_test suite_##_suite = {                          \
		.suite = #suite_,                                              \
		.options = { __VA_ARGS__ },                                    \
	};                                                                     \
	FOREIGN_ADD(suite_##_suite)                                            \
	struct foreign_test

/* The " " is the format string if the caller gives no message. */
#define FOREIGN_CHECK(condition, text, end, ...)                               \
	((condition)                                                           \
		? (void)0                                                      \
		: (foreign_fail(__FILE__, __LINE__, text, " " __VA_ARGS__),    \
		      end))

#define cr_expect(condition, ...)                                              \
	FOREIGN_CHECK(condition, #condition, (void)0, __VA_ARGS__)
#define cr_assert(condition, ...)                                              \
	FOREIGN_CHECK(condition, #condition, foreign_abort(), __VA_ARGS__)

#define cr_expect_fail(...) cr_expect(false, __VA_ARGS__)
#define cr_assert_fail(...) cr_assert(false, __VA_ARGS__)
#define cr_expect_not(condition, ...) cr_expect(!(condition), __VA_ARGS__)
#define cr_expect_eq(a, b, ...) cr_expect((a) == (b), __VA_ARGS__)
#define cr_assert_eq(a, b, ...) cr_assert((a) == (b), __VA_ARGS__)
#define cr_assert_leq(a, b, ...) cr_assert((a) <= (b), __VA_ARGS__)
#define cr_assert_lt(a, b, ...) cr_assert((a) < (b), __VA_ARGS__)
#define cr_expect_str_eq(a, b, ...) cr_expect(strcmp(a, b) == 0, __VA_ARGS__)
#define cr_expect_str_empty(a, ...) cr_expect(*(a) == '\0', __VA_ARGS__)
#define cr_expect_arr_eq(a, b, size, ...)                                      \
	cr_expect(memcmp(a, b, size) == 0, __VA_ARGS__)

#define cr_log_error(...) fprintf(stderr, __VA_ARGS__)
#define cr_log_warn(...) fprintf(stderr, __VA_ARGS__)
#define cr_skip(...) (fprintf(stderr, __VA_ARGS__), foreign_skip())

#endif
