/* The frame every page stands in. */
#ifndef HAILONG_COLLECTOR_PAGE_H
#define HAILONG_COLLECTOR_PAGE_H

#include "asset.h"
#include "http.h"
#include "schema/db.h"
#include "ui.h"

/* What stands in many pages, made once, in "vi" and "en". */
struct page_parts {
	struct piece head[2], offline[2];
};

void page_parts_make(struct page_parts *parts, struct arena *arena);

/* Head, style, header up to <main>. `refresh` (may be NULL) is a path the page goes
 * to by itself after some seconds. */
void page_begin(struct reply *reply, const char *language, const char *title,
		const char *refresh);
/* The same, after so many seconds, where there is no script that does it. */
void page_begin_for(struct reply *reply, const char *language, const char *title,
		    const char *refresh, unsigned seconds);
void page_end(struct reply *reply);

/* A script of ours, after all else is there; a page works without any. */
void page_script(struct reply *reply, enum asset asset);

/* What keeps ratings that find no network and says what became of them; before the forms
 * it is for, which are those with a response_id. The event "kept" of a form tells that its
 * rating was kept; who shows that otherwise prevents its default. */
void page_offline(struct reply *reply, const char *language);

/* A whole page that says one thing; a kiosk's goes back by itself (reply->back). */
void page_message(struct reply *reply, unsigned status, const char *language,
		  enum ui title, enum ui text);

/* Why an answer was not kept. */
void page_refused(struct request *request, struct reply *reply, int outcome);

/* Answers for a failure of the database: 404, or 503 with Retry-After. */
void page_failure(struct reply *reply, const char *language, const struct error *err);

/* Runs an answer that needs the database, at the desk; says so where it is away. */
void page_with_db(struct request *request, struct reply *reply,
		  void (*answer)(struct request *, struct reply *, struct db *));

/* May the peer send one more? If not, the reply says so. */
bool page_admits(struct request *request, struct reply *reply);

/* <input type="hidden">; nothing when the value is NULL. */
void page_hidden(FILE *out, const char *name, const char *value);

/* "?unit=…&service=…&lang=…" for a path, NULL values left out. */
void page_query(FILE *out, const char *unit, const char *service, const char *language);

#endif
