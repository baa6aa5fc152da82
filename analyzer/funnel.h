/*
 * The funnel, by unit, by service or overall: dealings received → people invited →
 * rated → satisfied. Silence is never satisfaction: who did not rate is counted as not
 * having rated, and nothing else.
 *
 *   received   dealings in periods wholly within the round; of a unit (or overall) a
 *              period counted for all services together stands for those of its
 *              services, which would count twice
 *   invited    as the counts of dealings say; of a unit and service of which they don't,
 *              the tickets issued for the round, and the row is marked
 *   rated      people who answered the item, or anything of the factor
 *   satisfied  the share among them, its t2b: of the sample where there is one
 *              (apart.h), as the index is
 *   satisfied of received
 *              (sum over sample and open of rated × share) / received: of how many
 *              dealings satisfaction was heard. Each of the two has its own share.
 *              A side of fewer than min_n is left out, so that it is a lower bound of
 *              what was heard; what the silent think it does not say
 *
 * Comments are counted by channel. The channels are those named, or else those through
 * which any response came, and those through which any comment came: "0 through 3
 * channels" is a fact, 100 % satisfied would not be.
 *
 * Edges. Nothing received, or nothing known of it: no share of it. More rated, or more
 * invited, than received can't be: the row is flagged, and nothing is said of the
 * satisfied of received. Where counts of some periods are unknown, what is known is
 * added up and flagged; the share on time is of the dealings where it is known. Where
 * people responded of a unit (or a service) that no dealings are known of, what was
 * received is not what could be rated: flagged, and no share of received.
 */
#ifndef HAILONG_ANALYZER_FUNNEL_H
#define HAILONG_ANALYZER_FUNNEL_H

#include "apart.h"
#include "schema/context_store.h"

/* What is odd in a row; bits. */
enum funnel_note {
	FUNNEL_NO_DEALINGS,
	FUNNEL_NOBODY_RATED,
	FUNNEL_NO_SAMPLE, /* the round has a sample, but not here */
	FUNNEL_RATED_OVER,
	FUNNEL_INVITED_OVER,
	FUNNEL_OVERLAPPING, /* periods */
	FUNNEL_ON_TIME_PARTLY,
	FUNNEL_INVITED_PARTLY,
	FUNNEL_RECEIVED_PARTLY, /* people of a unit or service without dealings rated */
	FUNNEL_INVITED_TICKETS, /* invited holds tickets issued */
	FUNNEL_NOTE_COUNT
};

struct funnel_row {
	const struct grouping *grouping;
	const char *domain;
	double periods, received, on_time, on_time_of, invited, invited_periods;
	double tickets; /* of those invited */
	bool overlapping, received_partly;
	const struct figure *figures[SIDE_COUNT]; /* NULL: nobody */
	double comments[CHANNEL_COUNT + 1];	  /* the last: unsaid */
};

/* What a row says. NaN where there is nothing to say. */
struct funnel_figures {
	double on_time_share;
	double rated, rated_by[SIDE_COUNT], rated_of_received;
	double satisfied, low, high, satisfied_of_received;
	double comments;
	enum suppression suppressed;
	unsigned notes; /* 1 << funnel_note */
};

struct funnel;

void funnel_free(struct funnel *funnel); /* NULL is allowed */
struct funnel *funnel_new(const struct grouping *groupings, size_t ngroupings)
	__attribute__((malloc(funnel_free, 1), returns_nonnull));

/* Whether dealings can be divided so: by unit, by service, by both, or not at all. */
bool funnel_takes(const struct grouping *grouping);

/* All dealings, then the others; the first three as dealings_read, tickets_read and
 * comments_read give them. */
void funnel_add_dealings(void *funnel, const struct dealings *dealings);
void funnel_add_tickets(void *funnel, const struct tickets *tickets);
void funnel_add_comments(void *funnel, const struct comments *comments);
void funnel_add_figures(struct funnel *funnel, const struct apart *apart);
/* One of them; its grouping is one of the funnel's. */
void funnel_add_figure(struct funnel *funnel, enum side side,
		       const struct figure *figure);

/* Rows by grouping as asked, then by key; once all is added. */
void funnel_finish(struct funnel *funnel);
size_t funnel_count(const struct funnel *funnel);
const struct funnel_row *funnel_at(const struct funnel *funnel, size_t number);

/* How many counts of dealings lie partly outside of the round. */
double funnel_left_out(const struct funnel *funnel);
/* Comments of the whole round that came through a channel. */
double funnel_comments(const struct funnel *funnel, unsigned channel);

struct funnel_figures funnel_say(const struct funnel_row *row, enum side headline);

#endif
