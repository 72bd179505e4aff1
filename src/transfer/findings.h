#ifndef TRANSFER_FINDINGS_H
#define TRANSFER_FINDINGS_H

/* What the evidence and the end of a transfer show: one question each. */

#include "transfer/advice.h"
#include "transfer/suspects.h"

/* All that a row of the table looks at. */
struct findings {
	const struct evidence *e;
	const struct advice_case *c;
	const struct failing *failing;
	struct suspects suspects; /* of a sender */
	struct repair repair;     /* of a receiver */
	const char *check;        /* the foreign one, or NULL */
	bool intact;              /* what a receiver refused was no damage */
};

/* The evidence and the case have to outlive them. */
struct findings findings_of(
    const struct evidence *, const struct advice_case *);

/* Is telnet spoken already? */
bool finds_telnet_line(const struct findings *);
bool finds_telnet(const struct findings *);
bool finds_unreadable(const struct findings *);
bool finds_nothing(const struct findings *);
bool finds_requests_only(const struct findings *);
bool finds_text_only(const struct findings *);
bool finds_text_last(const struct findings *);
bool finds_first_cancelled(const struct findings *);
bool finds_none_through_tcp(const struct findings *);
bool finds_none_answered(const struct findings *);
bool finds_none_of_the_long(const struct findings *);
bool finds_none_refused(const struct findings *);
bool finds_none_accepted(const struct findings *);
bool finds_end_at_256(const struct findings *);
bool finds_suspect(const struct findings *);
bool finds_no_long_sent(const struct findings *);
bool finds_only_short(const struct findings *);
bool finds_many_suspects(const struct findings *);
bool finds_no_answer_to_long(const struct findings *);
bool finds_late_answer(const struct findings *);
bool finds_seven_bits(const struct findings *);
bool finds_no_wrap(const struct findings *);
bool finds_foreign_check(const struct findings *);
bool finds_repair(const struct findings *);
bool finds_other_check(const struct findings *);
bool finds_overrun(const struct findings *);
bool finds_long_frame(const struct findings *);
bool finds_same_damage(const struct findings *);

#endif
