/*
 * The funnel as CSV, JSON or a table with what it means in words below. CSV columns are
 * a contract: by,domain,received,on_time,on_time_share,invited,rated,rated_sample,
 * rated_open,rated_of_received,satisfied_share,ci_low,ci_high,satisfied_of_received,
 * comments,comment_channels,suppressed,note,selection,comments_by_channel.
 */
#ifndef HAILONG_ANALYZER_FUNNEL_OUTPUT_H
#define HAILONG_ANALYZER_FUNNEL_OUTPUT_H

#include "funnel.h"

struct funnel_output {
	FILE *out;
	const struct reading *reading;
	const struct methods *methods;
	enum side headline;
	bool channels[CHANNEL_COUNT]; /* open in the round */
};

/* The caller checks the stream. */
void funnel_write(const struct funnel_output *output, const struct funnel *funnel);

#endif
