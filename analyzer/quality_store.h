/*
 * What quality.h keeps, for the files that share it: the responses in columns, their
 * marks, and the members of each group of one grouping.
 */
#ifndef HAILONG_ANALYZER_QUALITY_STORE_H
#define HAILONG_ANALYZER_QUALITY_STORE_H

#include "outliers.h"
#include "keys.h"
#include "quality.h"

#include "forms/alloc.h"

#define MICROSECONDS 1000000LL
#define DAY_SECONDS 86400LL
#define VIETNAM_SECONDS (7 * 3600LL)

struct quality {
	struct arena *arena;
	struct quality_item *items;
	size_t nitems;
	struct quality_options options;
	/* per response */
	size_t n, room;
	const char **ids;
	uint8_t *levels; /* n × nitems */
	uint16_t *nasked;
	int64_t *started, *submitted;
	double *weights;
	int16_t *flags;
	uint32_t *group[BY_COUNT]; /* KEYS_NONE: in none */
	struct keys *keys[BY_COUNT];
	/* made by quality_measure */
	float *run, *pace, *missing; /* NaN where they can't be told */
	uint64_t *hash;		     /* of varied answers; 0: none */
	float *match;	       /* with the response most alike, NaN below 85 % … */
	uint32_t *partner;     /* … and which it is; UINT32_MAX: none */
	uint16_t *can, *marks; /* bits: can be told of it; is so */
	uint16_t *reasons;
	double cuts[QUALITY_COUNT]; /* of the marks, as they are told */
	/* made by quality_run */
	struct quality_finding *findings;
	size_t nfindings, findings_room;
};

/* Responses by group: those of group g are order[start[g]] … order[start[g + 1] - 1],
 * ascending. */
struct groups {
	uint32_t *order;
	size_t *start, count;
};

static inline unsigned bit(enum quality_kind kind)
{
	return 1U << kind;
}

static inline const uint8_t *levels_of(const struct quality *q, size_t response)
{
	return q->levels + response * q->nitems;
}

/* Midnight sharp is a date without a time. */
bool quality_has_time(int64_t moment);
/* When it was answered, µs; INT64_MIN where only the day is known, or nothing. */
int64_t quality_moment(const struct quality *q, size_t response);
/* Seconds since midnight in Viet Nam. */
int64_t quality_second_of_day(int64_t moment);

/* Marks of single responses (quality_response.c). */
void quality_measure(struct quality *q);
/* … and who is most like whom (quality_near.c). */
bool quality_find_partners(struct quality *q, struct error *err) MUST_CHECK;

/* A blank finding of a group (UINT32_MAX: of all), appended. */
struct quality_finding *quality_found(struct quality *q, enum quality_by by,
				      uint32_t group, enum quality_kind kind);

/* Groups that are large enough to be tested, with what is told of them. */
struct tested {
	struct outlier_group *list;
	uint32_t *numbers; /* of the groups */
	size_t n;
};

struct tested tested_new(const struct groups *groups);
void tested_release(struct tested *tested);
void tested_add(struct tested *tested, size_t group, struct outlier_group given);

/* The finding that a group is too small. */
void quality_find_few(struct quality *q, enum quality_by by, uint32_t group,
		      enum quality_kind kind, size_t n);

/* The findings of those that are not, as `judge` (of outliers.h) says, unless they are too
 * few to be compared. In groups that are out, marks become reasons. */
void quality_find_tested(struct quality *q, enum quality_by by,
			 const struct groups *groups, enum quality_kind kind,
			 struct tested *tested,
			 void (*judge)(struct outlier_group *, size_t, double));

/* Findings of all groups of a grouping, and the reasons of responses: quality_group.c,
 * quality_copies.c, quality_near.c, quality_entropy.c, quality_time.c, quality_weight.c. */
void quality_shares(struct quality *q, enum quality_by by, const struct groups *groups,
		    enum quality_kind kind);
void quality_exact(struct quality *q, enum quality_by by, const struct groups *groups);
void quality_near(struct quality *q, enum quality_by by, const struct groups *groups);
void quality_entropy(struct quality *q, enum quality_by by,
		     const struct groups *groups);
void quality_bursts(struct quality *q, enum quality_by by, const struct groups *groups);
void quality_digits(struct quality *q, enum quality_by by, const struct groups *groups);
void quality_effect(struct quality *q, enum quality_by by, const struct groups *groups);

#endif
