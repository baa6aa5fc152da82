/* See steps.h: a step, and the check page, as HTML. */
#include "steps.h"

#include "face.h"

#include "forms/text.h"

#include <string.h>

static void write_button(FILE *out, const struct form_view *view, const char *step,
			 const char *class, enum ui word)
{
	fprintf(out, "<button%s%s%s>%s</button>\n", step, class, form_html_lang(view),
		form_html_word(view, word));
}

/* On, and back where there is something before. */
static void write_buttons(FILE *out, const struct form_view *view, const char *step,
			  enum ui word, bool has_back)
{
	fputs("<p class=\"buttons\">", out);
	write_button(out, view, step, "", word);
	if (has_back)
		write_button(out, view, " name=\"_step\" value=\"back\"",
			     " class=\"second\"", UI_BACK);
	fputs("</p>\n</form>\n", out);
}

/* In words; the bar repeats it for the eye. */
static void write_progress(FILE *out, const struct form_view *view, unsigned place,
			   unsigned count)
{
	fprintf(out,
		"<p class=\"progress\"%s>%s %u / %u <progress value=\"%u\" max=\"%u\" "
		"aria-hidden=\"true\"></progress></p>\n",
		form_html_lang(view), form_html_word(view, UI_QUESTION), place + 1,
		count, place + 1, count);
}

static void write_label(FILE *out, const struct form_view *view, const char *class,
			const struct label *label)
{
	const char *text = label_text(label, view->language);

	if (!*text)
		return;
	fprintf(out, "<p class=\"%s\">", class);
	html_text(out, text);
	fputs("</p>\n", out);
}

static void write_caption(FILE *out, const struct form_view *view, int section)
{
	if (section < 0)
		return;
	write_label(out, view, "caption", &view->form->sections[section].label);
	write_label(out, view, "hint", &view->form->sections[section].hint);
}

/* The notes between two items, which are shown with the second. */
static void write_notes(FILE *out, const struct form_view *view,
			const struct steps *steps, unsigned from, unsigned to)
{
	for (unsigned i = from; i < to; i++)
		if (view->form->items[i].type == ITEM_NOTE &&
		    answers_relevant(&steps->answers, steps->arena, i))
			form_html_item(out, view, i, false);
}

static void write_step(FILE *out, const struct form_view *view,
		       const struct steps *steps, unsigned place)
{
	unsigned item = steps->items[place];

	write_progress(out, view, place, steps->count);
	write_caption(out, view, view->form->items[item].section);
	write_notes(out, view, steps, place ? steps->items[place - 1] : 0, item);
	face_html_all(out, view->form);
	form_html_item(out, view, item, true);
	write_buttons(out, view, " name=\"_step\" value=\"next\"", UI_NEXT, place > 0);
}

static const char *choice_words(const struct form_view *view, const struct item *item,
				const char *name, size_t length)
{
	for (unsigned i = 0; i < item->list->nchoices; i++) {
		const struct choice *choice = &item->list->choices[i];
		if (strlen(choice->name) == length &&
		    strncmp(choice->name, name, length) == 0)
			return label_text(&choice->label, view->language);
	}
	return "";
}

/* An answer in words; of several choices one a line. */
static void write_answer(FILE *out, const struct form_view *view,
			 const struct item *item, const char *value)
{
	if (!*value || strcmp(value, "na") == 0) {
		fprintf(out, "<span%s%s>%s</span>", *value ? "" : " class=\"hint\"",
			form_html_lang(view),
			form_html_word(view, *value ? UI_NA : UI_NOT_ANSWERED));
		return;
	}
	if (!item->list) {
		html_text(out, value);
		return;
	}
	for (bool first = true; *value; first = false) {
		size_t length = strcspn(value, " ");
		fputs(first ? "" : "<br>", out);
		html_text(out, choice_words(view, item, value, length));
		value += length + (value[length] == ' ');
	}
}

static void write_checked(FILE *out, const struct form_view *view,
			  const struct steps *steps, unsigned number)
{
	const struct item *item = &view->form->items[number];
	const char *question = label_text(&item->label, view->language);
	const char *value = answers_get(&steps->answers, steps->arena, number);
	const char *button = form_html_word(view, *value ? UI_CHANGE : UI_ANSWER);

	fputs("<div><dt>", out);
	html_text(out, question);
	fputs("</dt>\n<dd>", out);
	write_answer(out, view, item, value);
	fprintf(out,
		"</dd>\n<dd><button name=\"_change\" value=\"%s\" class=\"link\" "
		"aria-label=\"%s: ",
		item->name, button);
	html_text(out, question);
	fprintf(out, "\"><span%s>%s</span></button></dd></div>\n", form_html_lang(view),
		button);
}

static void write_check(FILE *out, const struct form_view *view,
			const struct steps *steps)
{
	unsigned count = steps->count;

	fprintf(out, "<h1%s>%s</h1>\n<p%s>%s</p>\n<dl class=\"check\">\n",
		form_html_lang(view), form_html_word(view, UI_CHECK_TITLE),
		form_html_lang(view), form_html_word(view, UI_CHECK_LEAD));
	for (unsigned i = 0; i < count; i++)
		write_checked(out, view, steps, steps->items[i]);
	fputs("</dl>\n", out);
	write_notes(out, view, steps, count ? steps->items[count - 1] : 0,
		    view->form->nitems);
	form_html_consent(out, view->form, form_html_language(view));
	write_buttons(out, view, "", UI_SEND, count > 0);
}

void steps_html(FILE *out, const struct form_view *view, const struct steps *steps,
		unsigned place)
{
	if (place < steps->count)
		write_step(out, view, steps, place);
	else
		write_check(out, view, steps);
}

void steps_html_carried(FILE *out, const struct form_view *view, int shown)
{
	for (size_t i = 0; i < view->values->count; i++) {
		const struct http_field *field = &view->values->list[i];
		int item = form_item(view->form, field->name);
		if (item < 0 || item == shown || view->form->items[item].hidden ||
		    !*field->value)
			continue;
		fprintf(out, "<input type=\"hidden\" name=\"%s\" value=\"",
			field->name);
		html_text(out, field->value);
		fputs("\">\n", out);
	}
}
