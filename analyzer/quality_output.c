/* See quality_output.h. */
#include "quality_output.h"

#include "grid.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <math.h>

enum {
	COLUMN_BY,
	COLUMN_SELECTION,
	COLUMN_DOMAIN,
	COLUMN_ITEM,
	COLUMN_STATISTIC,
	COLUMN_INDICATOR,
	COLUMN_N,
	COLUMN_FLAGGED,
	COLUMN_VALUE,
	COLUMN_INTERVAL, /* only in tables */
	COLUMN_LOW,
	COLUMN_HIGH,
	COLUMN_EXPECTED,
	COLUMN_THRESHOLD,
	COLUMN_P,
	COLUMN_VERDICT,
	COLUMN_COUNT
};

static const struct grid_column columns[COLUMN_COUNT] = {
	[COLUMN_BY] = {.name = "by", .heading = {"Theo", "By"}, .kind = GRID_TEXT},
	[COLUMN_SELECTION] = {.name = "selection",
			      .heading = {"Cách chọn", "Selection"},
			      .kind = GRID_TEXT},
	[COLUMN_DOMAIN] = {.name = "domain",
			   .heading = {"Nhóm", "Domain"},
			   .kind = GRID_TEXT},
	[COLUMN_ITEM] = {.name = "item", .kind = GRID_TEXT},
	[COLUMN_STATISTIC] = {.name = "statistic", .kind = GRID_TEXT},
	[COLUMN_INDICATOR] = {.name = "indicator",
			      .heading = {"Dấu hiệu", "Sign"},
			      .kind = GRID_TEXT},
	[COLUMN_N] = {.name = "n", .heading = {"n", "n"}, .kind = GRID_COUNT},
	[COLUMN_FLAGGED] = {.name = "flagged",
			    .heading = {"Phiếu cần xem", "Flagged"},
			    .kind = GRID_COUNT},
	[COLUMN_VALUE] = {.name = "value",
			  .heading = {"Giá trị", "Value"},
			  .kind = GRID_NUMBER},
	[COLUMN_INTERVAL] = {.heading = {"Khoảng tin cậy", "Interval"},
			     .kind = GRID_TEXT},
	[COLUMN_LOW] = {.name = "ci_low", .kind = GRID_NUMBER},
	[COLUMN_HIGH] = {.name = "ci_high", .kind = GRID_NUMBER},
	[COLUMN_EXPECTED] = {.name = "expected",
			     .heading = {"Thường thấy", "Expected"},
			     .kind = GRID_NUMBER},
	[COLUMN_THRESHOLD] = {.name = "threshold",
			      .heading = {"Ngưỡng", "Threshold"},
			      .kind = GRID_NUMBER},
	[COLUMN_P] = {.name = "p",
		      .heading = {"p", "p"},
		      .kind = GRID_NUMBER,
		      .decimals = 4},
	[COLUMN_VERDICT] = {.name = "verdict",
			    .heading = {"Nhận xét", "Verdict"},
			    .kind = GRID_TEXT},
};

/* How people read an indicator. Verdicts are in the order of the enum. */
static const struct {
	const char *text[LANGUAGE_COUNT];
	bool is_share;
	int decimals;
} kinds[QUALITY_COUNT] = {
	[QUALITY_STRAIGHT] = {{"chọn cùng một mức", "same level throughout"}, true, 1},
	[QUALITY_EXACT] = {{"phiếu giống hệt nhau", "equal forms"}, true, 1},
	[QUALITY_NEAR] = {{"phiếu gần giống nhau", "near-equal forms"}, true, 1},
	[QUALITY_SPEED] = {{"trả lời quá nhanh", "too fast"}, true, 1},
	[QUALITY_NIGHT] = {{"phỏng vấn ban đêm", "interview at night"}, true, 1},
	[QUALITY_MISSING] = {{"bỏ trống quá nửa", "more than half left out"}, true, 1},
	/* their words stand with the flags */
	[QUALITY_FLAGS + FLAG_HONEYPOT] = {.is_share = true, .decimals = 1},
	[QUALITY_FLAGS + FLAG_TOO_FAST] = {.is_share = true, .decimals = 1},
	[QUALITY_FLAGS + FLAG_MANY] = {.is_share = true, .decimals = 1},
	[QUALITY_FLAGS + FLAG_AGAIN] = {.is_share = true, .decimals = 1},
	[QUALITY_BURST] = {{"dồn dập trong 10 phút", "burst within 10 minutes"},
			   false,
			   1},
	[QUALITY_ENTROPY] = {{"câu trả lời ít khác nhau (entropy)",
			      "answers vary little (entropy)"},
			     false,
			     3},
	[QUALITY_DIGIT] = {{"chữ số cuối của quyền số", "last digit of weights"},
			   false,
			   1},
	[QUALITY_ICC] = {{"khác biệt giữa các nhóm (ICC)",
			  "differences between groups (ICC)"},
			 false,
			 3},
	[QUALITY_DEFF] = {{"hệ số thiết kế do khác biệt đó", "its design effect"},
			  false,
			  2},
};

static const struct {
	const char *name, *text[LANGUAGE_COUNT];
} verdicts[] = {
	[QUALITY_NONE] = {"none", {"", ""}},
	[QUALITY_OK] = {"ok", {"bình thường", "usual"}},
	[QUALITY_FLAG] = {"flag", {"đáng xem lại", "worth a look"}},
	[QUALITY_FEW] = {"few", {"quá ít để xét", "too few to judge"}},
};

#define P_SHOWN 0.0001

static const char *by_text(enum quality_by by, enum language language)
{
	static const char *const upload[LANGUAGE_COUNT] = {"Đợt nạp dữ liệu", "Upload"};

	return by == BY_UPLOAD ? upload[language]
			       : word_of_column(quality_by_name(by), language);
}

const char *quality_kind_text(enum quality_kind kind, enum language language)
{
	int flag = quality_kind_flag(kind);

	return flag < 0 ? kinds[kind].text[language]
			: flag_text((enum flag)flag, language_code(language));
}

/* --- findings --------------------------------------------------------------------- */

static void show(struct grid *grid, size_t column, double value, int decimals,
		 bool is_share, enum language language)
{
	FILE *out = grid_begin(grid);

	if (!isnan(value) && is_share)
		write_percent(out, value, decimals, language);
	else if (!isnan(value))
		text_decimal(out, language_code(language), value, decimals);
	grid_end_show(grid, column);
}

static void show_interval(struct grid *grid, const struct quality_finding *f,
			  enum language language)
{
	const char *code = language_code(language);
	int decimals = kinds[f->kind].decimals;

	if (isnan(f->low) || isnan(f->high))
		return;
	FILE *out = grid_begin(grid);
	putc('[', out);
	if (kinds[f->kind].is_share) {
		write_percents(out, f->low, f->high, decimals, language);
	} else {
		text_decimal(out, code, f->low, decimals);
		fputs("; ", out);
		text_decimal(out, code, f->high, decimals);
	}
	putc(']', out);
	grid_end_text(grid, COLUMN_INTERVAL);
}

/* Of the round all values are shares of responses. */
static void show_finding(struct grid *grid, const struct quality_finding *f,
			 enum language language)
{
	static const char *const least[LANGUAGE_COUNT] = {"<0,0001", "<0.0001"};
	bool is_share = kinds[f->kind].is_share, of_round = f->by == BY_COUNT;
	bool is_pace = f->kind == QUALITY_SPEED && of_round;
	int decimals = kinds[f->kind].decimals;

	grid_show(grid, COLUMN_BY, by_text(f->by, language));
	grid_show(grid, COLUMN_INDICATOR, quality_kind_text(f->kind, language));
	grid_show(grid, COLUMN_VERDICT, verdicts[f->verdict].text[language]);
	show(grid, COLUMN_VALUE, f->value, decimals, is_share || of_round, language);
	show_interval(grid, f, language);
	show(grid, COLUMN_EXPECTED, f->expected, decimals, is_share, language);
	show(grid, COLUMN_THRESHOLD, f->threshold, decimals, is_share && !is_pace,
	     language);
	if (f->p < P_SHOWN)
		grid_show(grid, COLUMN_P, least[language]);
}

static void put_finding(struct grid *grid, const struct quality *quality,
			const struct quality_finding *f, enum language language)
{
	grid_text(grid, COLUMN_BY, quality_by_name(f->by));
	grid_text(grid, COLUMN_DOMAIN, quality_label(quality, f->by, f->group));
	grid_text(grid, COLUMN_INDICATOR, quality_kind_name(f->kind));
	grid_number(grid, COLUMN_N, (double)f->n);
	grid_number(grid, COLUMN_FLAGGED,
		    f->kind > QUALITY_BURST ? (double)NAN : (double)f->flagged);
	grid_number(grid, COLUMN_VALUE, f->value);
	grid_number(grid, COLUMN_LOW, f->low);
	grid_number(grid, COLUMN_HIGH, f->high);
	grid_number(grid, COLUMN_EXPECTED, f->expected);
	grid_number(grid, COLUMN_THRESHOLD, f->threshold);
	grid_number(grid, COLUMN_P, f->p);
	grid_text(grid, COLUMN_VERDICT, verdicts[f->verdict].name);
	show_finding(grid, f, language);
}

/* People read of the round and of what is worth a look; files hold everything. */
static bool is_shown(const struct quality_finding *f, enum output_format format)
{
	return format != OUTPUT_TABLE || f->verdict == QUALITY_FLAG ||
	       (f->by == BY_COUNT && f->verdict != QUALITY_NONE) ||
	       f->kind == QUALITY_ICC;
}

static void put_findings(struct grid *grid, const struct quality_survey *survey,
			 enum side side)
{
	const struct quality *quality = survey->intake.quality[side];
	enum language language = survey->methods.language;

	for (size_t i = 0; i < quality_nfindings(quality); i++) {
		const struct quality_finding *f = quality_finding(quality, i);
		if (!is_shown(f, survey->methods.format))
			continue;
		grid_row(grid);
		grid_text(grid, COLUMN_SELECTION, side_name(side));
		grid_show(grid, COLUMN_SELECTION, side_text(side, language));
		put_finding(grid, quality, f, language);
	}
}

/* --- estimates side by side ------------------------------------------------------- */

static void put_estimate(struct grid *grid, const struct figure *figure,
			 const char *indicator, double flagged)
{
	const struct result *result = &figure->result;

	grid_text(grid, COLUMN_BY, figure->grouping->name);
	grid_text(grid, COLUMN_DOMAIN, figure->domain);
	grid_text(grid, COLUMN_ITEM, figure->entry->name);
	grid_text(grid, COLUMN_STATISTIC, figure->entry->called);
	grid_text(grid, COLUMN_INDICATOR, indicator);
	grid_number(grid, COLUMN_N, (double)result->n);
	grid_number(grid, COLUMN_FLAGGED, flagged);
	grid_text(grid, COLUMN_VERDICT,
		  verdicts[figure->suppressed ? QUALITY_FEW : QUALITY_NONE].name);
	if (figure->suppressed)
		return;
	grid_number(grid, COLUMN_VALUE, result->estimate);
	grid_number(grid, COLUMN_LOW, result->low);
	grid_number(grid, COLUMN_HIGH, result->high);
}

static void put_estimates(struct grid *grid, const struct quality_survey *survey)
{
	const struct figures *figures = survey->reading.figures;
	const char *selection = side_name(quality_survey_estimated(survey));

	for (size_t i = 0; i < figures_count(figures); i++) {
		const struct figure *all = figures_at(figures, i);
		const struct figure *without = quality_without(survey, all);
		grid_row(grid);
		grid_text(grid, COLUMN_SELECTION, selection);
		put_estimate(grid, all, "estimate_all", 0);
		if (!without)
			continue;
		grid_row(grid);
		grid_text(grid, COLUMN_SELECTION, selection);
		put_estimate(grid, without, "estimate_without",
			     quality_left_out(all, without));
	}
}

/* --- output ----------------------------------------------------------------------- */

static const char *const below[LANGUAGE_COUNT] = {
	[LANGUAGE_VI] =
		"Chỉ nêu các nhóm đáng xem lại; --format csv nêu tất cả. "
		"\"Thường thấy\": ở "
		"các nhóm khác có cùng cách chọn.\n\nƯớc lượng với mọi phiếu và "
		"khi không tính các phiếu đáng xem lại (có mẫu thì chỉ của "
		"mẫu):\n",
	[LANGUAGE_EN] = "Only groups worth a look are listed; --format csv has all. "
			"\"Expected\": in "
			"the other groups of the same selection.\n\nEstimates from all "
			"responses, and without those worth a look (of the sample "
			"where there is one):\n",
};

static const char *const of[LANGUAGE_COUNT] = {" trong ", " of "};
static const char *const above[LANGUAGE_COUNT] = {
	[LANGUAGE_VI] = " phiếu đáng xem lại. Dấu hiệu là lý do để xem lại, chưa phải "
			"là bằng chứng; không phiếu nào bị xóa.\n",
	[LANGUAGE_EN] = " responses are worth a look. A sign is a reason to look, not "
			"a proof; nothing is deleted.\n",
};

static void print_table(const struct quality_survey *survey, const struct grid *grid)
{
	size_t flagged = survey->intake.nflagged, n = survey->intake.nresponses;
	enum language language = survey->methods.language;

	text_decimal(stdout, language_code(language), (double)flagged, 0);
	fputs(of[language], stdout);
	text_decimal(stdout, language_code(language), (double)n, 0);
	puts(above[language]);
	grid_write(grid, stdout, OUTPUT_TABLE, language);
	putchar('\n');
	puts(below[language]);
	quality_print_sides(survey);
}

void quality_print(const struct quality_survey *survey)
{
	struct grid *grid = grid_new(columns, COLUMN_COUNT);
	const struct methods *methods = &survey->methods;

	for (int s = 0; s < SIDE_COUNT; s++)
		if (quality_survey_has(survey, (enum side)s))
			put_findings(grid, survey, (enum side)s);
	if (methods->format != OUTPUT_TABLE)
		put_estimates(grid, survey);
	switch (methods->format) {
	case OUTPUT_JSON:
		printf("{\"responses\": %zu, \"flagged\": %zu, \"quality\": ",
		       survey->intake.nresponses, survey->intake.nflagged);
		grid_write(grid, stdout, OUTPUT_JSON, methods->language);
		puts("}");
		break;
	case OUTPUT_CSV:
		grid_write(grid, stdout, OUTPUT_CSV, methods->language);
		break;
	case OUTPUT_TABLE:
	case OUTPUT_FORMAT_COUNT:
		print_table(survey, grid);
	}
	grid_free(grid);
}
