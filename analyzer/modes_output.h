/*
 * Modes as CSV and JSON (shares), or as a table (percentage points) with what it means
 * in words below. CSV columns are a contract: by,domain,item,statistic,selection,n,
 * estimate,se,ci_low,ci_high,ci_method,level,gap,gap_se,gap_df,gap_low,gap_high,p,
 * p_holm,suppressed.
 */
#ifndef HAILONG_ANALYZER_MODES_OUTPUT_H
#define HAILONG_ANALYZER_MODES_OUTPUT_H

#include "modes.h"

struct modes_output {
	FILE *out;
	const struct reading *reading;
	const struct apart *apart;
	const struct methods *methods;
};

/* The caller checks the stream. */
void modes_write(const struct modes_output *output, const struct modes *modes);

#endif
