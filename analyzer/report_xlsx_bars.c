/* The error bars of the charts; see xlsx_add_error_bars in report_xlsx.h. */
#include "report_xlsx.h"

#include "forms/alloc.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>
#include <zip.h>

/* --- a chart ------------------------------------------------------------------------ */

/* The node itself or the next of its siblings that is called so; NULL: none. */
static xmlNode *called(xmlNode *node, const char *name)
{
	while (node && strcmp((const char *)node->name, name) != 0)
		node = node->next;
	return node;
}

static xmlNode *first_series(xmlDoc *chart)
{
	static const char *const way[] = {"chart", "plotArea", "barChart", "ser"};
	xmlNode *node = xmlDocGetRootElement(chart);

	for (size_t i = 0; node && i < ARRAY_SIZE(way); i++)
		node = called(node->children, way[i]);
	return node;
}

static void add_setting(xmlNode *to, const char *name, const char *value)
{
	xmlNode *node = xmlNewChild(to, to->ns, (const xmlChar *)name, NULL);

	xmlNewProp(node, (const xmlChar *)"val", (const xmlChar *)value);
}

/* Moves a part of a series behind what is in `to` already, under a name of its own. */
static void move(xmlNode *to, const char *name, xmlNode *series, const char *part)
{
	xmlNode *node = called(series->children, part);

	if (!node)
		return;
	xmlUnlinkNode(node);
	xmlNodeSetName(node, (const xmlChar *)name);
	xmlAddChild(to, node);
}

static void drop(xmlNode *series)
{
	xmlUnlinkNode(series);
	xmlFreeNode(series);
}

/* The second and third series become the first one's error bars. */
static bool make_error_bars(xmlDoc *chart)
{
	xmlNode *drawn = first_series(chart);
	xmlNode *below = drawn ? called(drawn->next, "ser") : NULL;
	xmlNode *above = below ? called(below->next, "ser") : NULL;

	if (!above)
		return false;
	xmlNode *bars =
		xmlNewDocNode(chart, drawn->ns, (const xmlChar *)"errBars", NULL);
	xmlAddPrevSibling(called(drawn->children, "cat"), bars);
	add_setting(bars, "errBarType", "both");
	add_setting(bars, "errValType", "cust");
	add_setting(bars, "noEndCap", "0");
	move(bars, "plus", above, "val");
	move(bars, "minus", below, "val");
	move(bars, "spPr", below, "spPr");
	drop(below);
	drop(above);
	return true;
}

/* --- its part of the file ----------------------------------------------------------- */

struct part {
	zip_t *book;
	zip_uint64_t index;
	zip_stat_t stat;
	struct arena *arena; /* what is put back waits there until the book is closed */
};

static char *take_out(const struct part *part)
{
	char *text = arena_alloc(part->arena, part->stat.size, 1);
	zip_file_t *in = zip_fopen_index(part->book, part->index, 0);
	bool whole = in && zip_fread(in, text, part->stat.size) ==
				   (zip_int64_t)part->stat.size;

	if (in)
		zip_fclose(in);
	return whole ? text : NULL;
}

/* With the time it had, so that the same report stays the same file. */
static bool put_back(const struct part *part, const xmlChar *text, size_t length)
{
	void *kept = arena_alloc(part->arena, length, 1);
	zip_source_t *source =
		zip_source_buffer(part->book, memcpy(kept, text, length), length, 0);

	if (!source)
		return false;
	if (zip_file_replace(part->book, part->index, source, 0) != 0) {
		zip_source_free(source);
		return false;
	}
	return zip_file_set_mtime(part->book, part->index, part->stat.mtime, 0) == 0;
}

static bool rewrite(const struct part *part)
{
	char *text = take_out(part);
	xmlDoc *chart = text ? xmlReadMemory(text, (int)part->stat.size, NULL, NULL,
					     XML_PARSE_NONET | XML_PARSE_NOERROR)
			     : NULL;
	xmlChar *made = NULL;
	int length = 0;

	if (chart && make_error_bars(chart))
		xmlDocDumpMemory(chart, &made, &length);
	bool done = made && put_back(part, made, (size_t)length);
	xmlFree(made);
	xmlFreeDoc(chart);
	return done;
}

static bool is_chart(const zip_stat_t *stat)
{
	return strncmp(stat->name, "xl/charts/chart", strlen("xl/charts/chart")) == 0;
}

static bool rewrite_charts(zip_t *book, struct arena *arena)
{
	zip_int64_t n = zip_get_num_entries(book, 0);
	bool done = true;

	for (zip_int64_t i = 0; i < n && done; i++) {
		struct part part = {
			.book = book, .index = (zip_uint64_t)i, .arena = arena};
		done = zip_stat_index(book, part.index, 0, &part.stat) == 0 &&
		       (!is_chart(&part.stat) || rewrite(&part));
	}
	return done;
}

bool xlsx_add_error_bars(const char *path, struct arena *arena, struct error *err)
{
	int code = 0;
	zip_t *book = zip_open(path, 0, &code);
	bool done = book && rewrite_charts(book, arena) && zip_close(book) == 0;

	if (book && !done)
		zip_discard(book);
	return done ||
	       error_set(err, ERROR_SYSTEM, "%s: error bars can't be written", path);
}
