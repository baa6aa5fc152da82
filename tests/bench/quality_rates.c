/*
 * How often quality.h cries wolf, and how often it sees one. First the honest surveys of
 * quality_world.h: `responses`, the share of responses flagged for the reason; of
 * interviewers and of units, the share of surveys in which any is flagged (promised:
 * QUALITY_ALPHA at most). Then one interviewer who fabricates all, half or a fifth of
 * the forms: the share of surveys in which this one is flagged, and `others`, in which
 * another one is too.
 *
 * usage: quality_rates [SURVEYS [SEED]]
 */
#include "tests/unit/quality_world.h"

#include <stdlib.h>
#include <string.h>

enum { KINDS = QUALITY_ICC + 1 };

struct rates {
	double surveys, responses, flagged[KINDS], any[KINDS][BY_COUNT];
	double first[KINDS], others;
};

static void add_finding(struct rates *rates, const struct quality *quality,
			const struct quality_finding *finding,
			bool any[KINDS][BY_COUNT], bool *others)
{
	const char *label = quality_label(quality, finding->by, finding->group);

	if (finding->by == BY_COUNT)
		rates->flagged[finding->kind] += (double)finding->flagged;
	if (finding->verdict != QUALITY_FLAG || finding->by == BY_COUNT)
		return;
	any[finding->kind][finding->by] = true;
	if (finding->by != BY_COLLECTED_BY || finding->kind == QUALITY_ICC)
		return;
	if (strcmp(label, "I0") == 0)
		rates->first[finding->kind]++;
	else
		*others = true;
}

static void add_survey(struct rates *rates, const struct world *world, uint64_t seed)
{
	struct quality *quality = world_quality(world, seed);
	bool any[KINDS][BY_COUNT] = {{false}}, others = false;

	for (size_t f = 0; f < quality_nfindings(quality); f++)
		if (quality_finding(quality, f)->kind <= QUALITY_ICC)
			add_finding(rates, quality, quality_finding(quality, f), any,
				    &others);
	for (int k = 0; k < KINDS; k++)
		for (int by = 0; by < BY_COUNT; by++)
			rates->any[k][by] += any[k][by];
	rates->surveys++;
	rates->others += others;
	rates->responses += (double)quality_nresponses(quality);
	quality_free(quality);
}

static struct rates measure(const struct world *world, size_t surveys, uint64_t seed)
{
	struct rates rates = {.surveys = 0};

	for (size_t i = 0; i < surveys; i++)
		add_survey(&rates, world, seed + i);
	return rates;
}

static void print_honest(size_t surveys, uint64_t seed)
{
	static const struct world worlds[] = {{30, 60, 10, HONEST, 0, 1},
					      {10, 40, 5, HONEST, 0, 1},
					      {60, 200, 20, HONEST, 0, 1},
					      {30, 60, 10, HONEST, 0, 2}};

	printf("honest surveys, %zu each, %%\n", surveys);
	for (size_t w = 0; w < sizeof(worlds) / sizeof(worlds[0]); w++) {
		struct rates r = measure(&worlds[w], surveys, seed);
		printf("\n%zu interviewers of %zu, %zu units, uneven %g\n%-9s  "
		       "responses  "
		       "interviewers  units\n",
		       worlds[w].interviewers, worlds[w].each, worlds[w].units,
		       worlds[w].uneven, "");
		for (int k = 0; k < KINDS; k++)
			printf("%-9s  %9.3f  %12.2f  %5.2f\n",
			       quality_kind_name((enum quality_kind)k),
			       100 * r.flagged[k] / r.responses,
			       100 * r.any[k][BY_COLLECTED_BY] / r.surveys,
			       100 * r.any[k][BY_UNIT] / r.surveys);
	}
}

static void print_fabricated(size_t surveys, uint64_t seed)
{
	static const char *const names[FABRICATION_COUNT] = {
		[HONEST] = "honest", [COPIES] = "copies",  [STRAIGHT] = "straight",
		[SPEEDS] = "speeds", [AT_NIGHT] = "night", [INVENTS] = "invents",
		[DIGITS] = "digits"};
	static const double shares[] = {1, 0.5, 0.2};

	printf("\none of 30 interviewers of 60 fabricates, %zu surveys each: flagged, "
	       "%%\n\n%-8s  %4s",
	       surveys, "how", "of");
	for (int k = 0; k < QUALITY_ICC; k++)
		printf("  %8s", quality_kind_name((enum quality_kind)k));
	puts("    others");
	for (int f = HONEST + 1; f < FABRICATION_COUNT; f++)
		for (size_t s = 0; s < sizeof(shares) / sizeof(shares[0]); s++) {
			struct world world = {30,	 60, 10, (enum fabrication)f,
					      shares[s], 1};
			struct rates r = measure(&world, surveys, seed);
			printf("%-8s  %4.0f", names[f], 100 * shares[s]);
			for (int k = 0; k < QUALITY_ICC; k++)
				printf("  %8.1f", 100 * r.first[k] / r.surveys);
			printf("  %8.1f\n", 100 * r.others / r.surveys);
		}
}

int main(int argc, char **argv)
{
	size_t surveys = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000;
	uint64_t seed = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;

	print_honest(surveys, seed);
	print_fabricated(surveys / 5 + 1, seed);
	return 0;
}
