/*
 * What the figures say, in words, and nothing more: from plain facts to one sentence in
 * Vietnamese or English. Every sentence is put together from the rows of one table
 * (sentence.c); nobody else says that something is met, higher or has changed.
 *
 *   figure   nobody answered; too few; held back for another's sake; can't be re-based;
 *            told, of a sample or of people who came by themselves, with its interval or
 *            without; then, where there is a target, what verdict.h says of it
 *   change   not comparable, and why; nothing to compare with; a difference, and what it
 *            is worth
 *   gap      the same of two groups, or of a part and the whole
 *   groups   all pairs of the groups of one question
 *   moved    how many of the parts of an index have changed, and how much of its change
 *            is theirs
 *   rank     a place among others, with the places it may just as well have, and whether
 *            it has moved since the base
 *
 * Worth. Up, down, higher, lower are said only where p, adjusted for its family, is below
 * 1 - level and the interval lies beside 0 (Newcombe's may disagree with p at the edge:
 * then nothing is said). All else is "no significant difference"; where p alone would have
 * been enough the sentence says that many were compared.
 *
 * Ranks have moved where the sets of both rounds have no rank in common and the same
 * places were ranked. Both sets hold together at 2 level - 1 at least (Bonferroni).
 *
 * Numbers. Per cent and points have `decimals`, and more (to 4) where rounding would
 * contradict the sentence: a bound on the other side of the target or of 0, a difference of
 * nothing that is real, a share of all or nobody that is not. Targets and levels are told
 * exactly. Texts are plain: who writes HTML escapes them. NaN is nothing.
 */
#ifndef HAILONG_ANALYZER_SENTENCE_H
#define HAILONG_ANALYZER_SENTENCE_H

#include "comparable.h"
#include "verdict.h"
#include "words.h"

enum sentence_subject { SUBJECT_SATISFIED, SUBJECT_MEAN5, SUBJECT_ALL, SUBJECT_COUNT };

struct figure_facts {
	enum sentence_subject subject;
	enum suppression suppressed;
	uint64_t n, min_n;
	bool used_open; /* nobody was drawn */
	double estimate, low, high, level;
	bool aims;     /* the target is to be spoken of */
	double target; /* NaN: none */
	enum verdict verdict;
	int decimals;
};

/* The figure, and what it says of the target. */
void sentence_figure(FILE *out, enum language language,
		     const struct figure_facts *facts);

struct difference_facts {
	double difference, low, high, level;
	double p, p_family; /* the latter adjusted; NaN: not tested */
	int decimals;
};

/* -1, 1: a real difference, its sign; 0: none that is. */
int sentence_sign(const struct difference_facts *facts);

struct change_facts {
	const char *base; /* the code of a round */
	enum comparable comparable;
	bool told; /* both sides are */
	struct difference_facts difference;
};

void sentence_change(FILE *out, enum language language,
		     const struct change_facts *facts);

/* `that` is what `this` is held against. */
struct gap_facts {
	const char *this, *that;
	bool told;
	struct difference_facts difference;
};

void sentence_gap(FILE *out, enum language language, const struct gap_facts *facts);

struct groups_facts {
	size_t npairs, nreal;	 /* compared, and really different */
	struct gap_facts widest; /* of those that are, the higher group first */
};

void sentence_groups(FILE *out, enum language language,
		     const struct groups_facts *facts);

/* Of several questions by name none of which has groups that differ. */
void sentence_groups_alike(FILE *out, enum language language, const char *questions);

struct moved_facts {
	const char *base;
	size_t nreal, n;
	bool index_is_real; /* the change of the index itself */
	double index,
		real; /* that change, and what real changes are of it; NaN: unknown */
	int decimals;
};

void sentence_moved(FILE *out, enum language language, const struct moved_facts *facts);

struct rank_facts {
	size_t rank, low, high, of; /* rank 0: none */
	bool others;		    /* of ranks before: others were ranked then */
};

/* 1: up, -1: down, where the sets of both rounds have no rank in common; 0: that can't
 * be told. */
int sentence_rank_sign(const struct rank_facts *now, const struct rank_facts *before);

/* `base` is the code of a round, `before` the rank then; NULL: of this round alone. */
void sentence_rank(FILE *out, enum language language, const struct rank_facts *now,
		   const char *base, const struct rank_facts *before);

/* For cells of tables: "tăng", "cao hơn", "chưa rõ". */
enum sentence_brief { BRIEF_CHANGE, BRIEF_GAP, BRIEF_COUNT };
const char *sentence_brief(enum sentence_brief kind, int sign, enum language language);

#endif
