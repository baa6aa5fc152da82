/*
 * The report: a folder of pages that say what a round says, in a form that cannot be
 * over-read. report_data.h holds what they read, report_site.h writes the files,
 * report_pages.c is the table of pages; a page is a file of its own (report_overview.c …)
 * and a list of sections. Charts are in charts.h.
 *
 * A new section: a function of the type report_section, named in report_sections.h and in
 * the list of the page that has it. A new page: a row in report_pages.c.
 *
 * Pages need nothing but the folder they are in: they link each other, one style sheet
 * and one script, by relative addresses; without the script all of them read alike.
 */
#ifndef HAILONG_ANALYZER_REPORT_H
#define HAILONG_ANALYZER_REPORT_H

#include "phrases.h"
#include "report_data.h"
#include "draw.h"
#include "sentence.h"
#include "verdict.h"

/* A page under way. */
struct report_page {
	const struct page_kind *kind;
	const char *file;		  /* relative to the folder */
	const char *root;		  /* from the page to the folder: "" or "../" */
	const struct report_place *place; /* whom it is about; NULL: of no one place */
	enum report_field_kind field;	  /* and whose place that is */
	const char *group;		  /* of PAGE_UNITS_OF: the units' parent */
};

/* Of files that are no pages, which speak of everybody. */
extern const struct report_page report_of_everybody;

/* The same thing stands on the same scale on all pages. */
enum report_scale_kind {
	REPORT_SCALE_INDEX,    /* of everybody, of a unit, a service, a group */
	REPORT_SCALE_PARTNERS, /* of a unit's service */
	REPORT_SCALE_PARTS,    /* factors and items of everybody */
	REPORT_SCALE_PLACE,    /* and of a place */
	REPORT_SCALE_SHADES,   /* factors by unit, their estimates alone */
	REPORT_SCALE_COUNT
};
struct paper;
struct site;

struct report {
	const struct report_data *data;
	const struct methods *methods;
	enum language language;
	const char *made_on; /* a date, as text */
	struct arena *arena; /* of the texts of a page, forgotten after it */
	const struct report_page *page;
	struct scale scales[REPORT_SCALE_COUNT];
	bool pdf;		 /* whether it is a PDF as well */
	struct paper *paper;	 /* while it is written for paper; NULL: for the site */
	const struct site *site; /* while it is written */
};

/* A part of a page: writes <section>, or nothing where there is nothing to say. */
typedef void report_section(FILE *out, struct report *report);

/* --- texts, which live as long as the page; NaN is "–" --- */

const char *report_percent(struct report *report, double share);
const char *report_short_percent(struct report *report, double share);
const char *report_interval(struct report *report, const struct result *result);
const char *report_decimal(struct report *report, double value); /* 1,7 */
const char *report_count(struct report *report, double count);
const char *report_date(struct report *report, const char *iso);
/* A difference of shares in points, with its sign: "+1,36"; and its interval. */
const char *report_points(struct report *report, double difference);
const char *report_points_interval(struct report *report,
				   const struct comparison *comparison);

/* --- names --- */

const struct form *report_form(const struct report *report);
const char *report_label(const struct report *report, const struct label *label);
const char *report_place_name(const struct report *report,
			      const struct report_place *place);
/* What a catalogue calls it, else its code. */
const char *report_called(const struct report *report, enum catalogue_kind kind,
			  const char *code);

/* --- judging --- */

double report_target(const struct report *report); /* NaN: none */
enum verdict report_verdict(const struct report *report, const struct figure *figure);
/* The class that gives a verdict its colour. */
const char *verdict_css(enum verdict verdict);
/* Whether the target may be held against figures at all. */
bool report_judges(const struct report *report);
/* Whether the figure may be told and there is one. */
bool report_is_told(const struct figure *figure);
/* -1, 1: a difference that is real at the report's level, its sign; 0: none that is. */
int report_real(const struct report *report, const struct contrast *contrast);

/* --- sentences (sentence.h), as paragraphs --- */

/* Without a target and a verdict, which are the caller's to add; of NULL: nobody. */
struct figure_facts report_figure_facts(const struct report *report,
					const struct figure *figure);
struct difference_facts report_difference_facts(const struct report *report,
						const struct comparison *comparison,
						double p_family);
void report_figure_sentence(FILE *out, const struct report *report, const char *css,
			    const struct figure_facts *facts);
/* Nothing without a base; NULL: there is no change to tell. */
void report_change_sentence(FILE *out, const struct report *report,
			    const struct contrast *change);
void report_groups_sentence(FILE *out, const struct report *report,
			    const struct groups_facts *facts);
void report_groups_alike(FILE *out, const struct report *report, const char *questions);
void report_moved_sentence(FILE *out, const struct report *report,
			   const struct moved_facts *facts);
struct rank_facts report_rank_facts(const struct ranking *ranking, size_t of);
/* Of the base; rank 0: there is none. */
struct rank_facts report_rank_before(const struct report_field *field,
				     const struct report_place *place);
/* NULL: of this round alone. */
void report_rank_sentence(FILE *out, const struct report *report,
			  const struct rank_facts *now,
			  const struct rank_facts *before);

/* --- writing --- */

/* A sentence in both languages, beside the code that says it. */
#define VI_EN(vi, en)                         \
	((const char *const[LANGUAGE_COUNT]){ \
		[LANGUAGE_VI] = (vi), [LANGUAGE_EN] = (en)})

/* As phrase_write: HTML with places {0} … {9} for texts. */
void report_say(FILE *out, const struct report *report, const char *const *sentence,
		const char *const *args);
void report_paragraph(FILE *out, const struct report *report, const char *css,
		      const char *const *sentence, const char *const *args);
void report_phrase(FILE *out, const struct report *report, enum phrase phrase,
		   const char *const *args);
void report_phrase_paragraph(FILE *out, const struct report *report, const char *css,
			     enum phrase phrase, const char *const *args);

/* <section> with its heading, until </section>; css may be "". */
void report_begin(FILE *out, const struct report *report, const char *css,
		  const char *const *title);
void report_end(FILE *out);
/* Sections one after the other. */
void report_sections(FILE *out, struct report *report, report_section *const *sections,
		     size_t n);

/* --- drawing --- */

/* The scale that the figure stands on, and all of its kind in the report. */
struct scale report_scale(const struct report *report, const struct figure *figure);
/* All of them, when what the report reads is there (report_scale.c). */
void report_scales_make(struct report *report);
/* What the figure was in the base; NaN where that can't be compared or told. */
double report_base_estimate(const struct report *report, const struct figure *figure);
/* A sentence on how that is drawn, where there is a base. */
void report_say_base(FILE *out, const struct report *report);

#endif
