/* GET /: the open rounds; then the office, then the service; see find_html.h. A round
 * for those who were given a ticket is no link here: nobody gets in by it. */
#include "find_html.h"
#include "page.h"
#include "page_ticket.h"
#include "route.h"
#include "server.h"

#include "forms/text.h"

#include <string.h>

static const char *title_of(const struct known_round *known, const char *language)
{
	return label_text(&known->form->title,
			  form_label_language(known->form, language));
}

/* Does another round bear the same title? */
static bool has_namesake(const struct find_view *view, size_t number)
{
	const struct known_round *rounds = view->known->rounds;
	const char *title = title_of(&rounds[number], view->language);

	for (size_t i = 0; i < view->known->nrounds; i++)
		if (i != number && !rounds[i].round.tickets_only &&
		    strcmp(title_of(&rounds[i], view->language), title) == 0)
			return true;
	return false;
}

static void write_round(FILE *out, const struct find_view *view, size_t number)
{
	const struct known_round *known = &view->known->rounds[number];

	fputs("<li><a href=\"/", out);
	page_query(out, NULL, NULL, view->language);
	fputs("&amp;round=", out);
	url_arg(out, known->round.code);
	fputs("\">", out);
	html_text(out, title_of(known, view->language));
	if (has_namesake(view, number)) {
		fputs(" <small>", out);
		html_text(out, known->round.code);
		fputs("</small>", out);
	}
	fputs("</a></li>\n", out);
}

static void write_rounds(FILE *out, const struct find_view *view)
{
	const struct known *known = view->known;
	const char *codes = "";

	fputs("<ul class=\"list\">\n", out);
	for (size_t i = 0; i < known->nrounds; i++) {
		if (known->rounds[i].round.tickets_only)
			continue;
		write_round(out, view, i);
		codes = arena_printf(view->arena, "%s %s", codes,
				     known->rounds[i].round.code);
	}
	fputs("</ul>\n", out);
	if (*codes)
		find_html_recent(out, codes, view->language);
	else
		fprintf(out, "<p>%s</p>\n", ui_text(UI_HOME_NO_ROUND, view->language));
	for (size_t i = 0; i < known->nrounds; i++) {
		if (!known->rounds[i].round.tickets_only)
			continue;
		fprintf(out, "<p>%s</p>\n", ui_text(UI_HOME_TICKET, view->language));
		break;
	}
}

/* What is said in the address, NULL where it is empty. */
static const char *said(const struct request *request, const char *name)
{
	const char *value = http_value(&request->query, name);

	return value && *value ? value : NULL;
}

/* The same place in the other language. */
static void write_other_language(FILE *out, const struct find_view *view)
{
	const struct http_field fields[] = {{"round", view->round},
					    {"under", view->under},
					    {"field", view->field},
					    {"q", *view->query ? view->query : NULL}};
	const char *other = strcmp(view->language, "vi") == 0 ? "en" : "vi";

	fputs("<p class=\"languages\"><a href=\"/", out);
	page_query(out, view->unit, NULL, other);
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		if (!fields[i].value)
			continue;
		fprintf(out, "&amp;%s=", fields[i].name);
		url_arg(out, fields[i].value);
	}
	fprintf(out, "\" lang=\"%s\">%s</a></p>\n", other,
		ui_text(UI_OTHER_LANGUAGE, view->language));
}

static void write_home(struct reply *reply, struct find_view *view)
{
	const char *language = view->language;
	const char *title = ui_text(UI_HOME_TITLE, language);
	bool finds = view->round && *view->query;
	FILE *out = reply->out;

	if (finds)
		find_look(view);
	reply->shared = true;
	/* the title is what a screen reader says first */
	page_begin(reply, language,
		   finds ? arena_printf(view->arena, "%s – %s", find_says(view), title)
			 : title,
		   NULL);
	write_other_language(out, view);
	fprintf(out, "<h1>%s</h1>\n", title);
	if (!view->unit && !finds)
		fprintf(out, "<p>%s</p>\n", ui_text(UI_HOME_LEAD, language));
	page_offline(reply, language);
	if (view->round)
		find_html(out, view);
	else
		write_rounds(out, view);
	page_script(reply, ASSET_home_js);
	page_end(reply);
}

void page_home(struct request *request, struct reply *reply)
{
	const char *query = http_value(&request->query, "q");
	const char *round = said(request, "round");
	struct find_view view = {.known = request->known,
				 .arena = request->arena,
				 .language = request_language(request),
				 .round = round && text_is_code(round) ? round : NULL,
				 .unit = said(request, "unit"),
				 .under = said(request, "under"),
				 .field = http_value(&request->query, "field"),
				 .query = query ? query : ""};

	const struct known_round *known =
		view.round ? known_open(view.known, view.round) : NULL;

	/* an office without services to choose from: straight on to the form */
	if (known && known->round.tickets_only)
		page_ticket_refusal(request, reply, &known->round, ADMIT_TICKET_NEEDED);
	else if (view.round && view.unit && text_is_code(view.unit) &&
		 !request->known->lists[CATALOGUE_SERVICES].count)
		reply_see_other(reply,
				arena_printf(view.arena, "/f/%s?unit=%s&lang=%s",
					     view.round, view.unit, view.language));
	else
		write_home(reply, &view);
}
