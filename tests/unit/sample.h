/*
 * The synthetic survey of tests/golden/r/golden.R in memory, its items and factors,
 * and its designs by the names used there.
 */
#ifndef HAILONG_TESTS_SAMPLE_H
#define HAILONG_TESTS_SAMPLE_H

#include "analyzer/estimate.h"
#include "forms/alloc.h"
#include "golden.h"

enum { SAMPLE_ITEMS = 5, SAMPLE_ROWS = 1000 };

struct sample_row {
	char stratum[8], psu[8], ssu[8], domain[8];
	double fpc, fraction, fpc2, weight, efpc;
	int8_t levels[SAMPLE_ITEMS];
};

struct sample {
	struct sample_row rows[SAMPLE_ROWS];
	size_t n;
};

enum sample_fpc { NO_FPC, FPC_COUNT, FPC_FRACTION, FPC_ELEMENTS };

struct sample_design {
	const char *name;
	bool stratum, psu, weight;
	enum sample_fpc fpc;
	bool two, lone; /* two stages; with the stratum that has a lonely PSU */
};

static const struct sample_design sample_designs[] = {
	{"srs", false, false, false, NO_FPC, false, false},
	{"weighted", false, false, true, NO_FPC, false, false},
	{"strat", true, false, true, NO_FPC, false, false},
	{"stratfpc", true, false, true, FPC_ELEMENTS, false, false},
	{"derived", true, false, false, FPC_ELEMENTS, false, false},
	{"psu", false, true, true, NO_FPC, false, false},
	{"selfweight", true, true, false, NO_FPC, false, false},
	{"clus", true, true, true, NO_FPC, false, false},
	{"clusfpc", true, true, true, FPC_COUNT, false, false},
	{"clusfrac", true, true, true, FPC_FRACTION, false, false},
	{"two", true, true, true, FPC_COUNT, true, false},
	{"twoderived", true, true, false, FPC_COUNT, true, false},
	{"lone", true, true, true, NO_FPC, false, true},
	{"lonefpc", true, true, true, FPC_COUNT, false, true},
	{"lonetwo", true, true, true, FPC_COUNT, true, true},
};

static inline void sample_text(char to[8], const struct golden *golden,
			       const char *column)
{
	snprintf(to, 8, "%s", golden_text(golden, column));
}

static inline bool sample_load(struct sample *sample)
{
	static const char *const items[] = {"q1", "q2", "q3", "q4", "q5"};
	struct golden golden;

	sample->n = 0;
	if (!golden_open(&golden, "sample.csv"))
		return false;
	while (golden_next(&golden) && sample->n < SAMPLE_ROWS) {
		struct sample_row *row = &sample->rows[sample->n++];
		sample_text(row->stratum, &golden, "stratum");
		sample_text(row->psu, &golden, "psu");
		sample_text(row->ssu, &golden, "ssu");
		sample_text(row->domain, &golden, "domain");
		row->fpc = golden_number(&golden, "fpc");
		row->fraction = golden_number(&golden, "fraction");
		row->fpc2 = golden_number(&golden, "fpc2");
		row->weight = golden_number(&golden, "weight");
		row->efpc = golden_number(&golden, "efpc");
		for (int i = 0; i < SAMPLE_ITEMS; i++)
			row->levels[i] = (int8_t)golden_number(&golden, items[i]);
	}
	return true;
}

static inline struct design_row sample_place(const struct sample_row *row,
					     const struct sample_design *kind)
{
	const double fpcs[] = {[NO_FPC] = (double)NAN,
			       [FPC_COUNT] = row->fpc,
			       [FPC_FRACTION] = row->fraction,
			       [FPC_ELEMENTS] = row->efpc};

	return (struct design_row){.stratum = kind->stratum ? row->stratum : NULL,
				   .psu = kind->psu ? row->psu : NULL,
				   .ssu = kind->two ? row->ssu : NULL,
				   .fpc = fpcs[kind->fpc],
				   .fpc2 = kind->two ? row->fpc2 : (double)NAN,
				   .weight = kind->weight ? row->weight : (double)NAN};
}

/* q1 … q5 (q4 of three levels), F1 = q1, q2, q4; F2 = q3, q5; index = F1, F2. */
static inline struct plan *sample_plan(void)
{
	static const double values[] = {1, 2, 3, 4, 5};
	struct plan *plan = plan_new();

	plan_add_item(plan, "q1", values, 5, 0x18);
	plan_add_item(plan, "q2", values, 5, 0x18);
	plan_add_item(plan, "q3", values, 5, 0x18);
	plan_add_item(plan, "q4", values, 3, 0x4);
	plan_add_item(plan, "q5", values, 5, 0x18);
	unsigned f1 = plan_add_factor(plan, "F1", (unsigned[]){0, 1, 3}, 3, NULL, 0);
	unsigned f2 = plan_add_factor(plan, "F2", (unsigned[]){2, 4}, 2, NULL, 0);
	unsigned both[] = {f1, f2};
	unsigned index = plan_add_factor(plan, "index", NULL, 0, both, 2);
	plan_require(plan, index, STATISTIC_T2B);
	plan_require(plan, index, STATISTIC_MEAN5);
	return plan;
}

/* Grouping 0: everybody, ""; grouping 1: by domain. */
struct survey {
	struct plan *plan;
	struct design *design;
	struct tally *tally;
};

static inline const struct sample_design *sample_design(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(sample_designs); i++) {
		if (strcmp(sample_designs[i].name, name) == 0)
			return &sample_designs[i];
	}
	return NULL;
}

static inline void survey_init(struct survey *survey)
{
	survey->plan = sample_plan();
	survey->design = design_new();
	survey->tally = tally_new(survey->plan, survey->design, 2);
}

static inline bool survey_add(struct survey *survey, const struct sample_row *row,
			      const struct sample_design *kind, struct error *err)
{
	const char *domains[] = {"", row->domain};
	struct design_row place = sample_place(row, kind);

	if (!kind->lone && strcmp(row->stratum, "S6") == 0)
		return true;
	return tally_add(survey->tally, &place, row->levels, domains, err);
}

static inline bool survey_load(struct survey *survey, const struct sample *sample,
			       const char *design, struct error *err)
{
	const struct sample_design *kind = sample_design(design);

	survey_init(survey);
	for (size_t i = 0; i < sample->n; i++) {
		if (!survey_add(survey, &sample->rows[i], kind, err))
			return false;
	}
	return tally_finish(survey->tally, err);
}

static inline void survey_release(struct survey *survey)
{
	tally_free(survey->tally);
	design_free(survey->design);
	plan_free(survey->plan);
}

static inline const struct domain *survey_domain(const struct survey *survey,
						 const char *key)
{
	return tally_find(survey->tally, *key ? 1 : 0, key);
}

/* "q3", "F1", "index" → estimand; the level is that of the top of the scale. */
static inline struct estimand sample_estimand(const struct plan *plan, const char *name,
					      const char *statistic)
{
	struct estimand estimand = {0};

	if (!statistic_from_name(statistic, &estimand.statistic))
		abort();
	for (unsigned i = 0; i < plan->nfactors; i++) {
		if (strcmp(plan->factors[i].name, name) == 0) {
			estimand.is_factor = true;
			estimand.number = i;
			return estimand;
		}
	}
	for (unsigned i = 0; i < plan->nitems; i++) {
		if (strcmp(plan->items[i].name, name) == 0)
			estimand.number = i;
	}
	estimand.level = plan->items[estimand.number].nlevels;
	return estimand;
}

#endif
