/* Which handler answers what, and how large its body may be: one row a route. */
#ifndef HAILONG_COLLECTOR_ROUTE_H
#define HAILONG_COLLECTOR_ROUTE_H

#include "http.h"

enum body_kind {
	BODY_NONE,
	BODY_FORM, /* urlencoded or multipart fields; a file part goes to disk */
	BODY_JSON, /* kept in memory */
	BODY_FILE  /* goes to disk */
};

struct route {
	const char *method;
	const char
		*pattern; /* "/f/{}"; "{}" takes one segment, a last "{*}" the rest */
	enum body_kind body;
	size_t body_max;
	void (*handle)(struct request *request, struct reply *reply);
	bool slow; /* has a desk of its own, so that others need not wait for it */
};

/* The route, or NULL with `allow` naming the methods the path does have ("" when
 * there is no such path). `argument` lives in the arena. */
const struct route *route_find(const char *method, const char *path,
			       struct arena *arena, const char **argument,
			       const char **allow);

/* Its place among the routes, from 0; of NULL, how many there are. */
size_t route_number(const struct route *route);
size_t route_count(void);
/* The route of that place, NULL behind the last. */
const struct route *route_at(size_t number);

/* Handlers, one file each group. */
void page_home(struct request *request, struct reply *reply);
void page_form(struct request *request, struct reply *reply);
void page_form_post(struct request *request, struct reply *reply);
void page_done(struct request *request, struct reply *reply);
void page_details_post(struct request *request, struct reply *reply);
void page_kiosk(struct request *request, struct reply *reply);
void page_withdraw(struct request *request, struct reply *reply);
void page_withdraw_post(struct request *request, struct reply *reply);
void page_upload(struct request *request, struct reply *reply);
void page_upload_post(struct request *request, struct reply *reply);
void page_asset(struct request *request, struct reply *reply);
void page_worker(struct request *request, struct reply *reply);
void page_manifest(struct request *request, struct reply *reply);
void page_robots(struct request *request, struct reply *reply);
void page_report(struct request *request, struct reply *reply);
void api_rounds(struct request *request, struct reply *reply);
void api_form(struct request *request, struct reply *reply);
void api_response(struct request *request, struct reply *reply);
void api_details(struct request *request, struct reply *reply);
void api_upload(struct request *request, struct reply *reply);
void api_live(struct request *request, struct reply *reply);
void api_ready(struct request *request, struct reply *reply);
void api_metrics(struct request *request, struct reply *reply);

#endif
