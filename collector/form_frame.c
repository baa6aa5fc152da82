/* See form_frame.h. */
#include "form_frame.h"

#include "admission.h"
#include "keeper.h"
#include "signs.h"
#include "steps.h"
#include "tap.h"

#include "forms/text.h"
#include "schema/catalogue_store.h"

#include <string.h>
#include <time.h>

bool frame_in_steps(const struct form *form)
{
	return form->layout == FORM_STEPS && form->first < 0;
}

struct form_view frame_view(const struct request *request, const struct form *form)
{
	const char *asked = http_value(&request->query, "lang");

	if (!asked)
		asked = http_value(&request->form, "lang");
	return (struct form_view){
		.form = form,
		.language = form_label_language(form, asked ? asked : "vi"),
		.values = &request->form};
}

const char *frame_place(const struct request *request, enum field field)
{
	const char *value = http_value(&request->query, field_name(field));

	if (!value || !*value)
		value = http_value(&request->form, field_name(field));
	return value && *value ? value : NULL;
}

static void write_address(FILE *out, const struct request *request,
			  const char *language)
{
	page_query(out, frame_place(request, FIELD_UNIT),
		   frame_place(request, FIELD_SERVICE), language);
}

static void write_place(FILE *out, const struct request *request,
			const struct form_view *view, enum catalogue_kind kind,
			enum ui what, const char *code)
{
	if (!code)
		return;
	const struct catalogue_entry *entry = known_entry(request->known, kind, code);
	fprintf(out, "<p class=\"place\"><span%s>%s</span>: <b>", form_html_lang(view),
		form_html_word(view, what));
	html_text(out, entry ? catalogue_name(entry, form_html_language(view)) : code);
	fputs("</b></p>\n", out);
}

/* Enter in a field presses the first button of a form, and that must not be one of the
 * languages. */
static void write_first_button(FILE *out, const struct form_view *view)
{
	fprintf(out,
		"<button form=\"form\" class=\"unseen\" tabindex=\"-1\" "
		"aria-hidden=\"true\"%s></button>",
		frame_in_steps(view->form) ? " name=\"_step\" value=\"next\"" : "");
}

/* Buttons, not links: the answers go along. */
static void write_languages(FILE *out, const struct request *request,
			    const struct form_view *view)
{
	const struct form *form = view->form;

	if (form->nlanguages < 2)
		return;
	fputs("<p class=\"languages\">", out);
	write_first_button(out, view);
	for (unsigned i = 0; i < form->nlanguages; i++) {
		if (i == view->language)
			continue;
		fputs("<button form=\"form\" class=\"link\" name=\"_step\" "
		      "value=\"stay\" "
		      "formaction=\"",
		      out);
		write_address(out, request, form->languages[i]);
		fprintf(out, "\" lang=\"%s\">", form->languages[i]);
		html_text(out, ui_language(form->languages[i]));
		fputs("</button>\n", out);
	}
	fputs("</p>\n", out);
}

static const char *window_title(struct arena *arena, const struct form_view *view,
				const char *now)
{
	return arena_printf(arena, "%s%s%s%s%s",
			    view->nproblems ? form_html_word(view, UI_ERROR) : "",
			    view->nproblems ? ": " : "", now, *now ? " – " : "",
			    label_text(&view->form->title, view->language));
}

void frame_begin(struct reply *reply, const struct request *request,
		 const struct form_view *view, const char *now, bool is_heading)
{
	const char *tag = is_heading ? "h1" : "p";
	FILE *out = reply->out;

	page_begin(reply, form_html_language(view),
		   window_title(request->arena, view, now), NULL);
	write_languages(out, request, view);
	page_offline(reply, form_html_language(view));
	form_html_errors(out, view);
	fprintf(out, "<%s class=\"form-title\">", tag);
	html_text(out, label_text(&view->form->title, view->language));
	fprintf(out, "</%s>\n", tag);
	write_place(out, request, view, CATALOGUE_UNITS, UI_UNIT,
		    frame_place(request, FIELD_UNIT));
	write_place(out, request, view, CATALOGUE_SERVICES, UI_SERVICE,
		    frame_place(request, FIELD_SERVICE));
}

void frame_introduction(FILE *out, const struct form_view *view)
{
	fputs("<p>", out);
	html_text(out, label_text(&view->form->introduction, view->language));
	fputs("</p>\n", out);
}

/* What goes along unseen: the id that makes a second click harmless, and the time. */
static void write_hidden(FILE *out, const struct request *request,
			 const struct form *form)
{
	const char *id = http_value(&request->form, "response_id");
	const char *started = http_value(&request->form, "started_at");
	unsigned char uuid[16];
	char fresh[37], now[32], full[64];
	struct timespec moment;
	struct tm utc;

	uuid_random(uuid);
	uuid_text(uuid, fresh);
	clock_gettime(CLOCK_REALTIME, &moment);
	gmtime_r(&moment.tv_sec, &utc);
	strftime(now, sizeof(now), "%Y-%m-%dT%H:%M:%S", &utc);
	snprintf(full, sizeof(full), "%s.%06ldZ", now, moment.tv_nsec / 1000);
	page_hidden(out, "response_id", id ? id : fresh);
	page_hidden(out, "started_at", started ? started : full);
	page_hidden(out, "channel", http_value(&request->form, "channel"));
	signs_fields(out, request, form, id ? id : fresh, started ? started : full);
	page_hidden(out, "ticket", admission_ticket(request));
}

void frame_open(FILE *out, const struct request *request, const struct form_view *view)
{
	fputs("<form method=\"post\" id=\"form\" action=\"", out);
	write_address(out, request, form_html_language(view));
	fputs("\">\n", out);
	write_hidden(out, request, view->form);
}

void frame_end(struct reply *reply)
{
	page_script(reply, ASSET_form_js);
	page_end(reply);
}

const char *frame_blank(const struct form *form, unsigned language, struct arena *arena)
{
	static const struct http_fields nothing;
	const struct form_view view = {
		.form = form, .language = language, .values = &nothing};
	char *html = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&html, &length);

	if (!out)
		abort(); /* out of memory, as everywhere */
	if (form->first >= 0) {
		tap_rest(out, &view);
	} else if (frame_in_steps(form)) {
		const struct steps steps = steps_of(form, &nothing, arena);
		steps_html(out, &view, &steps, 0);
	} else {
		form_html_rest(out, &view);
	}
	fclose(out);
	const char *kept = arena_strndup(arena, html, length);
	free(html);
	return kept;
}

const struct piece *frame_known(const struct request *request,
				const struct form_view *view)
{
	const struct known_round *known = known_open(request->known, request->argument);

	if (!known || known->form != view->form || request->form.count > 0 ||
	    view->nproblems > 0)
		return NULL;
	return known_blank(known, view->language);
}
