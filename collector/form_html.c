/* See form_html.h. Each kind of item has one writer, in a table. */
#include "form_html.h"

#include "ui.h"

#include "forms/text.h"

#include <string.h>

static const char *label(const struct form_view *view, const struct label *label)
{
	return label_text(label, view->label_language);
}

/* The rule an item breaks, RULE_KEPT for none. */
static enum rule problem_of(const struct form_view *view, unsigned item)
{
	for (size_t i = 0; view->problems && i < view->problems->nproblems; i++)
		if (view->problems->problems[i].item == item)
			return view->problems->problems[i].rule;
	return RULE_KEPT;
}

static const char *problem_text(const struct form_view *view, const struct item *item,
				enum rule rule)
{
	const char *own = label(view, &item->constraint_message);
	return rule == RULE_CONSTRAINT && *own ? own : rule_text(rule, view->language);
}

static bool is_chosen(const struct form_view *view, const struct item *item,
		      const char *name)
{
	for (size_t i = 0; i < view->values->count; i++)
		if (strcmp(view->values->list[i].name, item->name) == 0 &&
		    strcmp(view->values->list[i].value, name) == 0)
			return true;
	return false;
}

static void write_option(FILE *out, const struct form_view *view,
			 const struct item *item, const char *type, const char *name,
			 const char *text, const char *class)
{
	fprintf(out,
		"<label class=\"%s\"><input type=\"%s\" name=\"%s\" value=\"%s\"%s> "
		"<span>",
		class, type, item->name, name,
		is_chosen(view, item, name) ? " checked" : "");
	html_text(out, text);
	fputs("</span></label>\n", out);
}

static void write_select(FILE *out, const struct form_view *view,
			 const struct item *item)
{
	const struct choice_list *list = item->list;
	const char *type = item->type == ITEM_SELECT_ONE ? "radio" : "checkbox";

	fprintf(out, "<div class=\"%s\">\n", list->is_scale ? "scale" : "choices");
	/* the best first would flatter; the list's own order is kept */
	for (unsigned i = 0; i < list->nchoices; i++)
		write_option(out, view, item, type, list->choices[i].name,
			     label(view, &list->choices[i].label), "choice");
	if (item->na)
		write_option(out, view, item, type, "na",
			     ui_text(UI_NA, view->language), "choice na");
	fputs("</div>\n", out);
}

static void write_value(FILE *out, const struct form_view *view,
			const struct item *item)
{
	const char *value = http_value(view->values, item->name);
	html_text(out, value ? value : "");
}

/* Ties an input, or a group of them, to its hint and its error. */
static void write_described(FILE *out, const struct form_view *view,
			    const struct item *item)
{
	bool hint = *label(view, &item->hint) != '\0';
	bool wrong =
		problem_of(view, (unsigned)(item - view->form->items)) != RULE_KEPT;

	if (hint || wrong)
		fputs(" aria-describedby=\"", out);
	if (hint)
		fprintf(out, "hint-%s", item->name);
	if (wrong)
		fprintf(out, "%serr-%s", hint ? " " : "", item->name);
	if (hint || wrong)
		putc('"', out);
	if (wrong)
		fputs(item->list ? " tabindex=\"-1\"" : " aria-invalid=\"true\"", out);
}

static void write_number(FILE *out, const struct form_view *view,
			 const struct item *item)
{
	fprintf(out,
		"<input id=\"in-%s\" name=\"%s\" inputmode=\"%s\" maxlength=\"20\" "
		"autocomplete=\"off\"",
		item->name, item->name,
		item->type == ITEM_INTEGER ? "numeric" : "decimal");
	write_described(out, view, item);
	fputs(" value=\"", out);
	write_value(out, view, item);
	fputs("\">\n", out);
}

static void write_textarea(FILE *out, const struct form_view *view,
			   const struct item *item)
{
	fprintf(out, "<textarea id=\"in-%s\" name=\"%s\" rows=\"4\" maxlength=\"%d\"",
		item->name, item->name, TEXT_CHARACTERS_MAX);
	write_described(out, view, item);
	fputs(">\n", out);
	write_value(out, view, item);
	fputs("</textarea>\n", out);
}

static const struct {
	void (*write)(FILE *, const struct form_view *, const struct item *);
	bool is_group; /* several inputs under one legend */
} writers[ITEM_TYPE_COUNT] = {
	[ITEM_SELECT_ONE] = {write_select, true},
	[ITEM_SELECT_MULTIPLE] = {write_select, true},
	[ITEM_INTEGER] = {write_number, false},
	[ITEM_DECIMAL] = {write_number, false},
	[ITEM_TEXT] = {write_textarea, false},
	[ITEM_NOTE] = {NULL, false},
};
_Static_assert(ARRAY_SIZE(writers) == ITEM_TYPE_COUNT, "a row per item type");

static void write_question(FILE *out, const struct form_view *view,
			   const struct item *item)
{
	html_text(out, label(view, &item->label));
	if (item->required)
		fprintf(out, " <em>(%s)</em>", ui_text(UI_REQUIRED, view->language));
}

static void write_hints(FILE *out, const struct form_view *view,
			const struct item *item)
{
	const char *hint = label(view, &item->hint);

	if (*hint) {
		fprintf(out, "<p class=\"hint\" id=\"hint-%s\">", item->name);
		html_text(out, hint);
		fputs("</p>\n", out);
	}
	if (item->type == ITEM_SELECT_MULTIPLE)
		fprintf(out, "<p class=\"hint\">%s</p>\n",
			ui_text(UI_CHOOSE_MANY, view->language));
	if (item->relevant ||
	    (item->section >= 0 && view->form->sections[item->section].relevant))
		fprintf(out, "<p class=\"hint\">%s</p>\n",
			ui_text(UI_IF_ASKED, view->language));
}

static void write_item(FILE *out, const struct form_view *view, unsigned number)
{
	const struct item *item = &view->form->items[number];
	enum rule rule = problem_of(view, number);
	bool is_group = writers[item->type].is_group;

	if (item->type == ITEM_NOTE) {
		fputs("<p>", out);
		html_text(out, label(view, &item->label));
		fputs("</p>\n", out);
		return;
	}
	fprintf(out, "<%s class=\"item%s\" id=\"%s\"", is_group ? "fieldset" : "div",
		rule != RULE_KEPT ? " wrong" : "", item->name);
	if (is_group)
		write_described(out, view, item);
	fputs(">\n", out);
	if (is_group)
		fputs("<legend>", out);
	else
		fprintf(out, "<label for=\"in-%s\" class=\"question\">", item->name);
	write_question(out, view, item);
	fputs(is_group ? "</legend>\n" : "</label>\n", out);
	write_hints(out, view, item);
	if (rule != RULE_KEPT) {
		fprintf(out, "<p class=\"error\" id=\"err-%s\">", item->name);
		html_text(out, problem_text(view, item, rule));
		fputs("</p>\n", out);
	}
	writers[item->type].write(out, view, item);
	fputs(is_group ? "</fieldset>\n" : "</div>\n", out);
}

static void write_section(FILE *out, const struct form_view *view, int number)
{
	const struct section *section = &view->form->sections[number];
	const char *hint = label(view, &section->hint);

	fputs("<h2>", out);
	html_text(out, label(view, &section->label));
	fputs("</h2>\n", out);
	if (*hint) {
		fputs("<p class=\"hint\">", out);
		html_text(out, hint);
		fputs("</p>\n", out);
	}
}

void form_html_errors(FILE *out, const struct form_view *view)
{
	if (!view->problems || view->problems->nproblems == 0)
		return;
	fprintf(out,
		"<div class=\"errors\" role=\"alert\">\n<h2>%s</h2>\n<p>%s</p>\n<ul>\n",
		ui_text(UI_ERRORS_TITLE, view->language),
		ui_text(UI_ERRORS_LEAD, view->language));
	for (size_t i = 0; i < view->problems->nproblems; i++) {
		const struct problem *problem = &view->problems->problems[i];
		const struct item *item = &view->form->items[problem->item];
		fprintf(out, "<li><a href=\"#%s%s\">",
			writers[item->type].is_group ? "" : "in-", item->name);
		if (problem->rule != RULE_EMPTY) {
			html_text(out, label(view, &item->label));
			fputs(" – ", out);
		}
		html_text(out, problem_text(view, item, problem->rule));
		fputs("</a></li>\n", out);
	}
	fputs("</ul>\n</div>\n", out);
}

void form_html_items(FILE *out, const struct form_view *view)
{
	int section = -1;

	for (unsigned i = 0; i < view->form->nitems; i++) {
		const struct item *item = &view->form->items[i];
		if (item->hidden)
			continue;
		if (item->section != section && item->section >= 0)
			write_section(out, view, item->section);
		section = item->section;
		write_item(out, view, i);
	}
}

void form_html_consent(FILE *out, const struct form *form, const char *language)
{
	fputs("<p class=\"consent\">", out);
	html_text(out, form->consent_version
			       ? label_text(&form->consent,
					    form_label_language(form, language))
			       : ui_text(UI_ANONYMOUS, language));
	fputs("</p>\n", out);
}

void form_html_rest(FILE *out, const struct form_view *view)
{
	form_html_items(out, view);
	form_html_consent(out, view->form, view->language);
	fprintf(out, "<p><button>%s</button></p>\n</form>\n",
		ui_text(UI_SEND, view->language));
}

const char *form_html_blank(const struct form *form, const char *language,
			    struct arena *arena)
{
	static const struct http_fields nothing;
	const struct form_view view = {.form = form,
				       .language = language,
				       .label_language =
					       form_label_language(form, language),
				       .values = &nothing,
				       .arena = arena};
	char *html = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&html, &length);

	if (!out)
		abort(); /* out of memory, as everywhere */
	form_html_rest(out, &view);
	fclose(out);
	const char *kept = arena_strndup(arena, html, length);
	free(html);
	return kept;
}
