/* The methods behind the figures, docs/methods.md, as a page beside the report. */
#include "report.h"

#include "asset.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

void report_methods(FILE *out, struct report *report)
{
	const char *text = report_asset_text(REPORT_ASSET_methods_md);
	/* Raw HTML is left out by default. */
	char *html = cmark_markdown_to_html(text, strlen(text), CMARK_OPT_DEFAULT);

	report_head(out, report, "en", "Methods");
	fputs("<p><a href=\"index.html\">← ", out);
	report_phrase(out, report, PHRASE_BACK, NULL);
	fprintf(out, "</a></p>\n<section class=\"methods\">\n%s</section>\n", html);
	fputs("</main>\n</body>\n</html>\n", out);
	free(html);
}
