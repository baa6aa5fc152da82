/* See contrasts_output.h. */
#include "contrasts_output.h"

#include "grid.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

enum {
	COLUMN_BY,
	COLUMN_DOMAIN,
	COLUMN_ITEM,
	COLUMN_STATISTIC,
	COLUMN_BASE,
	COLUMN_ESTIMATE,
	COLUMN_DIFFERENCE,
	COLUMN_SE,
	COLUMN_DF,
	COLUMN_INTERVAL, /* only in tables */
	COLUMN_P,
	COLUMN_HOLM,
	COLUMN_BH,
	COLUMN_LOW,
	COLUMN_HIGH,
	COLUMN_COMPARABLE,
	COLUMN_NOTE, /* only in tables */
	COLUMN_COUNT
};
enum { PERCENT_DECIMALS = 2, MEAN_DECIMALS = 4, P_DECIMALS = 4 };

static const struct grid_column columns[COLUMN_COUNT] = {
	[COLUMN_BY] = {.name = "by", .kind = GRID_TEXT},
	[COLUMN_DOMAIN] = {.name = "domain",
			   .heading = {"Nhóm", "Domain"},
			   .kind = GRID_TEXT},
	[COLUMN_ITEM] = {.name = "item",
			 .heading = {"Nội dung", "Item"},
			 .kind = GRID_TEXT},
	[COLUMN_STATISTIC] = {.name = "statistic",
			      .heading = {"Chỉ tiêu", "Statistic"},
			      .kind = GRID_TEXT},
	[COLUMN_BASE] = {.name = "base_estimate",
			 .heading = {"Gốc", "Base"},
			 .kind = GRID_NUMBER},
	[COLUMN_ESTIMATE] = {.name = "estimate",
			     .heading = {"Ước lượng", "Estimate"},
			     .kind = GRID_NUMBER},
	[COLUMN_DIFFERENCE] = {.name = "difference",
			       .heading = {"Chênh lệch", "Difference"},
			       .kind = GRID_NUMBER},
	[COLUMN_SE] = {.name = "se", .kind = GRID_NUMBER},
	[COLUMN_DF] = {.name = "df", .kind = GRID_NUMBER},
	[COLUMN_INTERVAL] = {.heading = {"Khoảng tin cậy", "Interval"},
			     .kind = GRID_TEXT},
	[COLUMN_P] = {.name = "p", .heading = {"p", "p"}, .kind = GRID_NUMBER},
	[COLUMN_HOLM] = {.name = "p_holm",
			 .heading = {"p (Holm)", "p (Holm)"},
			 .kind = GRID_NUMBER},
	[COLUMN_BH] = {.name = "p_bh",
		       .heading = {"p (BH)", "p (BH)"},
		       .kind = GRID_NUMBER},
	[COLUMN_LOW] = {.name = "ci_low", .kind = GRID_NUMBER},
	[COLUMN_HIGH] = {.name = "ci_high", .kind = GRID_NUMBER},
	[COLUMN_COMPARABLE] = {.name = "comparable", .kind = GRID_TEXT},
	[COLUMN_NOTE] = {.heading = {"Ghi chú", "Note"}, .kind = GRID_TEXT},
};

/* --- cells of a table --- */

/* What a cell of a table is written from. */
struct line {
	const struct contrasts_output *output;
	const struct contrast *contrast;
	enum language language;
	bool in_percent;
};

static void write_value(FILE *out, const struct line *line, double value)
{
	if (isnan(value))
		return;
	if (line->in_percent)
		write_percent(out, value, PERCENT_DECIMALS, line->language);
	else
		text_decimal(out, language_code(line->language), value, MEAN_DECIMALS);
}

static void write_base(FILE *out, const struct line *line)
{
	write_value(out, line, line->contrast->comparison.base_estimate);
}

static void write_estimate(FILE *out, const struct line *line)
{
	write_value(out, line, line->contrast->comparison.estimate);
}

/* Of shares in percentage points; a difference shows its sign. */
static void write_points(FILE *out, const struct line *line, double value)
{
	int decimals = line->in_percent ? PERCENT_DECIMALS : MEAN_DECIMALS;

	if (value > 0)
		putc('+', out);
	text_decimal(out, language_code(line->language),
		     line->in_percent ? 100 * value : value, decimals);
}

static void write_unit(FILE *out, const struct line *line)
{
	static const char *const units[LANGUAGE_COUNT] = {
		[LANGUAGE_VI] = " điểm\u00a0%", [LANGUAGE_EN] = " points"};

	if (line->in_percent)
		fputs(units[line->language], out);
}

static void write_difference(FILE *out, const struct line *line)
{
	double difference = line->contrast->comparison.difference;

	if (isnan(difference))
		return;
	write_points(out, line, difference);
	write_unit(out, line);
}

static void write_interval(FILE *out, const struct line *line)
{
	const struct comparison *comparison = &line->contrast->comparison;

	if (isnan(comparison->low))
		return;
	putc('[', out);
	write_points(out, line, comparison->low);
	fputs("; ", out);
	write_points(out, line, comparison->high);
	putc(']', out);
}

static void write_p(FILE *out, const struct line *line, double p)
{
	const char *language = language_code(line->language);

	if (isnan(p))
		return;
	if (p < 0.0001)
		putc('<', out);
	text_decimal(out, language, fmax(p, 0.0001), P_DECIMALS);
}

static void write_plain_p(FILE *out, const struct line *line)
{
	write_p(out, line, line->contrast->comparison.p);
}

static void write_holm(FILE *out, const struct line *line)
{
	write_p(out, line, line->contrast->p_holm);
}

static void write_bh(FILE *out, const struct line *line)
{
	write_p(out, line, line->contrast->p_bh);
}

/* Rounds that may be compared, and of these units that can be re-based. */
static bool is_comparable(const struct contrasts_output *output,
			  const struct contrast *contrast)
{
	return output->comparable && contrast->note != CONTRAST_BROKEN;
}

static void write_note(FILE *out, const struct line *line)
{
	static const char *const notes[LANGUAGE_COUNT][2] = {
		[LANGUAGE_VI] = {"gốc không có", "chỉ gốc có"},
		[LANGUAGE_EN] = {"not in the base", "only in the base"}};
	const struct contrast *contrast = line->contrast;
	bool comparable = is_comparable(line->output, contrast);

	if (!comparable)
		fputs(word(WORD_INCOMPARABLE, line->language), out);
	else if (contrast->divided)
		fputs(word(WORD_BY_SHARES, line->language), out);
	if (contrast->note == CONTRAST_BROKEN)
		return;
	if ((!comparable || contrast->divided) && contrast->note != CONTRAST_TOLD)
		fputs("; ", out);
	if (contrast->note == CONTRAST_FEW)
		fprintf(out, "n < %" PRIu64, line->output->methods->figures.min_n);
	else if (contrast->note == CONTRAST_COMPLEMENT)
		fputs(word(WORD_COMPLEMENT, line->language), out);
	else if (contrast->note == CONTRAST_UNTOLD)
		fputs(undefined_words(contrast->comparison.why, line->language), out);
	else if (contrast->note != CONTRAST_TOLD)
		fputs(notes[line->language][contrast->note == CONTRAST_GONE], out);
}

static void write_domain(FILE *out, const struct line *line)
{
	const struct grouping *grouping = line->contrast->grouping;
	const char *domain = line->contrast->domain, *name = NULL;

	if (!grouping->nvariables) {
		fputs(word(WORD_OVERALL, line->language), out);
		return;
	}
	if (grouping_is_by(grouping, "unit") || grouping_is_by(grouping, "service"))
		name = source_called(line->output->now->source,
				     grouping_is_by(grouping, "unit")
					     ? CATALOGUE_UNITS
					     : CATALOGUE_SERVICES,
				     domain, language_code(line->language));
	fprintf(out, "%s%s%s", domain, name ? " " : "", name ? name : "");
}

static const struct {
	size_t column;
	void (*write)(FILE *out, const struct line *line);
} shown[] = {
	{COLUMN_DOMAIN, write_domain},	   {COLUMN_BASE, write_base},
	{COLUMN_ESTIMATE, write_estimate}, {COLUMN_DIFFERENCE, write_difference},
	{COLUMN_INTERVAL, write_interval}, {COLUMN_P, write_plain_p},
	{COLUMN_HOLM, write_holm},	   {COLUMN_BH, write_bh},
	{COLUMN_NOTE, write_note},
};

/* --- rows --- */

static void put_row(const struct contrasts_output *output, struct grid *grid,
		    const struct contrast *contrast)
{
	const struct comparison *c = &contrast->comparison;
	const struct line line = {output, contrast, output->methods->language,
				  statistic_in_percent(contrast->entry->statistic)};

	grid_row(grid);
	grid_text(grid, COLUMN_BY, contrast->grouping->name);
	grid_text(grid, COLUMN_DOMAIN, contrast->domain);
	grid_text(grid, COLUMN_ITEM, contrast->entry->name);
	grid_text(grid, COLUMN_STATISTIC, contrast->entry->called);
	grid_number(grid, COLUMN_BASE, c->base_estimate);
	grid_number(grid, COLUMN_ESTIMATE, c->estimate);
	grid_number(grid, COLUMN_DIFFERENCE, c->difference);
	grid_number(grid, COLUMN_SE, c->se);
	grid_number(grid, COLUMN_DF, c->df);
	grid_number(grid, COLUMN_P, c->p);
	grid_number(grid, COLUMN_HOLM, contrast->p_holm);
	grid_number(grid, COLUMN_BH, contrast->p_bh);
	grid_number(grid, COLUMN_LOW, c->low);
	grid_number(grid, COLUMN_HIGH, c->high);
	grid_text(grid, COLUMN_COMPARABLE,
		  is_comparable(output, contrast) ? "yes" : "no");
	for (size_t i = 0; i < ARRAY_SIZE(shown); i++) {
		shown[i].write(grid_begin(grid), &line);
		grid_end_show(grid, shown[i].column);
	}
}

/* Puts the rows from `first` on that have the grouping of the first one, or all. */
static size_t put_rows(const struct contrasts_output *output, struct grid *grid,
		       const struct contrasts *contrasts, size_t first, bool all)
{
	const struct grouping *grouping = contrasts->list[first].grouping;
	size_t i = first;

	/* A row that only the base has names the grouping of the base's reading. */
	for (; i < contrasts->n; i++) {
		const struct contrast *contrast = &contrasts->list[i];
		if (!all && strcmp(contrast->grouping->name, grouping->name) != 0)
			break;
		put_row(output, grid, contrast);
	}
	return i;
}

static void write_head(const struct contrasts_output *output)
{
	const struct source *source = output->now->source;
	const struct form *form = source_form(source);
	char *base_kind = xstrdup(output->base_kind);

	if (strchr(base_kind, '-'))
		*strchr(base_kind, '-') = '_';
	fprintf(output->out, "{\"%s\": ", source_round(source) ? "round" : "file");
	json_text(output->out, source_name(source));
	fprintf(output->out, ", \"%s\": ", base_kind);
	json_text(output->out, output->base);
	fputs(", \"form\": ", output->out);
	json_text(output->out, form->code);
	fprintf(output->out,
		", \"version\": %d, \"design\": \"%s\", \"level\": %.17g, "
		"\"comparisons\": ",
		form->version, reading_is_weighted(output->now) ? "weighted" : "srs",
		output->methods->figures.level);
	free(base_kind);
}

/* What the reader of a table has to know. */
static void write_foot(const struct contrasts_output *output)
{
	static const struct {
		const char *base, *interval, *adjusted;
	} feet[LANGUAGE_COUNT] = {
		[LANGUAGE_VI] = {"Gốc", "Khoảng tin cậy của từng chênh lệch",
				 "p đã hiệu chỉnh theo Holm và Benjamini–Hochberg cho "
				 "mọi dòng ở trên"},
		[LANGUAGE_EN] = {"Base", "Interval of each difference by itself",
				 "p adjusted by Holm and Benjamini–Hochberg over all "
				 "rows above"}};
	enum language language = output->methods->language;
	double level = output->methods->figures.level;

	fprintf(output->out, "\n%s: %s. %s: ", feet[language].base, output->base,
		feet[language].interval);
	write_percent(output->out, level, level * 100 == floor(level * 100) ? 0 : 1,
		      language);
	fprintf(output->out, ". %s.\n", feet[language].adjusted);
}

static void write_blocks(const struct contrasts_output *output,
			 const struct contrasts *contrasts)
{
	for (size_t at = 0; at < contrasts->n;) {
		struct grid *grid = grid_new(columns, COLUMN_COUNT);
		if (at)
			putc('\n', output->out);
		at = put_rows(output, grid, contrasts, at, false);
		grid_write(grid, output->out, OUTPUT_TABLE, output->methods->language);
		grid_free(grid);
	}
	write_foot(output);
}

void contrasts_write(const struct contrasts_output *output,
		     const struct contrasts *contrasts)
{
	enum output_format format = output->methods->format;
	struct grid *grid;

	if (format == OUTPUT_TABLE) {
		write_blocks(output, contrasts);
		return;
	}
	grid = grid_new(columns, COLUMN_COUNT);
	if (contrasts->n)
		put_rows(output, grid, contrasts, 0, true);
	if (format == OUTPUT_JSON)
		write_head(output);
	grid_write(grid, output->out, format, output->methods->language);
	if (format == OUTPUT_JSON)
		fputs("}\n", output->out);
	grid_free(grid);
}
