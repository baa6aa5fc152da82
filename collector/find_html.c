/* See find_html.h. */
#include "find_inside.h"

#include "page.h"

#include "forms/fold.h"
#include "forms/text.h"

#include <string.h>

static enum catalogue_kind kind_of(const struct find_view *view)
{
	return view->unit ? CATALOGUE_SERVICES : CATALOGUE_UNITS;
}

const struct finder *find_finder(const struct find_view *view)
{
	return view->known->lists[kind_of(view)].finder;
}

const char *find_text(const struct find_view *view, enum ui which)
{
	return ui_text(which, view->language);
}

const struct catalogue_entry *find_unit(const struct find_view *view)
{
	return known_entry(view->known, CATALOGUE_UNITS, view->unit);
}

/* --- links --- */

void find_begin_link(FILE *out, const struct find_view *view, const char *unit,
		     const char *name, const char *value)
{
	fputs("<a href=\"/", out);
	page_query(out, unit, NULL, view->language);
	fputs("&amp;round=", out);
	url_arg(out, view->round);
	if (name) {
		fprintf(out, "&amp;%s=", name);
		url_arg(out, value);
	}
	fputs("\">", out);
}

void find_begin_form_link(FILE *out, const struct find_view *view, const char *service)
{
	fputs("<a href=\"/f/", out);
	url_arg(out, view->round);
	page_query(out, view->unit, service, view->language);
	fputs("\">", out);
}

void find_end_link(FILE *out, const char *words)
{
	html_text(out, words);
	fputs("</a>", out);
}

void find_number(FILE *out, const struct find_view *view, size_t number, enum ui after)
{
	text_decimal(out, view->language, (double)number, 0);
	fprintf(out, " %s", find_text(view, after));
}

void find_more(FILE *out, const struct find_view *view, size_t count)
{
	if (count > LISTED_MAX)
		fprintf(out, "<p>%s</p>\n", find_text(view, UI_HOME_MORE));
}

/* --- units --- */

static void write_path(FILE *out, const struct find_view *view,
		       const struct catalogue_entry *unit)
{
	const struct finder *finder = view->known->lists[CATALOGUE_UNITS].finder;

	for (unit = finder_above(finder, unit); unit;
	     unit = finder_above(finder, unit)) {
		fputs(" · ", out);
		html_text(out, catalogue_name(unit, view->language));
	}
}

/* One that was found: chosen by its name, with the way on to the units below. */
static void write_found_unit(FILE *out, const struct find_view *view,
			     const struct catalogue_entry *unit)
{
	size_t below = finder_below(find_finder(view), unit);

	fputs("<li>", out);
	find_begin_link(out, view, unit->code, NULL, NULL);
	find_end_link(out, catalogue_name(unit, view->language));
	fputs(" <small>", out);
	html_text(out, unit->code);
	write_path(out, view, unit);
	fputs("</small>", out);
	if (below) {
		fputs("<br>", out);
		find_begin_link(out, view, NULL, "under", unit->code);
		find_number(out, view, below, UI_HOME_BELOW);
		fputs("</a>", out);
	}
	fputs("</li>\n", out);
}

/* One of the tree: its name leads on, down to a unit without others below. */
static void write_unit(FILE *out, const struct find_view *view,
		       const struct catalogue_entry *unit)
{
	size_t below = finder_below(find_finder(view), unit);

	fputs("<li>", out);
	find_begin_link(out, view, below ? NULL : unit->code, below ? "under" : NULL,
			unit->code);
	find_end_link(out, catalogue_name(unit, view->language));
	fputs(" <small>", out);
	if (below)
		find_number(out, view, below, UI_HOME_BELOW);
	else
		html_text(out, unit->code);
	fputs("</small></li>\n", out);
}

static void write_steps_above(FILE *out, const struct find_view *view,
			      const struct catalogue_entry *unit)
{
	const struct catalogue_entry *path[DEPTH_MAX + 1];
	size_t depth = 0;

	for (; unit && depth <= DEPTH_MAX; unit = finder_above(find_finder(view), unit))
		path[depth++] = unit;
	while (depth-- > 1) {
		fputs("<li>", out);
		find_begin_link(out, view, NULL, "under", path[depth]->code);
		find_end_link(out, catalogue_name(path[depth], view->language));
		fputs("</li>\n", out);
	}
	fputs("<li aria-current=\"page\">", out);
	html_text(out, catalogue_name(path[0], view->language));
	fputs("</li>\n", out);
}

void find_begin_trail(FILE *out, const struct find_view *view, enum ui top)
{
	fprintf(out, "<nav class=\"trail\" aria-label=\"%s\">\n<ol>\n<li>",
		find_text(view, UI_HOME_TRAIL));
	find_begin_link(out, view, view->unit, NULL, NULL);
	fprintf(out, "%s</a></li>\n", find_text(view, top));
}

void find_end_trail(FILE *out)
{
	fputs("</ol>\n</nav>\n", out);
}

static void write_units(FILE *out, const struct find_view *view)
{
	const struct catalogue_entry *under =
		view->under ? finder_entry(find_finder(view), view->under) : NULL;
	const struct finder_group *group =
		finder_group(find_finder(view), under ? under->code : "");

	fprintf(out, "<h2>%s</h2>\n", find_text(view, UI_HOME_UNITS));
	if (under) {
		find_begin_trail(out, view, UI_HOME_ALL_UNITS);
		write_steps_above(out, view, under);
		find_end_trail(out);
	}
	fputs("<ul class=\"list\">\n", out);
	if (under) {
		fputs("<li>", out);
		find_begin_link(out, view, under->code, NULL, NULL);
		fprintf(out, "%s: ", find_text(view, UI_HOME_THIS_UNIT));
		find_end_link(out, catalogue_name(under, view->language));
		fputs("</li>\n", out);
	}
	for (size_t i = 0; group && i < group->count && i < LISTED_MAX; i++)
		write_unit(out, view, group->members[i]);
	fputs("</ul>\n", out);
	if (group)
		find_more(out, view, group->count);
}

static void write_chosen_unit(FILE *out, const struct find_view *view)
{
	const struct catalogue_entry *unit = find_unit(view);

	fprintf(out, "<p class=\"place\">%s: <b id=\"place\">",
		find_text(view, UI_UNIT));
	html_text(out, unit ? catalogue_name(unit, view->language) : view->unit);
	fputs("</b> ", out);
	find_begin_link(out, view, NULL, NULL, NULL);
	fprintf(out, "%s</a></p>\n", find_text(view, UI_HOME_OTHER_UNIT));
}

/* --- the search --- */

void find_look(struct find_view *view)
{
	finder_search(find_finder(view), fold_text(view->arena, view->query),
		      &view->found);
}

const char *find_says(const struct find_view *view)
{
	const char *what = find_text(view, view->unit ? UI_HOME_SERVICES_COUNTED
						      : UI_HOME_UNITS_COUNTED);

	if (!view->found.total)
		return find_text(view, UI_HOME_NOTHING_FOUND);
	return arena_printf(view->arena, "%s %zu %s", find_text(view, UI_HOME_FOUND),
			    view->found.total, what);
}

static void write_search(FILE *out, const struct find_view *view)
{
	fputs("<form action=\"/\" class=\"search\" role=\"search\">\n", out);
	page_hidden(out, "lang", view->language);
	page_hidden(out, "round", view->round);
	page_hidden(out, "unit", view->unit);
	fprintf(out,
		"<label for=\"q\" class=\"question\">%s</label>\n<input id=\"q\" "
		"name=\"q\" type=\"search\" maxlength=\"100\" autocomplete=\"off\" "
		"value=\"",
		find_text(view,
			  view->unit ? UI_HOME_SEARCH_SERVICE : UI_HOME_SEARCH_UNIT));
	html_text(out, view->query);
	fprintf(out, "\">\n<button>%s</button>\n</form>\n",
		find_text(view, UI_HOME_SEARCH));
}

static void write_found(FILE *out, const struct find_view *view)
{
	const struct found *found = &view->found;

	fprintf(out, "<p role=\"status\">%s</p>\n<ul class=\"list\">\n",
		find_says(view));
	for (size_t i = 0; i < found->count; i++)
		if (view->unit)
			find_service(out, view, found->entries[i], true);
		else
			write_found_unit(out, view, found->entries[i]);
	fputs("</ul>\n", out);
	if (found->total > found->count)
		fprintf(out, "<p>%s</p>\n", find_text(view, UI_HOME_MORE));
}

void find_html(FILE *out, const struct find_view *view)
{
	if (view->unit)
		write_chosen_unit(out, view);
	write_search(out, view);
	if (*view->query)
		write_found(out, view);
	else if (!view->unit && !view->under)
		find_html_recent(out, view->round, view->language);
	if (!*view->query && view->unit)
		find_services(out, view);
	else if (!*view->query)
		write_units(out, view);
	fputs("<p>", out);
	find_begin_form_link(out, view, NULL);
	fprintf(out, "%s</a></p>\n",
		find_text(view,
			  view->unit ? UI_HOME_WITHOUT_SERVICE : UI_HOME_WITHOUT_UNIT));
}

void find_html_recent(FILE *out, const char *rounds, const char *language)
{
	fputs("<section id=\"recent\" data-rounds=\"", out);
	html_text(out, rounds);
	fprintf(out,
		"\" hidden>\n<h2>%s</h2>\n<ul class=\"list\"></ul>\n"
		"<p><button type=\"button\" class=\"quiet\">%s</button></p>\n"
		"</section>\n",
		ui_text(UI_HOME_RECENT, language), ui_text(UI_HOME_FORGET, language));
}
