#ifndef TRANSFER_FINDINGS_H
#define TRANSFER_FINDINGS_H

/* Conclusions about a failed transfer, each in one function. */

#include "transfer/advice.h"
#include "transfer/suspects.h"

/* The facts that the rows of the table in advice.c use. */
struct findings {
	const struct evidence *e;
	const struct advice_case *c;
	const struct failing *failing;
	struct suspects suspects; /* sender: suspect byte values */
	struct repair repair;     /* receiver: damage of the block */
	const char *check;        /* different CRC algorithm that gives the CRC
				     in the block, or NULL */
	bool intact;              /* the rejected block is not damaged */
};

/*
 * Computes the findings.  They point to the evidence and the case, which must
 * outlive the findings.
 */
struct findings findings_of(
    const struct evidence *, const struct advice_case *);

/* Returns true if the port was given as "telnet:..." or "rfc2217:...". */
bool finds_telnet_line(const struct findings *);

/*
 * Each function returns true if the transfer has the property that the name of
 * the function describes; findings.c has the details.
 */
bool finds_telnet(const struct findings *);
bool finds_unreadable(const struct findings *);
bool finds_nothing(const struct findings *);
bool finds_requests_only(const struct findings *);
bool finds_text_only(const struct findings *);
bool finds_reset(const struct findings *);
bool finds_text_last(const struct findings *);
bool finds_first_cancelled(const struct findings *);
bool finds_data_cancelled(const struct findings *);
bool finds_none_through_tcp(const struct findings *);
bool finds_none_answered(const struct findings *);
bool finds_none_of_the_long(const struct findings *);
bool finds_none_rejected(const struct findings *);
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
