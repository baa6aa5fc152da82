/* What the charts share: tables, captions, a grid. See charts.h. */
#include "charts.h"

#include "forms/text.h"

#include <math.h>

static void write_head(FILE *out, const char *name, const char *css)
{
	fprintf(out, "<th scope=\"col\" role=\"columnheader\" class=\"%s\">", css);
	html_text(out, name);
	fputs("</th>", out);
}

void chart_table_begin(FILE *out, const struct chart *chart, const char *what,
		       const struct chart_head *heads, size_t n)
{
	fputs("<table class=\"cards\" role=\"table\">\n<caption>", out);
	html_text(out, chart->title);
	fputs("</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">", out);
	write_head(out, what, "");
	for (size_t i = 0; i < n; i++)
		write_head(out, heads[i].name[chart->language], heads[i].css);
	fputs("</tr></thead>\n<tbody role=\"rowgroup\">\n", out);
}

void chart_row_begin(FILE *out, const char *name, size_t number)
{
	fputs("<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">", out);
	if (number)
		fprintf(out, "%zu. ", number);
	html_text(out, name);
	fputs("</th>", out);
}

void chart_cell_begin(FILE *out, const struct chart *chart,
		      const struct chart_head *head)
{
	fprintf(out, "<td role=\"cell\" class=\"%s\"><span class=\"label\">",
		head->css);
	html_text(out, head->name[chart->language]);
	fputs(" </span>", out);
}

void chart_table_end(FILE *out)
{
	fputs("</tbody>\n</table>\n", out);
}

void chart_write_interval(FILE *out, double estimate, double low, double high,
			  enum language language)
{
	fputs("<b>", out);
	write_percent(out, estimate, 2, language);
	fputs("</b> <small>", out);
	write_percents(out, low, high, 2, language);
	fputs("</small>", out);
}

void chart_write_count(FILE *out, uint64_t count, enum language language)
{
	text_decimal(out, language_code(language), (double)count, 0);
}

void chart_caption(FILE *out, const char *text)
{
	fputs("\n<figcaption>", out);
	html_text(out, text);
	fputs("</figcaption>\n", out);
}

void chart_grid(FILE *out, const struct scale *scale, const struct draw_box *box,
		enum language language)
{
	for (unsigned i = 0; i <= scale_nsteps(scale); i++) {
		double share = scale_tick(scale, i);
		double y = scale_place(scale, share, box->bottom, box->top);
		struct draw_place place = {"", box->left - 1.5, y, DRAW_END};
		draw_across(out, "grid", box->left, box->right, y);
		draw_share(out, &place, share, true, language);
	}
}
