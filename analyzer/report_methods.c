/* Methods: in the reader's words, and below docs/methods.md, the formulas. */
#include "report_pages.h"
#include "report_sections.h"

#include "asset.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

static void write_formulas(FILE *out, struct report *report)
{
	/* without its own title */
	const char *text = strchr(report_asset_text(REPORT_ASSET_methods_md), '\n');
	/* Raw HTML is left out by default. */
	char *html = cmark_markdown_to_html(text, strlen(text), CMARK_OPT_DEFAULT);

	report_begin(out, report, "methods",
		     VI_EN("Công thức, nguồn và các trường hợp biên (tiếng Anh)",
			   "Formulas, their sources and their edge cases"));
	fprintf(out, "<div lang=\"en\">\n%s</div>\n", html);
	report_end(out);
	free(html);
}

void report_methods(FILE *out, struct report *report)
{
	report_head(out, report, report->page->kind->title[report->language]);
	report_reading_section(out, report);
	report_method_section(out, report);
	if (!report->paper)
		write_formulas(out, report);
	report_foot(out, report);
}
