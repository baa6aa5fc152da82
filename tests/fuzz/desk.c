/* See desk.h. The linker gives the handlers these instead of the server's (--wrap). */
#include "desk.h"

#include "collector/server.h"
#include "collector/spool.h"
#include "collector/submission.h"
#include "fuzz.h"
#include "markup.h"

#include <json-c/json.h>
#include <string.h>

bool __wrap_request_round(struct request *request, const char *code,
			  struct round *round, const struct form **form,
			  struct error *err);
struct metrics *__wrap_server_metrics(const struct server *server);
struct db *__wrap_server_take_db(struct server *server, struct error *err);
void __wrap_server_give_db(struct server *server, struct db *db);
struct signs *__wrap_server_signs(const struct server *server);

bool __wrap_request_round(struct request *request, const char *code,
			  struct round *round, const struct form **form,
			  struct error *err)
{
	const struct known_round *open = known_open(request->known, code);

	if (!open)
		return error_set(err, ERROR_NOT_FOUND, "there is no round '%s'", code);
	*round = open->round;
	*form = open->form;
	return true;
}

struct metrics *__wrap_server_metrics(const struct server *server)
{
	static struct metrics *metrics; /* as long as the fuzzer runs */

	must(!server);
	if (!metrics)
		metrics = metrics_new();
	return metrics;
}

struct db *__wrap_server_take_db(struct server *server, struct error *err)
{
	must(!server);
	error_set(err, ERROR_AWAY, "there is no database");
	return NULL;
}

void __wrap_server_give_db(struct server *server, struct db *db)
{
	must(!server && !db);
}

struct signs *__wrap_server_signs(const struct server *server)
{
	must(!server);
	return NULL;
}

void desk_begin(struct desk *desk, const struct form *form, struct arena *arena)
{
	*desk = (struct desk){
		.unit = {.code = "U1", .name_vi = "A<b>&\"'", .level = "x"},
		.service = {.code = "S1", .name_vi = "\"><i>"},
		.round = {{.code = "r1", .form = form->code, .status = ROUND_OPEN},
			  form,
			  {{.text = "</form>\n", .length = 8},
			   {.text = "</form>\n", .length = 8}}},
	};
	desk->known.rounds = &desk->round;
	desk->known.nrounds = 1;
	desk->known.lists[CATALOGUE_UNITS] = (struct known_list){
		&desk->unit, 1, finder_new(arena, &desk->unit, 1, true)};
	desk->known.lists[CATALOGUE_SERVICES] = (struct known_list){
		&desk->service, 1, finder_new(arena, &desk->service, 1, false)};
	desk->request = (struct request){.arena = arena,
					 .argument = "r1",
					 .known = &desk->known,
					 .at_desk = true};
	desk->reply = (struct reply){.status = 200, .type = "text/html", .file = -1};
	desk->reply.out = open_memstream(&desk->page, &desk->length);
	must(desk->reply.out);
}

static void must_be_json(const char *text, size_t length)
{
	struct json_tokener *tokener = json_tokener_new();

	json_tokener_set_flags(tokener,
			       JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
	struct json_object *root =
		json_tokener_parse_ex(tokener, text, (int)length + 1);
	must(json_object_is_type(root, json_type_object));
	json_object_put(root);
	json_tokener_free(tokener);
}

/* What is promised while the database is away is what would have been kept. */
static void must_spool(const struct saving *saving, struct arena *arena)
{
	char *bytes = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&bytes, &length);
	struct saving read;

	must(out);
	spool_encode(out, saving);
	fclose(out);
	must(spool_decode((unsigned char *)bytes, length, arena, &read) == length);
	must(is_same(read.unit, saving->unit) &&
	     is_same(read.service, saving->service));
	must(read.nsayings == saving->nsayings);
	must(read.answers_size == saving->answers_size);
	must(memcmp(read.answers, saving->answers, read.answers_size) == 0);
	free(bytes);
}

static void must_be_kept(const struct saving *saving, struct arena *arena)
{
	must(text_is_code(saving->round) && text_is_code(saving->unit));
	must(!saving->service || text_is_code(saving->service));
	must(is_same(saving->channel, "web") || is_same(saving->channel, "kiosk") ||
	     saving_is_by_ticket(saving));
	must(is_same(saving->selection, "open") || saving_is_by_ticket(saving));
	for (size_t i = 0; i < saving->nsayings; i++)
		must(is_utf8(saving->sayings[i].text) && *saving->sayings[i].text);
	must_spool(saving, arena);
}

void desk_end(struct desk *desk, unsigned outcome)
{
	struct request *request = &desk->request;

	must(!request->deferred);
	if (request->saving) {
		must(ftell(desk->reply.out) == 0);
		const struct submission *s = request->context;
		must_keep(&s->response, request->arena);
		must_be_kept(request->saving, request->arena);
		request->outcome = (int)(outcome % (SAVE_FAILED + 1));
		request->failure = (struct error){ERROR_AWAY, "away"};
		request->saved(request, &desk->reply);
	}
	fclose(desk->reply.out);
	for (size_t i = 0; i < desk->reply.nheaders; i++)
		must(!strpbrk(desk->reply.headers[i].value, "\r\n"));
	must(text_is_utf8(desk->page, desk->length));
	if (strcmp(desk->reply.type, "application/json") == 0)
		must_be_json(desk->page, desk->length);
	else
		must(markup_is_sound(desk->page));
	free(desk->page);
}
