/* POST /api/v1/rounds/{round}/uploads: a survey team's file, for programs. */
#include "api.h"
#include "route.h"
#include "upload.h"

#include <string.h>

enum { REJECTS_LISTED_MAX = 1000 };

struct reject_list {
	FILE *out;
	const char *language;
	size_t count;
	struct metrics *metrics; /* NULL: a rehearsal */
};

static void list_reject(void *context, const struct reject *reject)
{
	struct reject_list *list = context;
	FILE *out = list->out;

	if (list->metrics)
		metrics_reject(list->metrics, reject->rule);
	if (list->count >= REJECTS_LISTED_MAX)
		return; /* the count tells there are more; upload --rejects lists all */
	fprintf(out, "%s\n {\"line\": %lu", list->count++ ? "," : "", reject->line);
	api_member(out, "column", reject->column);
	api_member(out, "value", reject->value);
	api_member(out, "rule", rule_code(reject->rule));
	api_member(out, "message", rule_text(reject->rule, list->language));
	putc('}', out);
}

static void take_upload(struct request *request, struct reply *reply, struct db *db,
			const char *holder)
{
	const char *dry_run = http_value(&request->query, "dry_run");
	struct reject_list list = {.language = request_language(request)};
	struct intake intake = {.round = request->argument,
				.file = "upload.csv",
				.by = holder,
				.in = request->file,
				.dry_run = dry_run && strcmp(dry_run, "0") != 0,
				.reject = list_reject,
				.context = &list};
	struct error err = {0};
	char *rejects = NULL;
	size_t length = 0;

	list.out = open_memstream(&rejects, &length);
	if (!intake.dry_run)
		list.metrics = server_metrics(request->server);
	bool done = intake_run(db, &intake, &err);
	if (done && list.metrics)
		metrics_upload(list.metrics, intake.accepted, intake.duplicate,
			       intake.rejected);
	fclose(list.out);
	if (done)
		fprintf(reply->out,
			"{\"accepted\": %zu, \"duplicate\": %zu, "
			"\"rejected\": %zu, \"rejects\": [%s]}\n",
			intake.accepted, intake.duplicate, intake.rejected, rejects);
	else
		api_failure(reply, &err);
	free(rejects);
}

static void answer_upload(struct request *request, struct reply *reply, struct db *db)
{
	enum access_role role = ACCESS_NONE;
	char name[TOKEN_NAME_BYTES];
	struct error err = {0};

	if (!server_access(request, db, &role, name, &err)) {
		api_failure(reply, &err);
	} else if (role != ACCESS_SURVEYOR && role != ACCESS_ADMIN) {
		reply_header(reply, "WWW-Authenticate", "Bearer realm=\"Hai Long\"");
		reply_json_error(reply, role == ACCESS_NONE ? 401 : 403, "denied",
				 "A surveyor's token is needed.");
	} else if (!request->file) {
		reply_json_error(reply, 422, "upload", "The file is empty.");
	} else {
		take_upload(request, reply, db, name);
	}
}

void api_upload(struct request *request, struct reply *reply)
{
	api_with_db(request, reply, answer_upload);
}
