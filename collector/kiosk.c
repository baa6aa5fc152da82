/* See kiosk.h. */
#include "kiosk.h"

#include "forms/response.h"
#include "forms/text.h"

#include <string.h>

bool kiosk_asks(const struct request *request)
{
	const char *channel = http_value(&request->form, "channel");

	return http_value(&request->query, "kiosk") ||
	       (channel && strcmp(channel, "kiosk") == 0);
}

static void write_code(FILE *out, char separator, const char *name, const char *code)
{
	fprintf(out, "%c%s=", separator, name);
	url_arg(out, code);
}

const char *kiosk_start(const struct request *request, const char *round,
			const char *unit)
{
	const char *service = http_value(&request->query, "service");
	bool has_unit = unit && *unit && strcmp(unit, UNIT_NONE) != 0;
	char *path = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&path, &length);

	if (!out)
		abort(); /* out of memory, as everywhere */
	fputs("/kiosk/", out);
	url_arg(out, round);
	if (has_unit)
		write_code(out, '?', "unit", unit);
	if (service && *service)
		write_code(out, has_unit ? '&' : '?', "service", service);
	fclose(out);
	const char *kept = arena_strdup(request->arena, path);
	free(path);
	return kept;
}

void kiosk_begin(struct reply *reply, const char *language, const char *title,
		 const char *start, unsigned seconds)
{
	page_begin_for(reply, language, title, seconds ? start : NULL, seconds);
	fputs("<div id=\"kiosk\" class=\"kiosk\" data-start=\"", reply->out);
	html_text(reply->out, start);
	fprintf(reply->out, "\" data-seconds=\"%u\">\n", seconds);
}

void kiosk_end(struct reply *reply, const char *language)
{
	fprintf(reply->out,
		"<p id=\"left\" class=\"left\" data-words=\"%s\" hidden></p>\n</div>\n",
		ui_text(UI_KIOSK_LEFT, language));
	page_script(reply, ASSET_kiosk_js);
	page_end(reply);
}
