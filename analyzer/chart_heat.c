/*
 * Rows by columns, shaded. A heat map is a table, so it is written as one: every cell
 * tells its figure, a sign where it is really above or below everybody, and is hatched
 * where nothing may be told. The shades are one hue by lightness, a step of the scale
 * each, so that they stay in order for every eye and on grey paper. See charts.h.
 *
 * Column heads are numbered: on a telephone they are a list above the rows.
 */
#include "charts.h"

#include "forms/text.h"

#include <math.h>

/* Fewer steps than shades are spread over all of them. */
static unsigned shade_of(const struct chart_heat *heat, unsigned step)
{
	unsigned last = scale_nsteps(&heat->scale) - 1;

	return last ? 1 + (step * (CHART_SHADES - 1) + last / 2) / last : 1;
}

static void write_key(FILE *out, const struct chart_heat *heat, unsigned step)
{
	fprintf(out, "<li><i class=\"key h%u\"></i>", shade_of(heat, step));
	write_percents(out, scale_tick(&heat->scale, step),
		       scale_tick(&heat->scale, step + 1), 0, heat->chart.language);
	fputs("</li>\n", out);
}

static void write_keys(FILE *out, const struct chart_heat *heat)
{
	static const char *const signs[] = {
		"<li>▲ cao hơn thật</li>\n<li>▼ thấp hơn thật</li>\n"
		"<li><i class=\"key untold\"></i>không được công bố</li>\n",
		"<li>▲ really higher</li>\n<li>▼ really lower</li>\n"
		"<li><i class=\"key untold\"></i>not published</li>\n"};

	fputs("<ul class=\"keys\">\n", out);
	for (unsigned i = 0; i < scale_nsteps(&heat->scale); i++)
		write_key(out, heat, i);
	fputs(signs[heat->chart.language], out);
	fputs("</ul>\n", out);
}

static void write_head(FILE *out, const struct chart_heat *heat)
{
	fputs("<table class=\"heat\" role=\"table\">\n<caption>", out);
	html_text(out, heat->chart.title);
	fputs("</caption>\n<thead role=\"rowgroup\"><tr role=\"row\"><th scope=\"col\" "
	      "role=\"columnheader\">",
	      out);
	html_text(out, heat->what);
	fputs("</th>", out);
	for (size_t c = 0; c < heat->ncolumns; c++) {
		fprintf(out, "<th scope=\"col\" role=\"columnheader\">%zu. ", c + 1);
		html_text(out, heat->columns[c]);
		fputs("</th>", out);
	}
	fputs("</tr></thead>\n<tbody role=\"rowgroup\">\n", out);
}

static void write_cell(FILE *out, const struct chart_heat *heat, size_t column,
		       const struct chart_heat_cell *cell)
{
	static const char *const signs[] = {" ▼", "", " ▲"};
	bool told = !isnan(cell->share);
	double shown = cell->real ? cell->share : heat->means[column];

	fputs("<td role=\"cell\" class=\"", out);
	if (!told)
		fputs("untold", out);
	else
		fprintf(out, "h%u",
			shade_of(heat, scale_bin(&heat->scale,
						 isnan(shown) ? cell->share : shown)));
	fprintf(out, "\"><span class=\"label\">%zu </span>", column + 1);
	text_decimal(out, language_code(heat->chart.language), 100 * cell->share, 1);
	fprintf(out, "%s</td>", told ? signs[cell->real + 1] : "");
}

static void write_name(FILE *out, const struct chart_heat_row *row)
{
	fputs("<th scope=\"row\" role=\"rowheader\">", out);
	if (row->link)
		fprintf(out, "<a href=\"%s\">", row->link);
	html_text(out, row->name);
	fputs(row->link ? "</a></th>" : "</th>", out);
}

static void write_row(FILE *out, const struct chart_heat *heat,
		      const struct chart_heat_row *row)
{
	fputs("<tr role=\"row\">", out);
	write_name(out, row);
	for (size_t c = 0; c < heat->ncolumns; c++)
		write_cell(out, heat, c, &row->cells[c]);
	fputs("</tr>\n", out);
}

static void write_everybody(FILE *out, const struct chart_heat *heat)
{
	fputs("<tr role=\"row\" class=\"all\"><th scope=\"row\" role=\"rowheader\">",
	      out);
	html_text(out, heat->everybody);
	fputs("</th>", out);
	for (size_t c = 0; c < heat->ncolumns; c++)
		write_cell(out, heat, c,
			   &(struct chart_heat_cell){.share = heat->means[c]});
	fputs("</tr>\n", out);
}

void chart_heat_write(FILE *out, const struct chart_heat *heat)
{
	static const char *const says[] = {
		"Tỷ lệ hài lòng, %, tô màu theo thang dưới đây; ô chưa khác thật so "
		"với "
		"kết quả chung mang màu của kết quả chung.",
		"Satisfied, %, shaded as the scale below; a cell that does not really "
		"differ from everybody has everybody's shade."};

	fputs("<p class=\"note\">", out);
	html_text(out, says[heat->chart.language]);
	fputs("</p>\n", out);
	write_keys(out, heat);
	write_head(out, heat);
	write_everybody(out, heat);
	for (size_t i = 0; i < heat->n; i++)
		write_row(out, heat, &heat->rows[i]);
	fputs("</tbody>\n</table>\n", out);
}
