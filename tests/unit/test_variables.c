#include <criterion/criterion.h>
#include <stdlib.h>

#include "script/steps.h"
#include "script/variables.h"

static struct variables variables;

static void
set_up(void)
{
	cr_assert(variables_declare_fact(&variables, "size"));
	cr_assert(
	    variables_set(&variables, "test", "addr=0x1\\", VARIABLE_DEFAULT));
}

static void
tear_down(void)
{
	variables_free(&variables);
}

TestSuite(variables, .init = set_up, .fini = tear_down);

static void
expect(const char *text, const char *expanded)
{
	char *got = variables_expand(&variables, "test", text, "\\");

	if (expanded == NULL)
		cr_expect(got == NULL, "%s", text);
	else
		cr_expect_str_eq(got, expanded);
	free(got);
}

Test(variables, are_replaced_and_other_percent_signs_stay)
{
	expect("send:go %{addr}", "send:go 0x1\\\\");
	expect("%{addr}%{addr}", "0x1\\\\0x1\\\\");
	expect("100% %d %", "100% %d %");
	expect("100%% %%{addr}", "100% %{addr}");
	expect("%%%{size}", "%0");
	expect("%{unknown}", NULL);
	expect("%{}", NULL);
	expect("%{addr", NULL);
}

Test(variables, that_are_given_win_over_defaults_in_any_order)
{
	cr_assert(
	    variables_set(&variables, "test", "addr=2", VARIABLE_COMMAND));
	cr_assert(
	    variables_set(&variables, "test", "addr=3", VARIABLE_DEFAULT));
	expect("%{addr}", "2");
	cr_assert(
	    variables_set(&variables, "test", "addr=4", VARIABLE_COMMAND));
	expect("%{addr}", "4");
	cr_assert(
	    variables_set(&variables, "test", "prompt==> ", VARIABLE_DEFAULT));
	expect("%{prompt}", "=> ");
}

Test(variables, of_the_file_cannot_be_set_and_are_0_until_they_are_known)
{
	cr_expect(
	    !variables_set(&variables, "test", "size=1", VARIABLE_COMMAND));
	cr_expect(!variables_use_facts(&variables));
	expect("%{size}", "0");
	cr_expect(variables_use_facts(&variables));
	cr_assert(variables_set_fact(&variables, "size", "5000"));
	expect("%{size}", "5000");
}

Test(variables, have_names_of_letters_digits_hyphens_and_underscores)
{
	cr_expect(
	    variables_set(&variables, "test", "a-b_9=", VARIABLE_COMMAND));
	expect("%{a-b_9}", "");
	cr_expect(!variables_set(&variables, "test", "=1", VARIABLE_COMMAND));
	cr_expect(
	    !variables_set(&variables, "test", "a b=1", VARIABLE_COMMAND));
	cr_expect(!variables_set(&variables, "test", "a", VARIABLE_COMMAND));
	cr_expect(!variables_set(&variables, "test", "", VARIABLE_COMMAND));
}

Test(variables, that_no_step_uses_are_refused_if_they_were_given)
{
	cr_expect(variables_check_used(&variables));
	cr_assert(variables_set(&variables, "test", "adr=2", VARIABLE_COMMAND));
	cr_expect(!variables_check_used(&variables));
	expect("%{adr}", "2");
	cr_expect(variables_check_used(&variables));
}

Test(variables, are_inserted_literally_in_texts_and_expressions)
{
	struct steps steps = { .count = 0 };

	cr_assert(
	    variables_set(&variables, "test", "p=a.b\\r", VARIABLE_COMMAND));
	cr_assert(steps_add(&steps, "test", "send:%{p}\\r"));
	cr_assert(steps_add(&steps, "test", "match:^%{p}$"));
	cr_assert(steps_add(&steps, "test", "wait:%{size}5"));
	cr_assert(steps_expand(&steps, &variables));
	cr_expect(steps.step[0].len == 6);
	cr_expect_arr_eq(steps.step[0].bytes, "a.b\\r\r", 6);
	cr_expect_str_eq((char *)steps.step[1].bytes, "^a\\.b\\\\r$");
	cr_expect(steps.step[2].value == 5);

	cr_assert(variables_set_fact(&variables, "size", "12"));
	cr_assert(steps_expand(&steps, &variables));
	cr_expect(steps.step[2].value == 125);
	cr_expect_str_eq(steps.step[2].text, "wait:125");
	steps_free(&steps);
}
