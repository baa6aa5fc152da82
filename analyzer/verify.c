/* See verify.h. */
#include "verify.h"

#include "keys.h"
#include "pass.h"

#include "forms/answer.h"
#include "forms/response.h"

#include <string.h>

static const char *const names[] = {
	[CHECK_FORM_ITEMS] = "form_items", [CHECK_ANSWERS] = "answers",
	[CHECK_UPLOADS] = "uploads",	   [CHECK_WITHDRAWALS] = "withdrawals",
	[CHECK_COMMENTS] = "comments",	   [CHECK_IDS] = "ids",
	[CHECK_TALLIES] = "tallies",
};
_Static_assert(ARRAY_SIZE(names) == CHECK_COUNT, "a name for each check");

struct verifying {
	const struct round *round;
	const struct form *form;
	struct arena *arena;
	struct verify_finding *findings;
	/* the tally; NULL where no item is on a scale */
	struct grouping by_unit;
	struct agenda *agenda;
	struct pass *pass;
	struct keys *items; /* in the plan's order */
	uint64_t *seen;	    /* counts of the database, by domain and item */
};

const char *verify_name(enum verify_check check)
{
	return names[check];
}

static void find_wrong(struct verifying *v, enum verify_check check, const char *what,
		       const char *where)
{
	struct verify_finding *finding = &v->findings[check];

	if (!finding->wrong++)
		finding->first = arena_printf(v->arena, "%s %s", what, where);
}

/* --- the rows --- */

/* An agenda of every item on a scale, and of no factor: counts are all that is asked. */
static bool plan_tally(struct verifying *v, struct error *err)
{
	const struct pass_options options = {.selection = SELECTION_ALL,
					     .design = DESIGN_SRS};
	const char **subjects = xcalloc(v->form->nitems + 1, sizeof(*subjects));
	size_t n = 0;
	bool added;

	for (unsigned i = 0; i < v->form->nitems; i++) {
		const struct item *item = &v->form->items[i];
		if (item->type == ITEM_SELECT_ONE && item->list->is_scale)
			subjects[n++] = item->name;
	}
	v->items = keys_new();
	if (n > 0)
		v->agenda = agenda_new(v->form, subjects, n, NULL, 0, err);
	free(subjects);
	if (n == 0 || !v->agenda)
		return n == 0;
	const struct plan *plan = agenda_plan(v->agenda);
	for (size_t i = 0; i < plan->nitems; i++)
		keys_add(v->items, 0, plan->items[i].name, &added);
	v->pass = pass_new(v->agenda, &v->by_unit, 1, &options);
	return grouping_parse(&v->by_unit, v->form, "unit", err);
}

/* What does not fit can't be tallied. */
static bool take_row(void *context, const struct source_row *row, struct error *err)
{
	struct verifying *v = context;
	struct source_row named = *row;
	unsigned item;

	named.unit = row->unit ? row->unit : UNIT_NONE;
	v->findings[CHECK_ANSWERS].examined++;
	if (!answers_fit(v->form, row->answers, row->answers_length, &item)) {
		const char *what =
			item < v->form->nitems ? v->form->items[item].name : "length";
		find_wrong(v, CHECK_ANSWERS, row->id, what);
		return true;
	}
	return !v->pass || pass_add(v->pass, &named, err);
}

/* --- two counts --- */

static uint64_t tallied(const struct domain *domain, const struct plan *plan,
			uint32_t item, int state)
{
	if (state == ANSWER_MISSING)
		return domain->missing[item];
	if (state == ANSWER_NA)
		return domain->na[item];
	if (state < 0 || state > (int)plan->items[item].nlevels)
		return 0;
	return domain->n[plan->items[item].first_cell + (size_t)state - 1];
}

static void compare_count(void *context, const struct verify_count *count)
{
	struct verifying *v = context;
	const struct plan *plan = agenda_plan(v->agenda);
	const struct domain *domain = tally_find(pass_tally(v->pass), 0, count->unit);
	uint32_t item = keys_find(v->items, 0, count->item);

	if (item == KEYS_NONE)
		return;
	v->findings[CHECK_TALLIES].examined++;
	if (!domain || tallied(domain, plan, item, count->state) != count->n)
		find_wrong(v, CHECK_TALLIES, count->unit, count->item);
	if (domain)
		v->seen[domain->number * plan->nitems + item] += count->n;
}

/* What the tally has and the database did not count at all. */
static void find_uncounted(struct verifying *v)
{
	const struct tally *tally = pass_tally(v->pass);
	const struct plan *plan = agenda_plan(v->agenda);

	for (size_t d = 0; d < tally_ndomains(tally); d++) {
		const struct domain *domain = tally_domain(tally, d);
		for (size_t i = 0; i < plan->nitems; i++)
			if (v->seen[d * plan->nitems + i] < domain->nrows)
				find_wrong(v, CHECK_TALLIES, domain->key,
					   plan->items[i].name);
	}
}

static bool compare_tallies(struct verifying *v, struct db *db, struct error *err)
{
	if (!v->pass)
		return true;
	if (!pass_finish(v->pass, err))
		return false;
	v->seen = xcalloc(tally_ndomains(pass_tally(v->pass)) *
					  agenda_plan(v->agenda)->nitems +
				  1,
			  sizeof(*v->seen));
	if (!verify_counts(db, v->round->code, compare_count, v, err))
		return false;
	find_uncounted(v);
	return true;
}

/* --- all of it --- */

static bool check_form_items(struct verifying *v, struct db *db, struct error *err)
{
	struct form_items_state state;

	if (!form_items_check(db, v->form, v->arena, &state, err))
		return false;
	v->findings[CHECK_FORM_ITEMS] =
		(struct verify_finding){state.nitems, state.nwrong, state.first};
	return true;
}

static bool check_rules(struct verifying *v, struct db *db, struct error *err)
{
	static const enum verify_check checks[VERIFY_RULE_COUNT] = {
		[VERIFY_UPLOADS] = CHECK_UPLOADS,
		[VERIFY_WITHDRAWALS] = CHECK_WITHDRAWALS,
		[VERIFY_COMMENTS] = CHECK_COMMENTS,
		[VERIFY_IDS] = CHECK_IDS,
	};

	for (int i = 0; i < VERIFY_RULE_COUNT; i++)
		if (!verify_rule(db, (enum verify_rule)i, v->round->code, v->arena,
				 &v->findings[checks[i]], err))
			return false;
	return true;
}

static bool look(struct db *db, void *context, struct error *err)
{
	struct verifying *v = context;

	return check_form_items(v, db, err) && check_rules(v, db, err) &&
	       source_read_raw(db, v->round->code, take_row, v, err) &&
	       compare_tallies(v, db, err);
}

bool verify_round(struct db *db, const struct round *round, const struct form *form,
		  struct arena *arena, struct verify_finding findings[CHECK_COUNT],
		  struct error *err)
{
	struct verifying v = {
		.round = round, .form = form, .arena = arena, .findings = findings};

	memset(findings, 0, CHECK_COUNT * sizeof(*findings));
	bool done = plan_tally(&v, err) && db_snapshot(db, look, &v, err);
	pass_free(v.pass);
	agenda_free(v.agenda);
	keys_free(v.items);
	free(v.seen);
	return done;
}
