#include "transfer/ssh_escape.h"

#include <string.h>
#include <strings.h>

enum { WORD_SIZE = 64 };

/* The first bytes of a word of a command, without quotes. */
struct word {
	char text[WORD_SIZE];
};

/*
 * Copies the next word.  Returns the text after the word, or NULL if there is
 * no word.
 */
static const char *
next_word(const char *at, struct word *word)
{
	static const char between[] = " \t\n'\"";
	size_t len, kept;

	at += strspn(at, between);
	len = strcspn(at, between);
	kept = len < WORD_SIZE ? len : WORD_SIZE - 1;
	memcpy(word->text, at, kept);
	word->text[kept] = '\0';
	return len == 0 ? NULL : at + len;
}

static bool
is_ssh(const char *word)
{
	const char *slash = strrchr(word, '/');

	return strcmp(slash == NULL ? word : slash + 1, "ssh") == 0;
}

/*
 * Returns true for -t, -tt, and for a word such as -vt, which has a t among
 * other options without arguments.
 */
static bool
asks_for_terminal(const char *word)
{
	static const char flags[] = "46AaCfGgKkMNnqsTtVvXxYy";

	return word[0] == '-' && strchr(word, 't') != NULL &&
	       word[1 + strspn(word + 1, flags)] == '\0';
}

static bool
ends_with(const char *word, const char *end)
{
	size_t len = strlen(word);
	size_t end_len = strlen(end);

	return len >= end_len && strcasecmp(word + len - end_len, end) == 0;
}

/*
 * Returns true for -e none, -enone and -o EscapeChar=none, which switch the
 * escape character off.
 */
static bool
has_no_escape(const char *word, const char *before)
{
	return strcmp(word, "-enone") == 0 ||
	       (strcmp(word, "none") == 0 &&
		   (strcmp(before, "-e") == 0 ||
		       ends_with(before, "escapechar"))) ||
	       ends_with(word, "escapechar=none");
}

/* Returns true if the next word is the argument of this option. */
static bool
takes_argument(const char *word)
{
	return word[0] == '-' && word[1] != '\0' && word[2] == '\0' &&
	       strchr("BbcDEeFIiJLlmOoPpQRSWw", word[1]) != NULL;
}

bool
ssh_escape_is_active(const char *port)
{
	static const char exec[] = "exec:";
	struct word word, before = { "" };
	bool ssh = false, terminal = false;
	unsigned operands = 0; /* operands read: host, remote command */

	if (port == NULL || strncmp(port, exec, sizeof exec - 1) != 0)
		return false;
	port += sizeof exec - 1;
	while (operands < 2 && (port = next_word(port, &word)) != NULL) {
		operands +=
		    ssh && word.text[0] != '-' && !takes_argument(before.text);
		terminal = terminal || (ssh && asks_for_terminal(word.text));
		if (ssh && has_no_escape(word.text, before.text))
			return false;
		ssh = ssh || is_ssh(word.text);
		before = word;
	}
	return terminal;
}
