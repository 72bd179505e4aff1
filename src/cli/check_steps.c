#include "cli/check_steps.h"

#include <unistd.h>

#include "base/message.h"
#include "cli/lrzsz.h"
#include "files/file_facts.h"
#include "line/address.h"

bool
steps_need_no_file(const struct options *o)
{
	bool talks =
	    o->after.count == 1 && steps_have(&o->after, STEP_TERMINAL);

	return !o->steps_transfer &&
	       (talks || (o->before.count > 0 && o->after.count == 0));
}

bool
declare_facts(struct options *o)
{
	struct variables *v = &o->variables;

	if (o->tool != TOOL_XSEND)
		return true;
	return variables_declare_fact(v, "name") &&
	       variables_declare_fact(v, "size") &&
	       variables_declare_fact(v, "crc32") &&
	       (!file_facts_have_hashes ||
		   (variables_declare_fact(v, "md5") &&
		       variables_declare_fact(v, "sha256")));
}

static bool
check_facts(const struct options *o)
{
	if (!variables_use_facts(&o->variables) || o->file_count == 1)
		return true;
	if (o->file_count == 0)
		message("a step contains %%{name}, %%{size} or a checksum of "
			"the file, but no file is named");
	else
		message("a step contains %%{name}, %%{size} or a checksum of "
			"the file, but there are %zu files; send one",
		    o->file_count);
	return false;
}

static bool
check_terminal(const struct options *o)
{
	bool talks = steps_have(&o->before, STEP_TERMINAL) ||
		     steps_have(&o->after, STEP_TERMINAL);

	if (!talks || o->line.port != NULL)
		return true;
	message("terminal: standard input and output are the line; name a "
		"line, as in %s/dev/ttyUSB0",
	    lrzsz_port_option(message_name()));
	return false;
}

/*
 * If the step changes a setting that some kinds of line lack, returns the name
 * of the setting.  Otherwise returns NULL.
 */
static const char *
setting_of(const struct step *step)
{
	switch (step->kind) {
	case STEP_BAUD:
		return "rate";
	case STEP_DTR:
		return "DTR";
	case STEP_RTS:
		return "RTS";
	case STEP_BREAK:
		return "break";
	case STEP_SEND:
	case STEP_EXPECT:
	case STEP_WAIT:
	case STEP_SHOW:
	case STEP_REOPEN:
	case STEP_MATCH:
	case STEP_TERMINAL:
		break;
	}
	return NULL;
}

/*
 * Returns the kind of the line if lines of this kind have no rate, DTR, RTS and
 * break.  Returns NULL if the line has these settings, or if this is not known
 * before the line is opened.
 */
static const char *
bare_line(const struct options *o)
{
	struct address address;

	if (o->line.port == NULL)
		return isatty(STDOUT_FILENO) == 1 ? NULL : "standard output";
	if (!address_parse(&address, o->line.port))
		return NULL;
	switch (address.kind) {
	case ADDRESS_EXEC:
		return "an exec: line";
	case ADDRESS_TCP:
		return "a tcp: line";
	case ADDRESS_TELNET:
		return "a telnet: line";
	case ADDRESS_DEVICE:
	case ADDRESS_USB:
	case ADDRESS_RFC2217:
	case ADDRESS_UNKNOWN:
		break;
	}
	return NULL;
}

/*
 * Checks that the line has all settings that the steps change.  Checks all
 * steps before the first step runs: if a later step failed, an earlier step
 * could already have changed the state of the board.
 */
static bool
check_settings(const struct options *o, const struct steps *steps)
{
	const char *bare = bare_line(o);

	for (size_t i = 0; bare != NULL && i < steps->count; i++) {
		const struct step *step = &steps->step[i];
		const char *setting = setting_of(step);

		if (setting == NULL)
			continue;
		message("%s: %s has no %s (remove this step, or name a device "
			"or rfc2217:HOST:PORT with %s)",
		    step->text, bare, setting,
		    lrzsz_is_name(message_name()) ? "--port=" : "-p");
		return false;
	}
	return true;
}

bool
check_steps(struct options *o)
{
	return steps_expand(&o->before, &o->variables) &&
	       steps_expand(&o->after, &o->variables) &&
	       variables_check_used(&o->variables) && check_facts(o) &&
	       check_terminal(o) && check_settings(o, &o->before) &&
	       check_settings(o, &o->after);
}
