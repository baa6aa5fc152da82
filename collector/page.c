/* See page.h. */
#include "page.h"

#include "api.h"

#include "forms/text.h"

#include <string.h>

/* The rest of the head: what the page is, how to install it, its icon and its style. */
static void write_head(FILE *out, const char *language)
{
	fprintf(out,
		"<meta name=\"description\" content=\"%s\">\n"
		"<meta name=\"theme-color\" content=\"#0b4f8a\">\n"
		"<link rel=\"manifest\" href=\"/manifest.webmanifest\">\n"
		"<link rel=\"icon\" href=\"/assets/%s/%s\">\n<style>%s</style>\n"
		"<main>\n",
		ui_text(UI_HOME_LEAD, language), asset_hash(ASSET_icon_svg),
		asset_name(ASSET_icon_svg), asset_text(ASSET_style_css));
}

static void write_script(FILE *out, enum asset asset)
{
	fprintf(out, "<script src=\"/assets/%s/%s\" defer></script>\n",
		asset_hash(asset), asset_name(asset));
}

static void write_offline(FILE *out, const char *language)
{
	static const struct {
		const char *name;
		enum ui text;
	} words[] = {
		{"sending", UI_OFFLINE_SENDING}, {"kept", UI_OFFLINE_KEPT},
		{"stays", UI_OFFLINE_STAYS},	 {"sent", UI_OFFLINE_SENT},
		{"refused", UI_OFFLINE_REFUSED}, {"look", UI_OFFLINE_LOOK},
		{"drop", UI_OFFLINE_DROP},
	};

	fputs("<div id=\"queue\"", out);
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		fprintf(out, " data-%s=\"%s\"", words[i].name,
			ui_text(words[i].text, language));
	fputs("><p role=\"status\"></p></div>\n", out);
	write_script(out, ASSET_queue_js);
	write_script(out, ASSET_offline_js);
}

static struct piece make_part(void (*write)(FILE *, const char *), const char *language,
			      struct arena *arena)
{
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);

	if (!out)
		abort(); /* out of memory, as everywhere */
	write(out, language);
	fclose(out);
	struct piece piece =
		piece_make(arena_strndup(arena, text, length), length, arena);
	free(text);
	return piece;
}

static const char *const languages[] = {"vi", "en"};

void page_parts_make(struct page_parts *parts, struct arena *arena)
{
	for (size_t i = 0; i < ARRAY_SIZE(languages); i++) {
		parts->head[i] = make_part(write_head, languages[i], arena);
		parts->offline[i] = make_part(write_offline, languages[i], arena);
	}
}

static bool is_first(const char *language)
{
	return strcmp(language, languages[0]) == 0;
}

void page_begin(struct reply *reply, const char *language, const char *title,
		const char *refresh)
{
	page_begin_for(reply, language, title, refresh, 15);
}

void page_begin_for(struct reply *reply, const char *language, const char *title,
		    const char *refresh, unsigned seconds)
{
	FILE *out = reply->out;

	fprintf(out,
		"<!doctype html>\n<html lang=\"%s\">\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, "
		"initial-scale=1\">\n",
		language);
	if (refresh) {
		fprintf(out,
			"<noscript><meta http-equiv=\"refresh\" content=\"%u; url=",
			seconds);
		html_text(out, refresh);
		fputs("\"></noscript>\n", out);
	}
	fputs("<title>", out);
	html_text(out, title);
	fprintf(out, " – %s</title>\n", ui_text(UI_PRODUCT, language));
	if (reply->parts)
		reply_piece(reply, &reply->parts->head[!is_first(language)]);
	else
		write_head(out, language);
}

/* kiosk.js goes back where a script may. */
static void page_back(struct reply *reply)
{
	fputs("<div id=\"kiosk\" data-seconds=\"15\" data-start=\"", reply->out);
	html_text(reply->out, reply->back);
	fputs("\"></div>\n", reply->out);
	page_script(reply, ASSET_kiosk_js);
}

void page_end(struct reply *reply)
{
	fputs("</main>\n</html>\n", reply->out);
}

void page_script(struct reply *reply, enum asset asset)
{
	write_script(reply->out, asset);
}

void page_offline(struct reply *reply, const char *language)
{
	if (reply->parts)
		reply_piece(reply, &reply->parts->offline[!is_first(language)]);
	else
		write_offline(reply->out, language);
}

void page_message(struct reply *reply, unsigned status, const char *language,
		  enum ui title, enum ui text)
{
	reply->status = status;
	page_begin(reply, language, ui_text(title, language), reply->back);
	fprintf(reply->out, "<h1>%s</h1>\n<p>%s</p>\n<p><a href=\"",
		ui_text(title, language), ui_text(text, language));
	if (reply->back)
		html_text(reply->out, reply->back);
	else
		fprintf(reply->out, "/?lang=%s", language);
	fprintf(reply->out, "\">%s</a></p>\n", ui_text(UI_BACK_HOME, language));
	if (reply->back)
		page_back(reply);
	page_end(reply);
}

void page_failure(struct reply *reply, const char *language, const struct error *err)
{
	if (err->code == ERROR_NOT_FOUND) {
		page_message(reply, 404, language, UI_NOT_FOUND_TITLE, UI_NO_ROUND);
		return;
	}
	if (api_status(err) != 503) {
		page_message(reply, api_status(err), language, UI_ERRORS_TITLE,
			     UI_BAD_REQUEST);
		return;
	}
	reply->failure = *err;
	reply_header(reply, "Retry-After", "30");
	page_message(reply, 503, language, UI_AWAY_TITLE, UI_AWAY);
}

void page_with_db(struct request *request, struct reply *reply,
		  void (*answer)(struct request *, struct reply *, struct db *))
{
	if (!request->at_desk)
		request->deferred = true;
	else if (request->db)
		answer(request, reply, request->db);
	else
		page_failure(reply, request_language(request), &request->failure);
}

bool page_admits(struct request *request, struct reply *reply)
{
	if (request->at_desk || server_admit(request->server, request->peer))
		return true;
	metrics_count(server_metrics(request->server), METRIC_LIMITED, 0);
	reply_header(reply, "Retry-After", "60");
	page_message(reply, 429, request_language(request), UI_TOO_FAST_TITLE,
		     UI_TOO_FAST);
	return false;
}

void page_hidden(FILE *out, const char *name, const char *value)
{
	if (!value)
		return;
	fprintf(out, "<input type=\"hidden\" name=\"%s\" value=\"", name);
	html_text(out, value);
	fputs("\">\n", out);
}

void page_query(FILE *out, const char *unit, const char *service, const char *language)
{
	fprintf(out, "?lang=%s", language);
	if (unit && *unit) {
		fputs("&amp;unit=", out);
		url_arg(out, unit);
	}
	if (service && *service) {
		fputs("&amp;service=", out);
		url_arg(out, service);
	}
}
