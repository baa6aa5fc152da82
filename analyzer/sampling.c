/* Strata and stages of a draw; see sampling.h. */
#include "sampling.h"

#include "sampling_select.h"

#include "forms/alloc.h"

#include <math.h>

const char *const sampling_names[] = {
	[SAMPLING_SRS] = "srs",
	[SAMPLING_SYSTEMATIC] = "systematic",
	[SAMPLING_PPS] = "pps",
};
_Static_assert(ARRAY_SIZE(sampling_names) == SAMPLING_METHOD_COUNT, "a name for each");

/* Rows or PSUs by the stratum or PSU they belong to: member[first[g]] … */
struct groups {
	size_t n;
	size_t *first, *member;
};

static void groups_init(struct groups *groups, const size_t *group, size_t nmembers,
			size_t n)
{
	groups->n = n;
	groups->first = xcalloc(n + 2, sizeof(size_t));
	groups->member = xcalloc(nmembers + 1, sizeof(size_t));
	for (size_t i = 0; i < nmembers; i++)
		groups->first[group[i] + 2]++;
	for (size_t g = 2; g <= n + 1; g++)
		groups->first[g] += groups->first[g - 1];
	for (size_t i = 0; i < nmembers; i++)
		groups->member[groups->first[group[i] + 1]++] = i;
}

static size_t group_size(const struct groups *groups, size_t group)
{
	return groups->first[group + 1] - groups->first[group];
}

static const size_t *group_members(const struct groups *groups, size_t group)
{
	return &groups->member[groups->first[group]];
}

static void groups_release(struct groups *groups)
{
	free(groups->first);
	free(groups->member);
}

struct draw {
	const struct frame *frame;
	const struct sampling_options *options;
	struct groups rows;  /* of strata, in two stages of PSUs */
	struct groups psus;  /* of strata, in two stages */
	size_t *psu_stratum; /* in two stages */
	double *unit_size;   /* of rows, in two stages of PSUs */
	double *take;	     /* by stratum: rows, in two stages PSUs */
	size_t npsus_drawn;  /* so far */
	struct drawn *list;
	size_t n, room;
};

static bool in_two_stages(const struct draw *draw)
{
	return draw->frame->psu;
}

static void draw_init(struct draw *draw)
{
	const struct frame *frame = draw->frame;
	bool two = in_two_stages(draw);

	draw->unit_size =
		xcalloc((two ? frame->npsus : frame->nrows) + 1, sizeof(double));
	draw->psu_stratum = xcalloc(frame->npsus + 1, sizeof(size_t));
	draw->take = xcalloc(frame->nstrata + 1, sizeof(double));
	for (size_t i = 0; i < frame->nrows; i++) {
		draw->unit_size[two ? frame->psu[i] : i] +=
			frame->size ? frame->size[i] : 1;
		if (two)
			draw->psu_stratum[frame->psu[i]] = frame->stratum[i];
	}
	groups_init(&draw->rows, two ? frame->psu : frame->stratum, frame->nrows,
		    two ? frame->npsus : frame->nstrata);
	groups_init(&draw->psus, draw->psu_stratum, two ? frame->npsus : 0,
		    frame->nstrata);
}

static void draw_release(struct draw *draw)
{
	groups_release(&draw->rows);
	groups_release(&draw->psus);
	free(draw->psu_stratum);
	free(draw->unit_size);
	free(draw->take);
}

/* How many of each stratum: two at least where that is possible, else one. */
static bool divide_sample(struct draw *draw, struct error *err)
{
	const struct frame *frame = draw->frame;
	const struct groups *units = in_two_stages(draw) ? &draw->psus : &draw->rows;
	size_t size = in_two_stages(draw) ? draw->options->npsus : draw->options->size;
	size_t n = frame->nstrata, total = 0, least = 0;
	double *numbers = xcalloc(2 * n + 1, sizeof(*numbers));

	for (size_t i = 0; i < frame->nrows; i++)
		numbers[frame->stratum[i]]++;
	for (size_t h = 0; h < n; h++) {
		numbers[h] = allocation_measure(draw->options->allocation, numbers[h],
						1, (double)NAN);
		numbers[n + h] = (double)group_size(units, h);
		total += group_size(units, h);
		least += group_size(units, h) < 2 ? group_size(units, h) : 2;
	}
	bool fits = size >= n && size <= total;
	if (fits)
		allocate(numbers, numbers + n, n, (double)size, size >= least ? 2 : 1,
			 draw->take);
	free(numbers);
	return fits || error_set(err, ERROR_INPUT,
				 "%zu %s can't be drawn: there are %zu in %zu strata",
				 size, in_two_stages(draw) ? "PSUs" : "rows", total, n);
}

static void add(struct draw *draw, struct drawn drawn)
{
	ARRAY_RESERVE(draw->list, draw->n, draw->room);
	draw->list[draw->n++] = drawn;
}

/* Sample and replacements: as many of the selection's list. */
static size_t listed(const struct draw *draw, const struct selection *s)
{
	size_t left = s->n - s->nselected, wanted = draw->options->nreplacements;

	return s->nselected + (wanted < left ? wanted : left);
}

static double first_fpc(const struct draw *draw, const struct selection *s)
{
	return draw->options->method == SAMPLING_PPS ? s->correction : (double)s->n;
}

static void draw_rows(struct draw *draw, size_t stratum, struct selection *s)
{
	const size_t *rows = group_members(&draw->rows, stratum);

	for (size_t i = 0; i < listed(draw, s); i++) {
		size_t number = s->list[i];
		bool certain = draw->options->method == SAMPLING_PPS &&
			       selection_is_certain(s, number);
		add(draw, (struct drawn){.row = rows[number],
					 .stratum = stratum,
					 .psu = SIZE_MAX,
					 .replacement = i >= s->nselected,
					 .certain = certain,
					 .probability = s->probability[number],
					 .fpc = certain ? 1 : first_fpc(draw, s),
					 .fpc2 = (double)NAN});
	}
}

/* Rows of the next PSU: the first ones take what does not divide evenly. */
static size_t psu_take(struct draw *draw)
{
	size_t size = draw->options->size, npsus = draw->options->npsus;

	return size / npsus + (draw->npsus_drawn++ < size % npsus);
}

static void draw_psu(struct draw *draw, struct drawn psu, double first_stage,
		     struct prng *prng)
{
	size_t size = group_size(&draw->rows, psu.psu), take = psu_take(draw);
	struct selection s;

	selection_init(&s, SAMPLING_SRS, NULL, size, take < size ? take : size, prng);
	double share = (double)s.nselected / (double)size;
	psu.probability = first_stage * share;
	psu.fpc = psu.certain ? share : psu.fpc;
	psu.fpc2 = psu.certain ? 1 : (double)size;
	for (size_t i = 0; i < listed(draw, &s); i++) {
		psu.row = group_members(&draw->rows, psu.psu)[s.list[i]];
		psu.replacement = i >= s.nselected;
		add(draw, psu);
	}
	selection_release(&s);
}

static void draw_psus(struct draw *draw, size_t stratum, struct selection *s,
		      struct prng *prng)
{
	const size_t *psus = group_members(&draw->psus, stratum);

	for (size_t i = 0; i < s->nselected; i++) {
		size_t number = s->list[i];
		struct drawn psu = {.stratum = stratum,
				    .psu = psus[number],
				    .certain = draw->options->method == SAMPLING_PPS &&
					       selection_is_certain(s, number),
				    .fpc = first_fpc(draw, s)};
		draw_psu(draw, psu, s->probability[number], prng);
	}
}

static void draw_stratum(struct draw *draw, size_t stratum)
{
	bool two = in_two_stages(draw);
	const struct groups *units = two ? &draw->psus : &draw->rows;
	size_t n = group_size(units, stratum);
	const size_t *members = group_members(units, stratum);
	double *sizes = xcalloc(n + 1, sizeof(*sizes));
	struct prng prng = prng_start(draw->options->seed, stratum);
	struct selection s;

	for (size_t i = 0; i < n; i++)
		sizes[i] = draw->unit_size[members[i]];
	selection_init(&s, draw->options->method, sizes, n, (size_t)draw->take[stratum],
		       &prng);
	if (two)
		draw_psus(draw, stratum, &s, &prng);
	else
		draw_rows(draw, stratum, &s);
	selection_release(&s);
	free(sizes);
}

struct drawn *sampling_draw(const struct frame *frame,
			    const struct sampling_options *options, size_t *ndrawn,
			    struct error *err)
{
	struct draw draw = {.frame = frame, .options = options};

	draw_init(&draw);
	bool fits = divide_sample(&draw, err);
	if (fits && in_two_stages(&draw) && options->size < options->npsus)
		fits = error_set(err, ERROR_INPUT,
				 "%zu rows are fewer than one for each of %zu PSUs",
				 options->size, options->npsus);
	for (size_t h = 0; fits && h < frame->nstrata; h++)
		draw_stratum(&draw, h);
	draw_release(&draw);
	*ndrawn = draw.n;
	return draw.list;
}
