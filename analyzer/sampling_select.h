/* Inside sampling*.c only: which of N are drawn, and how surely. */
#ifndef HAILONG_ANALYZER_SAMPLING_SELECT_H
#define HAILONG_ANALYZER_SAMPLING_SELECT_H

#include "prng.h"
#include "sampling.h"

/* The list's first `nselected` places are drawn, in the order of the draw; the others
 * are shuffled behind them. */
struct selection {
	size_t n, nselected;
	size_t *list;
	double *probability; /* of each of the n, by number */
	double correction;   /* sum of pi² / n over those not certain */
};

/* `sizes` only matter to pps; nselected <= n. */
void selection_init(struct selection *selection, enum sampling_method method,
		    const double *sizes, size_t n, size_t nselected, struct prng *prng);
void selection_release(struct selection *selection);

bool selection_is_certain(const struct selection *selection, size_t number);

#endif
