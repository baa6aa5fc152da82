/* Services to choose from: by field, or all where they are few; see find_html.h. */
#include "find_inside.h"

#include "forms/text.h"

#include <string.h>

enum { FEW_SERVICES = 30 };

void find_service(FILE *out, const struct find_view *view,
		  const struct catalogue_entry *service, bool with_field)
{
	fputs("<li>", out);
	find_begin_form_link(out, view, service->code);
	find_end_link(out, catalogue_name(service, view->language));
	fputs(" <small>", out);
	html_text(out, service->code);
	if (with_field && service->group) {
		fputs(" · ", out);
		html_text(out, service->group);
	}
	fputs("</small></li>\n", out);
}

/* Is it given by units like the chosen one? Where nothing is said of levels all are. */
static bool is_given(const struct catalogue_entry *unit,
		     const struct catalogue_entry *service)
{
	return !unit || !unit->level || !service->level ||
	       strcmp(unit->level, service->level) == 0;
}

static size_t count_given(const struct catalogue_entry *unit,
			  const struct finder_group *group)
{
	size_t count = 0;

	for (size_t i = 0; i < group->count; i++)
		count += is_given(unit, group->members[i]);
	return count;
}

/* Where levels are named otherwise for services than for units, all are shown. */
static size_t count_all_given(const struct find_view *view,
			      const struct catalogue_entry **unit)
{
	size_t ngroups, count = 0;
	const struct finder_group *groups = finder_groups(find_finder(view), &ngroups);

	*unit = find_unit(view);
	for (size_t g = 0; g < ngroups; g++)
		count += count_given(*unit, &groups[g]);
	if (count > 0 || !*unit)
		return count;
	*unit = NULL;
	return view->known->lists[CATALOGUE_SERVICES].count;
}

static const char *field_name_of(const struct find_view *view,
				 const struct finder_group *group)
{
	return *group->name ? group->name : find_text(view, UI_HOME_OTHER_FIELD);
}

static void write_members(FILE *out, const struct find_view *view,
			  const struct finder_group *group,
			  const struct catalogue_entry *unit)
{
	size_t listed = 0;

	fputs("<ul class=\"list\">\n", out);
	for (size_t i = 0; i < group->count; i++)
		if (is_given(unit, group->members[i]) && listed++ < LISTED_MAX)
			find_service(out, view, group->members[i], false);
	fputs("</ul>\n", out);
	find_more(out, view, listed);
}

/* All services under the names of their fields. */
static void write_all_fields(FILE *out, const struct find_view *view,
			     const struct catalogue_entry *unit)
{
	size_t ngroups;
	const struct finder_group *groups = finder_groups(find_finder(view), &ngroups);

	for (size_t g = 0; g < ngroups; g++) {
		if (!count_given(unit, &groups[g]))
			continue;
		if (ngroups > 1 || *groups[g].name) {
			fputs("<h3>", out);
			html_text(out, field_name_of(view, &groups[g]));
			fputs("</h3>\n", out);
		}
		write_members(out, view, &groups[g], unit);
	}
}

/* The fields, each a link to its services. */
static void write_field_links(FILE *out, const struct find_view *view,
			      const struct catalogue_entry *unit)
{
	size_t ngroups;
	const struct finder_group *groups = finder_groups(find_finder(view), &ngroups);

	fputs("<ul class=\"list\">\n", out);
	for (size_t g = 0; g < ngroups; g++) {
		size_t count = count_given(unit, &groups[g]);
		if (!count)
			continue;
		fputs("<li>", out);
		find_begin_link(out, view, view->unit, "field", groups[g].name);
		find_end_link(out, field_name_of(view, &groups[g]));
		fputs(" <small>", out);
		find_number(out, view, count, UI_HOME_SERVICES_COUNTED);
		fputs("</small></li>\n", out);
	}
	fputs("</ul>\n", out);
}

void find_services(FILE *out, const struct find_view *view)
{
	const struct finder_group *group =
		view->field ? finder_group(find_finder(view), view->field) : NULL;
	const struct catalogue_entry *unit;
	size_t count = count_all_given(view, &unit);

	fprintf(out, "<h2>%s</h2>\n", find_text(view, UI_HOME_SERVICES));
	if (group) {
		find_begin_trail(out, view, UI_HOME_ALL_FIELDS);
		fputs("<li aria-current=\"page\">", out);
		html_text(out, field_name_of(view, group));
		fputs("</li>\n", out);
		find_end_trail(out);
		write_members(out, view, group, unit);
	} else if (count <= FEW_SERVICES) {
		write_all_fields(out, view, unit);
	} else {
		write_field_links(out, view, unit);
	}
}
