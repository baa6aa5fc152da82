/* GET /: the open rounds; then the office, then the service, found by a few letters. */
#include "page.h"
#include "route.h"
#include "server.h"

#include "forms/fold.h"
#include "forms/text.h"
#include "schema/catalogue_store.h"

#include <string.h>

enum { FOUND_MAX = 30 };

/* Where the citizen is: nothing chosen yet, the round, the round and the unit. */
struct place {
	const char *language, *round, *unit;
	bool unit_chosen;
	const char *query; /* what was typed, "" for nothing */
};

static void write_address(FILE *out, const struct place *place, const char *path,
			  const char *unit, const char *service)
{
	fputs(path, out);
	page_query(out, unit, service, place->language);
}

static void write_round(FILE *out, const struct round *round, const struct form *form,
			const char *language)
{
	fputs("<li><a href=\"/", out);
	page_query(out, NULL, NULL, language);
	fputs("&amp;round=", out);
	url_arg(out, round->code);
	fputs("\">", out);
	html_text(out, label_text(&form->title, form_label_language(form, language)));
	fputs("</a></li>\n", out);
}

static void write_rounds(FILE *out, const struct known *known, const char *language)
{
	fputs("<ul class=\"list\">\n", out);
	for (size_t i = 0; i < known->nrounds; i++)
		write_round(out, &known->rounds[i].round, known->rounds[i].form,
			    language);
	fputs("</ul>\n", out);
	if (!known->nrounds)
		fprintf(out, "<p>%s</p>\n", ui_text(UI_HOME_NO_ROUND, language));
}

static void write_search(FILE *out, const struct place *place, enum ui label)
{
	fputs("<form action=\"/\" class=\"search\">\n", out);
	page_hidden(out, "lang", place->language);
	page_hidden(out, "round", place->round);
	page_hidden(out, "unit", place->unit_chosen ? place->unit : NULL);
	fprintf(out,
		"<label for=\"q\" class=\"question\">%s</label>\n<input id=\"q\" "
		"name=\"q\" maxlength=\"100\" autocomplete=\"off\" value=\"",
		ui_text(label, place->language));
	html_text(out, place->query);
	fprintf(out, "\">\n<button>%s</button>\n</form>\n",
		ui_text(UI_HOME_SEARCH, place->language));
}

static void write_entry(FILE *out, const struct place *place,
			const struct catalogue_entry *entry, const char *form_path)
{
	fputs("<li><a href=\"", out);
	if (place->unit_chosen) {
		write_address(out, place, form_path, place->unit, entry->code);
	} else {
		write_address(out, place, "/", entry->code, NULL);
		fputs("&amp;round=", out);
		url_arg(out, place->round);
	}
	fputs("\">", out);
	html_text(out, catalogue_name(entry, place->language));
	fputs("</a> <small>", out);
	html_text(out, entry->code);
	fputs("</small></li>\n", out);
}

static void write_found(FILE *out, const struct place *place,
			const struct catalogue_entry *entries, size_t count,
			const char *form_path, struct arena *arena)
{
	const char *words = fold_text(arena, place->query);
	size_t found = 0;

	fputs("<ul class=\"list\">\n", out);
	for (size_t i = 0; i < count && found <= FOUND_MAX; i++) {
		const char *text =
			arena_printf(arena, "%s %s %s", entries[i].code,
				     entries[i].name_vi ? entries[i].name_vi : "",
				     entries[i].name_en ? entries[i].name_en : "");
		if (!fold_matches(fold_text(arena, text), words))
			continue;
		if (found++ < FOUND_MAX)
			write_entry(out, place, &entries[i], form_path);
	}
	fputs("</ul>\n", out);
	if (found == 0)
		fprintf(out, "<p>%s</p>\n",
			ui_text(UI_HOME_NOTHING_FOUND, place->language));
	if (found > FOUND_MAX)
		fprintf(out, "<p>%s</p>\n", ui_text(UI_HOME_MORE, place->language));
}

/* The list to choose from next, and the way on without choosing. */
static void write_choice(struct request *request, FILE *out, const struct place *place)
{
	enum catalogue_kind kind =
		place->unit_chosen ? CATALOGUE_SERVICES : CATALOGUE_UNITS;
	const struct known_list *list = &request->known->lists[kind];
	const char *path = arena_printf(request->arena, "/f/%s", place->round);

	write_search(out, place,
		     place->unit_chosen ? UI_HOME_SEARCH_SERVICE : UI_HOME_SEARCH_UNIT);
	write_found(out, place, list->entries, list->count, path, request->arena);
	fputs("<p><a href=\"", out);
	write_address(out, place, path, place->unit_chosen ? place->unit : NULL, NULL);
	fprintf(out, "\">%s</a></p>\n",
		ui_text(place->unit_chosen ? UI_HOME_WITHOUT_SERVICE
					   : UI_HOME_WITHOUT_UNIT,
			place->language));
}

void page_home(struct request *request, struct reply *reply)
{
	const char *query = http_value(&request->query, "q");
	struct place place = {.language = request_language(request),
			      .round = http_value(&request->query, "round"),
			      .unit = http_value(&request->query, "unit"),
			      .query = query ? query : ""};
	const char *other = strcmp(place.language, "vi") == 0 ? "en" : "vi";
	FILE *out = reply->out;

	place.unit_chosen = place.unit && *place.unit;
	page_begin(reply, place.language, ui_text(UI_HOME_TITLE, place.language), NULL);
	fprintf(out,
		"<p class=\"languages\"><a href=\"/?lang=%s\" lang=\"%s\">%s</a></p>\n"
		"<h1>%s</h1>\n<p>%s</p>\n",
		other, other, ui_text(UI_OTHER_LANGUAGE, place.language),
		ui_text(UI_HOME_TITLE, place.language),
		ui_text(UI_HOME_LEAD, place.language));
	if (place.round && text_is_code(place.round))
		write_choice(request, out, &place);
	else
		write_rounds(out, request->known, place.language);
	page_end(reply);
}
