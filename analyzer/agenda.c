/* See agenda.h. */
#include "agenda.h"

#include "forms/alloc.h"
#include "forms/answer.h"

#include <string.h>

enum { NOT_PLANNED = -1 };

/* Beside the statistics of the core: how many people. */
enum { TOTAL = STATISTIC_COUNT };

struct agenda {
	struct arena *arena;
	const struct form *form;
	struct plan *plan;
	const struct item **items; /* of the plan, in its order */
	int *item_numbers;	   /* in the plan, per item of the form */
	int *factor_numbers;
	/* asked for: factors are numbered behind the items */
	unsigned *subjects;
	size_t nsubjects, subjects_room;
	bool statistics[STATISTIC_COUNT + 1];
	int order[STATISTIC_COUNT + 1]; /* enum statistic, or TOTAL */
	size_t nstatistics;
	struct entry *entries;
	size_t nentries;
};

static bool is_scale(const struct item *item)
{
	return item->type == ITEM_SELECT_ONE && item->list->is_scale;
}

unsigned form_levels_max(const struct form *form)
{
	unsigned most = 0;

	for (unsigned i = 0; i < form->nitems; i++)
		if (is_scale(&form->items[i]) && form->items[i].list->nchoices > most)
			most = form->items[i].list->nchoices;
	return most;
}

/* --- what is asked --- */

static void add_subject(struct agenda *agenda, unsigned subject)
{
	for (size_t i = 0; i < agenda->nsubjects; i++)
		if (agenda->subjects[i] == subject)
			return;
	ARRAY_RESERVE(agenda->subjects, agenda->nsubjects, agenda->subjects_room);
	agenda->subjects[agenda->nsubjects++] = subject;
}

static bool add_scales(struct agenda *agenda, struct error *err)
{
	const struct form *form = agenda->form;

	for (unsigned i = 0; i < form->nitems; i++)
		if (is_scale(&form->items[i]))
			add_subject(agenda, i);
	return agenda->nsubjects ||
	       error_set(err, ERROR_INPUT, "form %s has no item on a scale",
			 form->code);
}

static bool add_all(struct agenda *agenda, struct error *err)
{
	if (!add_scales(agenda, err))
		return false;
	for (unsigned f = 0; f < agenda->form->nfactors; f++)
		add_subject(agenda, agenda->form->nitems + f);
	return true;
}

static bool add_index(struct agenda *agenda, struct error *err)
{
	if (agenda->form->index < 0)
		return error_set(err, ERROR_INPUT, "form %s has no index",
				 agenda->form->code);
	add_subject(agenda, agenda->form->nitems + (unsigned)agenda->form->index);
	return true;
}

static bool add_named(struct agenda *agenda, const char *name, struct error *err)
{
	const struct form *form = agenda->form;
	int item = form_item(form, name);
	int factor = form_factor(form, name);

	if (strcmp(name, "index") == 0)
		return add_index(agenda, err);
	if (strcmp(name, "all") == 0)
		return add_all(agenda, err);
	if (factor < 0 && item < 0)
		return error_set(err, ERROR_INPUT,
				 "form %s has no item or factor '%.60s'", form->code,
				 name);
	if (factor < 0 && !is_scale(&form->items[item]))
		return error_set(err, ERROR_INPUT,
				 "'%s' is not answered on a scale of satisfaction",
				 name);
	add_subject(agenda,
		    factor < 0 ? (unsigned)item : form->nitems + (unsigned)factor);
	return true;
}

static bool add_statistic(struct agenda *agenda, const char *name, struct error *err)
{
	enum statistic statistic = STATISTIC_T2B;
	bool is_total = strcmp(name, "total") == 0;

	if (!is_total && !statistic_from_name(name, &statistic))
		return error_set(err, ERROR_INPUT,
				 "'%.60s' is no statistic; there are t2b, mean5, "
				 "mean100, mean, all, pooled, level, total",
				 name);
	int asked = is_total ? TOTAL : (int)statistic;
	if (!agenda->statistics[asked])
		agenda->order[agenda->nstatistics++] = asked;
	agenda->statistics[asked] = true;
	return true;
}

/* Calls `add` for each word of each text. */
static bool each_word(struct agenda *agenda, const char *const *texts, size_t ntexts,
		      bool (*add)(struct agenda *, const char *, struct error *),
		      struct error *err)
{
	for (size_t i = 0; i < ntexts; i++) {
		char *words = xstrdup(texts[i]), *rest = words;
		bool done = true;
		while (done && rest) {
			char *word = rest;
			rest = strchr(word, ',');
			if (rest)
				*rest++ = '\0';
			done = add(agenda, word, err);
		}
		free(words);
		if (!done)
			return false;
	}
	return true;
}

/* --- the plan --- */

static bool plan_item(struct agenda *agenda, unsigned number, struct error *err)
{
	const struct item *item = &agenda->form->items[number];
	const struct choice_list *list = item->list;
	double values[PLAN_LEVELS];
	uint32_t satisfied = 0;

	if (list->nchoices > PLAN_LEVELS)
		return error_set(err, ERROR_INPUT,
				 "the scale of '%s' has more than %d levels",
				 item->name, PLAN_LEVELS);
	for (unsigned l = 0; l < list->nchoices; l++) {
		values[l] = list->is_scale ? list->choices[l].level : (double)l + 1;
		satisfied |= (uint32_t)list->choices[l].satisfied << l;
	}
	agenda->item_numbers[number] = (int)plan_add_item(
		agenda->plan, item->name, values, list->nchoices, satisfied);
	agenda->items[agenda->item_numbers[number]] = item;
	return true;
}

/* Items of everything asked for, in the order of the form. */
static bool plan_items(struct agenda *agenda, struct error *err)
{
	const struct form *form = agenda->form;
	unsigned *items = arena_alloc(agenda->arena, form->nitems, sizeof(*items));
	bool *needed = arena_alloc(agenda->arena, form->nitems, sizeof(*needed));

	for (size_t s = 0; s < agenda->nsubjects; s++) {
		unsigned subject = agenda->subjects[s], count = 1;
		items[0] = subject;
		if (subject >= form->nitems)
			count = form_factor_items(form, subject - form->nitems, items);
		for (unsigned i = 0; i < count; i++)
			needed[items[i]] = true;
	}
	for (unsigned i = 0; i < form->nitems; i++)
		if (needed[i] && !plan_item(agenda, i, err))
			return false;
	return true;
}

/* A factor after the factors it is made of; a form has no circles. */
static unsigned plan_factor(struct agenda *agenda, unsigned number)
{
	const struct factor *factor = &agenda->form->factors[number];
	unsigned *parts = arena_alloc(
		agenda->arena, (size_t)factor->nitems + factor->nof, sizeof(*parts));
	unsigned *of = parts + factor->nitems;

	if (agenda->factor_numbers[number] != NOT_PLANNED)
		return (unsigned)agenda->factor_numbers[number];
	for (unsigned i = 0; i < factor->nitems; i++)
		parts[i] = (unsigned)agenda->item_numbers[factor->items[i]];
	for (unsigned i = 0; i < factor->nof; i++)
		of[i] = plan_factor(agenda, factor->of[i]);
	unsigned planned = plan_add_factor(agenda->plan, factor->name, parts,
					   factor->nitems, of, factor->nof);
	agenda->factor_numbers[number] = (int)planned;
	return planned;
}

/* Factors have no levels, and their totals nobody asks for. */
static bool is_of_factors(int asked)
{
	return asked != STATISTIC_LEVEL && asked != TOTAL;
}

static void plan_factors(struct agenda *agenda)
{
	unsigned nitems = agenda->form->nitems;

	for (size_t s = 0; s < agenda->nsubjects; s++)
		if (agenda->subjects[s] >= nitems)
			plan_factor(agenda, agenda->subjects[s] - nitems);
	for (size_t s = 0; s < agenda->nsubjects; s++)
		for (size_t t = 0;
		     t < agenda->nstatistics && agenda->subjects[s] >= nitems; t++)
			if (is_of_factors(agenda->order[t]))
				plan_require(agenda->plan,
					     plan_factor(agenda,
							 agenda->subjects[s] - nitems),
					     (enum statistic)agenda->order[t]);
}

/* --- the entries --- */

static struct entry item_entry(const struct agenda *agenda, unsigned number, int asked)
{
	const struct item *item = &agenda->form->items[number];
	bool of_group = asked == STATISTIC_ALL || asked == STATISTIC_POOLED;
	bool is_total = asked == TOTAL;
	enum statistic statistic = is_total ? STATISTIC_T2B : (enum statistic)asked;

	return (struct entry){
		.name = item->name,
		.label = &item->label,
		.called = is_total ? "total" : statistic_name(statistic),
		.statistic = statistic,
		.estimand = {.number = (unsigned)agenda->item_numbers[number],
			     .statistic = of_group ? STATISTIC_T2B : statistic},
		.is_total = is_total,
	};
}

static struct entry factor_entry(const struct agenda *agenda, unsigned number,
				 int asked)
{
	const struct factor *factor = &agenda->form->factors[number];
	enum statistic statistic = (enum statistic)asked;

	return (struct entry){
		.name = factor->name,
		.label = &factor->label,
		.called = statistic_name(statistic),
		.statistic = statistic,
		.estimand = {.is_factor = true,
			     .number = (unsigned)agenda->factor_numbers[number],
			     .statistic = statistic},
	};
}

/* An entry for each level of the item. */
static void add_levels(struct agenda *agenda, unsigned number)
{
	const struct choice_list *list = agenda->form->items[number].list;

	for (unsigned l = 0; l < list->nchoices; l++) {
		struct entry entry = item_entry(agenda, number, STATISTIC_LEVEL);
		entry.called =
			arena_printf(agenda->arena, "level%s", list->choices[l].name);
		entry.estimand.level = l + 1;
		agenda->entries[agenda->nentries++] = entry;
	}
}

static void add_entries(struct agenda *agenda, unsigned subject, int asked)
{
	unsigned nitems = agenda->form->nitems;

	if (subject < nitems && asked == STATISTIC_LEVEL)
		add_levels(agenda, subject);
	else if (subject < nitems)
		agenda->entries[agenda->nentries++] =
			item_entry(agenda, subject, asked);
	else if (is_of_factors(asked))
		agenda->entries[agenda->nentries++] =
			factor_entry(agenda, subject - nitems, asked);
}

static bool fill_entries(struct agenda *agenda, struct error *err)
{
	size_t most = agenda->nsubjects * (agenda->nstatistics + PLAN_LEVELS);

	agenda->entries = arena_alloc(agenda->arena, most, sizeof(*agenda->entries));
	for (size_t s = 0; s < agenda->nsubjects; s++)
		for (size_t t = 0; t < agenda->nstatistics; t++)
			add_entries(agenda, agenda->subjects[s], agenda->order[t]);
	return agenda->nentries > 0 ||
	       error_set(err, ERROR_INPUT,
			 "level and total are told of items, not of factors: name some "
			 "with --item");
}

static bool fill(struct agenda *agenda, const char *const *names, size_t nnames,
		 const char *const *statistics, size_t nstatistics, struct error *err)
{
	static const char *const t2b[] = {"t2b"};
	bool asked = nnames > 0;

	if (!each_word(agenda, names, nnames, add_named, err) ||
	    !each_word(agenda, nstatistics ? statistics : t2b,
		       nstatistics ? nstatistics : 1, add_statistic, err))
		return false;
	if (!asked && !(agenda->form->index >= 0 ? add_index : add_scales)(agenda, err))
		return false;
	if (!plan_items(agenda, err))
		return false;
	plan_factors(agenda);
	return fill_entries(agenda, err);
}

static struct agenda *begin(const struct form *form)
{
	struct agenda *agenda = xcalloc(1, sizeof(*agenda));

	agenda->arena = arena_new();
	agenda->form = form;
	agenda->plan = plan_new();
	agenda->items =
		arena_alloc(agenda->arena, form->nitems, sizeof(*agenda->items));
	agenda->item_numbers = arena_alloc(agenda->arena, form->nitems, sizeof(int));
	agenda->factor_numbers =
		arena_alloc(agenda->arena, form->nfactors, sizeof(int));
	for (unsigned f = 0; f < form->nfactors; f++)
		agenda->factor_numbers[f] = NOT_PLANNED;
	return agenda;
}

struct agenda *agenda_new(const struct form *form, const char *const *names,
			  size_t nnames, const char *const *statistics,
			  size_t nstatistics, struct error *err)
{
	struct agenda *agenda = begin(form);

	if (fill(agenda, names, nnames, statistics, nstatistics, err))
		return agenda;
	agenda_free(agenda);
	return NULL;
}

static bool is_choice(const struct item *item)
{
	return item->type == ITEM_SELECT_ONE && !item->list->is_scale &&
	       !item->respondent && !item->hidden && item->list->nchoices > 1 &&
	       item->list->nchoices <= PLAN_LEVELS;
}

struct agenda *agenda_of_choices(const struct form *form)
{
	struct agenda *agenda = begin(form);
	struct error err = {0};

	for (unsigned i = 0; i < form->nitems; i++)
		if (is_choice(&form->items[i]))
			add_subject(agenda, i);
	if (agenda->nsubjects && add_statistic(agenda, "level", &err) &&
	    plan_items(agenda, &err) && fill_entries(agenda, &err))
		return agenda;
	agenda_free(agenda);
	return NULL;
}

void agenda_free(struct agenda *agenda)
{
	if (!agenda)
		return;
	plan_free(agenda->plan);
	free(agenda->subjects);
	arena_free(agenda->arena);
	free(agenda);
}

const struct plan *agenda_plan(const struct agenda *agenda)
{
	return agenda->plan;
}

bool agenda_has_totals(const struct agenda *agenda)
{
	return agenda->statistics[TOTAL];
}

size_t agenda_count(const struct agenda *agenda)
{
	return agenda->nentries;
}

const struct entry *agenda_entry(const struct agenda *agenda, size_t number)
{
	return &agenda->entries[number];
}

const char *agenda_name(const struct agenda *agenda, const char *word)
{
	const struct form *form = agenda->form;

	return strcmp(word, "index") == 0 && form->index >= 0
		       ? form->factors[form->index].name
		       : word;
}

/* Factors have required theirs already. */
void agenda_pair(struct agenda *agenda)
{
	for (size_t e = 0; e < agenda->nentries; e++) {
		const struct estimand *estimand = &agenda->entries[e].estimand;
		if (!estimand->is_factor)
			plan_require_pair(agenda->plan, estimand->number,
					  estimand->number, estimand->statistic);
	}
}

void agenda_levels(const struct agenda *agenda, const unsigned char *answers,
		   int8_t *levels)
{
	for (size_t i = 0; i < agenda->plan->nitems; i++)
		levels[i] = (int8_t)answers_level(answers, agenda->items[i]);
}
