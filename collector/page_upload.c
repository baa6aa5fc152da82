/* GET and POST /upload: a survey team's file, for people. The check and the sending are
 * the same run; the check rolls it back. */
#include "api.h"
#include "page.h"
#include "route.h"
#include "server.h"
#include "upload.h"

#include "forms/text.h"

#include <string.h>

enum { REJECTS_LISTED_MAX = 200 };

static bool write_rounds(struct request *request, FILE *out, struct db *db,
			 struct error *err)
{
	const char *chosen = http_value(&request->form, "round");
	struct round *rounds;
	size_t count;

	if (!round_list(db, request->arena, &rounds, &count, err))
		return false;
	fputs("<select id=\"round\" name=\"round\">\n", out);
	for (size_t i = 0; i < count; i++)
		if (rounds[i].status == ROUND_OPEN || rounds[i].status == ROUND_CLOSED)
			fprintf(out, "<option%s>%s</option>\n",
				chosen && strcmp(chosen, rounds[i].code) == 0
					? " selected"
					: "",
				rounds[i].code);
	fputs("</select>\n", out);
	return true;
}

static void write_label(FILE *out, const char *name, enum ui text, const char *language)
{
	fprintf(out,
		"<div class=\"item\"><label for=\"%s\" class=\"question\">%s</label>\n",
		name, ui_text(text, language));
}

static bool write_form(struct request *request, FILE *out, struct db *db,
		       struct error *err)
{
	const char *language = request_language(request);
	const char *map = http_value(&request->form, "map");

	fprintf(out,
		"<form method=\"post\" enctype=\"multipart/form-data\" "
		"action=\"/upload?lang=%s\">\n",
		language);
	write_label(out, "token", UI_UPLOAD_TOKEN, language);
	fputs("<input id=\"token\" name=\"token\" type=\"password\" "
	      "autocomplete=\"current-password\" required></div>\n",
	      out);
	write_label(out, "round", UI_UPLOAD_ROUND, language);
	if (!write_rounds(request, out, db, err))
		return false;
	fputs("</div>\n", out);
	write_label(out, "file", UI_UPLOAD_FILE, language);
	fputs("<input id=\"file\" name=\"file\" type=\"file\" "
	      "accept=\".csv,.txt,.tsv,text/csv\" required></div>\n",
	      out);
	write_label(out, "map", UI_UPLOAD_MAP, language);
	fprintf(out,
		"<p class=\"hint\">%s</p>\n<textarea id=\"map\" name=\"map\" "
		"rows=\"4\" "
		"spellcheck=\"false\">",
		ui_text(UI_UPLOAD_MAP_HINT, language));
	html_text(out, map ? map : "");
	fprintf(out,
		"</textarea></div>\n<p><button name=\"do\" value=\"check\">%s</button> "
		"<button name=\"do\" value=\"send\">%s</button></p>\n</form>\n",
		ui_text(UI_UPLOAD_CHECK, language), ui_text(UI_UPLOAD_SEND, language));
	return true;
}

static void begin_page(struct reply *reply, const char *language)
{
	const char *other = strcmp(language, "vi") == 0 ? "en" : "vi";

	page_begin(reply, language, ui_text(UI_UPLOAD_TITLE, language), NULL);
	fprintf(reply->out,
		"<p class=\"languages\"><a href=\"/upload?lang=%s\" "
		"lang=\"%s\">%s</a></p>\n<h1>%s</h1>\n<p>%s</p>\n",
		other, other, ui_text(UI_OTHER_LANGUAGE, language),
		ui_text(UI_UPLOAD_TITLE, language), ui_text(UI_UPLOAD_LEAD, language));
}

/* A page that failed half-way is thrown away for the one that says so. */
static void show(struct request *request, struct reply *reply, struct db *db)
{
	const char *language = request_language(request);
	struct error err = {0};

	begin_page(reply, language);
	if (write_form(request, reply->out, db, &err)) {
		page_end(reply);
		return;
	}
	rewind(reply->out);
	page_failure(reply, language, &err);
}

void page_upload(struct request *request, struct reply *reply)
{
	page_with_db(request, reply, show);
}

/* The rows of the table of rejects, gathered while the file is read. */
struct listing {
	FILE *out;
	const char *language;
	size_t count;
	struct metrics *metrics; /* NULL: a rehearsal */
};

static void list_reject(void *context, const struct reject *reject)
{
	struct listing *listing = context;

	if (listing->count++ >= REJECTS_LISTED_MAX)
		return;
	fprintf(listing->out, "<tr><td>%lu<td>", reject->line);
	html_text(listing->out, reject->column);
	fputs("<td>", listing->out);
	html_text(listing->out, reject->value);
	fputs("<td>", listing->out);
	html_text(listing->out, rule_text(reject->rule, listing->language));
	fputs("\n", listing->out);
}

static void write_result(FILE *out, const char *language, const struct intake *intake,
			 const char *rows)
{
	const struct {
		enum ui label;
		size_t count;
	} counts[] = {{UI_UPLOAD_ACCEPTED, intake->accepted},
		      {UI_UPLOAD_DUPLICATE, intake->duplicate},
		      {UI_UPLOAD_REJECTED, intake->rejected}};

	fprintf(out, "<div class=\"done\" role=\"status\">\n<h2>%s</h2>\n<ul>\n",
		ui_text(intake->dry_run ? UI_UPLOAD_CHECKED : UI_UPLOAD_KEPT,
			language));
	for (size_t i = 0; i < ARRAY_SIZE(counts); i++) {
		fprintf(out, "<li>%s: <b>", ui_text(counts[i].label, language));
		text_decimal(out, language, (double)counts[i].count, 0);
		fputs("</b></li>\n", out);
	}
	fputs("</ul>\n</div>\n", out);
	if (!intake->rejected)
		return;
	fprintf(out,
		"<div class=\"wide\"><table>\n<tr><th>%s<th>%s<th>%s<th>%s\n%s"
		"</table></div>\n",
		ui_text(UI_UPLOAD_LINE, language), ui_text(UI_UPLOAD_COLUMN, language),
		ui_text(UI_UPLOAD_VALUE, language), ui_text(UI_UPLOAD_RULE, language),
		rows);
}

static bool run_intake(struct request *request, struct db *db, struct intake *intake,
		       struct error *err)
{
	const char *map_text = http_value(&request->form, "map");
	struct map *map = NULL;

	if (map_text && map_text[strspn(map_text, " \t\r\n")]) {
		map = map_parse(map_text, strlen(map_text), "map", err);
		if (!map)
			return false;
	}
	intake->map = map;
	bool done = intake_run(db, intake, err);
	map_free(map);
	return done;
}

static void write_problem(struct reply *reply, unsigned status, const char *language,
			  const char *message)
{
	reply->status = status;
	fprintf(reply->out, "<div class=\"errors\" role=\"alert\"><h2>%s</h2><p>",
		ui_text(UI_UPLOAD_FAILED, language));
	html_text(reply->out, message);
	fputs("</p></div>\n", reply->out);
}

static void take_file(struct request *request, struct reply *reply, struct db *db,
		      const char *holder)
{
	const char *language = request_language(request);
	const char *action = http_value(&request->form, "do");
	const char *round = http_value(&request->form, "round");
	struct listing listing = {.language = language};
	struct intake intake = {.round = round ? round : "",
				.file = request->file_name ? request->file_name : "",
				.by = holder,
				.in = request->file,
				.dry_run = !action || strcmp(action, "send") != 0,
				.reject = list_reject,
				.context = &listing};
	struct error err = {0};
	char *rows = NULL;
	size_t length = 0;

	listing.out = open_memstream(&rows, &length);
	if (!intake.dry_run)
		listing.metrics = server_metrics(request->server);
	bool done = run_intake(request, db, &intake, &err);
	if (done && listing.metrics)
		metrics_upload(listing.metrics, intake.accepted, intake.duplicate,
			       intake.rejected);
	fclose(listing.out);
	if (done)
		write_result(reply->out, language, &intake, rows);
	else
		write_problem(reply, api_status(&err), language, err.message);
	free(rows);
}

static void receive(struct request *request, struct reply *reply, struct db *db)
{
	const char *language = request_language(request);
	const char *secret = http_value(&request->form, "token");
	enum access_role role = ACCESS_NONE;
	char name[TOKEN_NAME_BYTES];
	struct error err = {0};

	request->authorization =
		arena_printf(request->arena, "Bearer %s", secret ? secret : "");
	if (!server_access(request, db, &role, name, &err)) {
		page_failure(reply, language, &err);
		return;
	}
	begin_page(reply, language);
	if (role != ACCESS_SURVEYOR && role != ACCESS_ADMIN)
		write_problem(reply, 403, language,
			      ui_text(UI_UPLOAD_DENIED, language));
	else if (!request->file)
		write_problem(reply, 422, language,
			      ui_text(UI_UPLOAD_NO_FILE, language));
	else
		take_file(request, reply, db, name);
	if (write_form(request, reply->out, db, &err))
		page_end(reply);
}

void page_upload_post(struct request *request, struct reply *reply)
{
	if (page_admits(request, reply))
		page_with_db(request, reply, receive);
}
