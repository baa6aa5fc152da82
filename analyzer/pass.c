/* See pass.h. */
#include "pass.h"

#include "forms/alloc.h"

#include <math.h>
#include <string.h>

/* A tally that may turn out to be the one; what goes wrong in it is told only then. */
struct strand {
	struct design *design;
	struct tally *tally;
	struct calibration *calibration; /* NULL without raking */
	struct error error;
	uint64_t nrows; /* that are in the channel */
};

#define DESIGN_PREFIX "sampling design (--design srs leaves it aside)"

enum { STRAND_SAMPLE, STRAND_OPEN, STRAND_COUNT };

struct pass {
	const struct agenda *agenda;
	const struct grouping *groupings;
	size_t ngroupings;
	struct pass_options options;
	struct strand strands[STRAND_COUNT];
	const struct strand *chosen;
	struct account account;
	struct arena *row;
	int8_t *levels;
	struct tally_part *parts; /* of the row */
	size_t nparts, room;
};

static const char *const channel_names[CHANNEL_COUNT + 1] = {
	"interview", "phone", "post", "paper",	 "ticket",
	"web",	     "kiosk", "box",  "hotline", "",
};

const char *channel_name(unsigned channel)
{
	return channel_names[channel];
}

unsigned channel_find(const char *name)
{
	unsigned channel = 0;

	while (channel < CHANNEL_COUNT && strcmp(channel_names[channel], name) != 0)
		channel++;
	return channel;
}

static void strand_close(struct strand *strand)
{
	tally_free(strand->tally);
	design_free(strand->design);
	calibration_free(strand->calibration);
	strand->tally = NULL;
	strand->design = NULL;
	strand->calibration = NULL;
}

static void strand_open(struct pass *pass, unsigned number)
{
	struct strand *strand = &pass->strands[number];

	strand->design = design_new();
	strand->tally =
		tally_new(agenda_plan(pass->agenda), strand->design, pass->ngroupings);
	if (pass->options.succession)
		tally_divide(strand->tally);
	if (!pass->options.raking)
		return;
	strand->calibration = raking_calibration(pass->options.raking);
	tally_calibrate(strand->tally, strand->calibration);
}

struct pass *pass_new(const struct agenda *agenda, const struct grouping *groupings,
		      size_t ngroupings, const struct pass_options *options)
{
	struct pass *pass = xcalloc(1, sizeof(*pass));

	pass->agenda = agenda;
	pass->groupings = groupings;
	pass->ngroupings = ngroupings;
	pass->options = *options;
	pass->row = arena_new();
	pass->levels = xcalloc(agenda_plan(agenda)->nitems + 1, sizeof(*pass->levels));
	if (options->selection != SELECTION_OPEN)
		strand_open(pass, STRAND_SAMPLE);
	if (options->selection == SELECTION_OPEN ||
	    options->selection == SELECTION_AUTO)
		strand_open(pass, STRAND_OPEN);
	return pass;
}

void pass_free(struct pass *pass)
{
	if (!pass)
		return;
	for (int i = 0; i < STRAND_COUNT; i++)
		strand_close(&pass->strands[i]);
	arena_free(pass->row);
	free(pass->levels);
	free(pass->parts);
	free(pass);
}

static struct design_row place_of(const struct pass *pass, const struct source_row *row)
{
	bool speaks = row->stratum || row->psu || !isnan(row->weight);

	if (pass->options.design == DESIGN_SRS ||
	    (pass->options.design == DESIGN_AUTO && !speaks))
		return design_row_empty();
	return (struct design_row){.stratum = row->stratum,
				   .psu = row->psu,
				   .ssu = row->ssu,
				   .fpc = row->fpc,
				   .fpc2 = row->fpc2,
				   .weight = row->weight};
}

static void add_part(struct pass *pass, unsigned grouping, const struct source_row *row,
		     double share)
{
	const char *key = grouping_key(&pass->groupings[grouping], row, pass->row);

	if (!key)
		return;
	ARRAY_RESERVE(pass->parts, pass->nparts, pass->room);
	pass->parts[pass->nparts++] = (struct tally_part){grouping, key, share};
}

static void add_parts(struct pass *pass, unsigned grouping,
		      const struct source_row *row)
{
	struct succession *succession = pass->options.succession;
	struct source_row moved = *row;

	if (!succession || !row->unit ||
	    !grouping_uses(&pass->groupings[grouping], "unit")) {
		add_part(pass, grouping, row, 1);
		return;
	}
	const struct succession_fate *fate = succession_of(succession, row->unit);
	for (size_t i = 0; i < fate->nparts; i++) {
		moved.unit = fate->parts[i].code;
		add_part(pass, grouping, &moved, fate->parts[i].share);
	}
}

static void name_domains(struct pass *pass, const struct source_row *row,
			 bool in_channel)
{
	arena_reset(pass->row);
	pass->nparts = 0;
	for (unsigned g = 0; in_channel && g < pass->ngroupings; g++)
		add_parts(pass, g, row);
}

static bool tally_row(struct pass *pass, struct strand *strand,
		      const struct source_row *row)
{
	struct design_row place = place_of(pass, row);
	struct raking *raking = pass->options.raking;
	struct error *err = &strand->error;
	const char *const *margins = NULL;

	if (raking && !raking_levels(raking, row, pass->row, &margins, err))
		return false;
	return tally_add_parts(strand->tally, &place, pass->levels, pass->parts,
			       pass->nparts, margins, err) ||
	       error_prefix(err, DESIGN_PREFIX);
}

static bool is_kept(const struct pass *pass, const struct source_row *row)
{
	return !pass->options.keeps || pass->options.keeps(pass->options.context, row);
}

static void strand_add(struct pass *pass, struct strand *strand,
		       const struct source_row *row, bool in_channel)
{
	strand->nrows += in_channel;
	if (!strand->tally)
		return;
	agenda_levels(pass->agenda, row->answers, pass->levels);
	name_domains(pass, row, in_channel && is_kept(pass, row));
	if (!tally_row(pass, strand, row))
		strand_close(strand);
}

static const char *channel_of(const struct source_row *row)
{
	return row->channel ? row->channel : "";
}

static bool is_in_channel(const struct pass *pass, const struct source_row *row)
{
	return !pass->options.channel ||
	       strcmp(pass->options.channel, channel_of(row)) == 0;
}

static bool is_open(const struct source_row *row)
{
	return strcmp(row->selection, "open") == 0;
}

static struct strand *strand_of(struct pass *pass, const struct source_row *row)
{
	bool apart = is_open(row) && pass->options.selection != SELECTION_ALL;

	return &pass->strands[apart ? STRAND_OPEN : STRAND_SAMPLE];
}

bool pass_add(void *context, const struct source_row *row, struct error *err)
{
	struct pass *pass = context;
	bool in_channel = is_in_channel(pass, row), open = is_open(row);
	(void)err;

	pass->account.responses[channel_find(channel_of(row))][open]++;
	pass->account.total++;
	pass->account.flagged += row->flags > 0;
	if (in_channel && !open && pass->options.selection == SELECTION_AUTO)
		strand_close(&pass->strands[STRAND_OPEN]);
	strand_add(pass, strand_of(pass, row), row, in_channel);
	return true;
}

bool pass_again(struct pass *pass, const struct source_row *row, struct pass_row *again,
		struct error *err)
{
	struct raking *raking = pass->options.raking;
	struct calibration *calibration = pass->chosen->calibration;
	const char *const *margins;
	uint32_t cell;

	*again = (struct pass_row){.used = is_in_channel(pass, row) &&
					   strand_of(pass, row) == pass->chosen,
				   .place = place_of(pass, row),
				   .factor = 1,
				   .levels = pass->levels};
	agenda_levels(pass->agenda, row->answers, pass->levels);
	if (!again->used || !raking)
		return true;
	arena_reset(pass->row);
	if (!raking_levels(raking, row, pass->row, &margins, err) ||
	    !calibration_cell(calibration, margins, &cell, err))
		return false;
	again->factor = calibration_factor(calibration, cell);
	return true;
}

static void choose(struct pass *pass)
{
	struct strand *sample = &pass->strands[STRAND_SAMPLE];
	struct strand *open = &pass->strands[STRAND_OPEN];
	bool use_open = pass->options.selection == SELECTION_OPEN ||
			(pass->options.selection == SELECTION_AUTO && !sample->nrows &&
			 open->nrows);

	pass->chosen = use_open ? open : sample;
	pass->account.used = pass->chosen->nrows;
	pass->account.aside = use_open ? 0 : open->nrows;
	pass->account.used_open = use_open && open->nrows;
}

bool pass_finish(struct pass *pass, struct error *err)
{
	choose(pass);
	if (!pass->chosen->tally) {
		*err = pass->chosen->error;
		return false;
	}
	if (!tally_finish(pass->chosen->tally, err))
		return error_prefix(err,
				    pass->options.raking ? "--rake" : DESIGN_PREFIX);
	return !pass->options.raking || !pass->account.used ||
	       raking_check(pass->chosen->calibration, err);
}

const struct tally *pass_tally(const struct pass *pass)
{
	return pass->chosen->tally;
}

const struct account *pass_account(const struct pass *pass)
{
	return &pass->account;
}

const struct calibration *pass_calibration(const struct pass *pass)
{
	return pass->chosen->calibration;
}
