/* See report_paper.h. */
#include "report_paper.h"

#include "report_pages.h"

#include "asset.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <stdlib.h>

struct heading {
	unsigned level;
	const char *title;
};

struct paper {
	struct heading *headings;
	size_t count, room;
	bool listed; /* headings from here on are in the table of contents */
};

void paper_heading(FILE *out, const struct report *report, unsigned level,
		   const char *title)
{
	struct paper *paper = report->paper;

	fprintf(out, "<h%u", level);
	if (paper && paper->listed) {
		ARRAY_RESERVE(paper->headings, paper->count, paper->room);
		paper->headings[paper->count] = (struct heading){level, title};
		fprintf(out, " id=\"h%zu\"", paper->count++);
	}
	fputs(">", out);
	html_text(out, title);
	fprintf(out, "</h%u>\n", level);
}

bool paper_has_units(const struct report_data *data)
{
	return data->fields[PLACES_UNITS].n <= PAPER_ROWS_MAX;
}

void paper_begin(FILE *out, struct report *report, const char *title, const char *css)
{
	fprintf(out,
		"<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
		"<meta charset=\"utf-8\">\n<title>",
		language_code(report->language));
	html_text(out, title);
	fputs(" – ", out);
	html_text(out, source_name(report->data->now.source));
	fprintf(out, "</title>\n<style>\n%s</style>\n</head>\n<body class=\"%s\">\n",
		report_asset_text(REPORT_ASSET_print_css), css);
}

void paper_end(FILE *out)
{
	fputs("</body>\n</html>\n", out);
}

/* --- cover and contents ------------------------------------------------------------- */

static void write_cover(FILE *out, struct report *report)
{
	fputs("<div class=\"cover\">\n<p class=\"survey\">", out);
	html_text(out, report_label(report, &report_form(report)->title));
	fputs("</p>\n<p class=\"title\">", out);
	report_say(out, report,
		   VI_EN("Báo cáo kết quả đo lường sự hài lòng",
			 "Report on measured satisfaction"),
		   NULL);
	fputs("</p>\n", out);
	report_about(out, report);
	report_colophon(out, report);
	fputs("</div>\n", out);
}

static void write_contents(FILE *out, struct report *report)
{
	const struct paper *paper = report->paper;

	fputs("<nav class=\"contents\">\n<h1>", out);
	report_say(out, report, VI_EN("Mục lục", "Contents"), NULL);
	fputs("</h1>\n<ul>\n", out);
	for (size_t i = 0; i < paper->count; i++) {
		const struct heading *heading = &paper->headings[i];
		fprintf(out, "<li class=\"c%u\"><a href=\"#h%zu\">", heading->level, i);
		html_text(out, heading->title);
		fputs("</a></li>\n", out);
	}
	fputs("</ul>\n</nav>\n", out);
}

/* --- chapters ----------------------------------------------------------------------- */

/* A kind of page, all of them; what is no kind of page is a chapter by itself. */
static void write_chapter(FILE *out, struct report *report, report_section *write)
{
	struct report_page page = {.file = "", .root = ""};
	const struct page_kind *kind = NULL;

	for (size_t i = 0; i < pages_kinds() && !kind; i++)
		if (pages_kind(i)->write == write)
			kind = pages_kind(i);
	size_t n = kind ? kind->count(report->data) : 1;
	for (size_t i = 0; i < n; i++) {
		if (kind)
			page = pages_open(report, kind, i);
		report->page = &page;
		write(out, report);
		report->page = NULL;
	}
}

static void write_chapters(FILE *out, struct report *report)
{
	static report_section *const chapters[] = {
		report_overview, report_factors,  report_units,	      report_units_of,
		paper_units,	 report_services, report_points_page, report_beside,
		report_quality,	 report_methods,
	};

	report->paper->listed = true;
	for (size_t i = 0; i < ARRAY_SIZE(chapters); i++)
		if (chapters[i] != report_units_of || paper_has_units(report->data))
			write_chapter(out, report, chapters[i]);
}

/* The contents stand before the chapters, but are known after them. */
static void write_book(FILE *out, struct report *report)
{
	char *chapters = NULL;
	size_t length = 0;
	FILE *later = open_memstream(&chapters, &length);

	if (!later)
		abort();
	write_chapters(later, report);
	if (fclose(later) != 0)
		abort();
	write_contents(out, report);
	fwrite(chapters, 1, length, out);
	free(chapters);
}

void paper_report(FILE *out, struct report *report)
{
	const struct form *form = report_form(report);
	struct paper paper = {0};

	report->paper = &paper;
	paper_begin(out, report, report_label(report, &form->title), "book");
	write_cover(out, report);
	write_chapter(out, report, paper_brief);
	write_book(out, report);
	paper_end(out);
	report->paper = NULL;
	free(paper.headings);
}
