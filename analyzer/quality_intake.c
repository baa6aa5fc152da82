/* See quality_intake.h. */
#include "quality_intake.h"

#include "forms/alloc.h"
#include "forms/answer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { UPLOAD_BYTES = 24 };

/* Items on a scale are looked at. */
void quality_intake_init(struct quality_intake *intake, const struct form *form)
{
	struct quality_item *items = xcalloc(form->nitems + 1, sizeof(*items));

	*intake = (struct quality_intake){.form = form};
	intake->items = xcalloc(form->nitems + 1, sizeof(struct item *));
	intake->levels = xcalloc(form->nitems + 1, sizeof(*intake->levels));
	intake->texts = xcalloc(form->ntexts + 1, sizeof(char *));
	for (unsigned i = 0; i < form->nitems; i++) {
		const struct item *item = &form->items[i];
		if (item->type != ITEM_SELECT_ONE || !item->list->is_scale)
			continue;
		items[intake->nitems] =
			(struct quality_item){item->list->nchoices, item->list};
		intake->items[intake->nitems++] = item;
	}
	for (int s = 0; s < SIDE_COUNT; s++)
		intake->quality[s] = quality_new(items, intake->nitems);
	intake->flagged = keys_new();
	intake->units = keys_new();
	intake->arena = arena_new();
	free(items);
}

static bool was_asked(struct quality_intake *intake, const struct source_row *row,
		      const struct item *item)
{
	const struct form *form = intake->form;
	struct answers answers = {.form = form, .text = intake->texts};

	if (!item->relevant &&
	    (item->section < 0 || !form->sections[item->section].relevant))
		return true;
	answers.bytes = arena_alloc(intake->arena, form->answers_size, 1);
	memcpy(answers.bytes, row->answers, form->answers_size);
	return answers_relevant(&answers, intake->arena,
				(unsigned)(item - form->items));
}

void quality_intake_add(struct quality_intake *intake, const struct source_row *row)
{
	bool open = strcmp(row->selection, side_name(SIDE_OPEN)) == 0;
	enum side side = open ? SIDE_OPEN : SIDE_SAMPLE;
	char upload[UPLOAD_BYTES];
	struct quality_row look = {.id = row->id,
				   .labels = {[BY_COLLECTED_BY] = row->collected_by,
					      [BY_UNIT] = row->unit,
					      [BY_CHANNEL] = row->channel},
				   .levels = intake->levels,
				   .started = row->started_at,
				   .submitted = row->submitted_at,
				   .weight = row->weight,
				   .flags = row->flags};

	arena_reset(intake->arena);
	snprintf(upload, sizeof(upload), "%" PRId64, row->upload);
	if (row->upload)
		look.labels[BY_UPLOAD] = upload;
	for (size_t i = 0; i < intake->nitems; i++) {
		int level = answers_level(row->answers, intake->items[i]);
		intake->levels[i] = level < 0 ? QUALITY_NA : (uint8_t)level;
		look.nasked += level != 0 || was_asked(intake, row, intake->items[i]);
	}
	quality_add(intake->quality[side], &look);
	intake->nresponses++;
}

/* An id is unique within its unit. */
bool quality_intake_keeps(const void *context, const struct source_row *row)
{
	const struct quality_intake *intake = context;
	uint32_t unit = keys_find(intake->units, 0, row->unit ? row->unit : "");

	return unit == KEYS_NONE ||
	       keys_find(intake->flagged, unit, row->id) == KEYS_NONE;
}

static void collect_flagged(struct quality_intake *intake,
			    const struct quality *quality)
{
	bool added;

	for (size_t i = 0; i < quality_nresponses(quality); i++) {
		struct quality_response r = quality_response(quality, i);
		const char *unit = r.labels[BY_UNIT] ? r.labels[BY_UNIT] : "";
		if (!r.reasons)
			continue;
		intake->nflagged++;
		keys_add(intake->flagged, keys_add(intake->units, 0, unit, &added),
			 r.id, &added);
	}
}

bool quality_intake_run(struct quality_intake *intake,
			const struct quality_options *options, struct error *err)
{
	for (int s = 0; s < SIDE_COUNT; s++) {
		if (!quality_run(intake->quality[s], options, err))
			return false;
		collect_flagged(intake, intake->quality[s]);
	}
	return true;
}

void quality_intake_release(struct quality_intake *intake)
{
	for (int s = 0; s < SIDE_COUNT; s++)
		quality_free(intake->quality[s]);
	keys_free(intake->flagged);
	keys_free(intake->units);
	arena_free(intake->arena);
	free(intake->items);
	free(intake->levels);
	free(intake->texts);
}
