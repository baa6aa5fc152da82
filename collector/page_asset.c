/* GET /assets/{hash}/{name}: what pages are made with; never changes. */
#include "asset.h"
#include "page.h"
#include "route.h"

#include <string.h>

static const char *type_of(const char *name)
{
	const char *ending = strrchr(name, '.');

	return ending && strcmp(ending, ".js") == 0 ? "text/javascript; charset=utf-8"
						    : "text/css; charset=utf-8";
}

void page_asset(struct request *request, struct reply *reply)
{
	int asset = asset_find(request->argument);

	if (asset < 0) {
		page_message(reply, 404, request_language(request), UI_NOT_FOUND_TITLE,
			     UI_NOTHING_HERE);
		return;
	}
	reply->type = type_of(asset_name((enum asset)asset));
	reply->cache = "public, max-age=31536000, immutable";
	fputs(asset_text((enum asset)asset), reply->out);
}
