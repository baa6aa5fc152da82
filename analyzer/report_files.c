/* Data: the files one can take along. */
#include "report_pages.h"

/* A file of the report, and what is in it. */
static const struct {
	const char *file;
	const char *says[LANGUAGE_COUNT];
} downloads[] = {
	{"estimates.csv",
	 {"Tất cả số liệu của báo cáo, có khoảng tin cậy và số phiếu (CSV, UTF-8).",
	  "All figures of the report with intervals and numbers of answers (CSV, "
	  "UTF-8)."}},
};

void report_files(FILE *out, struct report *report)
{
	report_head(out, report, report->page->kind->title[report->language]);
	report_begin(out, report, "", VI_EN("Tải về", "Downloads"));
	fputs("<ul>\n", out);
	for (size_t i = 0; i < ARRAY_SIZE(downloads); i++)
		fprintf(out, "<li><a href=\"%s%s\" download>%s</a> – %s</li>\n",
			report->page->root, downloads[i].file, downloads[i].file,
			downloads[i].says[report->language]);
	fputs("</ul>\n", out);
	report_end(out);
	report_foot(out, report);
}
