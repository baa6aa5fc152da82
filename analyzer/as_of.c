/* See as_of.h. */
#include "as_of.h"

#include "forms/text.h"

#include <string.h>

enum { UNITS_SHOWN_MAX = 20 };

bool as_of_read(const struct invocation *call, struct source_options *options,
		struct error *err)
{
	const char *as_of = option_value(call, "as-of");

	if (!as_of || strcmp(as_of, "surveyed") == 0)
		return true;
	if (strcmp(as_of, "current") != 0 && !text_is_date(as_of))
		return error_set(err, ERROR_INPUT,
				 "--as-of takes surveyed, current or a day such as "
				 "2025-07-01, not '%.60s'",
				 as_of);
	if (!options->round)
		return error_set(err, ERROR_INPUT,
				 "--as-of %s belongs to --round: which unit took over "
				 "from which stands in the database",
				 as_of);
	options->as_of = as_of;
	return true;
}

static bool is_worth_telling(const struct succession_fate *fate)
{
	return fate->met && (fate->state != SUCCESSION_KNOWN || fate->nparts > 1);
}

static void tell_fate(const struct succession_fate *fate, const char *as_of,
		      const char *name)
{
	if (name)
		fprintf(stderr, "%s: ", name);
	fprintf(stderr, "unit %s ", fate->code);
	if (fate->state != SUCCESSION_KNOWN) {
		fprintf(stderr, "is not comparable as of %s: %s\n", as_of,
			succession_text(fate->state));
		return;
	}
	fputs("was divided: each of its responses counts", stderr);
	for (size_t i = 0; i < fate->nparts; i++)
		fprintf(stderr, "%s %.4g in %s", i ? "," : "", fate->parts[i].share,
			fate->parts[i].code);
	fputs(", as if people of all its parts thought alike\n", stderr);
}

void as_of_tell(const struct source *source, const char *name)
{
	const struct succession *succession = source_succession(source);
	const struct round *round = source_round(source);
	size_t told = 0;

	if (succession && round && !round->ends_on)
		fprintf(stderr,
			"round %s has no last day: its units are taken for those of "
			"the day asked for\n",
			round->code);
	for (size_t i = 0; succession && i < succession_count(succession); i++) {
		const struct succession_fate *fate = succession_at(succession, i);
		if (!is_worth_telling(fate))
			continue;
		if (told++ < UNITS_SHOWN_MAX)
			tell_fate(fate, succession_as_of(succession), name);
	}
	if (told > UNITS_SHOWN_MAX)
		fprintf(stderr, "… and %zu more\n", told - UNITS_SHOWN_MAX);
}
