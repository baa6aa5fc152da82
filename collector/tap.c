/* See tap.h. */
#include "tap.h"

#include "face.h"

#include "forms/text.h"

const struct item *tap_item(const struct form *form)
{
	if (form->first >= 0)
		return &form->items[form->first];
	for (unsigned i = 0; i < form->nitems; i++)
		if (form->items[i].type == ITEM_SELECT_ONE &&
		    form->items[i].list->is_scale)
			return &form->items[i];
	return NULL;
}

void tap_buttons(FILE *out, const struct item *item, unsigned label_language,
		 const char *id_words)
{
	fprintf(out, "<div class=\"taps\" role=\"group\" aria-labelledby=\"%s\">\n",
		id_words);
	for (unsigned i = 0; i < item->list->nchoices; i++) {
		const struct choice *choice = &item->list->choices[i];
		fprintf(out,
			"<button name=\"%s\" value=\"%s\" class=\"tap tap-%u-of-%u\">",
			item->name, choice->name, i + 1, item->list->nchoices);
		face_html(out, face_of(item->list, i));
		fputs("<span>", out);
		html_text(out, label_text(&choice->label, label_language));
		fputs("</span></button>\n", out);
	}
	fputs("</div>\n", out);
}

void tap_rest(FILE *out, const struct form_view *view)
{
	const struct item *item = tap_item(view->form);

	fprintf(out, "<h2 id=\"%s\">", item->name);
	html_text(out, label_text(&item->label, view->language));
	fputs("</h2>\n", out);
	face_html_all(out, view->form);
	tap_buttons(out, item, view->language, item->name);
	form_html_consent(out, view->form, form_html_language(view));
	fputs("</form>\n", out);
}
