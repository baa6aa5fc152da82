/* See route.h. */
#include "route.h"

#include "forms/text.h"

#include <string.h>

enum { KIB = 1024, MIB = 1024 * KIB };

static const struct route routes[] = {
	{"GET", "/", BODY_NONE, 0, page_home},
	{"GET", "/f/{}", BODY_NONE, 0, page_form},
	{"POST", "/f/{}", BODY_FORM, 256 * KIB, page_form_post},
	{"GET", "/done/{}", BODY_NONE, 0, page_done},
	{"GET", "/kiosk/{}", BODY_NONE, 0, page_kiosk},
	{"GET", "/withdraw", BODY_NONE, 0, page_withdraw},
	{"POST", "/withdraw", BODY_FORM, 4 * KIB, page_withdraw_post},
	{"GET", "/upload", BODY_NONE, 0, page_upload},
	{"POST", "/upload", BODY_FORM, 512 * MIB, page_upload_post},
	{"GET", "/reports/{*}", BODY_NONE, 0, page_report},
	{"GET", "/api/v1/rounds", BODY_NONE, 0, api_rounds},
	{"GET", "/api/v1/rounds/{}/form", BODY_NONE, 0, api_form},
	{"POST", "/api/v1/rounds/{}/responses", BODY_JSON, 256 * KIB, api_response},
	{"POST", "/api/v1/rounds/{}/uploads", BODY_FILE, 512 * MIB, api_upload},
	{"GET", "/healthz", BODY_NONE, 0, api_live},
	{"GET", "/readyz", BODY_NONE, 0, api_ready},
	{"GET", "/metrics", BODY_NONE, 0, api_metrics},
};

/* Does the path fit; what stands where the pattern has {}? */
static bool fits(const char *pattern, const char *path, const char **from,
		 size_t *length)
{
	size_t fixed = strcspn(pattern, "{");

	*from = path + fixed;
	*length = 0;
	if (strncmp(pattern, path, fixed) != 0)
		return false;
	if (!pattern[fixed])
		return !path[fixed];
	if (strcmp(pattern + fixed, "{*}") == 0) {
		*length = strlen(*from);
		return true;
	}
	*length = strcspn(*from, "/");
	return *length > 0 && strcmp(*from + *length, pattern + fixed + 2) == 0;
}

const struct route *route_find(const char *method, const char *path,
			       struct arena *arena, const char **argument,
			       const char **allow)
{
	const char *from;
	size_t length;

	if (strcmp(method, "HEAD") == 0)
		method = "GET";
	*allow = "";
	for (size_t i = 0; i < ARRAY_SIZE(routes); i++) {
		const struct route *route = &routes[i];
		if (!fits(route->pattern, path, &from, &length))
			continue;
		if (strcmp(route->method, method) == 0) {
			*argument = arena_strndup(arena, from, length);
			return route;
		}
		*allow =
			arena_printf(arena, "%s%s%s", *allow, **allow ? ", " : "",
				     strcmp(route->method, "GET") == 0 ? "GET, HEAD"
								       : route->method);
	}
	return NULL;
}
