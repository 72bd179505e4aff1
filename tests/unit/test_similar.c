#include <criterion/criterion.h>
#include <string.h>

#include "base/similar.h"

static bool
is_similar(const char *typed, const char *name)
{
	return similar(typed, strlen(typed), name);
}

Test(similar, is_a_name_with_one_mistake_in_three_letters)
{
	cr_expect(is_similar("badud", "baud"));
	cr_expect(is_similar("bad", "baud"));
	cr_expect(is_similar("wiat", "wait"));
	cr_expect(is_similar("retrys", "retries"));
	cr_expect(is_similar("moed", "mode"));
}

Test(similar, is_no_name_with_more_mistakes)
{
	cr_expect(!is_similar("xmodem", "mode"));
	cr_expect(!is_similar("tlai", "tail"));
	cr_expect(!is_similar("a", "b"));
	cr_expect(!is_similar("", "pad"));
}

Test(similar, is_no_name_that_is_longer_than_any_option)
{
	char longest[100];

	memset(longest, 'a', sizeof longest);
	cr_expect(!similar(longest, sizeof longest, "baud"));
	longest[99] = '\0';
	cr_expect(!similar("aaaa", 4, longest));
}

Test(similar, names_are_listed_up_to_the_third)
{
	struct similar_names names = { .count = 0 };

	similar_add(&names, "pat", 3, "--", "pad");
	similar_add(&names, "pat", 3, "--", "limit");
	similar_add(&names, "pat", 3, "--", "cat");
	similar_add(&names, "pat", 3, "--", "bat");
	similar_add(&names, "pat", 3, "--", "rat");

	cr_expect_str_eq(names.text, "--pad or --cat or --bat");
}
