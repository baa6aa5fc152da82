/* rank: units in order, with the ranks they may just as well have. */
#include "commands_rank.h"
#include "grid.h"
#include "league_survey.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

static const char *const sets_names[RANK_SETS_COUNT] = {
	[RANK_SETS_KWW] = "kww",
	[RANK_SETS_STEPDOWN] = "stepdown",
	[RANK_SETS_MARGINAL] = "marginal",
};
static const char *const joint_names[RANK_JOINT_COUNT] = {
	[RANK_INDEPENDENCE] = "independence",
	[RANK_BONFERRONI] = "bonferroni",
};

enum column {
	COLUMN_PLACE, /* these three only in tables */
	COLUMN_SET,
	COLUMN_GROUP,
	COLUMN_BY,
	COLUMN_DOMAIN,
	COLUMN_ITEM,
	COLUMN_STATISTIC,
	COLUMN_N,
	COLUMN_ESTIMATE,
	COLUMN_SE,
	COLUMN_RANK,
	COLUMN_LOW,
	COLUMN_HIGH,
	COLUMN_TIER,
	COLUMN_TOP,
	COLUMN_BOTTOM,
	COLUMN_NOTE,
	COLUMN_COUNT
};

struct ranker {
	struct methods methods;
	struct rank_options options;
	enum output_format format;
	enum language language;
	const char *estimates; /* the file, or NULL */
	struct sheet *sheet;
	struct league_survey survey;
	struct leagues leagues;
	struct grid_column columns[COLUMN_COUNT];
};

static const struct grid_column columns[COLUMN_COUNT] = {
	[COLUMN_PLACE] = {NULL, {"Hạng", "Rank"}, GRID_COUNT, 0, false},
	[COLUMN_SET] = {NULL, {"Có thể là", "May be"}, GRID_TEXT, 0, false},
	[COLUMN_GROUP] = {NULL, {"Nhóm", "Tier"}, GRID_COUNT, 0, false},
	[COLUMN_BY] = {"by", {NULL, NULL}, GRID_TEXT, 0, false},
	[COLUMN_DOMAIN] = {"domain", {"Đơn vị", "Unit"}, GRID_TEXT, 0, false},
	[COLUMN_ITEM] = {"item", {"Nội dung", "Item"}, GRID_TEXT, 0, false},
	[COLUMN_STATISTIC] =
		{"statistic", {"Chỉ tiêu", "Statistic"}, GRID_TEXT, 0, false},
	[COLUMN_N] = {"n", {"n", "n"}, GRID_COUNT, 0, false},
	[COLUMN_ESTIMATE] =
		{"estimate", {"Ước lượng", "Estimate"}, GRID_NUMBER, 2, false},
	[COLUMN_SE] = {"se", {"Sai số chuẩn", "SE"}, GRID_NUMBER, 2, false},
	[COLUMN_RANK] = {"rank", {NULL, NULL}, GRID_COUNT, 0, false},
	[COLUMN_LOW] = {"rank_low", {NULL, NULL}, GRID_COUNT, 0, false},
	[COLUMN_HIGH] = {"rank_high", {NULL, NULL}, GRID_COUNT, 0, false},
	[COLUMN_TIER] = {"tier", {NULL, NULL}, GRID_COUNT, 0, false},
	[COLUMN_TOP] = {"p_top", {"P(đầu)", "P(top)"}, GRID_PERCENT, 1, false},
	[COLUMN_BOTTOM] =
		{"p_bottom", {"P(cuối)", "P(bottom)"}, GRID_PERCENT, 1, false},
	[COLUMN_NOTE] = {"note", {"Ghi chú", "Note"}, GRID_TEXT, 0, true},
};

/* The domains are called after what they are. */
static void name_columns(struct ranker *r, const char *by)
{
	memcpy(r->columns, columns, sizeof(columns));
	for (int l = 0; by && l < LANGUAGE_COUNT; l++)
		r->columns[COLUMN_DOMAIN].heading[l] =
			word_of_column(by, (enum language)l);
}

static bool read_options(struct ranker *r, const struct invocation *call,
			 struct error *err)
{
	int sets = RANK_SETS_KWW, joint = RANK_INDEPENDENCE;
	uint64_t top = r->options.top;

	if (!methods_read(&r->methods, call, err) ||
	    !option_output(call, &r->format, &r->language, err) ||
	    !option_choice(call, "sets", sets_names, RANK_SETS_COUNT, &sets, err) ||
	    !option_choice(call, "joint", joint_names, RANK_JOINT_COUNT, &joint, err) ||
	    !option_whole(call, "top", 1, &top, err) ||
	    !option_whole(call, "seed", 0, &r->options.seed, err))
		return false;
	if (option_value(call, "joint") && sets != RANK_SETS_KWW)
		return error_set(err, ERROR_INPUT, "--joint belongs to --sets kww");
	name_columns(r, option_value(call, "by"));
	r->options.sets = (enum rank_sets)sets;
	r->options.joint = (enum rank_joint)joint;
	r->options.top = (size_t)top;
	r->options.lowest_first = option_value(call, "lowest-first");
	r->options.level = r->methods.figures.level;
	r->estimates = option_value(call, "estimates");
	return true;
}

/* What belongs to rounds and microdata says nothing of estimates that are there. */
static bool stands_alone(const struct invocation *call, struct error *err)
{
	static const char *const others[] = {
		"round", "csv",	    "form",	 "map",	      "by",
		"item",	 "ci",	    "statistic", "design",    "lonely-psu",
		"min-n", "channel", "db",	 "selection", "as-of",
	};

	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		if (option_value(call, others[i]))
			return error_set(err, ERROR_INPUT,
					 "--%s does not go with --estimates",
					 others[i]);
	return true;
}

static enum exit_code gather(struct ranker *r, const struct invocation *call,
			     struct error *err)
{
	if (r->estimates) {
		if (!stands_alone(call, err))
			return EXIT_USAGE;
		r->sheet = sheet_read(r->estimates, err);
		return r->sheet && leagues_read(&r->leagues, r->sheet, err)
			       ? EXIT_DONE
			       : EXIT_FAILED;
	}
	enum exit_code code = league_survey_read(&r->survey, call, &r->methods, err);
	if (code != EXIT_DONE)
		return code;
	return league_survey_leagues(&r->survey, &r->methods, &r->options, &r->leagues,
				     err)
		       ? EXIT_DONE
		       : EXIT_FAILED;
}

/* --- output ----------------------------------------------------------------------- */

/* Rows by rank, what is not ranked last, otherwise as they came. */
struct place {
	size_t row, rank;
};

static int compare_places(const void *left, const void *right)
{
	const struct place *a = left, *b = right;
	size_t x = a->rank ? a->rank : SIZE_MAX, y = b->rank ? b->rank : SIZE_MAX;

	if (x != y)
		return x < y ? -1 : 1;
	return (a->row > b->row) - (a->row < b->row);
}

static struct place *in_order(const struct league *league,
			      const struct ranking *rankings)
{
	struct place *places = xcalloc(league->nrows + 1, sizeof(*places));

	for (size_t i = 0; i < league->nrows; i++)
		places[i] = (struct place){i, rankings[i].rank};
	qsort(places, league->nrows, sizeof(*places), compare_places);
	return places;
}

/* "H40 Ninh Bình": the code with the name the catalogue has. */
static void show_domain(const struct ranker *r, struct grid *grid,
			const struct league_row *row)
{
	const struct grouping *grouping = &r->survey.grouping;
	const char *name = NULL;

	if (!r->estimates && grouping_is_by(grouping, "unit"))
		name = source_called(r->survey.source, CATALOGUE_UNITS, row->domain,
				     language_code(r->language));
	if (!name)
		return;
	char *text = xasprintf("%s %s", row->domain, name);
	grid_show(grid, COLUMN_DOMAIN, text);
	free(text);
}

static void show_number(const struct ranker *r, struct grid *grid, size_t column,
			const struct league_row *row, double value)
{
	FILE *out = grid_begin(grid);

	if (!isnan(value) && row->in_percent)
		write_percent(out, value, 2, r->language);
	else if (!isnan(value))
		text_decimal(out, language_code(r->language), value,
			     fabs(row->estimate) < 10 ? 4 : 2);
	grid_end_show(grid, column);
}

static void put_figure(const struct ranker *r, struct grid *grid,
		       const struct league_row *row)
{
	grid_text(grid, COLUMN_BY, row->by);
	grid_text(grid, COLUMN_DOMAIN, row->domain);
	grid_text(grid, COLUMN_ITEM, row->item);
	grid_text(grid, COLUMN_STATISTIC, row->statistic);
	grid_number(grid, COLUMN_N, row->n);
	grid_number(grid, COLUMN_ESTIMATE, row->estimate);
	grid_number(grid, COLUMN_SE, row->se);
	if (*row->note)
		grid_text(grid, COLUMN_NOTE, row->note);
	show_domain(r, grid, row);
	show_number(r, grid, COLUMN_ESTIMATE, row, row->estimate);
	show_number(r, grid, COLUMN_SE, row, row->se);
}

static void put_ranking(struct grid *grid, const struct ranking *ranking)
{
	char *set;

	if (ranking->why != RANK_RANKED)
		return;
	grid_number(grid, COLUMN_PLACE, (double)ranking->rank);
	grid_number(grid, COLUMN_GROUP, (double)ranking->tier);
	grid_number(grid, COLUMN_RANK, (double)ranking->rank);
	grid_number(grid, COLUMN_LOW, (double)ranking->low);
	grid_number(grid, COLUMN_HIGH, (double)ranking->high);
	grid_number(grid, COLUMN_TIER, (double)ranking->tier);
	grid_number(grid, COLUMN_TOP, ranking->p_top);
	grid_number(grid, COLUMN_BOTTOM, ranking->p_bottom);
	set = ranking->low == ranking->high
		      ? xasprintf("%zu", ranking->low)
		      : xasprintf("%zu–%zu", ranking->low, ranking->high);
	grid_text(grid, COLUMN_SET, set);
	free(set);
}

static void put_league(const struct ranker *r, struct grid *grid, struct league *league)
{
	struct ranking *rankings = league_rank(league, &r->options);
	struct place *places = in_order(league, rankings);

	for (size_t i = 0; i < league->nrows; i++) {
		const struct league_row *row = &league->rows[places[i].row];
		grid_row(grid);
		put_figure(r, grid, row);
		put_ranking(grid, &rankings[places[i].row]);
		if (*row->note && r->format == OUTPUT_CSV)
			fprintf(stderr, "%s is not ranked: %s\n", row->domain,
				row->note);
	}
	free(places);
	free(rankings);
}

/* Below a table: what the words in its head mean. */
static void footnote_vi(const struct ranker *r)
{
	static const char *const sets[RANK_SETS_COUNT] = {
		"đồng thời cho mọi đơn vị (Klein, Wright, Wieczorek)",
		"đồng thời cho mọi đơn vị (Mogstad, Romano, Shaikh, Wilhelm)",
		"cho từng đơn vị riêng (Mogstad, Romano, Shaikh, Wilhelm)"};

	printf("\nHạng 1 là %s nhất. \"Có thể là\": các hạng không thể loại trừ với độ "
	       "tin cậy %g %%, %s.\n",
	       r->options.lowest_first ? "thấp" : "cao", 100 * r->options.level,
	       sets[r->options.sets]);
	puts("Các đơn vị khác nhóm thì khác nhau có ý nghĩa thống kê; trong một nhóm, "
	     "thứ tự có thể chỉ là ngẫu nhiên.");
	printf("P(đầu), P(cuối): tỷ lệ lần mô phỏng đứng trong %zu hạng đầu, cuối (hạt "
	       "giống %" PRIu64 ").\n",
	       r->options.top, r->options.seed);
}

static void footnote_en(const struct ranker *r)
{
	static const char *const sets[RANK_SETS_COUNT] = {
		"all units together (Klein, Wright, Wieczorek)",
		"all units together (Mogstad, Romano, Shaikh, Wilhelm)",
		"each unit by itself (Mogstad, Romano, Shaikh, Wilhelm)"};

	printf("\nRank 1 is the %s. \"May be\": ranks that can't be ruled out at %g%% "
	       "confidence, %s.\n",
	       r->options.lowest_first ? "lowest" : "highest", 100 * r->options.level,
	       sets[r->options.sets]);
	puts("Units of different tiers differ significantly; within a tier the order "
	     "may be chance.");
	printf("P(top), P(bottom): share of simulations among the best, the worst %zu "
	       "(seed %" PRIu64 ").\n",
	       r->options.top, r->options.seed);
}

static void (*const footnotes[LANGUAGE_COUNT])(const struct ranker *) = {
	[LANGUAGE_VI] = footnote_vi, [LANGUAGE_EN] = footnote_en};

static void print_head(const struct ranker *r)
{
	printf("{\"sets\": \"%s\", ", sets_names[r->options.sets]);
	if (r->options.sets == RANK_SETS_KWW)
		printf("\"joint\": \"%s\", ", joint_names[r->options.joint]);
	printf("\"level\": %.17g, \"first\": \"%s\", \"top\": %zu, \"seed\": %" PRIu64
	       ", \"ranks\": ",
	       r->options.level, r->options.lowest_first ? "lowest" : "highest",
	       r->options.top, r->options.seed);
}

/* CSV and JSON take all leagues as one list, a table stands for each. */
static void print_leagues(struct ranker *r)
{
	struct grid *grid = grid_new(r->columns, COLUMN_COUNT);

	for (size_t i = 0; i < r->leagues.n; i++) {
		put_league(r, grid, &r->leagues.list[i]);
		if (r->format != OUTPUT_TABLE)
			continue;
		if (i > 0)
			putchar('\n');
		grid_write(grid, stdout, r->format, r->language);
		grid_free(grid);
		grid = grid_new(r->columns, COLUMN_COUNT);
	}
	if (r->format == OUTPUT_JSON)
		print_head(r);
	if (r->format != OUTPUT_TABLE)
		grid_write(grid, stdout, r->format, r->language);
	if (r->format == OUTPUT_JSON)
		puts("}");
	if (r->format == OUTPUT_TABLE)
		footnotes[r->language](r);
	grid_free(grid);
}

enum exit_code command_rank(const struct invocation *call, struct error *err)
{
	struct ranker r = {.options = rank_defaults()};

	if (!read_options(&r, call, err))
		return EXIT_USAGE;
	enum exit_code code = gather(&r, call, err);
	if (code == EXIT_DONE) {
		print_leagues(&r);
		if (!r.estimates && source_rejected(r.survey.source))
			code = EXIT_REJECTED;
	}
	leagues_release(&r.leagues);
	league_survey_release(&r.survey);
	sheet_free(r.sheet);
	return code;
}
