/* See face.h. */
#include "face.h"

#include "forms/alloc.h"

/* The mouths; the angry one has brows, too. */
static const char *const mouths[] = {
	"M7.5 17.5q4.5-6 9 0M6 7.5l3.5 1.5M18 7.5l-3.5 1.5",
	"M8 16.5q4-3 8 0",
	"M8 15.5h8",
	"M8 14.5q4 4 8 0",
	"M6.5 13.5h11q-1 5.5-5.5 5.5t-5.5-5.5z",
};

unsigned face_of(const struct choice_list *list, unsigned choice)
{
	unsigned sad = 0;

	if (!list->is_scale)
		return 0;
	if (list->nchoices == 5)
		return choice + 1;
	for (unsigned i = 0; i < list->nchoices; i++)
		sad += !list->choices[i].satisfied;
	if (list->nchoices != 3 || sad == 0 || sad == 3)
		return 0;
	return choice < sad ? choice + 2 : choice - sad + 4;
}

void face_html_all(FILE *out, const struct form *form)
{
	bool any = false;

	for (unsigned i = 0; i < form->nlists; i++)
		any = any || face_of(&form->lists[i], 0);
	if (!any)
		return;
	fputs("<svg class=\"faces\">", out);
	for (unsigned i = 0; i < ARRAY_SIZE(mouths); i++)
		fprintf(out,
			"<symbol id=\"face%u\" viewbox=\"0 0 24 24\"><circle cx=\"12\" "
			"cy=\"12\" r=\"10.5\"></circle><path d=\"M9 10v.5M15 10v.5%s\">"
			"</path></symbol>",
			i + 1, mouths[i]);
	fputs("</svg>\n", out);
}

void face_html(FILE *out, unsigned face)
{
	if (face)
		fprintf(out,
			"<svg class=\"face\" aria-hidden=\"true\"><use "
			"href=\"#face%u\"></use></svg>",
			face);
}
