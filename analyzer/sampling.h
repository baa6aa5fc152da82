/*
 * Draws from a frame, all from prng.h and one seed, stream h for stratum h (in the order
 * strata are met, from 0): the same frame and seed give the same draw anywhere.
 *
 *   srs         simple random, without replacement: the first n of a Fisher-Yates
 *               shuffle. pi = n/N
 *   systematic  every N/n-th row in the order of the frame from a random start, with a
 *               fractional interval (Särndal, Swensson & Wretman 1992, section 3.4.3).
 *               pi = n/N
 *   pps         systematic with probability proportional to size (Madow 1949; Särndal
 *               et al., section 3.6.2): rows with n x/X >= 1 are taken surely, those
 *               left are laid end to end, every X/n-th place from a random start is
 *               taken. pi = n x/X
 *
 * Two stages: PSUs are drawn so, a PSU's size being that of its rows; then rows within
 * each drawn PSU by srs. pi is the product. The sample is divided among strata by
 * allocate.h (of their rows, in two stages also for the number of PSUs) and equally
 * among drawn PSUs.
 *
 * The design columns are what analyzer/design.h understands, so that weights and
 * variances come out right when the answers are uploaded:
 *
 *   rows, srs or systematic     stratum, fpc = N_h
 *   rows, pps                   stratum, fpc = sum of pi² / n_h, which puts Hartley &
 *                               Rao's (1962) correction in the place of n_h/N_h; sure
 *                               ones make up a stratum "…/certain" with fpc 1
 *   PSUs, srs or systematic     stratum, psu, fpc = N_h PSUs; ssu = the row, fpc2 = its
 *                               PSU's rows
 *   PSUs, pps                   the same with fpc = sum of pi² / n_h; a sure PSU is a
 *                               stratum "…/psu" of its own, its rows the PSUs, fpc
 *                               the share taken, fpc2 = 1
 *
 * Replacements are what remains, shuffled, in the order they are to be used: so many
 * for each stratum, in two stages for each drawn PSU. Their pi and weight are those they
 * have in the place of a row that dropped out.
 */
#ifndef HAILONG_ANALYZER_SAMPLING_H
#define HAILONG_ANALYZER_SAMPLING_H

#include "allocate.h"

#include "forms/error.h"

#include <stdint.h>

enum sampling_method {
	SAMPLING_SRS,
	SAMPLING_SYSTEMATIC,
	SAMPLING_PPS,
	SAMPLING_METHOD_COUNT
};

extern const char *const sampling_names[SAMPLING_METHOD_COUNT];

/* Rows by number; strata and PSUs are numbered in the order they are met. */
struct frame {
	size_t nrows, nstrata, npsus;
	const size_t *stratum; /* of a row */
	const size_t *psu;     /* of a row, each PSU in one stratum; NULL: one stage */
	const double *size;    /* of a row, > 0; NULL: 1 each */
};

struct sampling_options {
	enum sampling_method method;
	enum allocation allocation; /* proportional or equal */
	size_t size, npsus, nreplacements;
	uint64_t seed;
};

struct drawn {
	size_t row, stratum;
	size_t psu; /* SIZE_MAX: one stage */
	bool replacement;
	bool certain; /* the row, in two stages its PSU, was taken surely */
	double probability, fpc, fpc2; /* fpc2 NaN: one stage */
};

/*
 * In the order of strata, in two stages of PSUs as drawn, the sample before its
 * replacements. Owned by the caller; NULL with err when the frame is too small or a
 * stratum would get nothing.
 */
struct drawn *sampling_draw(const struct frame *frame,
			    const struct sampling_options *options, size_t *ndrawn,
			    struct error *err) MUST_CHECK;

#endif
