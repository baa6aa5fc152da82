/*
 * Figures as a table to read: a block per grouping, columns as wide as what stands in
 * them. All rows are kept until the end, when widths are known.
 */
#include "output.h"

#include "apart.h"
#include "phrases.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <math.h>
#include <string.h>

enum {
	COLUMN_DOMAIN,
	COLUMN_ITEM,
	COLUMN_STATISTIC,
	COLUMN_N,
	COLUMN_EFFECTIVE, /* of a weighted design; empty columns are not shown */
	COLUMN_ESTIMATE,
	COLUMN_INTERVAL,
	COLUMN_NOTE,
	TABLE_COLUMNS
};
enum { NAME_CHARACTERS_MAX = 44, MEAN_DECIMALS = 4, PERCENT_DECIMALS = 2 };

struct line {
	const struct grouping *grouping;
	const char *cells[TABLE_COLUMNS];
};

struct table {
	struct arena *arena;
	struct line *lines;
	size_t nlines, room;
};

static const bool to_the_right[TABLE_COLUMNS] = {
	[COLUMN_N] = true, [COLUMN_EFFECTIVE] = true, [COLUMN_ESTIMATE] = true};

static void begin(struct output *output)
{
	output->table = xcalloc(1, sizeof(*output->table));
	output->table->arena = arena_new();
}

/* What `write` writes, as text. */
static const char *written(struct output *output, const struct figure *figure,
			   void (*write)(FILE *, const struct output *,
					 const struct figure *))
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	if (!out)
		abort();
	write(out, output, figure);
	if (fclose(out) != 0)
		abort();
	const char *kept = arena_strdup(output->table->arena, text);
	free(text);
	return kept;
}

static void write_short(FILE *out, const char *name)
{
	size_t bytes = strlen(name);
	char *cut = xstrdup(name);

	while (text_characters(cut) > NAME_CHARACTERS_MAX)
		do
			cut[--bytes] = '\0';
		while (((unsigned char)name[bytes] & 0xC0) == 0x80);
	fprintf(out, "%s%s", cut, name[bytes] ? "…" : "");
	free(cut);
}

/* Of channels and selections; NULL for others. */
static const char *word_of_domain(const struct figure *figure, enum language language)
{
	if (grouping_is_by(figure->grouping, "channel")) {
		unsigned channel = channel_find(figure->domain);
		return channel < CHANNEL_COUNT ? channel_text(channel, language) : NULL;
	}
	if (!grouping_is_by(figure->grouping, "selection"))
		return NULL;
	for (unsigned side = 0; side < SIDE_COUNT; side++)
		if (strcmp(figure->domain, side_name(side)) == 0)
			return side_text(side, language);
	return NULL;
}

void output_domain(FILE *out, const struct source *source, const struct figure *figure,
		   enum language language)
{
	const struct grouping *grouping = figure->grouping;
	const char *name = NULL;

	if (!grouping->nvariables) {
		fputs(word(WORD_OVERALL, language), out);
		return;
	}
	const char *said = word_of_domain(figure, language);
	if (grouping_is_by(grouping, "unit") || grouping_is_by(grouping, "service"))
		name = source_called(source,
				     grouping_is_by(grouping, "unit")
					     ? CATALOGUE_UNITS
					     : CATALOGUE_SERVICES,
				     figure->domain, language_code(language));
	fputs(said ? said : figure->domain, out);
	if (!name)
		return;
	putc(' ', out);
	write_short(out, name);
}

static void write_domain(FILE *out, const struct output *output,
			 const struct figure *figure)
{
	output_domain(out, output->source, figure, output->language);
}

static void write_n(FILE *out, const struct output *output, const struct figure *figure)
{
	if (figure->suppressed == SUPPRESSION_INCOMPARABLE)
		return;
	text_decimal(out, language_code(output->language), (double)figure->result.n, 0);
}

static void write_effective(FILE *out, const struct output *output,
			    const struct figure *figure)
{
	double effective = figure->result.n_eff;

	if (output->weighted && !figure->suppressed && !isnan(effective))
		text_decimal(out, language_code(output->language), effective, 0);
}

static bool entry_in_percent(const struct entry *entry)
{
	return !entry->is_total && statistic_in_percent(entry->statistic);
}

static int decimals_of(const struct entry *entry)
{
	return entry->is_total ? 0 : MEAN_DECIMALS;
}

static void write_estimate(FILE *out, const struct output *output,
			   const struct figure *figure)
{
	double estimate = figure->suppressed ? (double)NAN : figure->result.estimate;

	if (entry_in_percent(figure->entry))
		write_percent(out, estimate, PERCENT_DECIMALS, output->language);
	else
		text_decimal(out, language_code(output->language), estimate,
			     decimals_of(figure->entry));
}

static void write_interval(FILE *out, const struct output *output,
			   const struct figure *figure)
{
	const struct result *result = &figure->result;

	if (figure->suppressed || isnan(result->low))
		return;
	putc('[', out);
	if (entry_in_percent(figure->entry)) {
		write_percents(out, result->low, result->high, PERCENT_DECIMALS,
			       output->language);
	} else {
		const char *language = language_code(output->language);
		text_decimal(out, language, result->low, decimals_of(figure->entry));
		fputs("–", out);
		text_decimal(out, language, result->high, decimals_of(figure->entry));
	}
	putc(']', out);
}

static void write_note(FILE *out, const struct output *output,
		       const struct figure *figure)
{
	bool incomparable = figure->suppressed == SUPPRESSION_INCOMPARABLE;

	if (figure->suppressed)
		write_suppression(out, figure->suppressed, output->min_n,
				  output->language);
	else
		fputs(undefined_words(figure->result.why, output->language), out);
	if (figure->result.domain->divided && !incomparable)
		fprintf(out, "%s%s",
			figure->suppressed || figure->result.why ? "; " : "",
			word(WORD_BY_SHARES, output->language));
}

static void row(struct output *output, const struct figure *figure)
{
	struct table *table = output->table;

	ARRAY_RESERVE(table->lines, table->nlines, table->room);
	struct line *line = &table->lines[table->nlines++];
	*line = (struct line){.grouping = figure->grouping};
	line->cells[COLUMN_DOMAIN] = written(output, figure, write_domain);
	line->cells[COLUMN_ITEM] = figure->entry->name;
	line->cells[COLUMN_STATISTIC] = figure->entry->called;
	line->cells[COLUMN_N] = written(output, figure, write_n);
	line->cells[COLUMN_EFFECTIVE] = written(output, figure, write_effective);
	line->cells[COLUMN_ESTIMATE] = written(output, figure, write_estimate);
	line->cells[COLUMN_INTERVAL] = written(output, figure, write_interval);
	line->cells[COLUMN_NOTE] = written(output, figure, write_note);
}

/* "Khoảng tin cậy 95 %" */
static const char *interval_head(const struct output *output)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	if (!out)
		abort();
	fprintf(out, "%s ", word(WORD_INTERVAL, output->language));
	write_percent(out, output->level,
		      output->level * 100 == floor(output->level * 100) ? 0 : 1,
		      output->language);
	if (fclose(out) != 0)
		abort();
	const char *kept = arena_strdup(output->table->arena, text);
	free(text);
	return kept;
}

static struct line head_of(const struct output *output, const struct grouping *grouping)
{
	static const enum word words[TABLE_COLUMNS] = {
		[COLUMN_ITEM] = WORD_ITEM,	   [COLUMN_STATISTIC] = WORD_STATISTIC,
		[COLUMN_N] = WORD_ANSWERS,	   [COLUMN_EFFECTIVE] = WORD_EFFECTIVE,
		[COLUMN_ESTIMATE] = WORD_ESTIMATE, [COLUMN_INTERVAL] = WORD_INTERVAL,
		[COLUMN_NOTE] = WORD_NOTE};
	struct line head = {.grouping = grouping};

	for (int c = 0; c < TABLE_COLUMNS; c++)
		head.cells[c] = word(words[c], output->language);
	if (!output->weighted)
		head.cells[COLUMN_EFFECTIVE] = "";
	head.cells[COLUMN_INTERVAL] = interval_head(output);
	head.cells[COLUMN_DOMAIN] =
		grouping->nvariables ? word_of_column(grouping->name, output->language)
				     : "";
	return head;
}

static void widen(size_t widths[static TABLE_COLUMNS], const struct line *line)
{
	for (int c = 0; c < TABLE_COLUMNS; c++) {
		size_t width = text_characters(line->cells[c]);
		if (width > widths[c])
			widths[c] = width;
	}
}

static void print_line(FILE *out, const struct line *line,
		       const size_t widths[static TABLE_COLUMNS])
{
	int last = TABLE_COLUMNS - 1;

	while (last > 0 && !*line->cells[last])
		last--;
	for (int c = 0; c <= last; c++) {
		if (c && !widths[c])
			continue;
		int pad = (int)(widths[c] - text_characters(line->cells[c]));
		bool right = to_the_right[c];
		fprintf(out, "%s%*s%s", c ? "  " : "", right ? pad : 0, "",
			line->cells[c]);
		fprintf(out, "%*s", right || c == last ? 0 : pad, "");
	}
	putc('\n', out);
}

/* The lines of one grouping, from `first` on; returns where the next one begins. */
static size_t print_block(const struct output *output, size_t first)
{
	const struct table *table = output->table;
	const struct grouping *grouping = table->lines[first].grouping;
	struct line head = head_of(output, grouping);
	size_t widths[TABLE_COLUMNS] = {0}, end = first;

	widen(widths, &head);
	for (; end < table->nlines && table->lines[end].grouping == grouping; end++)
		widen(widths, &table->lines[end]);
	if (first)
		putc('\n', output->out);
	print_line(output->out, &head, widths);
	for (size_t i = first; i < end; i++)
		print_line(output->out, &table->lines[i], widths);
	return end;
}

static void end(struct output *output)
{
	for (size_t at = 0; at < output->table->nlines;)
		at = print_block(output, at);
	free(output->table->lines);
	arena_free(output->table->arena);
	free(output->table);
}

const struct output_driver output_table = {"table", begin, row, end};
