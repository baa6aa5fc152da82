/* See targets_output.h. */
#include "targets_output.h"

#include "grid.h"
#include "phrases.h"
#include "settle.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <math.h>

const char *const verdict_sides_names[VERDICT_SIDES_COUNT] = {
	[VERDICT_TWO_SIDED] = "two", [VERDICT_ONE_SIDED] = "one"};

enum column {
	COLUMN_BY,
	COLUMN_DOMAIN,
	COLUMN_ITEM,
	COLUMN_STATISTIC,
	COLUMN_N,
	COLUMN_ESTIMATE,
	COLUMN_SE,
	COLUMN_INTERVAL, /* only in tables */
	COLUMN_LOW,
	COLUMN_HIGH,
	COLUMN_METHOD,
	COLUMN_LEVEL,
	COLUMN_SIDES,
	COLUMN_TARGET,
	COLUMN_VERDICT,
	COLUMN_REASON,
	COLUMN_P,
	COLUMN_SETTLE,
	COLUMN_SUPPRESSED,
	COLUMN_COUNT
};

static const struct grid_column columns[COLUMN_COUNT] = {
	[COLUMN_BY] = {"by", {NULL, NULL}, GRID_TEXT, 0, false},
	[COLUMN_DOMAIN] = {"domain", {"", ""}, GRID_TEXT, 0, false},
	[COLUMN_ITEM] = {"item", {"Nội dung", "Item"}, GRID_TEXT, 0, false},
	[COLUMN_STATISTIC] =
		{"statistic", {"Chỉ tiêu", "Statistic"}, GRID_TEXT, 0, false},
	[COLUMN_N] = {"n", {"n", "n"}, GRID_COUNT, 0, false},
	[COLUMN_ESTIMATE] =
		{"estimate", {"Ước lượng", "Estimate"}, GRID_PERCENT, 2, false},
	[COLUMN_SE] = {"se", {NULL, NULL}, GRID_NUMBER, 0, false},
	[COLUMN_INTERVAL] = {NULL, {"Khoảng tin cậy", "Interval"}, GRID_TEXT, 0, false},
	[COLUMN_LOW] = {"ci_low", {NULL, NULL}, GRID_NUMBER, 0, false},
	[COLUMN_HIGH] = {"ci_high", {NULL, NULL}, GRID_NUMBER, 0, false},
	[COLUMN_METHOD] = {"ci_method", {NULL, NULL}, GRID_TEXT, 0, false},
	[COLUMN_LEVEL] = {"level", {NULL, NULL}, GRID_NUMBER, 0, false},
	[COLUMN_SIDES] = {"sides", {NULL, NULL}, GRID_TEXT, 0, false},
	[COLUMN_TARGET] = {"target", {NULL, NULL}, GRID_NUMBER, 0, false},
	[COLUMN_VERDICT] =
		{"verdict", {"So với mục tiêu", "Verdict"}, GRID_TEXT, 0, false},
	[COLUMN_REASON] = {"reason", {NULL, NULL}, GRID_TEXT, 0, false},
	[COLUMN_P] = {"p_met", {NULL, NULL}, GRID_NUMBER, 0, false},
	[COLUMN_SETTLE] =
		{"n_settle", {"Để kết luận", "To settle it"}, GRID_COUNT, 0, false},
	[COLUMN_SUPPRESSED] = {"suppressed", {"Ghi chú", "Note"}, GRID_TEXT, 0, false},
};

/* What one cell is written from. */
struct line {
	const struct targets_output *output;
	const struct figure *figure;
	const struct judgement *judgement;
	double settle;
	enum language language;
};

static void write_domain(FILE *out, const struct line *line)
{
	output_domain(out, line->output->reading->source, line->figure, line->language);
}

static void write_interval(FILE *out, const struct line *line)
{
	const struct interval *interval = &line->judgement->interval;

	if (line->figure->suppressed || isnan(interval->low))
		return;
	putc('[', out);
	write_percents(out, interval->low, interval->high, 2, line->language);
	putc(']', out);
}

static void write_verdict(FILE *out, const struct line *line)
{
	fputs(verdict_text(line->judgement->verdict, line->language), out);
}

/* To three digits: it is no more than an order of magnitude. */
static double to_three_digits(double n)
{
	double unit = n < 1000 ? 1 : pow(10, floor(log10(n)) - 2);

	return ceil(n / unit) * unit;
}

static void write_settle(FILE *out, const struct line *line)
{
	static const struct {
		const char *about, *over, *answers;
	} words[LANGUAGE_COUNT] = {
		[LANGUAGE_VI] = {"cần khoảng ", "cần hơn ", " phiếu"},
		[LANGUAGE_EN] = {"about ", "more than ", " answers needed"}};
	bool over = line->settle >= SETTLE_MAX;

	if (isnan(line->settle))
		return;
	fputs(over ? words[line->language].over : words[line->language].about, out);
	text_decimal(out, language_code(line->language), to_three_digits(line->settle),
		     0);
	fputs(words[line->language].answers, out);
}

static void write_note(FILE *out, const struct line *line)
{
	static const char *const open[LANGUAGE_COUNT] = {
		[LANGUAGE_VI] = "phiếu tự gửi, không phải mẫu",
		[LANGUAGE_EN] = "self-selected, no sample"};

	if (line->figure->suppressed)
		write_suppression(out, line->figure->suppressed,
				  line->output->methods->figures.min_n, line->language);
	else if (line->judgement->reason == VERDICT_OPEN)
		fputs(open[line->language], out);
	else
		fputs(undefined_words(line->figure->result.why, line->language), out);
}

static const struct {
	size_t column;
	void (*write)(FILE *out, const struct line *line);
} shown[] = {
	{COLUMN_DOMAIN, write_domain},	 {COLUMN_INTERVAL, write_interval},
	{COLUMN_VERDICT, write_verdict}, {COLUMN_SETTLE, write_settle},
	{COLUMN_SUPPRESSED, write_note},
};

/* --- rows --- */

/* Nothing to say is blank, and null in JSON. */
static void put_word(struct grid *grid, size_t column, const char *text)
{
	if (*text)
		grid_text(grid, column, text);
}

static void put_figure(struct grid *grid, const struct line *line)
{
	const struct result *result = &line->figure->result;
	const struct judgement *judgement = line->judgement;
	const struct verdict_rule *rule = &line->output->rule;

	grid_number(grid, COLUMN_ESTIMATE, result->estimate);
	grid_number(grid, COLUMN_SE, result->se);
	grid_number(grid, COLUMN_LOW, judgement->interval.low);
	grid_number(grid, COLUMN_HIGH, judgement->interval.high);
	grid_text(grid, COLUMN_METHOD, interval_name(judgement->interval.method));
	put_word(grid, COLUMN_VERDICT, verdict_name(judgement->verdict));
	put_word(grid, COLUMN_REASON, verdict_reason_name(judgement->reason));
	grid_number(grid, COLUMN_P, verdict_p_met(line->figure, rule, judgement));
	grid_number(grid, COLUMN_SETTLE, line->settle);
}

static void put_suppressed(struct grid *grid, const struct targets_output *output,
			   enum suppression suppressed)
{
	char why[SUPPRESSION_BYTES];

	grid_text(grid, COLUMN_SUPPRESSED,
		  suppression_reason(suppressed, output->methods->figures.min_n, why));
}

static void put_row(const struct targets_output *output, struct grid *grid,
		    const struct figure *figure)
{
	struct judgement judgement = verdict_judge(figure, &output->rule);
	struct line line = {output, figure, &judgement, (double)NAN,
			    output->methods->language};

	if (judgement.reason == VERDICT_STRADDLES)
		line.settle = settle_size(&figure->result.basis, output->rule.target,
					  judgement.tail, output->power);
	grid_row(grid);
	grid_text(grid, COLUMN_BY, figure->grouping->name);
	grid_text(grid, COLUMN_DOMAIN, figure->domain);
	grid_text(grid, COLUMN_ITEM, figure->entry->name);
	grid_text(grid, COLUMN_STATISTIC, figure->entry->called);
	grid_number(grid, COLUMN_N, (double)figure->result.n);
	grid_number(grid, COLUMN_LEVEL, output->methods->figures.level);
	grid_text(grid, COLUMN_SIDES, verdict_sides_names[output->rule.sides]);
	grid_number(grid, COLUMN_TARGET, output->rule.target);
	if (figure->suppressed)
		put_suppressed(grid, output, figure->suppressed);
	else
		put_figure(grid, &line);
	for (size_t i = 0; i < ARRAY_SIZE(shown); i++) {
		shown[i].write(grid_begin(grid), &line);
		grid_end_show(grid, shown[i].column);
	}
}

/* --- what to know --- */

/* "80 %", "82,5 %" */
static void write_short(FILE *out, double share, enum language language)
{
	double tenths = round(1000 * share);

	write_percent(out, share, fmod(tenths, 10) == 0 ? 0 : 1, language);
}

/* What {t}, {l}, {p}, {m}, {e} stand for in the sentences. */
struct facts {
	double target, level, power, judged, wrong;
	bool unsettled; /* there is a figure of which it can't be said */
};

/* Each figure is wrong in one direction at most, with the chance of its tail. */
static struct facts facts_of(const struct targets_output *output)
{
	const struct figures *figures = output->reading->figures;
	struct facts facts = {output->rule.target,
			      output->methods->figures.level,
			      output->power,
			      0,
			      0,
			      false};

	for (size_t i = 0; i < figures_count(figures); i++) {
		struct judgement judgement =
			verdict_judge(figures_at(figures, i), &output->rule);
		bool judged = judgement.verdict != VERDICT_NONE &&
			      (judgement.reason == VERDICT_TOLD ||
			       judgement.reason == VERDICT_STRADDLES);
		facts.judged += judged;
		facts.unsettled |= judgement.reason == VERDICT_STRADDLES;
		facts.wrong += judged ? judgement.tail : 0;
	}
	return facts;
}

static void write_fact(FILE *out, char name, const struct facts *facts,
		       enum language language)
{
	const char *code = language_code(language);

	switch (name) {
	case 't':
		write_short(out, facts->target, language);
		break;
	case 'l':
		write_short(out, facts->level, language);
		break;
	case 'p':
		write_short(out, facts->power, language);
		break;
	case 'm':
		text_decimal(out, code, facts->judged, 0);
		break;
	default:
		text_decimal(out, code, facts->wrong, facts->wrong < 10 ? 1 : 0);
	}
}

static void write_sentence(FILE *out, const char *sentence, const struct facts *facts,
			   enum language language)
{
	for (const char *at = sentence; *at; at++) {
		if (at[0] == '{' && at[1] && at[2] == '}') {
			write_fact(out, at[1], facts, language);
			at += 2;
		} else {
			putc(*at, out);
		}
	}
	putc('\n', out);
}

static const char *const how_told[VERDICT_SIDES_COUNT][LANGUAGE_COUNT] = {
	[VERDICT_TWO_SIDED] =
		{"Mục tiêu {t}. Đạt: cả khoảng tin cậy {l} từ mục tiêu trở lên; chưa "
		 "đạt: cả khoảng nằm dưới mục tiêu.",
		 "Target {t}. Met: the whole {l} interval is at or above it; not met: "
		 "the whole interval is below."},
	[VERDICT_ONE_SIDED] =
		{"Mục tiêu {t}. Đạt: cận dưới một phía, độ tin cậy {l}, từ mục tiêu "
		 "trở lên; chưa đạt: cận trên một phía, độ tin cậy {l}, dưới mục tiêu.",
		 "Target {t}. Met: the one-sided lower bound at {l} is at or above it; "
		 "not met: the one-sided upper bound at {l} is below."},
};

static const char *const how_settled[LANGUAGE_COUNT] = {
	[LANGUAGE_VI] = "Số phiếu để kết luận là tổng số phiếu hợp lệ, chọn mẫu như "
			"đợt này: nếu tỷ lệ thật đúng bằng ước lượng thì kết luận được "
			"với xác suất {p}. Chỉ là cỡ độ lớn, vì ước lượng còn sai số.",
	[LANGUAGE_EN] = "Answers to settle it are all valid answers together, sampled "
			"as here: if the truth is the estimate, they tell with "
			"probability {p}. An order of magnitude, as the estimate is "
			"uncertain itself."};

static const char *const how_often_wrong[LANGUAGE_COUNT] = {
	[LANGUAGE_VI] = "{m} kết luận, mỗi kết luận xét riêng: do ngẫu nhiên có thể có "
			"tới khoảng {e} kết luận đạt hoặc chưa đạt sai.",
	[LANGUAGE_EN] =
		"{m} verdicts, each by itself: up to about {e} that wrongly say "
		"met or not met are to be expected by chance."};

static void write_often_wrong(FILE *out, const struct facts *facts,
			      enum language language)
{
	if (facts->judged > 1)
		write_sentence(out, how_often_wrong[language], facts, language);
}

/* --- formats --- */

static void write_blocks(const struct targets_output *output)
{
	const struct figures *figures = output->reading->figures;
	enum language language = output->methods->language;
	struct facts facts = facts_of(output);
	struct grid_column named[COLUMN_COUNT];

	for (size_t i = 0, n = figures_count(figures); i < n;) {
		const struct grouping *grouping = figures_at(figures, i)->grouping;
		for (size_t c = 0; c < COLUMN_COUNT; c++)
			named[c] = columns[c];
		if (grouping->nvariables)
			named[COLUMN_DOMAIN].heading[language] =
				word_of_column(grouping->name, language);
		struct grid *grid = grid_new(named, COLUMN_COUNT);
		for (; i < n && figures_at(figures, i)->grouping == grouping; i++)
			put_row(output, grid, figures_at(figures, i));
		grid_write(grid, stdout, OUTPUT_TABLE, language);
		putchar('\n');
		grid_free(grid);
	}
	write_sentence(stdout, how_told[output->rule.sides][language], &facts,
		       language);
	if (facts.unsettled)
		write_sentence(stdout, how_settled[language], &facts, language);
	write_often_wrong(stdout, &facts, language);
}

static void write_head(const struct targets_output *output)
{
	const struct source *source = output->reading->source;

	printf("{\"%s\": ", source_round(source) ? "round" : "file");
	json_text(stdout, source_name(source));
	fputs(", \"form\": ", stdout);
	json_text(stdout, source_form(source)->code);
	printf(", \"version\": %d, \"design\": \"%s\", \"power\": %.17g, \"targets\": ",
	       source_form(source)->version,
	       reading_is_weighted(output->reading) ? "weighted" : "srs",
	       output->power);
}

void targets_write(const struct targets_output *output)
{
	const struct figures *figures = output->reading->figures;
	enum output_format format = output->methods->format;

	if (format == OUTPUT_TABLE) {
		write_blocks(output);
		return;
	}
	struct facts facts = facts_of(output);
	struct grid *grid = grid_new(columns, COLUMN_COUNT);
	for (size_t i = 0; i < figures_count(figures); i++)
		put_row(output, grid, figures_at(figures, i));
	if (format == OUTPUT_JSON)
		write_head(output);
	grid_write(grid, stdout, format, output->methods->language);
	if (format == OUTPUT_JSON)
		puts("}");
	write_often_wrong(stderr, &facts, LANGUAGE_EN);
	grid_free(grid);
}
