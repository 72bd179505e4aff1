#include "cli/profile.h"

#include <stdio.h>
#include <string.h>

#include "base/environment.h"
#include "base/message.h"
#include "cli/lrzsz.h"
#include "cli/profile_file.h"
#include "line/line.h"

enum { PATH_SIZE = 4096 };

static const char project_file[] = ".xsend";

static bool
refuse(const char *name, const char *personal, const char *names)
{
	if (*names != '\0')
		message("--profile=%s: no such profile; there are: %s", name,
		    names);
	else
		message("--profile=%s: no such profile; neither %s nor %s has "
			"any",
		    name, personal, project_file);
	return false;
}

/*
 * Reads ./.xsend first and the user's configuration file second, because later
 * settings override earlier settings.
 */
static bool
load(struct settings *s, const char *name)
{
	struct section_names names = { "" };
	char personal[PATH_SIZE];
	bool found = false;

	if (!profiles_built_in) {
		message(
		    "--profile=%s: built without support for profiles", name);
		return false;
	}
	environment_config_path(personal, sizeof personal, "xsend/config");
	if (!profile_file_read(
		s, project_file, SETTING_PROJECT, name, &found, &names))
		return false;
	if (*personal != '\0' && !profile_file_read(s, personal,
				     SETTING_PERSONAL, name, &found, &names))
		return false;
	return found || refuse(name, personal, names.text);
}

static bool
have_steps(const struct settings *s, enum setting_origin origin)
{
	for (size_t i = 0; i < s->count; i++) {
		if (s->setting[i].origin == origin &&
		    setting_is_step(s->setting[i].name))
			return true;
	}
	return false;
}

/*
 * Returns true for a step that is replaced by steps of another origin.  Steps
 * of the command line replace all other steps.  Steps of the user's
 * configuration file replace the steps of ./.xsend.
 */
static bool
is_replaced(const struct settings *all, const struct setting *s,
    const struct preview *p)
{
	if (!setting_is_step(s->name))
		return false;
	return p->steps || (s->origin == SETTING_PROJECT &&
			       have_steps(all, SETTING_PERSONAL));
}

static bool
apply(struct options *o, const struct settings *all, const struct preview *p)
{
	for (size_t i = 0; i < all->count; i++) {
		const struct setting *s = &all->setting[i];

		if (!is_replaced(all, s, p) && !setting_apply(o, s))
			return false;
	}
	return true;
}

static bool
add_variable(struct settings *s, const char *variable_name, const char *option)
{
	const char *value = environment_get(variable_name);

	return value == NULL ||
	       settings_add(s, SETTING_PERSONAL, variable_name, option, value);
}

/*
 * Ignores the port and the rate in the environment if a terminal program has
 * started this tool: standard input and output are then the line.
 */
static bool
add_environment(
    struct settings *s, const struct preview *p, const struct settings *profile)
{
	bool port = p->port || settings_have(profile, SETTING_PERSONAL, "port");
	bool baud = p->baud ||
		    settings_have(profile, SETTING_PERSONAL, "baud") ||
		    settings_have(profile, SETTING_PROJECT, "baud");

	if (lrzsz_is_name(message_name()) ||
	    (!port && line_stdio_is_foreign_terminal()))
		return true;
	if ((port || add_variable(s, "XSEND_PORT", "port")) &&
	    (baud || add_variable(s, "XSEND_BAUD", "baud")))
		return true;
	message_errno("the environment");
	return false;
}

bool
profile_apply(struct options *o, const struct preview *p)
{
	const struct preview all = { .steps = false };

	if (p->question)
		return true;
	if (p->profile != NULL && !load(&o->profile, p->profile))
		return false;
	return add_environment(&o->environment, p, &o->profile) &&
	       apply(o, &o->environment, &all) && apply(o, &o->profile, p);
}
