/* recheck: what people said when they were asked again, interviewer by interviewer. */
#include "reading.h"
#include "recheck_output.h"

#include "forms/alloc.h"

#include <string.h>

struct rechecker {
	struct reading reading;
	struct methods methods;
	struct recheck *recheck;
	unsigned *numbers; /* of the plan's items: 0, 1, … */
	struct recheck_subject *subjects;
	size_t nsubjects;
};

/* --- what is asked ------------------------------------------------------------------ */

static const char pooled[] = "pooled";

static bool ask_by(struct reading *reading, const struct invocation *call,
		   struct error *err)
{
	static const char *const usual[] = {"collected_by", "overall"};

	if (option_value(call, "by"))
		return reading_by(reading, call, err);
	reading->ngroupings = ARRAY_SIZE(usual);
	for (size_t g = 0; g < ARRAY_SIZE(usual); g++)
		if (!grouping_parse(&reading->groupings[g],
				    source_form(reading->source), usual[g], err))
			return false;
	return true;
}

static struct recheck_subject subject_of(const struct rechecker *r,
					 const struct entry *entry)
{
	const struct plan *plan = agenda_plan(r->reading.agenda);
	unsigned number = entry->estimand.number;
	const struct plan_factor *factor = &plan->factors[number];

	if (!entry->estimand.is_factor)
		return (struct recheck_subject){entry->name, &r->numbers[number], 1,
						false};
	return (struct recheck_subject){entry->name, factor->all_items,
					factor->nall_items, false};
}

/* All of it pooled goes before its parts. */
static void fill_subjects(struct rechecker *r, bool parts)
{
	const struct agenda *agenda = r->reading.agenda;
	size_t nitems = agenda_plan(agenda)->nitems, count = agenda_count(agenda);

	r->numbers = xcalloc(nitems + 1, sizeof(*r->numbers));
	for (unsigned i = 0; i < nitems; i++)
		r->numbers[i] = i;
	r->subjects = xcalloc(count + 1, sizeof(*r->subjects));
	if (count > 1)
		r->subjects[r->nsubjects++] =
			(struct recheck_subject){pooled, r->numbers, nitems, true};
	for (size_t e = 0; e < count && (parts || count == 1); e++)
		r->subjects[r->nsubjects++] = subject_of(r, agenda_entry(agenda, e));
}

static bool ask_items(struct rechecker *r, const struct invocation *call,
		      struct error *err)
{
	static const char *const all[] = {"all"}, *const t2b[] = {"t2b"};
	const char *const *names;
	size_t n = option_values(call, "item", &names);
	bool parts = n != 1 || strcmp(names[0], pooled) != 0;

	if (n == 0 || !parts) {
		names = all;
		n = 1;
	}
	r->reading.agenda =
		agenda_new(source_form(r->reading.source), names, n, t2b, 1, err);
	if (!r->reading.agenda)
		return false;
	fill_subjects(r, parts);
	return true;
}

/* --- the command -------------------------------------------------------------------- */

/* What did not come into the figures, on stderr; false when that is nothing. */
static bool tell(const struct rechecker *r, const char *again)
{
	const struct recheck_left left = recheck_left(r->recheck);
	const char *name = source_name(r->reading.source);
	const struct {
		size_t count;
		const char *file, *what, *example;
	} lines[] = {
		{source_rejected(r->reading.source), name, "rows rejected", NULL},
		{left.originals, name,
		 "responses have a response_id that came before; the first counts",
		 NULL},
		{left.rejected, again, "rows rejected", NULL},
		{left.nameless, again, "rows have no response_id", NULL},
		{left.repeated, again,
		 "rows have a response_id that came before; the first counts", NULL},
		{left.unknown, again, "re-checked ids are not in the round, such as",
		 left.unknown_id},
	};
	bool any = false;

	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		if (!lines[i].count)
			continue;
		fprintf(stderr, "%s: %zu %s", lines[i].file, lines[i].count,
			lines[i].what);
		if (lines[i].example)
			fprintf(stderr, " '%s'", lines[i].example);
		putc('\n', stderr);
		any = true;
	}
	return any;
}

static bool read_both(struct rechecker *r, const struct recheck_file *file,
		      struct error *err)
{
	struct reading *reading = &r->reading;

	r->recheck =
		recheck_new(reading->agenda, reading->groupings, reading->ngroupings);
	return recheck_read(r->recheck, file, err) &&
	       source_each(reading->source, recheck_add, r->recheck, err);
}

static void print(const struct rechecker *r)
{
	const struct recheck_output output = {
		.source = r->reading.source,
		.plan = agenda_plan(r->reading.agenda),
		.groupings = r->reading.groupings,
		.ngroupings = r->reading.ngroupings,
		.subjects = r->subjects,
		.nsubjects = r->nsubjects,
		.format = r->methods.format,
		.language = r->methods.language,
		.level = r->methods.figures.level,
		.min_n = r->methods.figures.min_n,
	};

	recheck_print(&output, r->recheck);
}

static enum exit_code run(struct rechecker *r, const struct invocation *call,
			  const struct source_options *options, struct error *err)
{
	struct recheck_file file = {.path = option_value(call, "again"),
				    .map = option_value(call, "again-map")};

	if (!reading_open(&r->reading, options, err))
		return EXIT_FAILED;
	if (!ask_by(&r->reading, call, err) || !ask_items(r, call, err))
		return EXIT_USAGE;
	file.form = source_form(r->reading.source);
	file.round = options->round;
	if (!read_both(r, &file, err))
		return EXIT_FAILED;
	bool complete = !tell(r, file.path);
	print(r);
	return complete ? EXIT_DONE : EXIT_REJECTED;
}

enum exit_code command_recheck(const struct invocation *call, struct error *err)
{
	struct rechecker r = {.reading = {.named = true}};
	struct source_options options;

	if (!reading_source(call, &options, err) ||
	    !methods_read(&r.methods, call, err))
		return EXIT_USAGE;
	if (!option_value(call, "again"))
		return usage_error(err, "recheck needs --again FILE.csv");
	options.detail = true;
	enum exit_code code = run(&r, call, &options, err);
	recheck_free(r.recheck);
	free(r.subjects);
	free(r.numbers);
	reading_release(&r.reading);
	return code;
}
