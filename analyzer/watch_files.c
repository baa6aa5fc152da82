/* See watch_files.h. */
#include "watch_files.h"

#include "site.h"

/* A page, and the unit it is about; NULL: of all. */
struct writing {
	const struct watch_page *page;
	const struct watch_unit *unit;
};

static void write_page(FILE *out, void *context)
{
	const struct writing *writing = context;

	if (writing->unit)
		watch_unit_page(out, writing->page, writing->unit);
	else
		watch_index(out, writing->page);
}

/* The page that leads to the others comes last. */
static bool write_all(struct site *site, const struct watch_page *page,
		      struct error *err)
{
	struct writing writing = {.page = page};
	bool done = true;

	for (size_t i = 0; done && i < page->watch->count; i++) {
		writing.unit = &page->watch->units[i];
		done = site_write(site, watch_file(page, writing.unit->code),
				  write_page, &writing, err);
	}
	writing.unit = NULL;
	return done && site_write(site, "index.html", write_page, &writing, err) &&
	       site_finish(site, err);
}

bool watch_write_pages(const char *folder, const struct watch_page *page,
		       struct error *err)
{
	struct site *site = site_open(folder, ".watched", err);
	bool done = site && write_all(site, page, err);

	site_close(site);
	return done;
}
