/* See modes_output.h. */
#include "modes_output.h"

#include "grid.h"
#include "modes_words.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <math.h>

enum {
	COLUMN_BY,
	COLUMN_DOMAIN,
	COLUMN_ITEM,
	COLUMN_STATISTIC,
	COLUMN_SELECTION,
	COLUMN_N,
	COLUMN_ESTIMATE,
	COLUMN_SE,
	COLUMN_INTERVAL, /* only in tables */
	COLUMN_LOW,
	COLUMN_HIGH,
	COLUMN_METHOD,
	COLUMN_LEVEL,
	COLUMN_GAP,
	COLUMN_GAP_SE,
	COLUMN_GAP_DF,
	COLUMN_GAP_INTERVAL, /* only in tables */
	COLUMN_GAP_LOW,
	COLUMN_GAP_HIGH,
	COLUMN_P,
	COLUMN_HOLM,
	COLUMN_SUPPRESSED,
	COLUMN_NOTE, /* not in CSV */
	COLUMN_COUNT
};
enum { P_DECIMALS = 4 };

static const struct grid_column columns[COLUMN_COUNT] = {
	[COLUMN_BY] = {.name = "by", .kind = GRID_TEXT},
	[COLUMN_DOMAIN] = {.name = "domain",
			   .heading = {"Nhóm", "Group"},
			   .kind = GRID_TEXT},
	[COLUMN_ITEM] = {.name = "item",
			 .heading = {"Nội dung", "Item"},
			 .kind = GRID_TEXT},
	[COLUMN_STATISTIC] = {.name = "statistic",
			      .heading = {"Chỉ tiêu", "Statistic"},
			      .kind = GRID_TEXT},
	[COLUMN_SELECTION] = {.name = "selection",
			      .heading = {"Cách chọn", "Selection"},
			      .kind = GRID_TEXT},
	[COLUMN_N] = {.name = "n", .heading = {"n", "n"}, .kind = GRID_COUNT},
	[COLUMN_ESTIMATE] = {.name = "estimate",
			     .heading = {"Ước lượng", "Estimate"},
			     .kind = GRID_NUMBER},
	[COLUMN_SE] = {.name = "se", .kind = GRID_NUMBER},
	[COLUMN_INTERVAL] = {.heading = {"Khoảng tin cậy", "Interval"},
			     .kind = GRID_TEXT},
	[COLUMN_LOW] = {.name = "ci_low", .kind = GRID_NUMBER},
	[COLUMN_HIGH] = {.name = "ci_high", .kind = GRID_NUMBER},
	[COLUMN_METHOD] = {.name = "ci_method", .kind = GRID_TEXT},
	[COLUMN_LEVEL] = {.name = "level", .kind = GRID_NUMBER},
	[COLUMN_GAP] = {.name = "gap",
			.heading = {"Lệch so với mẫu", "Gap to the sample"},
			.kind = GRID_NUMBER},
	[COLUMN_GAP_SE] = {.name = "gap_se", .kind = GRID_NUMBER},
	[COLUMN_GAP_DF] = {.name = "gap_df", .kind = GRID_NUMBER},
	[COLUMN_GAP_INTERVAL] = {.heading = {"Khoảng của độ lệch",
					     "Interval of the gap"},
				 .kind = GRID_TEXT},
	[COLUMN_GAP_LOW] = {.name = "gap_low", .kind = GRID_NUMBER},
	[COLUMN_GAP_HIGH] = {.name = "gap_high", .kind = GRID_NUMBER},
	[COLUMN_P] = {.name = "p", .kind = GRID_NUMBER},
	[COLUMN_HOLM] = {.name = "p_holm",
			 .heading = {"p (Holm)", "p (Holm)"},
			 .kind = GRID_NUMBER},
	[COLUMN_SUPPRESSED] = {.name = "suppressed",
			       .heading = {"Lý do ẩn", "Withheld"},
			       .kind = GRID_TEXT},
	[COLUMN_NOTE] = {.name = "note",
			 .heading = {"Ghi chú", "Note"},
			 .kind = GRID_TEXT,
			 .not_in_csv = true},
};

/* --- cells of a table --- */

/* What a cell of a table is written from. */
struct line {
	const struct modes_output *output;
	const struct mode *mode;
	enum language language;
	bool in_percent;
};

static struct line line_of(const struct modes_output *output, const struct mode *mode)
{
	return (struct line){output, mode, output->methods->language,
			     statistic_in_percent(mode->figure->entry->statistic)};
}

static void write_name(FILE *out, const struct line *line)
{
	mode_write_name(out, line->mode, line->language);
}

static void write_side(FILE *out, const struct line *line)
{
	fputs(side_text(line->mode->side, line->language), out);
}

static void write_number(FILE *out, const struct line *line, double value)
{
	mode_write_number(out, line->mode, value, line->language);
}

static void write_sign(FILE *out, const struct line *line)
{
	if (line->in_percent)
		fputs(line->language == LANGUAGE_VI ? "\u00a0%" : "%", out);
}

static void write_estimate(FILE *out, const struct line *line)
{
	const struct figure *figure = line->mode->figure;

	if (figure->suppressed || isnan(figure->result.estimate))
		return;
	write_number(out, line, figure->result.estimate);
	write_sign(out, line);
}

static void write_interval(FILE *out, const struct line *line)
{
	const struct figure *figure = line->mode->figure;

	if (figure->suppressed || isnan(figure->result.low))
		return;
	putc('[', out);
	write_number(out, line, figure->result.low);
	fputs("–", out);
	write_number(out, line, figure->result.high);
	write_sign(out, line);
	putc(']', out);
}

static void write_signed(FILE *out, const struct line *line, double value)
{
	if (value > 0)
		putc('+', out);
	write_number(out, line, value);
}

static void write_gap(FILE *out, const struct line *line)
{
	if (isnan(line->mode->gap.difference))
		return;
	write_signed(out, line, line->mode->gap.difference);
	mode_write_points(out, line->mode, line->language);
}

static void write_gap_interval(FILE *out, const struct line *line)
{
	const struct comparison *gap = &line->mode->gap;

	if (isnan(gap->low))
		return;
	putc('[', out);
	write_signed(out, line, gap->low);
	fputs("; ", out);
	write_signed(out, line, gap->high);
	putc(']', out);
}

static void write_holm(FILE *out, const struct line *line)
{
	double p = line->mode->p_holm;

	if (isnan(p))
		return;
	if (p < 0.0001)
		putc('<', out);
	text_decimal(out, language_code(line->language), fmax(p, 0.0001), P_DECIMALS);
}

static const struct {
	size_t column;
	void (*write)(FILE *out, const struct line *line);
} shown[] = {
	{COLUMN_DOMAIN, write_name},	   {COLUMN_SELECTION, write_side},
	{COLUMN_ESTIMATE, write_estimate}, {COLUMN_INTERVAL, write_interval},
	{COLUMN_GAP, write_gap},	   {COLUMN_GAP_INTERVAL, write_gap_interval},
	{COLUMN_HOLM, write_holm},
};

/* --- rows --- */

static void put_figure(struct grid *grid, const struct result *result)
{
	grid_number(grid, COLUMN_ESTIMATE, result->estimate);
	grid_number(grid, COLUMN_SE, result->se);
	grid_number(grid, COLUMN_LOW, result->low);
	grid_number(grid, COLUMN_HIGH, result->high);
	grid_text(grid, COLUMN_METHOD, interval_name(result->method));
	grid_number(grid, COLUMN_LEVEL, result->level);
}

static void put_gap(struct grid *grid, const struct mode *mode)
{
	const struct comparison *gap = &mode->gap;

	grid_number(grid, COLUMN_GAP, gap->difference);
	grid_number(grid, COLUMN_GAP_SE, gap->se);
	grid_number(grid, COLUMN_GAP_DF, gap->df);
	grid_number(grid, COLUMN_GAP_LOW, gap->low);
	grid_number(grid, COLUMN_GAP_HIGH, gap->high);
	grid_number(grid, COLUMN_P, gap->p);
	grid_number(grid, COLUMN_HOLM, mode->p_holm);
}

static void put_row(const struct modes_output *output, struct grid *grid,
		    const struct mode *mode)
{
	const struct line line = line_of(output, mode);
	const struct figure *figure = mode->figure;
	enum undefined why = figure->result.why;

	grid_row(grid);
	grid_text(grid, COLUMN_BY, mode_by_name(mode->by));
	grid_text(grid, COLUMN_DOMAIN, mode_domain(mode));
	grid_text(grid, COLUMN_ITEM, figure->entry->name);
	grid_text(grid, COLUMN_STATISTIC, figure->entry->called);
	grid_text(grid, COLUMN_SELECTION, side_name(mode->side));
	grid_number(grid, COLUMN_N, (double)figure->result.n);
	if (figure->suppressed)
		grid_suppression(grid, COLUMN_SUPPRESSED, figure->suppressed,
				 output->methods->figures.min_n, line.language);
	else
		put_figure(grid, &figure->result);
	put_gap(grid, mode);
	if (mode->has_gap && why == UNDEFINED_NOT)
		why = mode->gap.why;
	if (!figure->suppressed && why != UNDEFINED_NOT) {
		grid_text(grid, COLUMN_NOTE, undefined_text(why));
		grid_show(grid, COLUMN_NOTE, undefined_words(why, line.language));
	}
	for (size_t i = 0; i < ARRAY_SIZE(shown); i++) {
		shown[i].write(grid_begin(grid), &line);
		grid_end_show(grid, shown[i].column);
	}
}

/* --- the whole --- */

static void write_head(const struct modes_output *output)
{
	const struct source *source = output->reading->source;
	const struct form *form = source_form(source);
	bool sample = apart_headline(output->apart) == SIDE_SAMPLE;

	fprintf(output->out, "{\"%s\": ", source_round(source) ? "round" : "file");
	json_text(output->out, source_name(source));
	fputs(", \"form\": ", output->out);
	json_text(output->out, form->code);
	fprintf(output->out,
		", \"version\": %d, \"level\": %.17g, \"reference\": %s, \"modes\": ",
		form->version, output->methods->figures.level,
		sample ? "\"sample\"" : "null");
}

void modes_write(const struct modes_output *output, const struct modes *modes)
{
	enum output_format format = output->methods->format;
	struct grid *grid = grid_new(columns, COLUMN_COUNT);

	for (size_t i = 0; i < modes->n; i++)
		put_row(output, grid, &modes->list[i]);
	if (format == OUTPUT_JSON)
		write_head(output);
	grid_write(grid, output->out, format, output->methods->language);
	if (format == OUTPUT_JSON)
		fputs("}\n", output->out);
	grid_free(grid);
	if (format != OUTPUT_TABLE)
		return;
	putc('\n', output->out);
	modes_say(output->out, modes, apart_headline(output->apart),
		  output->methods->language);
}
