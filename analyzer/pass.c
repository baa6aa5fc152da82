/* See pass.h. */
#include "pass.h"

#include "forms/alloc.h"

#include <math.h>
#include <string.h>

/* A tally that may turn out to be the one; what goes wrong in it is told only then. */
struct strand {
	struct design *design;
	struct tally *tally;
	struct error error;
	uint64_t nrows; /* that are in the channel */
};

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
	const char **domains;
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
	strand->tally = NULL;
	strand->design = NULL;
}

static void strand_open(struct pass *pass, unsigned number)
{
	struct strand *strand = &pass->strands[number];

	strand->design = design_new();
	strand->tally =
		tally_new(agenda_plan(pass->agenda), strand->design, pass->ngroupings);
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
	pass->domains = xcalloc(ngroupings + 1, sizeof(*pass->domains));
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
	free(pass->domains);
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

static void name_domains(struct pass *pass, const struct source_row *row,
			 bool in_channel)
{
	arena_reset(pass->row);
	for (size_t g = 0; g < pass->ngroupings; g++)
		pass->domains[g] =
			in_channel ? grouping_key(&pass->groupings[g], row, pass->row)
				   : NULL;
}

static void strand_add(struct pass *pass, struct strand *strand,
		       const struct source_row *row, bool in_channel)
{
	struct design_row place = place_of(pass, row);

	strand->nrows += in_channel;
	if (!strand->tally)
		return;
	agenda_levels(pass->agenda, row->answers, pass->levels);
	name_domains(pass, row, in_channel);
	if (!tally_add(strand->tally, &place, pass->levels, pass->domains,
		       &strand->error))
		strand_close(strand);
}

bool pass_add(void *context, const struct source_row *row, struct error *err)
{
	struct pass *pass = context;
	const char *channel = row->channel ? row->channel : "";
	bool in_channel =
		!pass->options.channel || strcmp(pass->options.channel, channel) == 0;
	bool open = strcmp(row->selection, "open") == 0;
	bool apart = open && pass->options.selection != SELECTION_ALL;
	(void)err;

	pass->account.responses[channel_find(channel)][open]++;
	pass->account.total++;
	if (in_channel && !open && pass->options.selection == SELECTION_AUTO)
		strand_close(&pass->strands[STRAND_OPEN]);
	strand_add(pass, &pass->strands[apart ? STRAND_OPEN : STRAND_SAMPLE], row,
		   in_channel);
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
	if (!pass->chosen->tally)
		*err = pass->chosen->error;
	else if (tally_finish(pass->chosen->tally, err))
		return true;
	return error_prefix(err, "sampling design (--design srs leaves it aside)");
}

const struct tally *pass_tally(const struct pass *pass)
{
	return pass->chosen->tally;
}

const struct account *pass_account(const struct pass *pass)
{
	return &pass->account;
}
