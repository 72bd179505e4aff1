#include "sim/verdict.h"

#include <string.h>

/*
 * Returns true if the n-th kept file equals the file sent, perhaps with
 * padding.
 */
static bool
is_right(const struct end_kept *k, int n, const struct end_session *session)
{
	const struct end_file *f = &session->file[n];
	size_t len = k->file[n].len;

	if (n >= session->files || strcmp(k->file[n].name, f->name) != 0)
		return false;
	if (f->announced ? len != f->len
			 : len < f->len || len >= f->len + 1024u)
		return false;
	if (memcmp(k->file[n].data, f->data, f->len) != 0)
		return false;
	for (size_t i = f->len; i < len; i++) {
		if (k->file[n].data[i] != 0x1a)
			return false;
	}
	return true;
}

static bool
has_wrong_file(const struct end_kept *k, const struct end_session *session)
{
	for (int i = 0; i < k->files; i++) {
		if (k->file[i].whole && !is_right(k, i, session))
			return true;
	}
	return false;
}

static bool
lacks_file(const struct end_kept *k, const struct end_session *session)
{
	for (int i = 0; i < session->files; i++) {
		if (i >= k->files || !k->file[i].whole ||
		    !is_right(k, i, session))
			return true;
	}
	return false;
}

const char *
verdict_find(const struct world *w, const struct world_setup *s)
{
	const struct end_kept *k = s->type[RECEIVER]->kept(w->end[RECEIVER]);
	bool tests_sender = s->type[SENDER]->judged;
	bool tests_receiver = s->type[RECEIVER]->judged;

	for (int i = 0; i < 2; i++) {
		bool tested = i == SENDER ? tests_sender : tests_receiver;

		if (tested && world_result(w, s, i) == END_RUNNING)
			return "an engine has not ended";
	}
	if (tests_sender && world_result(w, s, SENDER) == END_DONE &&
	    lacks_file(k, s->session))
		return "the sender is done, and the receiver lacks a file";
	if (tests_receiver && has_wrong_file(k, s->session))
		return "the receiver keeps a wrong file";
	if (tests_receiver && world_result(w, s, RECEIVER) == END_DONE &&
	    lacks_file(k, s->session))
		return "the receiver is done, and lacks a file";
	return NULL;
}

bool
verdict_has_only_sums(const struct world *w, const struct world_setup *s)
{
	for (int i = 0; i < 2; i++) {
		if (w->started[i] && s->type[i]->has_only_sums(w->end[i]))
			return true;
	}
	return false;
}
