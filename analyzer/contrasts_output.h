/*
 * Differences as CSV and JSON (shares), or as a table (percentage points). CSV columns
 * are a contract: by,domain,item,statistic,base_estimate,estimate,difference,se,df,p,
 * p_holm,p_bh,ci_low,ci_high,comparable.
 */
#ifndef HAILONG_ANALYZER_CONTRASTS_OUTPUT_H
#define HAILONG_ANALYZER_CONTRASTS_OUTPUT_H

#include "contrasts.h"

struct contrasts_output {
	FILE *out;
	const struct reading *now;
	const struct methods *methods;
	const char *base_kind; /* "base", "base-csv", "base-domain", "base-item" */
	const char *base;      /* its name */
	bool comparable;
};

/* The caller checks the stream. */
void contrasts_write(const struct contrasts_output *output,
		     const struct contrasts *contrasts);

#endif
