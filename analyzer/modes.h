/*
 * Do the ways of answering tell the same story? Estimates by selection, by channel and
 * by collector, each with its gap to the reference, estimate - reference.
 *
 * The reference is the drawn sample. Without a sample there is none, and no gap: of two
 * kinds of volunteers neither is the truth.
 *
 *   open answers, and     another group of people: independent, se² = se² + se²,
 *   parts of them         df the sum of both (compare_rounds, with Newcombe's
 *                         interval where both are simple random samples)
 *   a channel or          part of the whole it is held against: compare_part, df of the
 *   collector of the      sample
 *   sample
 *
 * p values are adjusted by Holm over all rows of the call that have one. A row of fewer
 * than min_n answers is held back, gap and all; so are all gaps when the reference is.
 * No gap: the sample itself, and a part that everybody of the sample is in.
 *
 * A gap is no proof of cheating: channels reach different people. It says that figures
 * from one may not be read as figures from the other.
 */
#ifndef HAILONG_ANALYZER_MODES_H
#define HAILONG_ANALYZER_MODES_H

#include "apart.h"
#include "compare.h"

enum mode_by { MODE_SELECTION, MODE_CHANNEL, MODE_COLLECTOR, MODE_BY_COUNT };

struct mode {
	enum mode_by by;
	enum side side;
	const struct figure *figure;
	bool has_gap;
	struct comparison gap; /* NaN where there is none */
	double p_holm;
};

/* Rows by entry, then by, then side, then key. */
struct modes {
	struct mode *list;
	size_t n, room;
};

/* "selection", "channel", "collected_by". */
const char *mode_by_name(enum mode_by by);
/* The key of a row: "open", "web", a collector's name. */
const char *mode_domain(const struct mode *mode);

/* Gives the reading its groupings, one for each mode_by. */
bool modes_ask(struct reading *reading, struct error *err) MUST_CHECK;

/* Figures and groupings live as long as `apart` and the reading. */
void modes_make(struct modes *modes, const struct apart *apart,
		const struct reading *reading, const struct methods *methods);
/* The same of one entry, by groupings of one's own (NULL: not by that); the adjustment
 * comes when all are in. */
void modes_add(struct modes *modes, const struct apart *apart,
	       const struct grouping *const by[MODE_BY_COUNT],
	       const struct entry *entry, const struct methods *methods);
void modes_adjust(struct modes *modes);
void modes_release(struct modes *modes);

#endif
