/* See report_xlsx.h. */
#include "report_xlsx.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { XLSX_IN_MEMORY_MAX = 10000 };

/* --- looks -------------------------------------------------------------------------- */

static const lxw_color_t ink = 0x1F3A5F, grey = 0x6B6B6B, shade = 0xE6ECF3;

static void make_head(lxw_format *format)
{
	format_set_bold(format);
	format_set_bg_color(format, shade);
	format_set_bottom(format, LXW_BORDER_THIN);
	format_set_text_wrap(format);
	format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
}

static void make_title(lxw_format *format)
{
	format_set_bold(format);
	format_set_font_size(format, 16);
	format_set_font_color(format, ink);
}

static void make_heading(lxw_format *format)
{
	format_set_bold(format);
	format_set_font_size(format, 12);
	format_set_font_color(format, ink);
}

static void make_label(lxw_format *format)
{
	format_set_font_color(format, grey);
	format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
}

static void make_paragraph(lxw_format *format)
{
	format_set_text_wrap(format);
	format_set_align(format, LXW_ALIGN_LEFT);
	format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
}

static void make_text(lxw_format *format)
{
	format_set_indent(format, 1);
}

static void make_fact(lxw_format *format)
{
	format_set_align(format, LXW_ALIGN_LEFT);
}

static void make_link(lxw_format *format)
{
	format_set_font_color(format, ink);
	format_set_underline(format, LXW_UNDERLINE_SINGLE);
}

static void make_untold(lxw_format *format)
{
	format_set_font_color(format, grey);
	format_set_italic(format);
	format_set_align(format, LXW_ALIGN_RIGHT);
}

static void make_formats(struct xlsx *xlsx)
{
	static const struct {
		const char *number;
		void (*make)(lxw_format *format);
	} looks[XLSX_FORMAT_COUNT] = {
		[XLSX_PLAIN] = {NULL, make_text},
		[XLSX_TITLE] = {NULL, make_title},
		[XLSX_HEADING] = {NULL, make_heading},
		[XLSX_LABEL] = {NULL, make_label},
		[XLSX_PARAGRAPH] = {NULL, make_paragraph},
		[XLSX_LINK] = {NULL, make_link},
		[XLSX_FACT_SHARE] = {"0.00%", make_fact},
		[XLSX_FACT_COUNT] = {"#,##0", make_fact},
		[XLSX_HEAD] = {NULL, make_head},
		[XLSX_SHARE] = {"0.00%", NULL},
		[XLSX_COUNT] = {"#,##0", NULL},
		[XLSX_POINTS] = {"+0.00;-0.00;0.00", NULL},
		[XLSX_NUMBER] = {"0.000", NULL},
		[XLSX_UNTOLD] = {NULL, make_untold},
	};

	for (size_t i = 0; i < XLSX_FORMAT_COUNT; i++) {
		xlsx->formats[i] = workbook_add_format(xlsx->book);
		if (looks[i].number)
			format_set_num_format(xlsx->formats[i], looks[i].number);
		if (looks[i].make)
			looks[i].make(xlsx->formats[i]);
	}
}

/* --- the book ----------------------------------------------------------------------- */

/* How many bytes stand here that XML 1.0 can't hold (2.2, Char). */
static size_t unheld(const char *at)
{
	if ((unsigned char)*at < ' ' && !strchr("\t\n\r", *at))
		return 1;
	return strncmp(at, "\xef\xbf\xbe", 3) == 0 || /* U+FFFE, U+FFFF */
			       strncmp(at, "\xef\xbf\xbf", 3) == 0
		       ? 3
		       : 0;
}

static const char *held(const struct xlsx *xlsx, const char *text)
{
	char *kept = NULL;

	for (size_t i = 0, n; text[i]; i++) {
		if (!(n = unheld(text + i)))
			continue;
		kept = kept ? kept : arena_strdup(xlsx->report->arena, text);
		memset(kept + i, ' ', n);
	}
	return kept ? kept : text;
}

void xlsx_write_text(const struct xlsx *xlsx, lxw_worksheet *sheet, uint32_t row,
		     uint16_t column, const char *text, enum xlsx_format format)
{
	worksheet_write_string(sheet, row, column, held(xlsx, text),
			       xlsx->formats[format]);
}

/* The day the report was made on, so that the same report is the same file. */
static time_t made_on(const struct report *report)
{
	char full[TIMESTAMP_BYTES];

	return text_timestamp(report->made_on, full)
		       ? (time_t)(text_microseconds(full) / 1000000)
		       : 0;
}

/* Of no author: who made it is nobody's business. */
static void set_properties(struct xlsx *xlsx)
{
	struct report *report = xlsx->report;
	const struct form *form = report_form(report);
	char *title = arena_printf(report->arena, "%s – %s",
				   held(xlsx, report_label(report, &form->title)),
				   source_name(report->data->now.source));
	char software[] = "Hài Lòng " HAILONG_VERSION;
	lxw_doc_properties properties = {
		.title = title, .comments = software, .created = made_on(report)};

	workbook_set_properties(xlsx->book, &properties);
}

static void write_book(struct xlsx *xlsx)
{
	enum language language = xlsx->report->language;

	make_formats(xlsx);
	set_properties(xlsx);
	lxw_worksheet *cover = workbook_add_worksheet(
		xlsx->book, VI_EN("Giới thiệu", "Cover")[language]);
	lxw_worksheet *charts = workbook_add_worksheet(
		xlsx->book, VI_EN("Biểu đồ", "Charts")[language]);
	xlsx_tables(xlsx);
	xlsx_charts(xlsx, charts);
	xlsx_cover(xlsx, cover);
}

/* Beyond some size rows do not wait in memory; charts then come without what they have
 * read, which programs read anew when they open them. */
static bool write_file(struct xlsx *xlsx, char *path, char *folder, struct error *err)
{
	size_t n = figures_count(xlsx->report->data->now.figures);
	lxw_workbook_options options = {.constant_memory = n > XLSX_IN_MEMORY_MAX,
					.tmpdir = folder};

	xlsx->book = workbook_new_opt(path, &options);
	if (!xlsx->book)
		return error_set(err, ERROR_SYSTEM, "out of memory");
	write_book(xlsx);
	lxw_error failed = workbook_close(xlsx->book);
	if (failed)
		return error_set(err, ERROR_SYSTEM, "%s: %s", path,
				 lxw_strerror(failed));
	return xlsx_add_error_bars(path, xlsx->report->arena, err);
}

static bool copy_file(struct site *site, const char *path, struct error *err)
{
	FILE *made = fopen(path, "rb");

	if (!made)
		return error_set(err, ERROR_SYSTEM, "%s: %s", path, strerror(errno));
	bool done = site_copy(site, "report.xlsx", made, err);
	fclose(made);
	return done;
}

bool xlsx_write(struct site *site, struct report *report, struct error *err)
{
	struct xlsx xlsx = {.report = report};
	const char *given = getenv("TMPDIR");

	arena_reset(report->arena);
	char *folder = arena_strdup(report->arena, given && *given ? given : "/tmp");
	char *path = arena_printf(report->arena, "%s/hailong-XXXXXX", folder);
	int file = mkstemp(path);
	if (file < 0)
		return error_set(err, ERROR_SYSTEM, "report.xlsx: %s: %s", path,
				 strerror(errno));
	close(file);
	bool done = write_file(&xlsx, path, folder, err) && copy_file(site, path, err);
	unlink(path);
	return done;
}
