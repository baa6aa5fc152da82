/* What find_html.c and find_services.c share. */
#ifndef HAILONG_COLLECTOR_FIND_INSIDE_H
#define HAILONG_COLLECTOR_FIND_INSIDE_H

#include "find_html.h"

/* A list longer than this is cut: nobody reads on, and the search finds the rest. */
enum { LISTED_MAX = 300 };

const char *find_text(const struct find_view *view, enum ui which);

/* Over what is chosen from now; and the chosen unit, NULL where nobody knows it. */
const struct finder *find_finder(const struct find_view *view);
const struct catalogue_entry *find_unit(const struct find_view *view);

/* <a href="…"> to this page with other choices, all of which may be NULL; or to the form. */
void find_begin_link(FILE *out, const struct find_view *view, const char *unit,
		     const char *name, const char *value);
void find_begin_form_link(FILE *out, const struct find_view *view, const char *service);
void find_end_link(FILE *out, const char *words);

/* "102 đơn vị trực thuộc" */
void find_number(FILE *out, const struct find_view *view, size_t number, enum ui after);

/* Says that a list of so many was cut, where it was. */
void find_more(FILE *out, const struct find_view *view, size_t count);

/* The way down to where one is, beginning at the top; items come between. */
void find_begin_trail(FILE *out, const struct find_view *view, enum ui top);
void find_end_trail(FILE *out);

void find_service(FILE *out, const struct find_view *view,
		  const struct catalogue_entry *service, bool with_field);
/* The lists. */
void find_services(FILE *out, const struct find_view *view);

#endif
