/* See route.h. */
#include "route.h"

#include "forms/text.h"

#include <string.h>

enum { KIB = 1024, MIB = 1024 * KIB };

static const struct route routes[] = {
	{"GET", "/", BODY_NONE, 0, page_home, false},
	{"GET", "/f/{}", BODY_NONE, 0, page_form, false},
	{"POST", "/f/{}", BODY_FORM, 256 * KIB, page_form_post, false},
	{"GET", "/done/{}", BODY_NONE, 0, page_done, false},
	{"POST", "/done/{}", BODY_FORM, 256 * KIB, page_details_post, false},
	{"GET", "/kiosk/{}", BODY_NONE, 0, page_kiosk, false},
	{"GET", "/withdraw", BODY_NONE, 0, page_withdraw, false},
	{"POST", "/withdraw", BODY_FORM, 4 * KIB, page_withdraw_post, false},
	{"GET", "/upload", BODY_NONE, 0, page_upload, false},
	{"POST", "/upload", BODY_FORM, 512 * MIB, page_upload_post, true},
	{"GET", "/assets/{*}", BODY_NONE, 0, page_asset, false},
	{"GET", "/sw.js", BODY_NONE, 0, page_worker, false},
	{"GET", "/manifest.webmanifest", BODY_NONE, 0, page_manifest, false},
	{"GET", "/robots.txt", BODY_NONE, 0, page_robots, false},
	{"GET", "/reports/{*}", BODY_NONE, 0, page_report, false},
	{"GET", "/api/v1/rounds", BODY_NONE, 0, api_rounds, false},
	{"GET", "/api/v1/rounds/{}/form", BODY_NONE, 0, api_form, false},
	{"POST", "/api/v1/rounds/{}/responses", BODY_JSON, 256 * KIB, api_response,
	 false},
	{"POST", "/api/v1/responses/{}/details", BODY_JSON, 256 * KIB, api_details,
	 false},
	{"POST", "/api/v1/rounds/{}/uploads", BODY_FILE, 512 * MIB, api_upload, true},
	{"GET", "/healthz", BODY_NONE, 0, api_live, false},
	{"GET", "/readyz", BODY_NONE, 0, api_ready, false},
	{"GET", "/metrics", BODY_NONE, 0, api_metrics, false},
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

size_t route_count(void)
{
	return ARRAY_SIZE(routes);
}

size_t route_number(const struct route *route)
{
	return route ? (size_t)(route - routes) : route_count();
}

const struct route *route_at(size_t number)
{
	return number < route_count() ? &routes[number] : NULL;
}
