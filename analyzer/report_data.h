/*
 * All that the pages of a report read, made once.
 *
 * All groupings are taken in one reading of the rows, so that small cells are guarded
 * over everything the pages tell together; self-selected responses beside a sample and
 * what quality.h looks at come from the same reading. A second and a third are for the
 * estimate without flagged responses and for what drives satisfaction. Of units by services only the index is
 * made; of the other groupings every item and factor. The base is read just like it.
 *
 * A field is what is ranked together: the units, the services, the factors of the index.
 * Its places stand in the order of their estimates, highest first; those of which nothing
 * is told come last, by code. Changes since the base are a family of their own in each
 * field (Holm); they are there when the rounds were declared comparable.
 *
 * Life cycle: {0} → report_data_read → read → report_data_release, in any case.
 */
#ifndef HAILONG_ANALYZER_REPORT_DATA_H
#define HAILONG_ANALYZER_REPORT_DATA_H

#include "beside.h"
#include "comparable.h"
#include "contrasts.h"
#include "drivers.h"
#include "funnel.h"
#include "keys.h"
#include "modes.h"
#include "quality_intake.h"
#include "rank.h"
#include "reading.h"
#include "report_trend.h"

/* The groupings, in this order; from REPORT_PEOPLE on by what people say of themselves. */
enum report_grouping {
	REPORT_OVERALL,
	REPORT_CHANNEL,
	REPORT_UNIT,
	REPORT_SERVICE,
	REPORT_UNIT_SERVICE,
	REPORT_QUARTER, /* these two of forms with points only */
	REPORT_UNIT_QUARTER,
	REPORT_PEOPLE
};

enum report_field_kind { PLACES_UNITS, PLACES_SERVICES, PLACES_FACTORS, PLACES_COUNT };

struct report_place {
	const char *code;		     /* of a factor its name */
	const struct label *label;	     /* of a factor; else NULL */
	const struct catalogue_entry *entry; /* NULL: not in the catalogue */
	const struct figure *figure;	     /* its index, t2b */
	struct ranking ranking;
	const struct ranking *before;  /* NULL: none, or no comparable base */
	const struct contrast *change; /* NULL: no comparable base */
};

struct report_field {
	struct report_place *places;
	size_t n, nranked, ntiers;
	size_t nbefore;		  /* ranked in the base; of units and services */
	bool others_before;	  /* and these are not all the same places */
	bool separable;		  /* some place can't have every rank */
	struct contrasts changes; /* of the places, in their order */
};

/* Two groups of one question about people, by their estimates. */
struct report_pair {
	const struct figure *high, *low;
};

struct report_people {
	struct report_pair *pairs;
	size_t npairs, room;
	struct contrasts gaps; /* high - low, in the order of the pairs */
};

/* Of the rows of every place of a field; not of successors (--as-of). */
struct place_drivers {
	struct keys *codes;
	struct drivers **list; /* by number of the code; NULL: no regression */
	size_t n, room;
};

struct report_data {
	struct arena *arena;
	struct reading now, base;
	/* Both sides, overall and by channel: the one estimated from is that of `now`. */
	struct apart apart;
	struct quality_intake quality;
	struct figures *unflagged;   /* overall, without what is flagged */
	struct pass *unflagged_pass; /* which holds their names */
	struct modes modes;	     /* channels held against the sample */
	struct funnel *funnel;	     /* overall */
	struct drivers *drivers;     /* of the outcome below; NULL: none */
	struct place_drivers place_drivers[PLACES_FACTORS];
	const struct item *outcome;
	const struct entry *predictors[SHAPLEY_MOST];
	size_t npredictors;
	bool has_base;
	enum comparable comparable;
	const struct entry *index; /* t2b of the index */
	struct report_field fields[PLACES_COUNT];
	struct keys *parents;	   /* of the units; "" where it is not known */
	struct contrasts headline; /* one: of the index, overall */
	struct trend trend;	   /* of the index, overall */
	struct beside beside;
	struct report_people people;
	struct whole *
		*wholes; /* of everybody by entry of the agenda, t2b; NULL: untold */
	/* Levels of the questions that are on no scale, overall; NULL: there are none. */
	struct agenda *choices;
	struct pass *choices_pass;
	struct figures *choice_figures;
};

struct report_options {
	struct source_options now;
	const char *base; /* the code of a round; NULL: none */
};

/* A form without an index is an error. */
bool report_data_read(struct report_data *data, const struct report_options *options,
		      const struct methods *methods, struct error *err) MUST_CHECK;
void report_data_release(struct report_data *data);

/* The rows of `now`, whose source, groupings and agenda are there (report_intake.c). */
bool report_intake(struct report_data *data, const struct methods *methods,
		   struct error *err) MUST_CHECK;
void report_intake_release(struct report_data *data);

/* One field of it (report_field.c), when the rest is there. */
bool report_field_make(struct report_data *data, enum report_field_kind kind,
		       const struct methods *methods, struct error *err) MUST_CHECK;

/* The family of all pairs (report_people.c), when the figures are there. */
void report_people_make(struct report_data *data, const struct methods *methods);
void report_people_release(struct report_data *data);

/* The code of the unit above, "" where there is none or it is not known. */
const char *report_parent(const struct report_place *place);

/* NULL where there is none. */
const struct figure *report_figure(const struct report_data *data, size_t grouping,
				   const char *domain, const struct entry *entry);
/* The same of the base round, by names; NULL without a comparable base. */
const struct figure *report_base_figure(const struct report_data *data,
					const struct figure *figure);
/* The entry of an item or factor with this statistic; NULL: none. */
const struct entry *report_entry(const struct report_data *data, const char *name,
				 enum statistic statistic);
/* The index of everybody with this statistic, NULL without responses. */
const struct figure *report_headline(const struct report_data *data,
				     enum statistic statistic);
/* A place's figure, which is told, against everybody's, of whom it is a part; why, if
 * undefined, as compare_part. */
struct comparison report_gap(const struct report_data *data, const struct figure *own,
			     const struct methods *methods);
/* Whether there is a base that may be compared with. */
bool report_is_compared(const struct report_data *data);

/* An empty regression of the outcome on the predictors; owned by the caller. */
struct drivers *report_regression(const struct report_data *data);

/* Those of single places (report_place_drivers.c): rows of the second reading, their end,
 * and, with shares but without errors, that of a place whose answers carry one; else
 * NULL. How many complete answers it takes, more where they are clustered or weighted. */
bool report_drivers_add(struct report_data *data, const struct source_row *row,
			const struct pass_row *again, struct error *err) MUST_CHECK;
void report_drivers_solve(struct report_data *data);
void report_drivers_release(struct report_data *data);
const struct drivers *report_place_drivers(const struct report_data *data,
					   enum report_field_kind kind,
					   const struct report_place *place,
					   uint64_t min_n);
size_t report_drivers_enough(const struct report_data *data, uint64_t min_n);

const struct report_place *report_find_place(const struct report_data *data,
					     enum report_field_kind kind,
					     const char *code);

#endif
