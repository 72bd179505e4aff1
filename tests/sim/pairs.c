#include "sim/pairs.h"

const struct pair pairs[PAIRS] = {
	{ "ours-ours", &end_engine_sender, &end_engine_receiver },
	{ "ours-plain", &end_engine_sender, &end_plain_receiver },
	{ "ours-plain-ack", &end_engine_sender, &end_plain_receiver_eot_ack },
	{ "plain-ours", &end_plain_sender, &end_engine_receiver },
};

struct tally
explore_sessions(struct explorer *e, const struct pair *pair,
    const struct sessions_filter *filter, struct explore_budget budget)
{
	struct tally all = { 0 };
	struct world_setup setup = { .type = { pair->sender, pair->receiver } };
	struct end_session session;
	bool taken;

	for (unsigned long n = 0;
	     sessions_get(filter, n, &setup, &session, &taken); n++) {
		struct tally t;

		if (!taken)
			continue;
		t = explore(e, &setup, budget);
		all.sessions += t.sessions;
		all.violations += t.violations;
		all.forged_violations += t.forged_violations;
		all.sum_violations += t.sum_violations;
	}
	return all;
}
