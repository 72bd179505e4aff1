#include "base/message.h"
#include "cli/options.h"
#include "files/source.h"
#include "plan.h"
#include "session.h"

/*
 * If the steps use facts of the file, such as its checksum, computes the facts
 * and puts their values into the steps.  Returns false after printing a
 * message.
 */
static bool
fill_in_facts(struct options *o, const struct source *source)
{
	struct variables *v = &o->variables;
	struct file_facts facts;

	if (!variables_use_facts(v))
		return true;
	if (!source_facts(source, &facts))
		return false;
	if (!variables_set_fact(v, "name", source_first_name(source)) ||
	    !variables_set_fact(v, "size", facts.size) ||
	    !variables_set_fact(v, "crc32", facts.crc32) ||
	    (file_facts_have_hashes &&
		(!variables_set_fact(v, "md5", facts.md5) ||
		    !variables_set_fact(v, "sha256", facts.sha256)))) {
		message_errno("steps");
		return false;
	}
	return steps_expand(&o->before, v) && steps_expand(&o->after, v);
}

int
main(int argc, char **argv)
{
	struct options o;
	struct report report;
	struct source source = { .report = &report, .fd = -1 };
	struct ending ending = { FAILURE_LOCAL, 0 };
	int status;

	message_init(argv[0]);
	if (!options_parse(&o, TOOL_XSEND, argc, argv, &status)) {
		options_close(&o);
		message_end();
		return status;
	}
	source.name = o.name;
	source.header = o.header;
	if (!session_begin(&o, &report))
		ending = (struct ending){ FAILURE_LOCAL, 0 };
	else if (o.dry_run && !plan_reads_file(&o))
		ending = plan_print(&o);
	else if (source_open(&source, o.files, o.file_count) &&
		 fill_in_facts(&o, &source))
		ending = o.dry_run ? plan_print(&o)
				   : session_send(&o, &report, &source);
	source_close(&source);
	options_close(&o);
	return session_end(&report, ending);
}
