/* Looking things up in a form; reading one is form_load.c's. */
#include "form.h"

#include "alloc.h"

#include <string.h>

void form_free(struct form *form)
{
	if (form)
		arena_free(form->arena); /* the form itself lives in its arena */
}

/* How many items have a name before this one. */
static unsigned names_before(const struct form *form, const char *name)
{
	unsigned low = 0, high = form->nitems;

	while (low < high) {
		unsigned middle = (low + high) / 2;
		if (strcmp(form->items[form->by_name[middle]].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int form_item(const struct form *form, const char *name)
{
	unsigned place = names_before(form, name);

	if (place == form->nitems)
		return -1;
	unsigned item = form->by_name[place];
	return strcmp(form->items[item].name, name) == 0 ? (int)item : -1;
}

int form_item_after(const struct form *form, int item, const char *name)
{
	unsigned next = (unsigned)(item + 1);

	return next < form->nitems && strcmp(form->items[next].name, name) == 0
		       ? (int)next
		       : form_item(form, name);
}

void form_add_item(struct form *form, const struct item *item)
{
	unsigned place = names_before(form, item->name);

	memmove(form->by_name + place + 1, form->by_name + place,
		(form->nitems - place) * sizeof(*form->by_name));
	form->by_name[place] = form->nitems;
	form->items[form->nitems++] = *item;
}

int form_factor(const struct form *form, const char *name)
{
	for (unsigned i = 0; i < form->nfactors; i++)
		if (strcmp(form->factors[i].name, name) == 0)
			return (int)i;
	return -1;
}

int form_language(const struct form *form, const char *code)
{
	for (unsigned i = 0; i < form->nlanguages; i++)
		if (strcmp(form->languages[i], code) == 0)
			return (int)i;
	return -1;
}

unsigned form_label_language(const struct form *form, const char *code)
{
	int index = form_language(form, code);
	return index < 0 ? 0 : (unsigned)index;
}

int choice_list_find(const struct choice_list *list, const char *name)
{
	for (unsigned i = 0; i < list->nchoices; i++)
		if (*list->choices[i].name == *name &&
		    strcmp(list->choices[i].name, name) == 0)
			return (int)i;
	return -1;
}

const char *label_text(const struct label *label, unsigned language)
{
	const char *text =
		label->text[language] ? label->text[language] : label->text[0];
	return text ? text : "";
}

static void mark_items(const struct form *form, unsigned factor, bool *marked)
{
	const struct factor *f = &form->factors[factor];

	for (unsigned i = 0; i < f->nitems; i++)
		marked[f->items[i]] = true;
	for (unsigned i = 0; i < f->nof; i++)
		mark_items(form, f->of[i], marked);
}

unsigned form_factor_items(const struct form *form, unsigned factor, unsigned *items)
{
	bool marked[FORM_ITEMS_MAX] = {false};
	unsigned count = 0;

	mark_items(form, factor, marked);
	for (unsigned i = 0; i < form->nitems; i++)
		if (marked[i])
			items[count++] = i;
	return count;
}
