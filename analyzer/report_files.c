/* Data: the files one can take along. */
#include "report_pages.h"
#include "report_site.h"

/* A file of the report, and what is in it. */
static const struct {
	const char *file;
	const char *says[LANGUAGE_COUNT];
	bool pdf; /* only with --pdf */
} downloads[] = {
	{"report.xlsx",
	 {"Các bảng của báo cáo, kèm biểu đồ, cho phần mềm bảng tính (Excel).",
	  "The tables of the report with charts, for spreadsheets (Excel)."},
	 false},
	{"estimates.csv",
	 {"Tất cả số liệu của báo cáo, có khoảng tin cậy và số phiếu (CSV, UTF-8).",
	  "All figures of the report with intervals and numbers of answers (CSV, "
	  "UTF-8)."},
	 false},
	{"report.pdf",
	 {"Báo cáo để in: tóm tắt một trang, mục lục và các chương (PDF, khổ A4).",
	  "The report to print: a brief of one page, contents and chapters (PDF, A4)."},
	 true},
	{"iso-9001.pdf",
	 {"Một trang cho hồ sơ ISO 9001, điều 9.1.2 (PDF, khổ A4).",
	  "One page for the file of ISO 9001, clause 9.1.2 (PDF, A4)."},
	 true},
	{"report.json",
	 {"Nội dung báo cáo cho phần mềm khác đọc (JSON).",
	  "What the report says, for other programs (JSON)."},
	 false},
	{"report.schema.json",
	 {"Mô tả cấu trúc của report.json (JSON Schema).",
	  "What is in report.json (JSON Schema)."},
	 false},
};

/* "1,2 MB", "48 KB" */
static const char *size_text(struct report *report, const char *file)
{
	double size = (double)site_size(report->site, file);

	if (size >= 1e6)
		return arena_printf(report->arena, "%s MB",
				    report_decimal(report, size / 1e6));
	return arena_printf(report->arena, "%s KB",
			    report_count(report, size < 1000 ? 1 : size / 1e3));
}

void report_files(FILE *out, struct report *report)
{
	report_head(out, report, report->page->kind->title[report->language]);
	report_begin(out, report, "", VI_EN("Tải về", "Downloads"));
	fputs("<ul>\n", out);
	for (size_t i = 0; i < ARRAY_SIZE(downloads); i++)
		if (report->pdf || !downloads[i].pdf)
			fprintf(out,
				"<li><a href=\"%s%s\" download>%s</a> (%s) – %s</li>\n",
				report->page->root, downloads[i].file,
				downloads[i].file, size_text(report, downloads[i].file),
				downloads[i].says[report->language]);
	fputs("</ul>\n", out);
	report_end(out);
	report_foot(out, report);
}
