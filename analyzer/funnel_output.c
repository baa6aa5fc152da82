/* See funnel_output.h. */
#include "funnel_words.h"

#include "grid.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <math.h>
#include <string.h>

enum {
	COLUMN_BY,
	COLUMN_DOMAIN,
	COLUMN_RECEIVED,
	COLUMN_ON_TIME,
	COLUMN_ON_TIME_SHARE,
	COLUMN_INVITED,
	COLUMN_RATED,
	COLUMN_RATED_SAMPLE,
	COLUMN_RATED_OPEN,
	COLUMN_RATED_OF,
	COLUMN_SATISFIED,
	COLUMN_LOW,
	COLUMN_HIGH,
	COLUMN_INTERVAL, /* only in tables */
	COLUMN_SATISFIED_OF,
	COLUMN_COMMENTS,
	COLUMN_CHANNELS,
	COLUMN_SUPPRESSED,
	COLUMN_NOTE,
	COLUMN_SELECTION,
	COLUMN_BY_CHANNEL,
	COLUMN_COUNT
};
enum { DECIMALS = 1 };

static const struct grid_column columns[COLUMN_COUNT] = {
	[COLUMN_BY] = {.name = "by", .kind = GRID_TEXT},
	[COLUMN_DOMAIN] = {.name = "domain",
			   .heading = {"Nhóm", "Domain"},
			   .kind = GRID_TEXT},
	[COLUMN_RECEIVED] = {.name = "received",
			     .heading = {"Giao dịch", "Dealings"},
			     .kind = GRID_COUNT},
	[COLUMN_ON_TIME] = {.name = "on_time", .kind = GRID_COUNT},
	[COLUMN_ON_TIME_SHARE] = {.name = "on_time_share",
				  .heading = {"Đúng hẹn", "On time"},
				  .kind = GRID_PERCENT,
				  .decimals = DECIMALS},
	[COLUMN_INVITED] = {.name = "invited",
			    .heading = {"Được mời", "Invited"},
			    .kind = GRID_COUNT},
	[COLUMN_RATED] = {.name = "rated",
			  .heading = {"Đã đánh giá", "Rated"},
			  .kind = GRID_COUNT},
	[COLUMN_RATED_SAMPLE] = {.name = "rated_sample",
				 .heading = {"Mẫu", "Sample"},
				 .kind = GRID_COUNT},
	[COLUMN_RATED_OPEN] = {.name = "rated_open",
			       .heading = {"Tự gửi", "Self-selected"},
			       .kind = GRID_COUNT},
	[COLUMN_RATED_OF] = {.name = "rated_of_received",
			     .heading = {"Tỷ lệ đánh giá", "Share rated"},
			     .kind = GRID_PERCENT,
			     .decimals = DECIMALS},
	[COLUMN_SATISFIED] = {.name = "satisfied_share",
			      .heading = {"Hài lòng", "Satisfied"},
			      .kind = GRID_PERCENT,
			      .decimals = DECIMALS},
	[COLUMN_LOW] = {.name = "ci_low", .kind = GRID_NUMBER},
	[COLUMN_HIGH] = {.name = "ci_high", .kind = GRID_NUMBER},
	[COLUMN_INTERVAL] = {.heading = {"Khoảng tin cậy", "Interval"},
			     .kind = GRID_TEXT},
	[COLUMN_SATISFIED_OF] = {.name = "satisfied_of_received",
				 .heading = {"Hài lòng / giao dịch",
					     "Satisfied of dealings"},
				 .kind = GRID_PERCENT,
				 .decimals = DECIMALS},
	[COLUMN_COMMENTS] = {.name = "comments",
			     .heading = {"Góp ý", "Comments"},
			     .kind = GRID_COUNT},
	[COLUMN_CHANNELS] = {.name = "comment_channels", .kind = GRID_COUNT},
	[COLUMN_SUPPRESSED] = {.name = "suppressed",
			       .heading = {"Lý do ẩn", "Withheld"},
			       .kind = GRID_TEXT},
	[COLUMN_NOTE] = {.name = "note",
			 .heading = {"Ghi chú", "Note"},
			 .kind = GRID_TEXT},
	[COLUMN_SELECTION] = {.name = "selection", .kind = GRID_TEXT},
	[COLUMN_BY_CHANNEL] = {.name = "comments_by_channel", .kind = GRID_TEXT},
};

static const struct {
	const char *code, *text[LANGUAGE_COUNT];
} notes[] = {
	[FUNNEL_NO_DEALINGS] = {"no-transactions",
				{"không có số giao dịch", "dealings not known"}},
	[FUNNEL_NOBODY_RATED] = {"nobody-rated", {"không ai đánh giá", "nobody rated"}},
	[FUNNEL_NO_SAMPLE] = {"no-sample",
			      {"không có phiếu của mẫu", "nobody of the sample"}},
	[FUNNEL_RATED_OVER] = {"rated>received",
			       {"số đánh giá vượt số giao dịch",
				"more rated than dealings"}},
	[FUNNEL_INVITED_OVER] = {"invited>received",
				 {"số được mời vượt số giao dịch",
				  "more invited than dealings"}},
	[FUNNEL_OVERLAPPING] = {"overlapping-periods",
				{"các kỳ giao dịch chồng nhau", "periods overlap"}},
	[FUNNEL_ON_TIME_PARTLY] = {"on_time-partly",
				   {"đúng hẹn chỉ biết một phần",
				    "on time known in part"}},
	[FUNNEL_INVITED_PARTLY] = {"invited-partly",
				   {"số được mời chỉ biết một phần",
				    "invited known in part"}},
	[FUNNEL_RECEIVED_PARTLY] = {"received-partly",
				    {"số giao dịch chỉ biết một phần",
				     "dealings known in part"}},
	[FUNNEL_INVITED_TICKETS] = {"invited-tickets",
				    {"số được mời gồm vé đã phát",
				     "invited holds tickets issued"}},
};
_Static_assert(ARRAY_SIZE(notes) == FUNNEL_NOTE_COUNT, "a row for each note");

/* --- cells --- */

static void write_note_codes(FILE *out, const struct funnel_line *line)
{
	const char *before = "";

	for (unsigned note = 0; note < FUNNEL_NOTE_COUNT; note++) {
		if (!(line->say.notes >> note & 1))
			continue;
		fprintf(out, "%s%s", before, notes[note].code);
		before = " ";
	}
}

static void write_notes(FILE *out, const struct funnel_line *line)
{
	const char *before = "";

	for (unsigned note = 0; note < FUNNEL_NOTE_COUNT; note++) {
		if (!(line->say.notes >> note & 1))
			continue;
		fprintf(out, "%s%s", before, notes[note].text[line->language]);
		before = "; ";
	}
}

/* "box:0 web:12", and "unsaid:3" where no channel was told. */
static void write_by_channel(FILE *out, const struct funnel_line *line)
{
	const char *before = "";

	for (unsigned c = 0; c < CHANNEL_COUNT; c++) {
		if (!line->output->channels[c])
			continue;
		fprintf(out, "%s%s:%.0f", before, channel_name(c),
			line->row->comments[c]);
		before = " ";
	}
	if (line->row->comments[CHANNEL_UNSAID] > 0)
		fprintf(out, "%sunsaid:%.0f", before,
			line->row->comments[CHANNEL_UNSAID]);
}

static void write_domain(FILE *out, const struct funnel_line *line)
{
	const struct grouping *grouping = line->row->grouping;
	const char *domain = line->row->domain, *name = NULL;

	if (!grouping->nvariables) {
		fputs(word(WORD_OVERALL, line->language), out);
		return;
	}
	if (grouping->nvariables == 1)
		name = source_called(line->output->reading->source,
				     grouping_is_by(grouping, "unit")
					     ? CATALOGUE_UNITS
					     : CATALOGUE_SERVICES,
				     domain, language_code(line->language));
	fprintf(out, "%s%s%s", domain, name ? " " : "", name ? name : "");
}

static void write_interval(FILE *out, const struct funnel_line *line)
{
	if (isnan(line->say.low))
		return;
	putc('[', out);
	funnel_write_interval(out, line);
	putc(']', out);
}

/* --- rows --- */

static void put_dealings(struct grid *grid, const struct funnel_line *line)
{
	const struct funnel_row *row = line->row;

	if (row->periods > 0)
		grid_number(grid, COLUMN_RECEIVED, row->received);
	if (row->on_time_of > 0)
		grid_number(grid, COLUMN_ON_TIME, row->on_time);
	grid_number(grid, COLUMN_ON_TIME_SHARE, line->say.on_time_share);
	if (row->invited_periods > 0 || row->tickets > 0)
		grid_number(grid, COLUMN_INVITED, row->invited);
}

static void put_rated(struct grid *grid, const struct funnel_line *line)
{
	const struct funnel_figures *say = &line->say;

	grid_number(grid, COLUMN_RATED, say->rated);
	grid_number(grid, COLUMN_RATED_SAMPLE, say->rated_by[SIDE_SAMPLE]);
	grid_number(grid, COLUMN_RATED_OPEN, say->rated_by[SIDE_OPEN]);
	grid_number(grid, COLUMN_RATED_OF, say->rated_of_received);
	grid_number(grid, COLUMN_SATISFIED, say->satisfied);
	grid_number(grid, COLUMN_LOW, say->low);
	grid_number(grid, COLUMN_HIGH, say->high);
	grid_number(grid, COLUMN_SATISFIED_OF, say->satisfied_of_received);
	if (!isnan(say->satisfied))
		grid_text(grid, COLUMN_SELECTION, side_name(line->output->headline));
	write_interval(grid_begin(grid), line);
	grid_end_text(grid, COLUMN_INTERVAL);
}

static void put_row(struct grid *grid, const struct funnel_line *line)
{
	grid_row(grid);
	grid_text(grid, COLUMN_BY, line->row->grouping->name);
	grid_text(grid, COLUMN_DOMAIN, line->row->domain);
	write_domain(grid_begin(grid), line);
	grid_end_show(grid, COLUMN_DOMAIN);
	put_dealings(grid, line);
	put_rated(grid, line);
	grid_number(grid, COLUMN_COMMENTS, line->say.comments);
	funnel_write_comments(grid_begin(grid), line);
	grid_end_show(grid, COLUMN_COMMENTS);
	grid_number(grid, COLUMN_CHANNELS, (double)funnel_channels(line->output));
	write_by_channel(grid_begin(grid), line);
	grid_end_text(grid, COLUMN_BY_CHANNEL);
	write_note_codes(grid_begin(grid), line);
	grid_end_text(grid, COLUMN_NOTE);
	write_notes(grid_begin(grid), line);
	grid_end_show(grid, COLUMN_NOTE);
	if (line->say.suppressed)
		grid_suppression(grid, COLUMN_SUPPRESSED, line->say.suppressed,
				 line->output->methods->figures.min_n, line->language);
}

/* --- the whole --- */

static void write_head(const struct funnel_output *output, const struct funnel *funnel)
{
	const struct source *source = output->reading->source;
	const struct form *form = source_form(source);
	const char *before = "";

	fputs("{\"round\": ", output->out);
	json_text(output->out, source_name(source));
	fputs(", \"form\": ", output->out);
	json_text(output->out, form->code);
	fprintf(output->out, ", \"version\": %d, \"item\": ", form->version);
	json_text(output->out, agenda_entry(output->reading->agenda, 0)->name);
	fprintf(output->out,
		", \"level\": %.17g, \"transactions_left_out\": %.0f, "
		"\"channels\": [",
		output->methods->figures.level, funnel_left_out(funnel));
	for (unsigned c = 0; c < CHANNEL_COUNT; c++) {
		if (!output->channels[c])
			continue;
		fprintf(output->out, "%s\"%s\"", before, channel_name(c));
		before = ", ";
	}
	fputs("], \"funnel\": ", output->out);
}

void funnel_write(const struct funnel_output *output, const struct funnel *funnel)
{
	enum output_format format = output->methods->format;
	enum language language = output->methods->language;
	struct grid *grid = grid_new(columns, COLUMN_COUNT);
	struct funnel_line overall = {.row = NULL};

	for (size_t i = 0; i < funnel_count(funnel); i++) {
		const struct funnel_row *row = funnel_at(funnel, i);
		const struct funnel_line line = {
			output, row, funnel_say(row, output->headline), language};
		put_row(grid, &line);
		if (!row->grouping->nvariables)
			overall = line;
	}
	if (format == OUTPUT_JSON)
		write_head(output, funnel);
	grid_write(grid, output->out, format, language);
	if (format == OUTPUT_JSON)
		fputs("}\n", output->out);
	if (format == OUTPUT_TABLE)
		funnel_words(output, overall.row ? &overall : NULL);
	grid_free(grid);
}
