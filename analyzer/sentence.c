/* See sentence.h; the words are in sentence_rows.c. */
#include "sentence_rows.h"

#include "phrases.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

/* --- putting it together ------------------------------------------------------------ */

enum { PLACES = 9, TEXT_BYTES = 200, MOST_DECIMALS = 4 };

/* What stands at the places of a row. Names are borrowed, numbers its own. */
struct sentence {
	FILE *out;
	enum language language;
	const char *places[PLACES];
	char texts[PLACES][TEXT_BYTES];
	size_t nparts;
};

static struct sentence begin(FILE *out, enum language language)
{
	return (struct sentence){.out = out, .language = language};
}

/* What is written until put_end stands at that place. */
static FILE *put(struct sentence *sentence, size_t place)
{
	FILE *text = fmemopen(sentence->texts[place], TEXT_BYTES, "w");

	if (!text)
		abort();
	sentence->places[place] = sentence->texts[place];
	return text;
}

static void put_end(FILE *text)
{
	if (fclose(text) != 0)
		abort();
}

static void write_plain(FILE *out, const char *text)
{
	fputs(text, out);
}

static void say(struct sentence *sentence, enum sentence_row row)
{
	const char *text = sentence_row(row, sentence->language);

	fputs(sentence->nparts++ && *text != ',' ? "; " : "", sentence->out);
	phrase_fill_as(sentence->out, text, sentence->places, write_plain);
}

static void end(struct sentence *sentence)
{
	putc('.', sentence->out);
}

/* --- numbers ------------------------------------------------------------------------ */

/* As it will be read. */
static double rounded(double value, int decimals)
{
	char text[64];

	snprintf(text, sizeof(text), "%.*f", decimals, value);
	return strtod(text, NULL);
}

/* "87 %", "97,5 %", "82,25 %" */
static void put_exactly(struct sentence *sentence, size_t place, double share)
{
	FILE *text = put(sentence, place);
	int decimals = 0;

	while (decimals < MOST_DECIMALS &&
	       fabs(rounded(100 * share, decimals) - 100 * share) > 1e-9)
		decimals++;
	write_percent(text, share, decimals, sentence->language);
	put_end(text);
}

static void put_points(struct sentence *sentence, size_t place, double difference,
		       int decimals)
{
	FILE *text = put(sentence, place);

	write_percent_points(text, difference, decimals, sentence->language);
	put_end(text);
}

static void put_count(struct sentence *sentence, size_t place, uint64_t count)
{
	FILE *text = put(sentence, place);

	text_decimal(text, language_code(sentence->language), (double)count, 0);
	put_end(text);
}

/* "1.200 phiếu", "1 response" */
static void put_responses(struct sentence *sentence, size_t place, uint64_t n)
{
	FILE *text = put(sentence, place);

	text_decimal(text, language_code(sentence->language), (double)n, 0);
	fputs(sentence->language == LANGUAGE_VI ? " phiếu"
	      : n == 1				? " response"
						: " responses",
	      text);
	put_end(text);
}

/* --- figures ------------------------------------------------------------------------ */

/* Whether a share reads as it is: on its side of the border, and all or nobody only
 * where it is. */
static bool reads_well(double share, double border, int decimals)
{
	double percent = rounded(100 * share, decimals);
	double at = rounded(100 * border, 9);

	if (isnan(share))
		return true;
	if ((percent <= 0 && share > 0) || (percent >= 100 && share < 1))
		return false;
	return isnan(border) || (percent >= at) == (share >= border);
}

static int figure_decimals(const struct figure_facts *facts)
{
	int decimals = facts->decimals;

	while (decimals < MOST_DECIMALS &&
	       !(reads_well(facts->estimate, facts->target, decimals) &&
		 reads_well(facts->low, facts->target, decimals) &&
		 reads_well(facts->high, facts->target, decimals)))
		decimals++;
	return decimals;
}

/* Bounds without their sign: it stands beside the estimate. */
static void put_bounds(struct sentence *sentence, size_t place,
		       const struct figure_facts *facts, int decimals)
{
	FILE *text = put(sentence, place);

	text_decimal(text, language_code(sentence->language), 100 * facts->low,
		     decimals);
	fputs("–", text);
	if (sentence->language == LANGUAGE_EN)
		write_percent(text, facts->high, decimals, sentence->language);
	else
		text_decimal(text, language_code(sentence->language), 100 * facts->high,
			     decimals);
	put_end(text);
}

static void put_figure(struct sentence *sentence, const struct figure_facts *facts)
{
	int decimals = figure_decimals(facts);

	sentence->places[0] = sentence_subject(facts->subject, sentence->language);
	FILE *text = put(sentence, 1);
	write_percent(text, facts->estimate, decimals, sentence->language);
	put_end(text);
	put_exactly(sentence, 2, facts->level);
	put_bounds(sentence, 3, facts, decimals);
	put_responses(sentence, 4, facts->n);
	put_exactly(sentence, 5, facts->target);
}

static bool has_interval(const struct figure_facts *facts)
{
	return !isnan(facts->low) && !isnan(facts->high);
}

/* Why there is no figure to tell; SAY_FIGURE where there is. */
static enum sentence_row untold(const struct figure_facts *facts)
{
	static const enum sentence_row of_suppression[] = {
		[SUPPRESSION_NONE] = SAY_FIGURE,
		[SUPPRESSION_FEW] = SAY_FEW,
		[SUPPRESSION_COMPLEMENT] = SAY_COMPLEMENT,
		[SUPPRESSION_INCOMPARABLE] = SAY_BROKEN,
	};

	if (facts->suppressed == SUPPRESSION_INCOMPARABLE)
		return SAY_BROKEN;
	if (!facts->n || (!facts->suppressed && isnan(facts->estimate)))
		return SAY_NOBODY;
	return of_suppression[facts->suppressed];
}

static void say_target(struct sentence *sentence, const struct figure_facts *facts)
{
	static const enum sentence_row of_verdict[] = {
		[VERDICT_NONE] = SAY_TARGET_UNSURE,
		[VERDICT_MET] = SAY_TARGET_MET,
		[VERDICT_MISSED] = SAY_TARGET_MISSED,
		[VERDICT_UNSURE] = SAY_TARGET_UNSURE,
	};

	_Static_assert(ARRAY_SIZE(of_verdict) == VERDICT_COUNT, "a row for each");
	if (!facts->aims)
		return;
	if (isnan(facts->target))
		say(sentence, SAY_TARGET_NONE);
	else if (facts->used_open)
		say(sentence, SAY_TARGET_OPEN);
	else if (!has_interval(facts))
		say(sentence, SAY_TARGET_NO_INTERVAL);
	else
		say(sentence, of_verdict[facts->verdict]);
}

void sentence_figure(FILE *out, enum language language,
		     const struct figure_facts *facts)
{
	struct sentence sentence = begin(out, language);
	enum sentence_row why = untold(facts);
	bool within = has_interval(facts);

	if (why == SAY_FIGURE) {
		put_figure(&sentence, facts);
		if (facts->used_open)
			say(&sentence,
			    within ? SAY_FIGURE_OPEN : SAY_FIGURE_OPEN_ALONE);
		else
			say(&sentence, within ? SAY_FIGURE : SAY_FIGURE_ALONE);
		say_target(&sentence, facts);
	} else {
		put_responses(&sentence, 0, facts->n);
		put_count(&sentence, 1, facts->min_n);
		say(&sentence, why);
	}
	end(&sentence);
}

/* --- differences -------------------------------------------------------------------- */

static bool is_beside(const struct difference_facts *facts)
{
	return facts->low > 0 || facts->high < 0;
}

int sentence_sign(const struct difference_facts *facts)
{
	if (!is_beside(facts) || !(facts->p_family < 1 - facts->level))
		return 0;
	return facts->difference > 0 ? 1 : -1;
}

/* A real difference reads as one: none of its numbers is 0 or beyond. */
static int difference_decimals(const struct difference_facts *facts)
{
	int decimals = facts->decimals, sign = sentence_sign(facts);
	double nearest = sign > 0 ? facts->low : facts->high;

	while (sign && decimals < MOST_DECIMALS &&
	       rounded(100 * nearest, decimals) * sign <= 0)
		decimals++;
	return decimals;
}

static void put_difference(struct sentence *sentence,
			   const struct difference_facts *facts)
{
	int decimals = difference_decimals(facts);

	put_points(sentence, 1, facts->difference, decimals);
	put_exactly(sentence, 2, facts->level);
	put_points(sentence, 3, facts->low, decimals);
	put_points(sentence, 4, facts->high, decimals);
}

/* How a kind of difference is told. */
struct telling {
	enum sentence_row head, alone; /* with an interval, without */
	enum sentence_row worth[3];    /* less, neither, more */
};

static const struct telling change_telling = {
	SAY_CHANGE, SAY_CHANGE_ALONE, {SAY_DOWN, SAY_STILL, SAY_UP}};
static const struct telling gap_telling = {
	SAY_GAP, SAY_GAP_ALONE, {SAY_LOWER, SAY_STILL, SAY_HIGHER}};

static void say_difference(struct sentence *sentence,
			   const struct difference_facts *facts,
			   const struct telling *telling)
{
	int sign = sentence_sign(facts);
	bool within = !isnan(facts->low) && !isnan(facts->high);
	double alpha = 1 - facts->level;
	bool among = !sign && is_beside(facts) && facts->p < alpha;

	put_difference(sentence, facts);
	say(sentence, within ? telling->head : telling->alone);
	if (isnan(facts->p_family))
		say(sentence, SAY_UNTESTED);
	else
		say(sentence, among ? SAY_STILL_AMONG : telling->worth[sign + 1]);
}

void sentence_change(FILE *out, enum language language,
		     const struct change_facts *facts)
{
	static const enum sentence_row why[] = {[COMPARABLE_DECLARED] = SAY_CHANGE,
						[COMPARABLE_UNSAID] = SAY_NOT_SAID,
						[COMPARABLE_NOT_METHOD] =
							SAY_NOT_METHOD,
						[COMPARABLE_NOT_FORM] = SAY_NOT_FORM,
						[COMPARABLE_NOT_OTHER] = SAY_NOT_OTHER};
	struct sentence sentence = begin(out, language);

	_Static_assert(ARRAY_SIZE(why) == COMPARABLE_COUNT, "a row for each");
	sentence.places[0] = facts->base;
	if (facts->comparable != COMPARABLE_DECLARED)
		say(&sentence, why[facts->comparable]);
	else if (!facts->told || isnan(facts->difference.difference))
		say(&sentence, SAY_NO_BASE);
	else
		say_difference(&sentence, &facts->difference, &change_telling);
	end(&sentence);
}

static void say_gap(struct sentence *sentence, const struct gap_facts *facts)
{
	sentence->places[5] = facts->this;
	sentence->places[6] = facts->that;
	if (!facts->told || isnan(facts->difference.difference))
		say(sentence, SAY_GAP_UNTOLD);
	else
		say_difference(sentence, &facts->difference, &gap_telling);
}

void sentence_gap(FILE *out, enum language language, const struct gap_facts *facts)
{
	struct sentence sentence = begin(out, language);

	say_gap(&sentence, facts);
	end(&sentence);
}

void sentence_groups(FILE *out, enum language language,
		     const struct groups_facts *facts)
{
	struct sentence sentence = begin(out, language);

	put_count(&sentence, 7, facts->nreal);
	put_count(&sentence, 8, facts->npairs);
	if (!facts->npairs) {
		say(&sentence, SAY_GROUPS_UNTOLD);
	} else if (!facts->nreal) {
		say(&sentence, facts->npairs == 1 ? SAY_GROUPS_PAIR : SAY_GROUPS_ALIKE);
	} else {
		if (facts->npairs > 1) {
			say(&sentence, SAY_GROUPS_DIFFER);
			sentence.nparts = 0;
		}
		say_gap(&sentence, &facts->widest);
	}
	end(&sentence);
}

void sentence_groups_alike(FILE *out, enum language language, const char *questions)
{
	struct sentence sentence = begin(out, language);

	sentence.places[0] = questions;
	say(&sentence, SAY_GROUPS_ALIKE_BY);
	end(&sentence);
}

/* What the changes of the parts are of that of the index. */
static void say_index(struct sentence *sentence, const struct moved_facts *facts)
{
	bool some = facts->nreal && facts->nreal < facts->n;
	bool told = !isnan(facts->index);

	if (some && told && facts->index_is_real && !isnan(facts->real))
		say(sentence, SAY_MOVED_PARTS);
	if (some)
		say(sentence, SAY_MOVED_REST);
	if (told && !facts->index_is_real)
		say(sentence, SAY_MOVED_INDEX_STILL);
	else if (told && !facts->nreal)
		say(sentence, SAY_MOVED_TOGETHER);
}

void sentence_moved(FILE *out, enum language language, const struct moved_facts *facts)
{
	struct sentence sentence = begin(out, language);

	sentence.places[0] = facts->base;
	put_count(&sentence, 1, facts->nreal);
	put_count(&sentence, 2, facts->n);
	put_points(&sentence, 3, facts->real, facts->decimals);
	put_points(&sentence, 4, facts->index, facts->decimals);
	say(&sentence, !facts->nreal		  ? SAY_MOVED_NONE
		       : facts->nreal == facts->n ? SAY_MOVED_ALL
						  : SAY_MOVED_SOME);
	say_index(&sentence, facts);
	end(&sentence);
}

/* --- ranks -------------------------------------------------------------------------- */

static enum sentence_row rank_row(const struct rank_facts *facts)
{
	if (facts->low == facts->high)
		return SAY_RANK_SURE;
	return facts->low <= 1 && facts->high >= facts->of ? SAY_RANK_ANY : SAY_RANK;
}

static bool others_were_ranked(const struct rank_facts *now,
			       const struct rank_facts *before)
{
	return before->others || now->of != before->of;
}

int sentence_rank_sign(const struct rank_facts *now, const struct rank_facts *before)
{
	if (!now->rank || !before->rank || others_were_ranked(now, before))
		return 0;
	return (now->high < before->low) - (now->low > before->high);
}

static enum sentence_row ranks_row(const struct rank_facts *now,
				   const struct rank_facts *before)
{
	static const enum sentence_row rows[] = {SAY_RANKS_DOWN, SAY_RANKS_STILL,
						 SAY_RANKS_UP};

	return others_were_ranked(now, before)
		       ? SAY_RANKS_OTHERS
		       : rows[sentence_rank_sign(now, before) + 1];
}

void sentence_rank(FILE *out, enum language language, const struct rank_facts *now,
		   const char *base, const struct rank_facts *before)
{
	struct sentence sentence = begin(out, language);

	put_count(&sentence, 0, now->rank);
	put_count(&sentence, 1, now->low);
	put_count(&sentence, 2, now->high);
	put_count(&sentence, 3, now->of);
	say(&sentence, rank_row(now));
	if (before && before->rank) {
		sentence.places[4] = base;
		put_count(&sentence, 5, before->rank);
		put_count(&sentence, 6,
			  now->rank < before->rank ? before->rank - now->rank
						   : now->rank - before->rank);
		put_count(&sentence, 7, before->of);
		say(&sentence, ranks_row(now, before));
	}
	end(&sentence);
}
