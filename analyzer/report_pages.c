/* See report_pages.h. */
#include "report_pages.h"

#include "report_ledger.h"
#include "report_pdf.h"
#include "report_site.h"
#include "report_xlsx.h"

#include "asset.h"
#include "output.h"

#include <string.h>

static size_t one(const struct report_data *data)
{
	(void)data;
	return 1;
}

static size_t has_units(const struct report_data *data)
{
	return data->fields[PLACES_UNITS].n > 0;
}

static size_t has_services(const struct report_data *data)
{
	return data->fields[PLACES_SERVICES].n > 0;
}

static size_t count_units(const struct report_data *data)
{
	return data->fields[PLACES_UNITS].n;
}

static size_t count_services(const struct report_data *data)
{
	return data->fields[PLACES_SERVICES].n;
}

static const char *open_place(const struct report_data *data, size_t number,
			      struct report_page *page, enum report_field_kind field)
{
	page->field = field;
	page->place = &data->fields[field].places[number];
	return page->place->code;
}

static const char *open_unit(const struct report_data *data, size_t number,
			     struct report_page *page)
{
	return open_place(data, number, page, PLACES_UNITS);
}

static const char *open_service(const struct report_data *data, size_t number,
				struct report_page *page)
{
	return open_place(data, number, page, PLACES_SERVICES);
}

static const char *open_group(const struct report_data *data, size_t number,
			      struct report_page *page)
{
	page->group = league_group(data, number);
	return *page->group ? page->group : "-";
}

static size_t has_points(const struct report_data *data)
{
	return source_form(data->now.source)->points.out_of > 0;
}

enum { KIND_UNIT = 8, KIND_SERVICE };

static const struct page_kind kinds[] = {
	{"index.html", {"Tổng quan", "Overview"}, true, one, NULL, report_overview},
	{"factors.html", {"Nội dung", "Factors"}, true, one, NULL, report_factors},
	{"units.html", {"Đơn vị", "Units"}, true, has_units, NULL, report_units},
	{"services.html",
	 {"Dịch vụ", "Services"},
	 true,
	 has_services,
	 NULL,
	 report_services},
	{"quality.html",
	 {"Kênh và chất lượng", "Channels and quality"},
	 true,
	 one,
	 NULL,
	 report_quality},
	{"points.html", {"Điểm", "Points"}, true, has_points, NULL, report_points_page},
	{"beside.html",
	 {"Đối chiếu", "Beside the survey"},
	 true,
	 one,
	 NULL,
	 report_beside},
	{"units/%.html",
	 {"Đơn vị", "Units"},
	 false,
	 league_ngroups,
	 open_group,
	 report_units_of},
	[KIND_UNIT] = {"unit/%.html",
		       {"Đơn vị", "Unit"},
		       false,
		       count_units,
		       open_unit,
		       report_unit},
	[KIND_SERVICE] = {"service/%.html",
			  {"Dịch vụ", "Service"},
			  false,
			  count_services,
			  open_service,
			  report_service},
	{"methods.html", {"Phương pháp", "Methods"}, true, one, NULL, report_methods},
	{"data.html", {"Số liệu", "Data"}, true, one, NULL, report_files},
};

const struct report_page report_of_everybody = {.root = ""};

size_t pages_kinds(void)
{
	return ARRAY_SIZE(kinds);
}

const struct page_kind *pages_kind(size_t number)
{
	return &kinds[number];
}

/* "unit/%.html" and "H40.01" */
static const char *file_of(struct arena *arena, const struct page_kind *kind,
			   const char *code)
{
	const char *place = strchr(kind->file, '%');

	return !place ? kind->file
		      : arena_printf(arena, "%.*s%s%s", (int)(place - kind->file),
				     kind->file, code, place + 1);
}

struct report_page pages_open(struct report *report, const struct page_kind *kind,
			      size_t number)
{
	struct report_page page = {.kind = kind,
				   .root = strchr(kind->file, '/') ? "../" : ""};
	const char *code = kind->open ? kind->open(report->data, number, &page) : "";

	page.file = file_of(report->arena, kind, code);
	return page;
}

const char *pages_link(struct report *report, enum report_field_kind field,
		       const struct report_place *place)
{
	static const int of_field[PLACES_COUNT] = {
		[PLACES_UNITS] = KIND_UNIT, [PLACES_SERVICES] = KIND_SERVICE};

	if (!of_field[field] || report->paper)
		return NULL;
	return arena_printf(
		report->arena, "%s%s", report->page->root,
		file_of(report->arena, &kinds[of_field[field]], place->code));
}

/* --- files -------------------------------------------------------------------------- */

static void write_page(FILE *out, struct report *report)
{
	report->page->kind->write(out, report);
}

static void write_style(FILE *out, struct report *report)
{
	(void)report;
	fputs(report_asset_text(REPORT_ASSET_report_css), out);
}

static void write_script(FILE *out, struct report *report)
{
	(void)report;
	fputs(report_asset_text(REPORT_ASSET_report_js), out);
}

static void write_schema(FILE *out, struct report *report)
{
	(void)report;
	fputs(report_asset_text(REPORT_ASSET_report_schema_json), out);
}

static void write_estimates(FILE *out, struct report *report)
{
	const struct reading *now = &report->data->now;
	struct output output = {
		.out = out,
		.language = report->language,
		.source = now->source,
		.level = report->methods->figures.level,
		.min_n = report->methods->figures.min_n,
		.nlevels = form_levels_max(source_form(now->source)),
	};

	output_figures(&output, OUTPUT_CSV, now->figures);
}

/* Files that are no pages. */
static const struct {
	const char *file;
	report_writer *write;
} files[] = {
	{"assets/report.css", write_style},   {"assets/report.js", write_script},
	{"estimates.csv", write_estimates},   {"report.json", report_json},
	{"report.schema.json", write_schema},
};

static bool write_pages(struct site *site, struct report *report,
			const struct page_kind *kind, struct error *err)
{
	size_t n = kind->count(report->data);
	bool done = true;

	for (size_t i = 0; done && i < n; i++) {
		arena_reset(report->arena);
		struct report_page page = pages_open(report, kind, i);
		report->page = &page;
		done = report_write(site, page.file, write_page, report, err);
		report->page = NULL;
	}
	return done;
}

bool report_write_all(const char *folder, struct report *report, struct error *err)
{
	struct site *site = site_open(folder, ".written", err);

	report->site = site;
	report_scales_make(report);
	bool done = site && (!report->pdf || pdf_write_all(site, report, err)) &&
		    xlsx_write(site, report, err);
	for (size_t i = 0; done && i < ARRAY_SIZE(files); i++) {
		arena_reset(report->arena);
		done = report_write(site, files[i].file, files[i].write, report, err);
	}
	/* the first page last: what it links is there */
	for (size_t i = ARRAY_SIZE(kinds); done && i > 0; i--)
		done = write_pages(site, report, &kinds[i - 1], err);
	done = done && site_finish(site, err);
	report->site = NULL;
	site_close(site);
	return done;
}
