#include "cli/check_steps.h"

#include "base/message.h"
#include "cli/lrzsz.h"
#include "files/file_facts.h"

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
	message("terminal: standard input and output are the line; name "
		"another, as in %s/dev/ttyUSB0",
	    lrzsz_port_option(message_name()));
	return false;
}

bool
check_steps(struct options *o)
{
	return steps_expand(&o->before, &o->variables) &&
	       steps_expand(&o->after, &o->variables) &&
	       variables_check_used(&o->variables) && check_facts(o) &&
	       check_terminal(o);
}
