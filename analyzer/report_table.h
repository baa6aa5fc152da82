/*
 * A table of figures: name, drawn interval, value with its interval, and what else the
 * columns say; one scale for all rows. Telephones show each row as a small card, so cells
 * bring the name of their column along. A script may sort by data-v and filter by text.
 */
#ifndef HAILONG_ANALYZER_REPORT_TABLE_H
#define HAILONG_ANALYZER_REPORT_TABLE_H

#include "report.h"

/* Columns beside name, value and answers; bits. */
enum table_column {
	TABLE_JUDGED = 1,  /* against the target */
	TABLE_RANKED = 2,  /* rank set and tier */
	TABLE_CHANGED = 4, /* since the base */
	TABLE_GAP = 8,	   /* against everybody */
	TABLE_MOVED = 16   /* what the change is of that of the index */
};

struct table_line {
	const struct figure *figure;
	const char *name;
	const char *code; /* NULL: the name says it all */
	const char *link; /* NULL: none */
	unsigned depth;
	const struct ranking *ranking; /* of TABLE_RANKED; NULL: none */
	size_t nranked;
	bool tiered;		       /* its tier is told: the league explains it */
	const struct ranking *before;  /* beside it that of the base; NULL: untold */
	int rank_sign;		       /* whether it has moved: sentence_rank_sign */
	const struct contrast *change; /* of TABLE_CHANGED; NULL: none */
	const struct comparison *gap;  /* of TABLE_GAP; NULL: none */
	double gap_p;		       /* adjusted */
	double weight; /* of TABLE_MOVED: the line's in the index; 0: none */
};

struct table_lines {
	struct table_line *list;
	size_t count, room;
};

struct table {
	const char *caption; /* for screen readers */
	const char *what;    /* the head of the first column */
	unsigned columns;
	bool league; /* sorted and filtered by the script */
};

void table_add(struct table_lines *lines, const struct table_line *line);
/* A place with all that is known of it. */
void table_add_place(struct table_lines *lines, struct report *report,
		     enum report_field_kind field, const struct report_place *place);
void table_release(struct table_lines *lines);
/* At most three places each of which it is certain that they are in the upper half, [0],
 * or in the lower half, [1] (report_overview.c). */
void report_find_extremes(struct report *report, enum report_field_kind field,
			  struct table_lines lines[2]);

/* Columns that have nothing to say in this report are left out. */
void table_write(FILE *out, struct report *report, const struct table *table,
		 const struct table_lines *lines);

/* "+1,36 [0,2; 2,5] điểm %: tăng" – a change with what it is worth. */
void table_write_change(FILE *out, struct report *report,
			const struct contrast *change);
/* What it adds to the change of the index: weight times change, with the interval of the
 * change times the weight. */
void table_contribution(FILE *out, struct report *report,
			const struct table_line *line);
/* "3 (1–7)": the rank and the ranks it may just as well have. */
const char *table_rank(struct report *report, const struct ranking *ranking);

#endif
