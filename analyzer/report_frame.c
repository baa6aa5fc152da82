/* What stands around every page: head, navigation, foot; and the sections of one. */
#include "report_pages.h"
#include "report_paper.h"

#include "forms/text.h"

void report_phrase(FILE *out, const struct report *report, enum phrase phrase,
		   const char *const *args)
{
	phrase_write(out, phrase, report->language, args);
}

void report_say(FILE *out, const struct report *report, const char *const *sentence,
		const char *const *args)
{
	phrase_fill(out, sentence[report->language], args);
}

static void begin_paragraph(FILE *out, const char *css)
{
	if (*css)
		fprintf(out, "<p class=\"%s\">", css);
	else
		fputs("<p>", out);
}

void report_paragraph(FILE *out, const struct report *report, const char *css,
		      const char *const *sentence, const char *const *args)
{
	begin_paragraph(out, css);
	report_say(out, report, sentence, args);
	fputs("</p>\n", out);
}

void report_phrase_paragraph(FILE *out, const struct report *report, const char *css,
			     enum phrase phrase, const char *const *args)
{
	begin_paragraph(out, css);
	report_phrase(out, report, phrase, args);
	fputs("</p>\n", out);
}

void report_begin(FILE *out, const struct report *report, const char *css,
		  const char *const *title)
{
	if (*css)
		fprintf(out, "<section class=\"%s\">\n", css);
	else
		fputs("<section>\n", out);
	paper_heading(out, report, 2, title[report->language]);
}

void report_end(FILE *out)
{
	fputs("</section>\n", out);
}

void report_sections(FILE *out, struct report *report, report_section *const *sections,
		     size_t n)
{
	for (size_t i = 0; i < n; i++)
		sections[i](out, report);
}

/* --- head and foot ------------------------------------------------------------------ */

/* "Đợt khảo sát 2025 · từ … đến …" */
void report_about(FILE *out, struct report *report)
{
	const struct round *round = source_round(report->data->now.source);
	const char *from =
		round->starts_on ? report_date(report, round->starts_on) : NULL;
	const char *to = round->ends_on ? report_date(report, round->ends_on) : NULL;

	fputs("<p class=\"about\">", out);
	report_phrase(out, report, PHRASE_ROUND, PHRASE_ARGS(round->code));
	if (from || to) {
		fputs(" · ", out);
		report_phrase(out, report,
			      !to     ? PHRASE_ROUND_FROM
			      : !from ? PHRASE_ROUND_TO
				      : PHRASE_ROUND_FROM_TO,
			      PHRASE_ARGS(from ? from : to, to ? to : from));
	}
	fputs(" · ", out);
	report_phrase(out, report, PHRASE_METHOD_VERSION, PHRASE_ARGS(round->method));
	fputs("</p>\n", out);
}

/* The page whose table has the link to this one stands for it. */
static bool is_here(const struct report_page *page, const struct page_kind *kind)
{
	if (page->kind == kind)
		return true;
	if (page->group || (page->place && page->field == PLACES_UNITS))
		return kind->write == report_units;
	return page->place && page->field == PLACES_SERVICES &&
	       kind->write == report_services;
}

static void write_navigation(FILE *out, struct report *report)
{
	const struct report_page *page = report->page;

	fputs("<nav aria-label=\"", out);
	report_say(out, report, VI_EN("Các trang của báo cáo", "Pages of the report"),
		   NULL);
	fputs("\"><ul>", out);
	for (size_t i = 0; i < pages_kinds(); i++) {
		const struct page_kind *kind = pages_kind(i);
		if (!kind->in_navigation || !kind->count(report->data))
			continue;
		fprintf(out, "<li><a href=\"%s%s\"%s>%s</a></li>", page->root,
			kind->file,
			page->kind == kind    ? " aria-current=\"page\""
			: is_here(page, kind) ? " aria-current=\"true\""
					      : "",
			kind->title[report->language]);
	}
	fputs("</ul></nav>\n", out);
}

static void write_meta(FILE *out, struct report *report, const char *title)
{
	const char *root = report->page->root;

	fprintf(out,
		"<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
		"<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
		"content=\"width=device-width,initial-scale=1\">\n<title>",
		language_code(report->language));
	html_text(out, title);
	fputs(" – ", out);
	html_text(out, source_name(report->data->now.source));
	fprintf(out,
		"</title>\n<link rel=\"stylesheet\" href=\"%sassets/report.css\">\n"
		"<script defer src=\"%sassets/report.js\"></script>\n</head>\n",
		root, root);
}

void report_head(FILE *out, struct report *report, const char *title)
{
	if (report->paper) {
		fputs("<article>\n", out);
		paper_heading(out, report, report->page->group ? 2 : 1, title);
		return;
	}
	write_meta(out, report, title);
	fputs("<body>\n<a class=\"skip\" href=\"#main\">", out);
	report_say(out, report, VI_EN("Đến nội dung chính", "To the main content"),
		   NULL);
	fputs("</a>\n<header>\n<p class=\"site\">", out);
	html_text(out, report_label(report, &report_form(report)->title));
	fputs("</p>\n", out);
	report_about(out, report);
	write_navigation(out, report);
	fputs("</header>\n<main id=\"main\">\n<h1>", out);
	html_text(out, title);
	fputs("</h1>\n", out);
}

void report_colophon(FILE *out, struct report *report)
{
	const struct form *form = report_form(report);

	report_phrase_paragraph(
		out, report, "", PHRASE_METHOD_SOFTWARE,
		PHRASE_ARGS(HAILONG_VERSION, form->code,
			    arena_printf(report->arena, "%d", form->version),
			    report_date(report, report->made_on)));
}

void report_foot(FILE *out, struct report *report)
{
	if (report->paper) {
		fputs("</article>\n", out);
		return;
	}
	fputs("</main>\n<footer>", out);
	report_colophon(out, report);
	fputs("</footer>\n</body>\n</html>\n", out);
}
