/* See form_html.h. Each kind of item has one writer, in a table. */
#include "form_html.h"

#include "face.h"

#include "forms/expr.h"
#include "forms/text.h"

#include <string.h>

const char *form_html_language(const struct form_view *view)
{
	return view->form->languages[view->language];
}

const char *form_html_word(const struct form_view *view, enum ui word)
{
	return ui_text(word, form_html_language(view));
}

const char *form_html_lang(const struct form_view *view)
{
	const char *code = form_html_language(view);

	return strcmp(code, "vi") == 0 || strcmp(code, "en") == 0 ? "" : " lang=\"en\"";
}

static const char *label(const struct form_view *view, const struct label *label)
{
	return label_text(label, view->language);
}

/* The rule an item breaks, RULE_KEPT for none. */
static enum rule problem_of(const struct form_view *view, unsigned item)
{
	for (size_t i = 0; i < view->nproblems; i++)
		if (view->problems[i].item == item)
			return view->problems[i].rule;
	return RULE_KEPT;
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

static const char *problem_text(const struct form_view *view, const struct item *item,
				enum rule rule)
{
	const char *own = label(view, &item->constraint_message);

	if (rule == RULE_CONSTRAINT && *own)
		return own;
	if (item->na && rule <= RULE_DECIMAL && is_chosen(view, item, "na"))
		return form_html_word(view, UI_NA_ALONE);
	return rule_text(rule, form_html_language(view));
}

static void write_option(FILE *out, const struct form_view *view,
			 const struct item *item, unsigned number)
{
	bool na = number == item->list->nchoices;
	const struct choice *choice = na ? NULL : &item->list->choices[number];
	const char *name = na ? "na" : choice->name;

	fprintf(out,
		"<label class=\"choice%s\"><input type=\"%s\" name=\"%s\" "
		"value=\"%s\"%s> ",
		na ? " na" : "", item->type == ITEM_SELECT_ONE ? "radio" : "checkbox",
		item->name, name, is_chosen(view, item, name) ? " checked" : "");
	face_html(out, na ? 0 : face_of(item->list, number));
	fprintf(out, "<span%s>", na ? form_html_lang(view) : "");
	html_text(out, na ? form_html_word(view, UI_NA) : label(view, &choice->label));
	fputs("</span></label>\n", out);
}

static void write_select(FILE *out, const struct form_view *view,
			 const struct item *item)
{
	const struct choice_list *list = item->list;

	fprintf(out, "<div class=\"%s\">\n", face_of(list, 0) ? "scale" : "choices");
	/* the best first would flatter; the list's own order is kept */
	for (unsigned i = 0; i < list->nchoices + item->na; i++)
		write_option(out, view, item, i);
	fputs("</div>\n", out);
}

/* What was typed, which "na" was not: that has a box of its own. */
static void write_value(FILE *out, const struct form_view *view,
			const struct item *item)
{
	for (size_t i = 0; i < view->values->count; i++) {
		const struct http_field *field = &view->values->list[i];
		if (strcmp(field->name, item->name) != 0 ||
		    (item->na && strcmp(field->value, "na") == 0))
			continue;
		html_text(out, field->value);
		return;
	}
}

static bool has_most(const struct item *item)
{
	return item->type == ITEM_TEXT;
}

/* Ties an input, or a group of them, to its hint, its error and how much it takes. */
static void write_described(FILE *out, const struct form_view *view,
			    const struct item *item)
{
	bool hint = *label(view, &item->hint) != '\0', most = has_most(item);
	bool wrong =
		problem_of(view, (unsigned)(item - view->form->items)) != RULE_KEPT;

	if (hint || wrong || most)
		fputs(" aria-describedby=\"", out);
	if (hint)
		fprintf(out, "hint-%s", item->name);
	if (wrong)
		fprintf(out, "%serr-%s", hint ? " " : "", item->name);
	if (most)
		fprintf(out, "%smost-%s", hint || wrong ? " " : "", item->name);
	if (hint || wrong || most)
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
	if (item->na)
		fprintf(out,
			"<label class=\"choice na\"><input type=\"checkbox\" "
			"name=\"%s\" value=\"na\"%s> <span%s>%s</span></label>\n",
			item->name, is_chosen(view, item, "na") ? " checked" : "",
			form_html_lang(view), form_html_word(view, UI_NA));
}
static void write_textarea(FILE *out, const struct form_view *view,
			   const struct item *item)
{
	fprintf(out, "<textarea id=\"in-%s\" name=\"%s\" rows=\"4\" maxlength=\"%d\"",
		item->name, item->name, TEXT_CHARACTERS_MAX);
	write_described(out, view, item);
	fputs(">\n", out);
	write_value(out, view, item);
	fprintf(out,
		"</textarea>\n<p class=\"hint\" id=\"most-%s\" data-left=\"%s\"%s>%s"
		"</p>\n",
		item->name, form_html_word(view, UI_TEXT_LEFT), form_html_lang(view),
		form_html_word(view, UI_TEXT_MOST));
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

static void write_own_hint(FILE *out, const struct form_view *view, const char *class,
			   enum ui word)
{
	fprintf(out, "<p class=\"%s\"%s>%s</p>\n", class, form_html_lang(view),
		form_html_word(view, word));
}

/* Of steps the server shows those only that are asked. */
static bool is_step(const struct form_view *view)
{
	return view->form->layout == FORM_STEPS && !view->asked;
}

static enum truth asked(const struct form_view *view, unsigned number)
{
	const struct item *item = &view->form->items[number];

	if (view->asked)
		return view->asked[number];
	if (item->hidden)
		return TRUTH_NO;
	return !is_step(view) && (item->relevant ||
				  (item->section >= 0 &&
				   view->form->sections[item->section].relevant))
		       ? TRUTH_MAYBE
		       : TRUTH_YES;
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
		write_own_hint(out, view, "hint", UI_CHOOSE_MANY);
	if (asked(view, (unsigned)(item - view->form->items)) == TRUTH_MAYBE)
		write_own_hint(out, view, "hint if-asked", UI_IF_ASKED);
}

static void write_error(FILE *out, const struct form_view *view,
			const struct item *item, enum rule rule)
{
	if (rule == RULE_KEPT)
		return;
	fprintf(out, "<p class=\"error\" id=\"err-%s\"%s>%s: ", item->name,
		form_html_lang(view), form_html_word(view, UI_ERROR));
	html_text(out, problem_text(view, item, rule));
	fputs("</p>\n", out);
}

static const char *name_of(void *context, int item)
{
	const struct form *const *form = context;

	return (*form)->items[item].name;
}

/* For the script; of steps the server judges. */
static void write_relevant(FILE *out, const struct form_view *view,
			   const struct expr *expr)
{
	const struct form *form = view->form;

	if (!expr || is_step(view))
		return;
	fputs(" data-relevant=\"", out);
	expr_postfix(out, expr, &(struct expr_values){name_of, &form});
	putc('"', out);
}

static void write_note(FILE *out, const struct form_view *view, const struct item *item)
{
	fputs("<p", out);
	write_relevant(out, view, item->relevant);
	putc('>', out);
	html_text(out, label(view, &item->label));
	fputs("</p>\n", out);
}

/* The question's words: legend or label, and heading where it is the only one. */
static void write_question(FILE *out, const struct form_view *view,
			   const struct item *item, bool is_heading)
{
	bool is_group = writers[item->type].is_group;
	const char *open = is_heading ? "<h1>" : "";

	if (is_group)
		fprintf(out, "<legend>%s", open);
	else
		fprintf(out, "%s<label for=\"in-%s\" class=\"question\">", open,
			item->name);
	html_text(out, label(view, &item->label));
	if (item->required)
		fprintf(out, " <em%s>(%s)</em>", form_html_lang(view),
			form_html_word(view, UI_REQUIRED));
	fprintf(out, "%s\n",
		is_group ? (is_heading ? "</h1></legend>" : "</legend>")
			 : (is_heading ? "</label></h1>" : "</label>"));
}

void form_html_item(FILE *out, const struct form_view *view, unsigned number,
		    bool is_heading)
{
	const struct item *item = &view->form->items[number];
	enum rule rule = problem_of(view, number);
	bool is_group = writers[item->type].is_group;

	if (item->type == ITEM_NOTE) {
		write_note(out, view, item);
		return;
	}
	fprintf(out, "<%s class=\"item%s\" id=\"%s\"", is_group ? "fieldset" : "div",
		rule != RULE_KEPT ? " wrong" : "", item->name);
	write_relevant(out, view, item->relevant);
	if (is_group)
		write_described(out, view, item);
	fputs(">\n", out);
	write_question(out, view, item, is_heading);
	write_hints(out, view, item);
	write_error(out, view, item, rule);
	writers[item->type].write(out, view, item);
	fputs(is_group ? "</fieldset>\n" : "</div>\n", out);
}

static void write_section(FILE *out, const struct form_view *view, int number)
{
	const struct section *section = &view->form->sections[number];
	const char *hint = label(view, &section->hint);

	fputs("<section", out);
	write_relevant(out, view, section->relevant);
	fputs(">\n<h2>", out);
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
	if (view->nproblems == 0)
		return;
	fprintf(out,
		"<div class=\"errors\" role=\"alert\" tabindex=\"-1\" autofocus>\n"
		"<h2%s>%s</h2>\n<p%s>%s</p>\n<ul>\n",
		form_html_lang(view),
		form_html_word(view,
			       is_step(view) ? UI_STEP_ERRORS_TITLE : UI_ERRORS_TITLE),
		form_html_lang(view), form_html_word(view, UI_ERRORS_LEAD));
	for (size_t i = 0; i < view->nproblems; i++) {
		const struct problem *problem = &view->problems[i];
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

	face_html_all(out, view->form);
	for (unsigned i = 0; i < view->form->nitems; i++) {
		const struct item *item = &view->form->items[i];
		if (asked(view, i) == TRUTH_NO)
			continue;
		if (item->section != section && section >= 0)
			fputs("</section>\n", out);
		if (item->section != section && item->section >= 0)
			write_section(out, view, item->section);
		section = item->section;
		form_html_item(out, view, i, false);
	}
	if (section >= 0)
		fputs("</section>\n", out);
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
	form_html_consent(out, view->form, form_html_language(view));
	fprintf(out, "<p><button%s>%s</button></p>\n</form>\n", form_html_lang(view),
		form_html_word(view, UI_SEND));
}
