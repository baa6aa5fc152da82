/* Single responses that are worth a look, as CSV; see quality_output.h. */
#include "quality_output.h"
#include "quality_store.h"

#include "forms/text.h"

#include <math.h>
#include <time.h>

/* Viet Nam's time, to the second; blank where it is unknown. */
static void write_time(FILE *out, int64_t moment)
{
	time_t second = (time_t)(moment / MICROSECONDS + VIETNAM_SECONDS);
	char text[TIMESTAMP_BYTES];
	struct tm tm;

	if (moment != INT64_MIN && gmtime_r(&second, &tm) &&
	    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S+07:00", &tm))
		fputs(text, out);
}

static void write_reasons(FILE *out, unsigned reasons)
{
	bool first = true;

	for (int kind = 0; kind < QUALITY_COUNT; kind++) {
		if (!(reasons & bit((enum quality_kind)kind)))
			continue;
		fprintf(out, "%s%s", first ? "" : " ",
			quality_kind_name((enum quality_kind)kind));
		first = false;
	}
}

static void write_number(FILE *out, double value)
{
	putc(',', out);
	if (!isnan(value))
		fprintf(out, "%.9g", value);
}

static void write_response(FILE *out, const struct quality_response *response,
			   enum side side)
{
	static const enum quality_by by[] = {BY_UNIT, BY_COLLECTED_BY, BY_CHANNEL,
					     BY_UPLOAD};

	csv_free_text(out, response->id ? response->id : "");
	for (size_t i = 0; i < ARRAY_SIZE(by); i++) {
		const char *label = response->labels[by[i]];
		putc(',', out);
		csv_free_text(out, label ? label : "");
	}
	fprintf(out, ",%s,", side_name(side));
	write_time(out, response->time);
	putc(',', out);
	write_reasons(out, response->reasons);
	write_number(out, response->run);
	write_number(out, response->match);
	write_number(out, response->pace);
	write_number(out, response->missing);
	fputs("\r\n", out);
}

static void write_side(FILE *out, const struct quality *quality, enum side side)
{
	for (size_t i = 0; i < quality_nresponses(quality); i++) {
		struct quality_response response = quality_response(quality, i);
		if (response.reasons)
			write_response(out, &response, side);
	}
}

void quality_write_responses(const struct quality_survey *survey, FILE *out)
{
	fputs("response_id,unit,collected_by,channel,upload,selection,time,reasons,"
	      "longest_run,match,seconds_per_item,missing\r\n",
	      out);
	for (int s = 0; s < SIDE_COUNT; s++)
		write_side(out, survey->intake.quality[s], (enum side)s);
}
