/*
 * Surveys made up for test_quality.c and tests/bench/quality_rates.c: honest but uneven
 * ones, and the same with one interviewer who fabricates.
 *
 * Honest: satisfaction is normal, and so are what units (sd 0.35) and interviewers
 * (0.15) add; an answer is satisfaction and a deviation of the item (0.75), cut so that
 * about six in ten answer 5 on a scale of 5; a quarter of people, in some units more, give all
 * items one level. One answer in a hundred is left out, one person in a hundred breaks
 * off. An item takes 8 s, log sd 0.45, of interviewers 0.2; interviews follow each other
 * from 7:30 on, so many a day. Weights have two decimals.
 */
#ifndef HAILONG_TESTS_QUALITY_WORLD_H
#define HAILONG_TESTS_QUALITY_WORLD_H

#include "analyzer/gauss.h"
#include "analyzer/quality.h"
#include "forms/alloc.h"

#include <math.h>
#include <stdio.h>

enum { WORLD_ITEMS = 22, WORLD_LEVELS = 5, WORLD_A_DAY = 15 };

#define WORLD_SECOND 1000000LL
/* 2026-03-02, midnight in Viet Nam */
#define WORLD_START (1772384400LL * WORLD_SECOND)
#define WORLD_DAY (86400LL * WORLD_SECOND)

enum fabrication {
	HONEST,
	COPIES,	  /* writes down few forms again and again, one answer in 20 changed */
	STRAIGHT, /* ticks one column, one form in five with one other answer */
	SPEEDS,	  /* honest answers, in a fifth of the time */
	AT_NIGHT, /* honest answers, twenty forms in ten minutes from 23:00 on */
	INVENTS,  /* every answer 4 or 5, as it comes */
	DIGITS,	  /* weights rounded to halves */
	FABRICATION_COUNT
};

struct world {
	size_t interviewers, each, units; /* each: responses of one interviewer */
	enum fabrication fabrication;	  /* by interviewer 0 … */
	double share;			  /* … of so many of the responses */
	double uneven; /* the differences between units, interviewers, times this */
};

struct world_state {
	const struct world *world;
	struct gauss gauss;
	double items[WORLD_ITEMS];
	uint8_t forms[3][WORLD_ITEMS]; /* that are copied */
	double unit, unit_straight, interviewer, pace;
	int64_t clock;
};

static inline uint8_t world_level(double x)
{
	static const double cuts[WORLD_LEVELS - 1] = {-2.6, -2.1, -1.4, -0.3};
	uint8_t level = 1;

	while (level < WORLD_LEVELS && x > cuts[level - 1])
		level++;
	return level;
}

static inline double world_uniform(struct world_state *s)
{
	return prng_uniform(&s->gauss.prng);
}

static inline void world_answer(struct world_state *s, uint8_t *levels)
{
	double person = s->unit + s->interviewer + gauss_next(&s->gauss);
	bool straight = world_uniform(s) < s->unit_straight;
	size_t given = world_uniform(s) < 0.01
			       ? (size_t)(world_uniform(s) * WORLD_ITEMS)
			       : WORLD_ITEMS;

	for (size_t j = 0; j < WORLD_ITEMS; j++) {
		double off = straight ? 0 : s->items[j] + 0.75 * gauss_next(&s->gauss);
		levels[j] = world_level(person + off);
		if (j >= given || world_uniform(s) < 0.01)
			levels[j] = 0;
	}
}

static inline void world_fabricate(struct world_state *s, uint8_t *levels)
{
	const uint8_t *form = s->forms[prng_below(&s->gauss.prng, 3)];
	bool other = world_uniform(s) < 0.2;
	size_t at = prng_below(&s->gauss.prng, WORLD_ITEMS);

	for (size_t j = 0; j < WORLD_ITEMS; j++) {
		if (s->world->fabrication == COPIES)
			levels[j] =
				world_uniform(s) < 0.05
					? (uint8_t)(3 + prng_below(&s->gauss.prng, 3))
					: form[j];
		if (s->world->fabrication == STRAIGHT)
			levels[j] = other && j == at ? 4 : 5;
		if (s->world->fabrication == INVENTS)
			levels[j] = (uint8_t)(4 + prng_below(&s->gauss.prng, 2));
	}
}

static inline struct quality_row world_row(struct world_state *s, size_t number,
					   bool fabricated, uint8_t *levels)
{
	double seconds = 8 * WORLD_ITEMS * s->pace * exp(0.45 * gauss_next(&s->gauss));
	double gap = 60 + 600 * world_uniform(s);
	enum fabrication how = fabricated ? s->world->fabrication : HONEST;
	struct quality_row row = {.levels = levels, .nasked = WORLD_ITEMS};

	if (number % WORLD_A_DAY == 0)
		s->clock = WORLD_START + (int64_t)(number / WORLD_A_DAY) * WORLD_DAY +
			   27000 * WORLD_SECOND;
	world_answer(s, levels);
	if (how != HONEST)
		world_fabricate(s, levels);
	if (how == SPEEDS)
		seconds /= 5;
	if (how == AT_NIGHT) {
		s->clock = WORLD_START + (int64_t)(number / 20) * WORLD_DAY +
			   (82800 + (int64_t)(number % 20) * 30) * WORLD_SECOND;
		seconds = 25;
	}
	row.started = s->clock + (int64_t)(gap * (how != AT_NIGHT)) * WORLD_SECOND;
	row.submitted = row.started + (int64_t)seconds * WORLD_SECOND;
	row.flags = -1;
	row.weight = round(100 * exp(3 + 0.5 * gauss_next(&s->gauss))) / 100;
	if (how == DIGITS)
		row.weight = round(2 * row.weight) / 2;
	s->clock = row.submitted;
	return row;
}

static inline void world_interviewer(struct world_state *s, size_t interviewer,
				     struct quality *quality)
{
	const struct world *world = s->world;
	uint8_t levels[WORLD_ITEMS];
	char names[2][24];

	s->interviewer = 0.15 * world->uneven * gauss_next(&s->gauss);
	s->pace = exp(0.2 * world->uneven * gauss_next(&s->gauss));
	for (int f = 0; f < 3; f++)
		world_answer(s, s->forms[f]);
	snprintf(names[0], sizeof(names[0]), "I%zu", interviewer);
	for (size_t i = 0; i < world->each; i++) {
		bool fabricated = interviewer == 0 && world_uniform(s) < world->share;
		struct quality_row row = world_row(s, i, fabricated, levels);
		snprintf(names[1], sizeof(names[1]), "U%zu",
			 interviewer * world->units / world->interviewers);
		row.labels[BY_COLLECTED_BY] = names[0];
		row.labels[BY_UNIT] = names[1];
		row.labels[BY_CHANNEL] = "interview";
		quality_add(quality, &row);
	}
}

/* A survey, looked through; to be freed by the caller. */
static inline struct quality *world_quality(const struct world *world, uint64_t seed)
{
	static const struct quality_options options = {
		.n_min = QUALITY_N_MIN,
		.by = {[BY_COLLECTED_BY] = true, [BY_UNIT] = true},
		.level = 0.95};
	struct quality_item items[WORLD_ITEMS];
	struct world_state s = {.world = world, .gauss = gauss_start(seed, 0)};
	size_t unit = SIZE_MAX;

	for (size_t j = 0; j < WORLD_ITEMS; j++) {
		items[j] = (struct quality_item){WORLD_LEVELS, ""};
		s.items[j] = 0.4 * gauss_next(&s.gauss);
	}
	struct quality *quality = quality_new(items, WORLD_ITEMS);
	for (size_t i = 0; i < world->interviewers; i++) {
		if (i * world->units / world->interviewers != unit) {
			unit = i * world->units / world->interviewers;
			s.unit = 0.35 * world->uneven * gauss_next(&s.gauss);
			s.unit_straight =
				0.25 * exp(0.3 * world->uneven * gauss_next(&s.gauss));
		}
		world_interviewer(&s, i, quality);
	}
	if (!quality_run(quality, &options, &(struct error){0}))
		abort();
	return quality;
}

#endif
