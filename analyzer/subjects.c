/* See subjects.h. */
#include "subjects.h"

#include "forms/alloc.h"

/* --- which there are --- */

static enum subject_kind kind_of(const struct estimand *estimand)
{
	if (!estimand->is_factor)
		return SUBJECT_ITEM;
	if (estimand->statistic == STATISTIC_ALL)
		return SUBJECT_ALL;
	return estimand->statistic == STATISTIC_POOLED ? SUBJECT_POOLED : SUBJECT_MEAN;
}

static struct subject *found(const struct subjects *subjects, enum subject_kind kind,
			     unsigned number)
{
	size_t place = subjects->places[kind][number];

	return place ? &subjects->list[place - 1] : NULL;
}

static bool is_told(const struct subjects *subjects, enum subject_kind kind,
		    unsigned number)
{
	const struct subject *subject = found(subjects, kind, number);

	return subject && subject->told;
}

static void add(struct subjects *subjects, enum subject_kind kind, unsigned number,
		bool told)
{
	if (found(subjects, kind, number))
		return;
	subjects->list[subjects->count++] =
		(struct subject){.kind = kind, .number = number, .told = told};
	subjects->places[kind][number] = subjects->count;
}

/* Whether a member is told, or a member's member. */
static bool has_told_member(const struct subjects *subjects, unsigned number)
{
	const struct plan_factor *factor = &subjects->plan->factors[number];

	for (size_t i = 0; i < factor->nitems; i++)
		if (is_told(subjects, SUBJECT_ITEM, factor->items[i]))
			return true;
	for (size_t i = 0; i < factor->nfactors; i++)
		if (is_told(subjects, SUBJECT_MEAN, factor->factors[i]) ||
		    has_told_member(subjects, factor->factors[i]))
			return true;
	return false;
}

static bool has_told_item(const struct subjects *subjects, unsigned number)
{
	const struct plan_factor *factor = &subjects->plan->factors[number];

	for (size_t i = 0; i < factor->nall_items; i++)
		if (is_told(subjects, SUBJECT_ITEM, factor->all_items[i]))
			return true;
	return false;
}

static bool is_of_members(const struct subjects *subjects,
			  const struct subject *subject)
{
	const struct plan_factor *factors = subjects->plan->factors;

	switch (subject->kind) {
	case SUBJECT_MEAN:
		return has_told_member(subjects, subject->number);
	case SUBJECT_POOLED:
		return has_told_item(subjects, subject->number);
	case SUBJECT_ALL:
		return factors[subject->number].nall_items == 1 &&
		       has_told_item(subjects, subject->number);
	case SUBJECT_ITEM:
	case SUBJECT_KIND_COUNT:
		break;
	}
	return false;
}

static void add_member(struct subjects *subjects, struct subject *subject,
		       enum subject_kind kind, unsigned number)
{
	add(subjects, kind, number, false);
	if (subject->told && !is_told(subjects, kind, number))
		subject->lacks_members = true;
}

static void add_members(struct subjects *subjects, struct subject *subject)
{
	const struct plan_factor *factor = &subjects->plan->factors[subject->number];
	bool direct = subject->kind == SUBJECT_MEAN;
	size_t nitems = direct ? factor->nitems : factor->nall_items;

	for (size_t i = 0; i < nitems; i++)
		add_member(subjects, subject, SUBJECT_ITEM,
			   direct ? factor->items[i] : factor->all_items[i]);
	for (size_t i = 0; direct && i < factor->nfactors; i++)
		add_member(subjects, subject, SUBJECT_MEAN, factor->factors[i]);
}

void subjects_init(struct subjects *subjects, const struct agenda *agenda)
{
	const struct plan *plan = agenda_plan(agenda);

	*subjects = (struct subjects){.plan = plan};
	subjects->list = xcalloc(plan->nitems + SUBJECT_KIND_COUNT * plan->nfactors + 1,
				 sizeof(*subjects->list));
	for (int k = 0; k < SUBJECT_KIND_COUNT; k++)
		subjects->places[k] =
			xcalloc(plan->nitems + plan->nfactors + 1, sizeof(size_t));
	for (size_t e = 0; e < agenda_count(agenda); e++) {
		const struct estimand *estimand = &agenda_entry(agenda, e)->estimand;
		add(subjects, kind_of(estimand), estimand->number, true);
	}
	/* the list grows as untold members bring theirs */
	for (size_t s = 0; s < subjects->count; s++) {
		struct subject *subject = &subjects->list[s];
		subject->of_members = is_of_members(subjects, subject);
		if (subject->of_members)
			add_members(subjects, subject);
	}
}

void subjects_release(struct subjects *subjects)
{
	for (int k = 0; k < SUBJECT_KIND_COUNT; k++)
		free(subjects->places[k]);
	free(subjects->list);
}

size_t subjects_find(const struct subjects *subjects, const struct entry *entry)
{
	const struct estimand *estimand = &entry->estimand;

	return subjects->places[kind_of(estimand)][estimand->number] - 1;
}

/* --- in a domain --- */

static unsigned base_of(const struct subjects *subjects, const struct subject *subject)
{
	return subject->kind == SUBJECT_ITEM
		       ? subject->number
		       : subjects->plan->factors[subject->number].derived;
}

uint64_t subject_people(const struct subjects *subjects, const struct subject *subject,
			const struct domain *domain)
{
	const struct plan *plan = subjects->plan;

	return domain_answers(domain, &plan->items[base_of(subjects, subject)]);
}

uint64_t subject_behind(const struct subjects *subjects, const struct subject *subject,
			const struct domain *domain)
{
	const struct plan *plan = subjects->plan;
	uint64_t answers = 0;

	if (subject->kind == SUBJECT_ITEM)
		return subject_people(subjects, subject, domain);
	const struct plan_factor *factor = &plan->factors[subject->number];
	for (size_t i = 0; i < factor->nall_items; i++)
		answers += domain_answers(domain, &plan->items[factor->all_items[i]]);
	return answers;
}

uint64_t subject_answers(const struct subjects *subjects, const struct subject *subject,
			 const struct domain *domain)
{
	return (subject->kind == SUBJECT_POOLED ? subject_behind : subject_people)(
		subjects, subject, domain);
}

/* A member whose people all weigh nothing is left out of a mean (scores.h). */
static bool has_weight(const struct subjects *subjects, const struct subject *subject,
		       const struct domain *domain)
{
	const struct plan *plan = subjects->plan;

	return domain_answered_weight(domain,
				      &plan->items[base_of(subjects, subject)]) > 0;
}

size_t subject_members(const struct subjects *subjects, const struct subject *subject,
		       const struct domain *domain, struct subject_member *members,
		       int64_t *own)
{
	const struct plan_factor *factor = &subjects->plan->factors[subject->number];
	bool direct = subject->kind == SUBJECT_MEAN;
	size_t nitems = direct ? factor->nitems : factor->nall_items, count = 0;

	*own = 0;
	for (size_t i = 0; i < nitems + (direct ? factor->nfactors : 0); i++) {
		enum subject_kind kind = i < nitems ? SUBJECT_ITEM : SUBJECT_MEAN;
		unsigned number = i >= nitems ? factor->factors[i - nitems]
				  : direct    ? factor->items[i]
					      : factor->all_items[i];
		size_t place = subjects->places[kind][number] - 1;
		const struct subject *member = &subjects->list[place];
		if (!has_weight(subjects, member, domain))
			continue;
		int64_t value =
			subject->kind == SUBJECT_POOLED
				? (int64_t)subject_people(subjects, member, domain)
				: 1;
		members[count++] = (struct subject_member){place, value};
		*own += value;
	}
	return count;
}
