/* See apart.h. */
#include "apart.h"

#include "forms/alloc.h"

static const struct {
	const char *name, *text[LANGUAGE_COUNT];
	enum selection_rule selection;
} sides[] = {
	[SIDE_SAMPLE] = {"sample", {"Mẫu", "Sample"}, SELECTION_SAMPLE},
	[SIDE_OPEN] = {"open", {"Tự gửi", "Self-selected"}, SELECTION_OPEN},
};
_Static_assert(ARRAY_SIZE(sides) == SIDE_COUNT, "a row for each side");

const char *side_name(enum side side)
{
	return sides[side].name;
}

const char *side_text(enum side side, enum language language)
{
	return sides[side].text[language];
}

/* Each pass leaves aside what is not its own. */
static bool add_row(void *context, const struct source_row *row, struct error *err)
{
	struct apart *apart = context;

	for (int s = 0; s < SIDE_COUNT; s++)
		if (!pass_add(apart->passes[s], row, err))
			return false;
	return true;
}

static bool finish(struct apart *apart, enum side side, const struct reading *reading,
		   const struct methods *methods, struct error *err)
{
	struct pass *pass = apart->passes[side];

	if (!pass_finish(pass, err))
		return error_prefix(err, "%s", side_name(side));
	apart->figures[side] = figures_new(pass, reading->agenda, reading->groupings,
					   &methods->figures);
	return figures_measurable(apart->figures[side], pass, err);
}

bool apart_take(struct apart *apart, struct reading *reading,
		const struct methods *methods, struct error *err)
{
	for (int s = 0; s < SIDE_COUNT; s++) {
		struct pass_options options = methods->pass;
		options.selection = sides[s].selection;
		apart->passes[s] = pass_new(reading->agenda, reading->groupings,
					    reading->ngroupings, &options);
	}
	if (!source_each(reading->source, add_row, apart, err))
		return false;
	for (int s = 0; s < SIDE_COUNT; s++)
		if (!finish(apart, (enum side)s, reading, methods, err))
			return false;
	return true;
}

void apart_release(struct apart *apart)
{
	for (int s = 0; s < SIDE_COUNT; s++) {
		figures_free(apart->figures[s]);
		pass_free(apart->passes[s]);
	}
}

uint64_t apart_responses(const struct apart *apart, enum side side)
{
	return pass_account(apart->passes[side])->used;
}

enum side apart_headline(const struct apart *apart)
{
	return apart_responses(apart, SIDE_SAMPLE) ? SIDE_SAMPLE : SIDE_OPEN;
}

const struct figure *apart_figure(const struct apart *apart, enum side side,
				  const struct grouping *grouping, const char *domain,
				  const struct entry *entry)
{
	return figures_find(apart->figures[side], grouping, domain, entry);
}
