/* See modes.h. */
#include "modes.h"

#include "adjust.h"

#include "forms/alloc.h"

#include <math.h>
#include <string.h>

/* What divides the people of one side; all of them are its selection. */
static const struct {
	const char *name, *grouping;
} bys[] = {
	[MODE_SELECTION] = {"selection", "overall"},
	[MODE_CHANNEL] = {"channel", "channel"},
	[MODE_COLLECTOR] = {"collected_by", "collected_by"},
};
_Static_assert(ARRAY_SIZE(bys) == MODE_BY_COUNT, "a row for each");

const char *mode_by_name(enum mode_by by)
{
	return bys[by].name;
}

const char *mode_domain(const struct mode *mode)
{
	return mode->by == MODE_SELECTION ? side_name(mode->side)
					  : mode->figure->domain;
}

bool modes_ask(struct reading *reading, struct error *err)
{
	reading->ngroupings = MODE_BY_COUNT;
	for (int by = 0; by < MODE_BY_COUNT; by++)
		if (!grouping_parse(&reading->groupings[by],
				    source_form(reading->source), bys[by].grouping,
				    err))
			return false;
	return true;
}

/* What gaps of one entry are measured with. */
struct reference {
	const struct apart *apart;
	const struct figure *figure; /* NULL: nobody was drawn */
	enum lonely_policy lonely;
};

static bool has_gap(const struct reference *reference, const struct mode *mode)
{
	const struct figure *whole = reference->figure;
	const struct figure *figure = mode->figure;

	if (!whole || whole->suppressed || figure->suppressed)
		return false;
	return mode->side == SIDE_OPEN ||
	       figure->result.domain->nrows < whole->result.domain->nrows;
}

static struct comparison gap_of(const struct reference *reference,
				const struct mode *mode)
{
	const struct result *whole = &reference->figure->result;
	const struct result *result = &mode->figure->result;

	if (mode->side == SIDE_OPEN)
		return compare_rounds(whole, result);
	return compare_part(pass_tally(reference->apart->passes[SIDE_SAMPLE]), whole,
			    result, reference->lonely);
}

static void append(struct modes *modes, const struct reference *reference,
		   struct mode mode)
{
	mode.gap = (struct comparison){.difference = (double)NAN,
				       .se = (double)NAN,
				       .df = (double)NAN,
				       .p = (double)NAN,
				       .low = (double)NAN,
				       .high = (double)NAN};
	mode.has_gap = has_gap(reference, &mode);
	if (mode.has_gap)
		mode.gap = gap_of(reference, &mode);
	ARRAY_RESERVE(modes->list, modes->n, modes->room);
	modes->list[modes->n++] = mode;
}

static void append_side(struct modes *modes, const struct reference *reference,
			enum mode_by by, enum side side, const struct entry *entry,
			const struct grouping *grouping)
{
	const struct figures *figures = reference->apart->figures[side];
	struct figures_range range = figures_of(figures, grouping);

	for (size_t i = range.first; i < range.end; i++) {
		const struct figure *figure = figures_at(figures, i);
		if (figure->entry == entry)
			append(modes, reference,
			       (struct mode){.by = by, .side = side, .figure = figure});
	}
}

void modes_add(struct modes *modes, const struct apart *apart,
	       const struct grouping *const by[MODE_BY_COUNT],
	       const struct entry *entry, const struct methods *methods)
{
	const struct reference reference = {
		apart, apart_figure(apart, SIDE_SAMPLE, by[MODE_SELECTION], "", entry),
		methods->figures.lonely};

	for (int b = 0; b < MODE_BY_COUNT; b++)
		for (int side = 0; by[b] && side < SIDE_COUNT; side++)
			append_side(modes, &reference, (enum mode_by)b, (enum side)side,
				    entry, by[b]);
}

void modes_adjust(struct modes *modes)
{
	double *p = xcalloc(modes->n + 1, sizeof(*p));

	for (size_t i = 0; i < modes->n; i++)
		p[i] = modes->list[i].gap.p;
	adjust_holm(p, modes->n, p);
	for (size_t i = 0; i < modes->n; i++)
		modes->list[i].p_holm = p[i];
	free(p);
}

void modes_make(struct modes *modes, const struct apart *apart,
		const struct reading *reading, const struct methods *methods)
{
	const struct grouping *by[MODE_BY_COUNT];

	for (int b = 0; b < MODE_BY_COUNT; b++)
		by[b] = &reading->groupings[b];
	for (size_t e = 0; e < agenda_count(reading->agenda); e++)
		modes_add(modes, apart, by, agenda_entry(reading->agenda, e), methods);
	modes_adjust(modes);
}

void modes_release(struct modes *modes)
{
	free(modes->list);
}
