/*
 * The answers of a round unit by unit, each as one number, in the order in which they
 * were kept (ties: in which they were sent, then by key). That is the order in which
 * somebody who looks again and again gets to see them, so that a later look only adds to
 * an earlier one; the times people sent them at would not be.
 *
 * The number is the person's part in the headline: the share of satisfied ones among
 * the items of the index that were answered, a factor being the mean of its members as
 * everywhere (a member without an answer is left out). Where everybody answers every item
 * the mean of these numbers is the headline itself (t2b of the index); else it differs a
 * little, since people, not answers, count alike. Nobody is weighted. Who answered no item
 * of the index has no number.
 *
 * A drawn sample and people who came by themselves are never mixed (pass.h): if there is
 * any response of the sample only the sample counts, unless the rule says otherwise.
 *
 * Life cycle: arrivals_read → read → arrivals_free.
 */
#ifndef HAILONG_ANALYZER_ARRIVALS_H
#define HAILONG_ANALYZER_ARRIVALS_H

#include "pass.h"
#include "source.h"

struct arrival_list {
	const char *unit;
	size_t n, room;
	double *values; /* 0 to 1 */
	int64_t *times; /* when kept, µs since 1970 UTC */
};

struct arrivals;

void arrivals_free(struct arrivals *arrivals); /* NULL is allowed */

/* Of a round; the rule is AUTO, SAMPLE or OPEN. A form without an index is an error. */
struct arrivals *arrivals_read(struct source *source, enum selection_rule rule,
			       struct error *err)
	__attribute__((malloc(arrivals_free, 1), warn_unused_result));

/* Units by their codes; lists live as long as the arrivals. */
size_t arrivals_count(const struct arrivals *arrivals);
const struct arrival_list *arrivals_at(const struct arrivals *arrivals, size_t number);
/* NULL: nobody answered about it. */
const struct arrival_list *arrivals_find(const struct arrivals *arrivals,
					 const char *unit);

/* Whether those who are counted came by themselves, all of them. */
bool arrivals_are_open(const struct arrivals *arrivals);
/* How many stand aside because there is a sample. */
size_t arrivals_aside(const struct arrivals *arrivals);
/* Whether a weight, a stratum or a PSU is given, which count nowhere here. */
bool arrivals_have_design(const struct arrivals *arrivals);

/* The number of a person with these levels (plan.h), NaN if there is none. */
double arrival_value(const struct plan *plan, unsigned factor, const int8_t *levels);

#endif
