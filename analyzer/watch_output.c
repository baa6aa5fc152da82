/* See watch_output.h. */
#include "watch_output.h"

#include "grid.h"

#include "forms/text.h"

#include <math.h>

enum column {
	COLUMN_BY,
	COLUMN_DOMAIN,
	COLUMN_N,
	COLUMN_MEAN,
	COLUMN_INTERVAL, /* only in tables */
	COLUMN_LOW,
	COLUMN_HIGH,
	COLUMN_LEVEL,
	COLUMN_PAST,
	COLUMN_EVIDENCE,
	COLUMN_ALARM,
	COLUMN_SINCE,
	COLUMN_LAST,
	COLUMN_NEWER,
	COLUMN_SUPPRESSED,
	COLUMN_COUNT
};

static const struct grid_column columns[COLUMN_COUNT] = {
	[COLUMN_BY] = {"by", {NULL, NULL}, GRID_TEXT, 0, false},
	[COLUMN_DOMAIN] = {"domain", {"Đơn vị", "Unit"}, GRID_TEXT, 0, false},
	[COLUMN_N] = {"n", {"n", "n"}, GRID_COUNT, 0, false},
	[COLUMN_MEAN] = {"mean", {"Trung bình", "Mean"}, GRID_PERCENT, 1, false},
	[COLUMN_INTERVAL] = {NULL, {"Khoảng tin cậy", "Interval"}, GRID_TEXT, 0, false},
	[COLUMN_LOW] = {"low", {NULL, NULL}, GRID_NUMBER, 0, false},
	[COLUMN_HIGH] = {"high", {NULL, NULL}, GRID_NUMBER, 0, false},
	[COLUMN_LEVEL] = {"level", {NULL, NULL}, GRID_NUMBER, 0, false},
	[COLUMN_PAST] = {"past", {"Mức trước đây", "Past"}, GRID_PERCENT, 1, false},
	[COLUMN_EVIDENCE] = {"alarm_evidence", {NULL, NULL}, GRID_NUMBER, 0, false},
	[COLUMN_ALARM] = {"alarm", {NULL, NULL}, GRID_COUNT, 0, false},
	[COLUMN_SINCE] =
		{"alarm_since", {"Báo động từ", "Alarm since"}, GRID_TEXT, 0, false},
	[COLUMN_LAST] =
		{"last", {"Phiếu gần nhất", "Last response"}, GRID_TEXT, 0, false},
	[COLUMN_NEWER] = {"newer", {"Mới nhận", "Newer"}, GRID_COUNT, 0, false},
	[COLUMN_SUPPRESSED] = {"suppressed", {"Ghi chú", "Note"}, GRID_TEXT, 0, false},
};

/* A day: for machines always as ISO 8601. */
static void put_day(struct grid *grid, enum column column,
		    const struct watch_page *page, int64_t moment)
{
	struct watch_page iso = *page;

	iso.language = LANGUAGE_EN;
	grid_text(grid, column, watch_day(&iso, moment));
	grid_show(grid, column, watch_day(page, moment));
}

static void put_alarm(struct grid *grid, const struct watch_page *page,
		      const struct watch_unit *unit)
{
	if (isnan(unit->past))
		return;
	grid_number(grid, COLUMN_PAST, unit->past);
	grid_number(grid, COLUMN_EVIDENCE, unit->alarm.evidence);
	grid_number(grid, COLUMN_ALARM, unit->alarmed > 0);
	if (unit->alarmed)
		put_day(grid, COLUMN_SINCE, page, unit->alarmed_at);
}

static void put_unit(struct grid *grid, const struct watch_page *page,
		     const struct watch_unit *unit)
{
	const struct watch_options *options = &page->watch->options;
	const struct watch_look *look = watch_now(unit);

	grid_row(grid);
	grid_text(grid, COLUMN_BY, "unit");
	grid_text(grid, COLUMN_DOMAIN, unit->code);
	fprintf(grid_begin(grid), "%s %s", unit->code, watch_called(page, unit->code));
	grid_end_show(grid, COLUMN_DOMAIN);
	grid_number(grid, COLUMN_N, (double)unit->n);
	grid_number(grid, COLUMN_NEWER, (double)unit->newer);
	grid_number(grid, COLUMN_LEVEL, options->level);
	if (!look) {
		grid_suppression(grid, COLUMN_SUPPRESSED, SUPPRESSION_FEW,
				 options->min_n, page->language);
		return;
	}
	grid_number(grid, COLUMN_MEAN, look->mean);
	grid_number(grid, COLUMN_LOW, look->band.low);
	grid_number(grid, COLUMN_HIGH, look->band.high);
	grid_text(grid, COLUMN_INTERVAL, watch_percents(page, &look->band));
	put_day(grid, COLUMN_LAST, page, unit->last);
	put_alarm(grid, page, unit);
}

static void write_head(const struct watch_page *page)
{
	fputs("{\"round\": ", stdout);
	json_text(stdout, source_name(page->source));
	fputs(", \"base\": ", stdout);
	if (page->base)
		json_text(stdout, page->base);
	else
		fputs("null", stdout);
	printf(", \"one_false_alarm_in\": %.17g, \"units\": ",
	       page->watch->options.limit);
}

void watch_output(const struct watch_page *page, enum output_format format)
{
	const struct watch *watch = page->watch;
	struct grid *grid = grid_new(columns, COLUMN_COUNT);

	for (size_t i = 0; i < watch->count; i++)
		put_unit(grid, page, &watch->units[i]);
	if (format == OUTPUT_JSON)
		write_head(page);
	grid_write(grid, stdout, format, page->language);
	if (format == OUTPUT_JSON)
		puts("}");
	fflush(stdout);
	grid_free(grid);
}
