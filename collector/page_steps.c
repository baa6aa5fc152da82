/* See page_steps.h, and steps.h for what goes from page to page. */
#include "page_steps.h"

#include "form_frame.h"
#include "steps.h"

#include <string.h>

static bool is_pressed(const struct request *request, const char *button)
{
	const char *step = http_value(&request->form, "_step");

	return step && strcmp(step, button) == 0;
}

/* The place of the item a field names; without one it is the check page. */
static unsigned place_in(const struct request *request, const struct steps *steps,
			 const char *field)
{
	const char *name = http_value(&request->form, field);
	int item = name ? form_item(steps->form, name) : -1;

	return item < 0 ? steps->count : steps_place(steps, (unsigned)item);
}

/* The title of the window tells the pages apart. */
static const char *name_of(const struct request *request, const struct form_view *view,
			   const struct steps *steps, unsigned place)
{
	if (place == steps->count)
		return form_html_word(view, UI_CHECK_TITLE);
	return arena_printf(request->arena, "%s %u / %u",
			    form_html_word(view, UI_QUESTION), place + 1, steps->count);
}

static void show(struct request *request, struct reply *reply,
		 const struct form_view *view, const struct steps *steps,
		 unsigned place)
{
	bool is_check = place == steps->count;
	int item = is_check ? -1 : (int)steps->items[place];
	const char *channel = http_value(&request->form, "channel");
	const struct piece *blank = frame_known(request, view);

	/* a telephone's own way back shows the page as it was; not where others stand
	 * next in the queue */
	if (!channel || strcmp(channel, "kiosk") != 0)
		reply->cache = "private, no-cache";
	frame_begin(reply, request, view, name_of(request, view, steps, place), false);
	if (place == 0 && !is_check)
		frame_introduction(reply->out, view);
	frame_open(reply->out, request, view);
	if (!is_check)
		page_hidden(reply->out, "_at", view->form->items[item].name);
	if (is_check || http_value(&request->form, "_checked"))
		page_hidden(reply->out, "_checked", "1");
	steps_html_carried(reply->out, view, item);
	if (blank)
		reply_piece(reply, blank);
	else
		steps_html(reply->out, view, steps, place);
	frame_end(reply);
}

static void show_problem(struct request *request, struct reply *reply,
			 const struct form *form, const struct steps *steps,
			 unsigned place, enum rule rule)
{
	const struct problem problem = {place < steps->count ? steps->items[place] : 0,
					rule};
	struct form_view view = frame_view(request, form);

	view.problems = &problem;
	view.nproblems = 1;
	reply->status = 422;
	show(request, reply, &view, steps, place);
}

void page_steps(struct request *request, struct reply *reply, const struct form *form)
{
	const struct form_view view = frame_view(request, form);
	const struct steps steps = steps_of(form, &request->form, request->arena);
	bool checked = http_value(&request->form, "_checked");
	unsigned place = place_in(request, &steps, "_at");
	enum rule rule = RULE_KEPT;

	if (request->form.count == 0) {
		place = 0;
	} else if (http_value(&request->form, "_change")) {
		place = place_in(request, &steps, "_change");
	} else if (is_pressed(request, "back")) {
		place -= place > 0;
	} else if (is_pressed(request, "next") && place < steps.count) {
		rule = steps_judge(&steps, &request->form, steps.items[place]);
		if (rule == RULE_KEPT)
			place = steps_next(&steps, place, checked);
	}
	if (rule == RULE_KEPT)
		show(request, reply, &view, &steps, place);
	else
		show_problem(request, reply, form, &steps, place, rule);
}

void page_steps_refused(struct request *request, struct reply *reply,
			const struct form *form, const struct problem *problem)
{
	const struct steps steps = steps_of(form, &request->form, request->arena);

	show_problem(request, reply, form, &steps, steps_place(&steps, problem->item),
		     problem->rule);
}
