/* Tables of answers and of where they came from: levels, channels, the funnel, what
 * satisfaction goes along with, rounds, quality. */
#include "report_ledger.h"
#include "report_sections.h"

#include "quality_output.h"

#include "forms/alloc.h"

#include <math.h>

/* --- answers by level --------------------------------------------------------------- */

enum {
	LEVELS_ITEM,
	LEVELS_QUESTION,
	LEVELS_LEVEL,
	LEVELS_LABEL,
	LEVELS_SATISFIED,
	LEVELS_COUNT,
	LEVELS_SHARE,
	LEVELS_NCOLUMNS
};

static const struct ledger_column levels_columns[] = {
	{"item", {"Mã", "Code"}, LEDGER_TEXT, 14},
	{"name", {"Nội dung", "Item"}, LEDGER_TEXT, 60},
	{"level", {"Mức", "Level"}, LEDGER_TEXT, 8},
	{"label", {"Trả lời", "Answer"}, LEDGER_TEXT, 30},
	{"satisfied", {"Là hài lòng", "Counts as satisfied"}, LEDGER_YES, 11},
	{"count", {"Số phiếu", "Answers"}, LEDGER_COUNT, 10},
	{"share", {"Tỷ lệ (có quyền số)", "Share (weighted)"}, LEDGER_SHARE, 13},
};
_Static_assert(ARRAY_SIZE(levels_columns) == LEVELS_NCOLUMNS, "as the enum says");

static void write_levels_of(struct ledger *ledger, const struct item *item)
{
	struct report *report = ledger->report;
	const struct entry *entry =
		report_entry(report->data, item->name, STATISTIC_T2B);
	const struct figure *figure = report_own_figure(report, entry);

	if (!report_is_told(figure))
		return;
	const struct result *result = &figure->result;
	const struct plan_item *planned =
		&agenda_plan(report->data->now.agenda)->items[entry->estimand.number];
	double whole = domain_answered_weight(result->domain, planned);
	for (unsigned l = 0; l < planned->nlevels; l++) {
		const struct choice *choice = &item->list->choices[l];
		ledger_text(ledger, LEVELS_ITEM, item->name, NULL);
		ledger_text(ledger, LEVELS_QUESTION, report_label(report, &item->label),
			    NULL);
		ledger_text(ledger, LEVELS_LEVEL, choice->name, NULL);
		ledger_text(ledger, LEVELS_LABEL, report_label(report, &choice->label),
			    NULL);
		ledger_number(ledger, LEVELS_SATISFIED, choice->satisfied);
		if (result->counts)
			ledger_number(ledger, LEVELS_COUNT, (double)result->counts[l]);
		ledger_number(ledger, LEVELS_SHARE,
			      result->domain->w[planned->first_cell + l] / whole);
		ledger_end(ledger);
	}
}

static void write_levels(struct ledger *ledger)
{
	const struct form *form = report_form(ledger->report);
	unsigned *items =
		arena_alloc(ledger->report->arena, form->nitems + 1, sizeof(*items));
	unsigned n = form_factor_items(form, (unsigned)form->index, items);

	for (unsigned i = 0; i < n; i++)
		write_levels_of(ledger, &form->items[items[i]]);
}

const struct ledger_table ledger_levels = {
	.name = "levels",
	.title = {"Trả lời theo mức", "Answers by level"},
	.columns = levels_columns,
	.ncolumns = LEVELS_NCOLUMNS,
	.write = write_levels,
};

/* --- who answered ------------------------------------------------------------------- */

enum {
	RESPONSES_CHANNEL,
	RESPONSES_SAMPLE,
	RESPONSES_OPEN,
	RESPONSES_TOTAL,
	RESPONSES_NCOLUMNS
};

static const struct ledger_column responses_columns[] = {
	{"channel", {"Kênh trả lời", "Channel"}, LEDGER_TEXT, 28},
	{"sample", {"Được chọn mẫu", "Drawn sample"}, LEDGER_COUNT, 14},
	{"open", {"Tự gửi", "Self-selected"}, LEDGER_COUNT, 14},
	{"total", {"Tổng số", "Total"}, LEDGER_COUNT, 14},
};
_Static_assert(ARRAY_SIZE(responses_columns) == RESPONSES_NCOLUMNS, "as the enum says");

static void write_responses(struct ledger *ledger)
{
	const struct account *account = pass_account(ledger->report->data->now.pass);

	for (unsigned c = 0; c <= CHANNEL_COUNT; c++) {
		const uint64_t *counts = account->responses[c];
		if (counts[0] + counts[1] == 0)
			continue;
		ledger_text(ledger, RESPONSES_CHANNEL, ledger_channel(c),
			    channel_text(c, ledger->report->language));
		ledger_number(ledger, RESPONSES_SAMPLE, (double)counts[0]);
		ledger_number(ledger, RESPONSES_OPEN, (double)counts[1]);
		ledger_number(ledger, RESPONSES_TOTAL, (double)(counts[0] + counts[1]));
		ledger_end(ledger);
	}
}

const struct ledger_table ledger_responses = {
	.name = "responses",
	.title = {"Ai đã trả lời", "Who answered"},
	.columns = responses_columns,
	.ncolumns = RESPONSES_NCOLUMNS,
	.write = write_responses,
};

/* --- channels held against the sample ----------------------------------------------- */

enum {
	CHANNELS_BY,
	CHANNELS_SELECTION,
	CHANNELS_NAME,
	CHANNELS_FIGURE,
	CHANNELS_GAP = CHANNELS_FIGURE + FIGURE_NCOLUMNS,
	CHANNELS_GAP_LOW,
	CHANNELS_GAP_HIGH,
	CHANNELS_P,
	CHANNELS_JUDGE,
	CHANNELS_NCOLUMNS = CHANNELS_JUDGE + JUDGE_NCOLUMNS
};

static const struct ledger_column channels_columns[] = {
	{"by", {"Chia theo", "By"}, LEDGER_TEXT, 14},
	{"selection", {"Cách chọn", "Selection"}, LEDGER_TEXT, 16},
	{"name", {"Nhóm", "Group"}, LEDGER_TEXT, 28},
	FIGURE_COLUMNS,
	{"gap",
	 {"So với mẫu, điểm %", "Against the sample, points"},
	 LEDGER_POINTS,
	 14},
	{"gap_low", {"Chênh lệch từ", "Gap from"}, LEDGER_POINTS, 12},
	{"gap_high", {"Chênh lệch đến", "Gap to"}, LEDGER_POINTS, 12},
	{"p_holm", {"p (Holm)", "p (Holm)"}, LEDGER_NUMBER, 10},
	JUDGE_COLUMNS,
};
_Static_assert(ARRAY_SIZE(channels_columns) == CHANNELS_NCOLUMNS, "as the enum says");

static void write_mode(struct ledger *ledger, const struct mode *mode)
{
	enum language language = ledger->report->language;
	bool by_channel = mode->by == MODE_CHANNEL;
	unsigned channel = by_channel ? channel_find(mode->figure->domain) : 0;

	ledger_text(ledger, CHANNELS_BY, mode_by_name(mode->by),
		    word_of_column(mode_by_name(mode->by), language));
	ledger_text(ledger, CHANNELS_SELECTION, side_name(mode->side),
		    side_text(mode->side, language));
	ledger_text(ledger, CHANNELS_NAME,
		    by_channel ? ledger_channel(channel) : side_name(mode->side),
		    by_channel ? channel_text(channel, language)
			       : side_text(mode->side, language));
	ledger_figure(ledger, CHANNELS_FIGURE, mode->figure);
	if (mode->has_gap && report_is_told(mode->figure)) {
		ledger_number(ledger, CHANNELS_GAP, mode->gap.difference);
		ledger_number(ledger, CHANNELS_GAP_LOW, mode->gap.low);
		ledger_number(ledger, CHANNELS_GAP_HIGH, mode->gap.high);
		ledger_number(ledger, CHANNELS_P, mode->p_holm);
	}
	/* a channel is not held against the target */
	ledger_suppressed(ledger, CHANNELS_JUDGE + JUDGE_SUPPRESSED, mode->figure);
	ledger_end(ledger);
}

static void write_channels(struct ledger *ledger)
{
	const struct modes *modes = &ledger->report->data->modes;

	for (size_t i = 0; i < modes->n; i++)
		write_mode(ledger, &modes->list[i]);
}

const struct ledger_table ledger_channels = {
	.name = "channels",
	.title = {"Kênh", "Channels"},
	.columns = channels_columns,
	.ncolumns = CHANNELS_NCOLUMNS,
	.write = write_channels,
	.drawn = CHANNELS_FIGURE + FIGURE_ESTIMATE,
	.label = CHANNELS_NAME,
};

/* --- the funnel --------------------------------------------------------------------- */

enum { FUNNEL_STEP, FUNNEL_COUNT, FUNNEL_SHARE, FUNNEL_NCOLUMNS };

static const struct ledger_column funnel_columns[] = {
	{"step", {"Bước", "Step"}, LEDGER_TEXT, 30},
	{"count", {"Số lượng", "Count"}, LEDGER_COUNT, 14},
	{"share", {"So với giao dịch", "Of the transactions"}, LEDGER_SHARE, 14},
};
_Static_assert(ARRAY_SIZE(funnel_columns) == FUNNEL_NCOLUMNS, "as the enum says");

static void write_funnel(struct ledger *ledger)
{
	static const char *const codes[] = {"received", "invited", "rated",
					    "satisfied"};
	struct report_stage stages[REPORT_STAGES];
	size_t n = report_funnel_stages(ledger->report, stages);

	for (size_t i = 0; i < n; i++) {
		if (isnan(stages[i].count))
			continue;
		ledger_text(ledger, FUNNEL_STEP, codes[i], stages[i].name);
		ledger_number(ledger, FUNNEL_COUNT, stages[i].count);
		ledger_number(ledger, FUNNEL_SHARE, stages[i].count / stages[0].count);
		ledger_end(ledger);
	}
}

const struct ledger_table ledger_funnel = {
	.name = "funnel",
	.title = {"Phễu", "Funnel"},
	.columns = funnel_columns,
	.ncolumns = FUNNEL_NCOLUMNS,
	.write = write_funnel,
};

/* --- what satisfaction goes along with ---------------------------------------------- */

enum {
	DRIVERS_CODE,
	DRIVERS_NAME,
	DRIVERS_FIGURE,
	DRIVERS_SHARE = DRIVERS_FIGURE + FIGURE_NCOLUMNS,
	DRIVERS_COEFFICIENT,
	DRIVERS_SE,
	DRIVERS_P,
	DRIVERS_NCOLUMNS
};

static const struct ledger_column drivers_columns[] = {
	{"item", {"Mã", "Code"}, LEDGER_TEXT, 14},
	{"name", {"Nội dung", "Factor"}, LEDGER_TEXT, 50},
	FIGURE_COLUMNS,
	{"share",
	 {"Phần giải thích được", "Share of what is explained"},
	 LEDGER_SHARE,
	 13},
	{"coefficient", {"Hệ số", "Coefficient"}, LEDGER_NUMBER, 10},
	{"se", {"Sai số chuẩn", "Standard error"}, LEDGER_NUMBER, 10},
	{"p", {"p", "p"}, LEDGER_NUMBER, 10},
};
_Static_assert(ARRAY_SIZE(drivers_columns) == DRIVERS_NCOLUMNS, "as the enum says");

static void write_drivers(struct ledger *ledger)
{
	const struct report_data *data = ledger->report->data;
	size_t n;

	if (!data->drivers)
		return;
	const struct driver *list = drivers_list(data->drivers, &n);
	for (size_t i = 0; i < n; i++) {
		const struct entry *entry = data->predictors[i];
		const struct figure *figure =
			report_figure(data, REPORT_OVERALL, "", entry);
		if (!report_is_told(figure))
			continue;
		ledger_text(ledger, DRIVERS_CODE, entry->name, NULL);
		ledger_text(ledger, DRIVERS_NAME,
			    report_label(ledger->report, entry->label), NULL);
		ledger_figure(ledger, DRIVERS_FIGURE, figure);
		ledger_number(ledger, DRIVERS_SHARE,
			      list[i].share / drivers_r_squared(data->drivers));
		ledger_number(ledger, DRIVERS_COEFFICIENT, list[i].coefficient);
		ledger_number(ledger, DRIVERS_SE, list[i].se);
		ledger_number(ledger, DRIVERS_P, list[i].p);
		ledger_end(ledger);
	}
}

const struct ledger_table ledger_drivers = {
	.name = "drivers",
	.title = {"Đi cùng hài lòng", "What goes along"},
	.columns = drivers_columns,
	.ncolumns = DRIVERS_NCOLUMNS,
	.write = write_drivers,
};

/* --- through time ------------------------------------------------------------------- */

enum {
	ROUNDS_CODE,
	ROUNDS_FROM,
	ROUNDS_TO,
	ROUNDS_METHOD,
	ROUNDS_FIGURE,
	ROUNDS_BREAK = ROUNDS_FIGURE + FIGURE_NCOLUMNS,
	ROUNDS_NCOLUMNS
};

static const struct ledger_column rounds_columns[] = {
	{"round", {"Đợt", "Round"}, LEDGER_TEXT, 16},
	{"starts_on", {"Từ ngày", "From"}, LEDGER_TEXT, 12},
	{"ends_on", {"Đến ngày", "Until"}, LEDGER_TEXT, 12},
	{"method", {"Phương pháp", "Method"}, LEDGER_TEXT, 12},
	FIGURE_COLUMNS,
	{"is_break",
	 {"Không so được với đợt trước", "Not comparable with the one before"},
	 LEDGER_YES,
	 16},
};
_Static_assert(ARRAY_SIZE(rounds_columns) == ROUNDS_NCOLUMNS, "as the enum says");

static void write_rounds(struct ledger *ledger)
{
	const struct trend *trend = &ledger->report->data->trend;

	for (size_t i = 0; i < trend->n; i++) {
		const struct trend_point *point = &trend->points[i];
		ledger_text(ledger, ROUNDS_CODE, point->round.code, NULL);
		ledger_text(ledger, ROUNDS_FROM, point->round.starts_on, NULL);
		ledger_text(ledger, ROUNDS_TO, point->round.ends_on, NULL);
		ledger_text(ledger, ROUNDS_METHOD, point->round.method, NULL);
		ledger_number(ledger, ROUNDS_FIGURE + FIGURE_N, (double)point->n);
		ledger_number(ledger, ROUNDS_FIGURE + FIGURE_ESTIMATE, point->estimate);
		ledger_number(ledger, ROUNDS_FIGURE + FIGURE_LOW, point->low);
		ledger_number(ledger, ROUNDS_FIGURE + FIGURE_HIGH, point->high);
		ledger_number(ledger, ROUNDS_BREAK, point->is_break);
		ledger_end(ledger);
	}
}

const struct ledger_table ledger_rounds = {
	.name = "rounds",
	.title = {"Qua các đợt", "Through time"},
	.columns = rounds_columns,
	.ncolumns = ROUNDS_NCOLUMNS,
	.write = write_rounds,
	.drawn = ROUNDS_FIGURE + FIGURE_ESTIMATE,
	.label = ROUNDS_CODE,
};

/* --- what is worth a look ----------------------------------------------------------- */

enum { QUALITY_SIGN, QUALITY_SAMPLE, QUALITY_OPEN, QUALITY_NCOLUMNS };

static const struct ledger_column quality_columns[] = {
	{"sign", {"Dấu hiệu", "Sign"}, LEDGER_TEXT, 50},
	{"sample", {"Được chọn mẫu", "Drawn sample"}, LEDGER_COUNT, 14},
	{"open", {"Tự gửi", "Self-selected"}, LEDGER_COUNT, 14},
};
_Static_assert(ARRAY_SIZE(quality_columns) == QUALITY_NCOLUMNS, "as the enum says");

static void write_quality(struct ledger *ledger)
{
	for (int kind = 0; kind < QUALITY_ICC; kind++) {
		size_t n[SIDE_COUNT];
		if (!report_flagged_for(ledger->report, (enum quality_kind)kind, n))
			continue;
		ledger_text(ledger, QUALITY_SIGN,
			    quality_kind_name((enum quality_kind)kind),
			    quality_kind_text((enum quality_kind)kind,
					      ledger->report->language));
		ledger_number(ledger, QUALITY_SAMPLE, (double)n[SIDE_SAMPLE]);
		ledger_number(ledger, QUALITY_OPEN, (double)n[SIDE_OPEN]);
		ledger_end(ledger);
	}
}

const struct ledger_table ledger_quality = {
	.name = "quality",
	.title = {"Phiếu đáng xem lại", "Worth a look"},
	.columns = quality_columns,
	.ncolumns = QUALITY_NCOLUMNS,
	.write = write_quality,
};
