/* The headline of a page: the index of everybody or of a place, with its interval, what
 * it says of the target, its rank and its change. */
#include "charts.h"
#include "report_sections.h"

#include "report_table.h"

#include "forms/text.h"

#include <math.h>

static void write_verdict(FILE *out, struct report *report, const struct figure *figure)
{
	static const enum phrase because[] = {[VERDICT_NONE] = PHRASE_NO_TARGET,
					      [VERDICT_MET] = PHRASE_MET_BECAUSE,
					      [VERDICT_MISSED] = PHRASE_MISSED_BECAUSE,
					      [VERDICT_UNSURE] = PHRASE_UNSURE_BECAUSE};
	enum verdict verdict = report_verdict(report, figure);
	bool open = pass_account(report->data->now.pass)->used_open;

	if (verdict != VERDICT_NONE) {
		fprintf(out, "<p class=\"verdict %s\">", verdict_css(verdict));
		report_phrase(
			out, report, PHRASE_TARGET,
			PHRASE_ARGS(report_short_percent(report, report_target(report)),
				    verdict_text(verdict, report->language)));
		fputs("</p>\n", out);
	}
	report_phrase_paragraph(out, report, "",
				open && verdict != VERDICT_NONE ? PHRASE_OPEN_BECAUSE
								: because[verdict],
				NULL);
}

static void write_other_statistics(FILE *out, struct report *report)
{
	static const struct {
		enum statistic statistic;
		enum phrase phrase;
	} others[] = {{STATISTIC_MEAN5, PHRASE_MEAN5}, {STATISTIC_ALL, PHRASE_ALL}};

	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		const struct figure *figure = report_own_figure(
			report, report_entry(report->data, report->data->index->name,
					     others[i].statistic));
		if (report_is_told(figure))
			report_phrase_paragraph(
				out, report, "note", others[i].phrase,
				PHRASE_ARGS(
					report_percent(report, figure->result.estimate),
					report_interval(report, &figure->result)));
	}
}

/* --- change ------------------------------------------------------------------------- */

static void write_why_not(FILE *out, struct report *report, const char *base)
{
	static const char *const why[COMPARABLE_COUNT][LANGUAGE_COUNT] = {
		[COMPARABLE_UNSAID] = {"hai đợt không được khai báo là so sánh được "
				       "với nhau",
				       "the rounds were not declared comparable"},
		[COMPARABLE_NOT_METHOD] = {"hai đợt dùng hai phương pháp khác nhau",
					   "the rounds were made by different methods"},
		[COMPARABLE_NOT_FORM] = {"hai đợt dùng hai bộ câu hỏi khác nhau",
					 "the rounds asked different questions"},
		[COMPARABLE_NOT_OTHER] = {"đợt này được khai báo so sánh với đợt khác",
					  "another round was declared comparable"},
	};

	report_paragraph(
		out, report, "note",
		VI_EN("Không so sánh được với đợt {0}: {1}.",
		      "Not comparable with round {0}: {1}."),
		PHRASE_ARGS(base, why[report->data->comparable][report->language]));
}

/* What a difference is worth: its own interval may lie beside 0, and yet among many
 * places a few such are chance. */
static const char *worth_of(const struct report *report, const struct contrast *change)
{
	static const char *const worth[][LANGUAGE_COUNT] = {
		{"giảm thật, vượt ra ngoài sai số",
		 "a real decrease, beyond the error"},
		{"chưa thể nói là tăng hay giảm: chênh lệch nằm trong sai số",
		 "neither an increase nor a decrease can be told: the difference is "
		 "within the error"},
		{"tăng thật, vượt ra ngoài sai số",
		 "a real increase, beyond the error"},
		{"chưa thể nói chắc là tăng hay giảm: so sánh nhiều nơi cùng lúc thì "
		 "vài "
		 "chênh lệch cỡ này có thể chỉ là ngẫu nhiên",
		 "not certainly an increase or a decrease: where many places are "
		 "compared at once, some differences like this may be chance alone"},
	};
	const struct comparison *comparison = &change->comparison;
	int real = report_real(report, change);
	bool beside = comparison->low > 0 || comparison->high < 0;

	return worth[real == 0 && beside ? 3 : real + 1][report->language];
}

static void write_difference(FILE *out, struct report *report, const char *base,
			     const struct contrast *change)
{
	const struct comparison *comparison = &change->comparison;

	report_paragraph(out, report, "change",
			 VI_EN("So với đợt {0}: <b>{1} điểm&nbsp;%</b> (khoảng tin cậy "
			       "<span class=\"w\">{2}</span>) – {3}.",
			       "Since round {0}: <b>{1} points</b> (interval <span "
			       "class=\"w\">{2}</span>) – {3}."),
			 PHRASE_ARGS(base,
				     report_points(report, comparison->difference),
				     report_points_interval(report, comparison),
				     worth_of(report, change)));
}

static void write_change(FILE *out, struct report *report,
			 const struct contrast *change)
{
	const struct report_data *data = report->data;

	if (!data->has_base)
		return;
	const char *base = source_name(data->base.source);
	if (!report_is_compared(data))
		write_why_not(out, report, base);
	else if (!change || change->note != CONTRAST_TOLD)
		report_paragraph(out, report, "note",
				 VI_EN("Đợt {0} không có kết quả được công bố để so "
				       "sánh.",
				       "Round {0} has no published result to compare "
				       "with."),
				 PHRASE_ARGS(base));
	else
		write_difference(out, report, base, change);
}

static void write_rank(FILE *out, struct report *report)
{
	const struct report_place *place = report->page->place;
	const struct report_field *field = &report->data->fields[report->page->field];

	if (place->ranking.why != RANK_RANKED || field->nranked < 2)
		return;
	report_paragraph(
		out, report, "",
		VI_EN("Hạng {0} trong {1}; xét sai số, hạng thật nằm trong khoảng từ "
		      "<b>{2}</b> đến <b>{3}</b>.",
		      "Rank {0} of {1}; given the errors, the true rank lies between "
		      "<b>{2}</b> and <b>{3}</b>."),
		PHRASE_ARGS(report_count(report, (double)place->ranking.rank),
			    report_count(report, (double)field->nranked),
			    report_count(report, (double)place->ranking.low),
			    report_count(report, (double)place->ranking.high)));
}

/* --- the figure --------------------------------------------------------------------- */

static void draw(FILE *out, struct report *report, const struct figure *figure)
{
	double target = report_target(report);
	const struct result *result = &figure->result;
	struct scale scale = report_scale(report, figure);

	fputs("<figure>\n", out);
	chart_interval_draw(
		out, &scale,
		&(struct chart_interval){
			.estimate = result->estimate,
			.low = result->low,
			.high = result->high,
			.target = target,
			.base = report_base_estimate(report, figure),
			.css = verdict_css(report_verdict(report, figure))});
	chart_axis(out, &scale, report->language);
	fputs("\n<figcaption>", out);
	report_phrase(out, report,
		      isnan(target) ? PHRASE_READ_DOT : PHRASE_READ_DOT_TARGET,
		      PHRASE_ARGS(report_short_percent(report, target)));
	report_say_base(out, report);
	fputs("</figcaption>\n</figure>\n", out);
}

static void write_interval(FILE *out, struct report *report,
			   const struct result *result)
{
	bool open = pass_account(report->data->now.pass)->used_open;
	const char *n = report_count(report, (double)result->n);

	if (isnan(result->low))
		report_phrase_paragraph(out, report, "", PHRASE_NO_INTERVAL,
					PHRASE_ARGS(n));
	else
		report_phrase_paragraph(
			out, report, "",
			open ? PHRASE_HEADLINE_OPEN : PHRASE_HEADLINE_SAYS,
			PHRASE_ARGS(report_interval(report, result),
				    report_short_percent(report, result->level), n));
}

static void write_figure(FILE *out, struct report *report, const struct figure *figure)
{
	const struct report_place *place = report->page->place;
	const struct contrasts *headline = &report->data->headline;

	fprintf(out, "<p class=\"big\">%s</p>\n",
		report_percent(report, figure->result.estimate));
	write_interval(out, report, &figure->result);
	draw(out, report, figure);
	write_verdict(out, report, figure);
	if (place)
		write_rank(out, report);
	write_change(out, report,
		     place	   ? place->change
		     : headline->n ? headline->list
				   : NULL);
	write_other_statistics(out, report);
}

static void write_untold(FILE *out, struct report *report, const struct figure *figure)
{
	const char *min_n =
		report_count(report, (double)report->methods->figures.min_n);

	if (!figure)
		report_phrase_paragraph(out, report, "", PHRASE_NO_RESPONSES, NULL);
	else if (figure->suppressed == SUPPRESSION_COMPLEMENT)
		report_phrase_paragraph(out, report, "", PHRASE_HEADLINE_COMPLEMENT,
					NULL);
	else
		report_phrase_paragraph(
			out, report, "", PHRASE_HEADLINE_FEW,
			PHRASE_ARGS(report_count(report, (double)figure->result.n),
				    min_n));
}

void report_headline_section(FILE *out, struct report *report)
{
	const struct report_place *place = report->page->place;
	const struct figure *figure =
		place ? place->figure : report_headline(report->data, STATISTIC_T2B);
	const struct form *form = report_form(report);

	report_begin(out, report, "headline",
		     place ? VI_EN("Kết quả", "Result")
			   : VI_EN("Kết quả chung", "Overall result"));
	fputs("<p>", out);
	html_text(out, report_label(report, &form->factors[form->index].label));
	fputs("</p>\n", out);
	if (pass_account(report->data->now.pass)->used_open)
		report_phrase_paragraph(out, report, "warn", PHRASE_ONLY_OPEN, NULL);
	if (report_is_told(figure))
		write_figure(out, report, figure);
	else
		write_untold(out, report, figure);
	report_end(out);
}
