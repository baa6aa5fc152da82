/*
 * One pass over a source: who counts, where, and with which weight. It takes each
 * row, puts it into the tally and keeps the account of who answered how.
 *
 * Selection. A drawn sample and people who came by themselves are never pooled
 * unawares: where there is any response of the sample, only the sample is estimated
 * from and the `open` ones stand aside; where there is none, the open ones are what
 * there is. SELECTION_SAMPLE, _OPEN and _ALL say otherwise. Which it will be is
 * known only at the end, so two tallies are fed side by side, until the first
 * response of the sample lets the other one go.
 *
 * Raking. Weights are calibrated over all that are estimated from, whatever their
 * channel or domain.
 *
 * Channel. With a channel given the other responses are in no domain, but they stay
 * part of the design, as respondents outside a domain always do.
 *
 * Units. With a succession, responses are of the units of its day; of a unit that was
 * divided each counts in all of its successors, in part.
 *
 * Life cycle: pass_new → pass_add for each row (a source_each_fn) → pass_finish →
 * pass_tally, pass_account.
 */
#ifndef HAILONG_ANALYZER_PASS_H
#define HAILONG_ANALYZER_PASS_H

#include "agenda.h"
#include "grouping.h"
#include "raking.h"
#include "succession.h"
#include "tally.h"

enum selection_rule {
	SELECTION_AUTO,
	SELECTION_SAMPLE,
	SELECTION_OPEN,
	SELECTION_ALL,
	SELECTION_RULE_COUNT
};

/* AUTO: weighted where a stratum, psu or weight is given, else srs. */
enum design_rule { DESIGN_AUTO, DESIGN_SRS, DESIGN_WEIGHTED, DESIGN_RULE_COUNT };

enum { CHANNEL_COUNT = 9, CHANNEL_UNSAID = CHANNEL_COUNT };

/* The channels in the order they are told of; CHANNEL_UNSAID is "". */
const char *channel_name(unsigned channel);
/* CHANNEL_COUNT when there is none of that name. */
unsigned channel_find(const char *name);

struct pass_options {
	enum selection_rule selection;
	enum design_rule design;
	const char *channel;	       /* NULL: any */
	struct raking *raking;	       /* borrowed; NULL: weights as they are */
	struct succession *succession; /* borrowed; NULL: units as surveyed */
	/* Rows it says no to are treated like those of other channels; NULL: none. */
	bool (*keeps)(const void *context, const struct source_row *row);
	const void *context;
};

struct account {
	/* All responses, by channel (the last: unsaid) and selection (sample, open). */
	uint64_t responses[CHANNEL_COUNT + 1][2];
	uint64_t total;
	uint64_t used;	  /* are estimated from */
	uint64_t aside;	  /* open ones that are not because there is a sample */
	uint64_t flagged; /* in which the collector saw a sign, forms/flag.h */
	bool used_open;	  /* what is used came by itself, all of it */
};

struct pass;

void pass_free(struct pass *pass); /* NULL is allowed */

/* Form, agenda and groupings are borrowed and outlive it. */
struct pass *pass_new(const struct agenda *agenda, const struct grouping *groupings,
		      size_t ngroupings, const struct pass_options *options)
	__attribute__((malloc(pass_free, 1), returns_nonnull));

bool pass_add(void *pass, const struct source_row *row, struct error *err) MUST_CHECK;
bool pass_finish(struct pass *pass, struct error *err) MUST_CHECK;

/* A row that is read again after pass_finish: whether it is estimated from, and if so
 * its place in the design, the factor raking gives its weight (1 without), and its
 * levels in the plan's items. Levels and texts live until the next call. */
struct pass_row {
	bool used;
	struct design_row place;
	double factor;
	const int8_t *levels;
};
bool pass_again(struct pass *pass, const struct source_row *row, struct pass_row *again,
		struct error *err) MUST_CHECK;

/* Both live as long as the pass. */
const struct tally *pass_tally(const struct pass *pass);
const struct account *pass_account(const struct pass *pass);
/* NULL without raking. */
const struct calibration *pass_calibration(const struct pass *pass);

#endif
