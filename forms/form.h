/*
 * What a survey is: its items in order, their choices and scales, the factors they
 * belong to. Read once from a JSON definition (hailong-form(5)), checked whole, and
 * never changed afterwards; both programs work from the same struct.
 *
 * Life cycle: form_parse() or form_load() → read → form_free(). Every pointer in
 * here lives as long as the form.
 */
#ifndef HAILONG_FORMS_FORM_H
#define HAILONG_FORMS_FORM_H

#include "error.h"

#include <stdbool.h>
#include <stddef.h>

struct expr;

enum {
	FORM_LANGUAGES_MAX = 8,
	FORM_ITEMS_MAX = 400,
	FORM_CHOICES_MAX = 250,
	FORM_LISTS_MAX = 100,
	FORM_FACTORS_MAX = 60,
	FORM_SECTIONS_MAX = 60,
	FORM_GRADES_MAX = 20,
	FORM_BYTES_MAX = 1024 * 1024
};

/* The same text in the form's languages; NULL where a language has none. */
struct label {
	const char *text[FORM_LANGUAGES_MAX];
};

struct choice {
	const char *name;
	struct label label;
	int level;	/* numeric level, on scales only */
	bool satisfied; /* counts as satisfied, on scales only */
};

struct choice_list {
	const char *name;
	struct choice *choices;
	unsigned nchoices;
	bool is_scale; /* names are ascending numeric levels */
};

enum item_type {
	ITEM_SELECT_ONE,
	ITEM_SELECT_MULTIPLE,
	ITEM_INTEGER,
	ITEM_DECIMAL,
	ITEM_TEXT,
	ITEM_NOTE, /* shown, never answered */
	ITEM_TYPE_COUNT
};

struct item {
	const char *name;
	enum item_type type;
	struct label label, hint, constraint_message;
	const struct choice_list *list; /* of the two select types, else NULL */
	const struct expr *relevant;	/* NULL: always asked */
	const struct expr *constraint;	/* NULL: any value of the type */
	int section;			/* index, -1 before the first group */
	int factor;			/* index, -1 none */
	bool required;
	bool na;	 /* offers "not used / don't know" */
	bool respondent; /* about the person; never required */
	bool hidden;	 /* accepted, not shown: the comment no form asked for */
	unsigned slot;	 /* first byte in the answers, see answer.h */
	unsigned width;	 /* bytes there; 0 for text and notes */
	int text;	 /* place among the text items, -1 for others */
};

struct section {
	const char *name;
	struct label label, hint;
	const struct expr *relevant;
};

enum form_layout {
	FORM_PAGE,  /* all questions on one page */
	FORM_STEPS, /* one after the other */
	FORM_LAYOUT_COUNT
};

/* The mean of items or, where it has some, of other factors. */
struct factor {
	const char *name;
	struct label label;
	unsigned *items; /* indexes into form.items */
	unsigned nitems;
	unsigned *of; /* indexes into form.factors */
	unsigned nof;
};

/* A class of points: from so many on, below the class before. */
struct grade {
	double from;
	struct label label;
};

/* The index told as points, and their classes, the highest first and the last from 0. */
struct points {
	double out_of; /* 0: it is not */
	struct grade *grades;
	unsigned ngrades;
};

struct form {
	const char *code;
	int version;
	const char *languages[FORM_LANGUAGES_MAX]; /* [0] is the default */
	unsigned nlanguages;
	struct label title, introduction, consent;
	int consent_version; /* 0: the form asks for no consent */
	struct choice_list *lists;
	unsigned nlists;
	struct item *items;
	unsigned nitems;
	unsigned *by_name; /* the items' numbers, by name */
	struct section *sections;
	unsigned nsections;
	struct factor *factors;
	unsigned nfactors;
	int index; /* the headline factor, -1 none */
	enum form_layout layout;
	int first;   /* the item that is kept as soon as it is answered, -1 none */
	int on_time; /* the item about results on the promised date, -1 none */
	struct points points;
	unsigned comment;      /* the item that takes the open comment */
	unsigned answers_size; /* bytes of one respondent's answers */
	unsigned ntexts;
	const char *definition; /* the JSON it was read from */
	struct arena *arena;	/* owns all of the above */
};

void form_free(struct form *form); /* NULL is allowed */

/*
 * Reads and checks a definition. `origin` (a file name) begins the error message,
 * which names place and reason: "f.json: survey[3] 'q02': unknown list 'x'". A file may
 * not hold a name twice in one object.
 */
struct form *form_parse(const char *json, size_t length, const char *origin,
			struct error *err)
	__attribute__((malloc(form_free, 1), warn_unused_result));
struct form *form_load(const char *path, struct error *err)
	__attribute__((malloc(form_free, 1), warn_unused_result));

/* For the loader: takes the item as the next one; its name is not there yet. */
void form_add_item(struct form *form, const struct item *item);

/* Index of what the name names, or -1. */
int form_item(const struct form *form, const char *name);
/* The same; looked for first behind another item (-1: at the beginning), where it is when
 * names come in the form's order. */
int form_item_after(const struct form *form, int item, const char *name);
int form_factor(const struct form *form, const char *name);
int form_language(const struct form *form, const char *code);

/* The index of that language for label_text(), the default one where it has none. */
unsigned form_label_language(const struct form *form, const char *code);

/* The class of so many points; what is nearer to its beginning than 1e-9 is in it. NULL
 * below 0, for NaN and where the form has no points. */
const struct grade *form_grade(const struct form *form, double points);

/* 0-based place of a choice in its list, or -1. */
int choice_list_find(const struct choice_list *list, const char *name);

/* The text in that language, in the default one, or "". */
const char *label_text(const struct label *label, unsigned language);

/*
 * The items a factor stands on, directly or through other factors, each once.
 * `items` has room for form->nitems; returns how many.
 */
unsigned form_factor_items(const struct form *form, unsigned factor, unsigned *items);

#endif
