/* GET /assets/{hash}/{name}: what pages are made with; never changes. And what browsers
 * ask for under names of their own: the worker, the manifest, robots.txt. */
#include "asset.h"
#include "page.h"
#include "route.h"

#include "forms/text.h"

#include <string.h>

static const struct {
	const char *ending, *type;
} types[] = {
	{".css", "text/css; charset=utf-8"},
	{".js", "text/javascript; charset=utf-8"},
	{".svg", "image/svg+xml"},
};

static const char *type_of(const char *name)
{
	const char *ending = strrchr(name, '.');

	for (size_t i = 0; ending && i < ARRAY_SIZE(types); i++)
		if (strcmp(ending, types[i].ending) == 0)
			return types[i].type;
	return "application/octet-stream";
}

/* The smallest that the browser takes. */
static enum asset_coding coding_for(const struct request *request, struct reply *reply)
{
	static const char *const names[] = {
		[ASSET_GZIP] = "gzip", [ASSET_BROTLI] = "br"};

	reply_header(reply, "Vary", "Accept-Encoding");
	for (int coding = ASSET_BROTLI; coding > ASSET_PLAIN; coding--) {
		if (!coding_is_accepted(request->codings, names[coding]))
			continue;
		reply_header(reply, "Content-Encoding", names[coding]);
		return (enum asset_coding)coding;
	}
	return ASSET_PLAIN;
}

void page_asset(struct request *request, struct reply *reply)
{
	int asset = asset_find(request->argument);
	size_t length;

	if (asset < 0) {
		page_message(reply, 404, request_language(request), UI_NOT_FOUND_TITLE,
			     UI_NOTHING_HERE);
		return;
	}
	reply->type = type_of(asset_name((enum asset)asset));
	reply->cache = "public, max-age=31536000, immutable";
	const char *bytes =
		asset_bytes((enum asset)asset, coding_for(request, reply), &length);
	fwrite(bytes, 1, length, reply->out);
}

/* The worker is told which scripts there are: with one of them it is another worker, which
 * browsers then fetch. Its address is one that does not change, above all pages. */
void page_worker(struct request *request, struct reply *reply)
{
	const char *before = "const assets = [";
	(void)request;

	reply->type = "text/javascript; charset=utf-8";
	reply->cache = "no-cache";
	reply->shared = true;
	for (int i = 0; i < ASSET_COUNT; i++) {
		enum asset asset = (enum asset)i;
		if (asset == ASSET_sw_js || !strstr(asset_name(asset), ".js"))
			continue;
		fprintf(reply->out, "%s\"/assets/%s/%s\"", before, asset_hash(asset),
			asset_name(asset));
		before = ", ";
	}
	fprintf(reply->out, "];\n%s", asset_text(ASSET_sw_js));
}

void page_manifest(struct request *request, struct reply *reply)
{
	FILE *out = reply->out;
	(void)request;

	reply->type = "application/manifest+json";
	reply->cache = "no-cache";
	reply->shared = true;
	fprintf(out,
		"{\"id\": \"/\", \"start_url\": \"/\", \"scope\": \"/\", "
		"\"display\": \"standalone\", \"lang\": \"vi\", "
		"\"theme_color\": \"#0b4f8a\", \"background_color\": \"#f4f6f8\", "
		"\"icons\": [{\"src\": \"/assets/%s/%s\", "
		"\"type\": \"image/svg+xml\", \"sizes\": \"any\", "
		"\"purpose\": \"any maskable\"}], \"name\": ",
		asset_hash(ASSET_icon_svg), asset_name(ASSET_icon_svg));
	json_text(out, ui_text(UI_PRODUCT, "vi"));
	fputs(", \"short_name\": ", out);
	json_text(out, ui_text(UI_PRODUCT, "vi"));
	fputs(", \"description\": ", out);
	json_text(out, ui_text(UI_HOME_LEAD, "vi"));
	fputs("}\n", out);
}

/* Search engines find the surveys, and nothing of a person's or of a team's. */
void page_robots(struct request *request, struct reply *reply)
{
	(void)request;

	reply->type = "text/plain; charset=utf-8";
	reply->cache = "public, max-age=86400";
	fputs("User-agent: *\nDisallow: /api/\nDisallow: /done/\nDisallow: /reports/\n"
	      "Disallow: /upload\nDisallow: /withdraw\n",
	      reply->out);
}
