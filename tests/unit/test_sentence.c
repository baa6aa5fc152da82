/*
 * analyzer/sentence: every case in both languages against tests/golden/sentences.*.txt
 * (GOLDEN=write rewrites them), and over many more figures that no sentence says more than
 * they do: nothing rises that is not significant, no rounded number contradicts the words.
 */
#include "analyzer/sentence.h"
#include "forms/alloc.h"
#include "words.h"

#include <math.h>
#include <stdlib.h>

static const double none = (double)NAN;

/* --- figures ------------------------------------------------------------------------ */

static enum verdict judged(const struct figure_facts *facts)
{
	if (isnan(facts->target))
		return VERDICT_NONE;
	if (facts->used_open || isnan(facts->low))
		return VERDICT_UNSURE;
	if (facts->low >= facts->target)
		return VERDICT_MET;
	return facts->high < facts->target ? VERDICT_MISSED : VERDICT_UNSURE;
}

static void say_figure(FILE *out, enum language language,
		       const struct figure_facts *facts)
{
	struct figure_facts judging = *facts;

	judging.aims = facts->subject == SUBJECT_SATISFIED;
	judging.verdict = judged(facts);
	sentence_figure(out, language, &judging);
	putc('\n', out);
}

static const struct figure_facts figures[] = {
	{.estimate = 0.865, .low = 0.841, .high = 0.886, .n = 1200},
	{.estimate = 0.8531, .low = 0.8455, .high = 0.8603, .n = 1200, .decimals = 2},
	/* touching the target, from both sides, and missing it by less than is shown */
	{.estimate = 0.89, .low = 0.87, .high = 0.909, .n = 900},
	{.estimate = 0.85, .low = 0.829, .high = 0.87, .n = 900},
	{.estimate = 0.89, .low = 0.86996, .high = 0.909, .n = 900},
	{.estimate = 0.85, .low = 0.829, .high = 0.86996, .n = 900},
	/* nobody, everybody, almost everybody */
	{.estimate = 0, .low = 0, .high = 0.1135, .n = 30},
	{.estimate = 1, .low = 0.8865, .high = 1, .n = 30},
	{.estimate = 0.9998, .low = 0.9991, .high = 0.99996, .n = 20000},
	{.estimate = 0.0002, .low = 0.00004, .high = 0.0009, .n = 20000},
	{.estimate = 0.9, .low = 0.9, .high = 0.9, .n = 12345678},
	{.estimate = 0.7, .low = 0.3968, .high = 0.8922, .n = 10},
	{.estimate = 0.87, .low = (double)NAN, .high = (double)NAN, .n = 40},
};

static const double targets[] = {(double)NAN, 0.87, 0.825, 0.8725, 0, 1};

static void write_told(FILE *out, enum language language)
{
	for (size_t i = 0; i < ARRAY_SIZE(figures); i++)
		for (size_t t = 0; t < ARRAY_SIZE(targets); t++) {
			struct figure_facts facts = figures[i];
			facts.level = t == 2 ? 0.975 : 0.95;
			facts.target = targets[t];
			facts.decimals = facts.decimals ? facts.decimals : 1;
			say_figure(out, language, &facts);
		}
}

static void write_subjects(FILE *out, enum language language)
{
	for (int subject = 0; subject < SUBJECT_COUNT; subject++)
		for (int open = 0; open < 2; open++)
			for (int within = 0; within < 2; within++) {
				struct figure_facts facts = figures[0];
				facts.subject = (enum sentence_subject)subject;
				facts.used_open = open;
				facts.level = 0.99;
				facts.decimals = 1;
				facts.target = subject ? none : 0.8;
				facts.low = within ? facts.low : none;
				say_figure(out, language, &facts);
			}
}

static void write_untold(FILE *out, enum language language)
{
	static const uint64_t n[] = {0, 1, 9, 10, 1234};

	for (int why = 0; why <= SUPPRESSION_INCOMPARABLE; why++)
		for (size_t i = 0; i < ARRAY_SIZE(n); i++) {
			struct figure_facts facts = {
				.suppressed = (enum suppression)why,
				.n = n[i],
				.min_n = why == SUPPRESSION_FEW && n[i] > 9 ? 2000 : 10,
				.estimate = why || !n[i] ? none : 0.5,
				.low = why || !n[i] ? none : 0.25,
				.high = why || !n[i] ? none : 0.75,
				.level = 0.95,
				.target = 0.8,
				.decimals = 1};
			say_figure(out, language, &facts);
		}
}

/* --- differences -------------------------------------------------------------------- */

static const struct difference_facts differences[] = {
	{.difference = 0.0136, .low = 0.004, .high = 0.0232, .p = 0.005},
	{.difference = -0.0136, .low = -0.0232, .high = -0.004, .p = 0.005},
	{.difference = 0.0136, .low = -0.004, .high = 0.0312, .p = 0.13},
	{.difference = -0.0136, .low = -0.0312, .high = 0.004, .p = 0.13},
	{.difference = 0, .low = -0.02, .high = 0.02, .p = 1},
	{.difference = 0.0004, .low = 0.0001, .high = 0.0007, .p = 0.009},
	{.difference = -0.0004, .low = -0.0007, .high = -0.0001, .p = 0.009},
	/* p and interval at odds at the edge */
	{.difference = 0.02, .low = -0.0001, .high = 0.0401, .p = 0.049},
	{.difference = 0.02, .low = 0.0001, .high = 0.0399, .p = 0.051},
	/* touching 0 */
	{.difference = 0.02, .low = 0, .high = 0.04, .p = 0.05},
	/* huge */
	{.difference = 1, .low = 0.9, .high = 1, .p = 0},
	{.difference = -0.9123, .low = -1, .high = -0.85, .p = 0},
	/* not tested; without an interval */
	{.difference = 0.05, .low = (double)NAN, .high = (double)NAN, .p = (double)NAN},
	{.difference = 0.05, .low = 0.02, .high = 0.08, .p = (double)NAN},
};

/* Alone, in a family that leaves it what it is, and in one that does not. */
static const double families[] = {1, 2, 30};

static struct difference_facts in_family(size_t which, size_t family)
{
	struct difference_facts facts = differences[which];

	facts.level = family == 1 ? 0.975 : 0.95;
	facts.decimals = family == 1 ? 2 : 1;
	facts.p_family = fmin(1, facts.p * families[family]);
	if (isnan(facts.p))
		facts.p_family = none;
	return facts;
}

static void write_changes(FILE *out, enum language language)
{
	for (size_t i = 0; i < ARRAY_SIZE(differences); i++)
		for (size_t f = 0; f < ARRAY_SIZE(families); f++) {
			struct change_facts facts = {.base = "2024", .told = true};
			facts.difference = in_family(i, f);
			sentence_change(out, language, &facts);
			putc('\n', out);
		}
	for (int why = 0; why < COMPARABLE_COUNT; why++) {
		struct change_facts facts = {.base = "2024",
					     .comparable = (enum comparable)why};
		sentence_change(out, language, &facts);
		putc('\n', out);
	}
}

static void write_gaps(FILE *out, enum language language)
{
	for (int told = 1; told >= 0; told--)
		for (size_t i = 0; i < ARRAY_SIZE(differences); i++) {
			struct gap_facts facts = {"Nam", "Nữ", told, in_family(i, 0)};
			if (!told && i)
				continue;
			sentence_gap(out, language, &facts);
			putc('\n', out);
		}
}

static void write_groups(FILE *out, enum language language)
{
	static const size_t npairs[] = {0, 1, 10};

	for (size_t i = 0; i < ARRAY_SIZE(npairs); i++)
		for (size_t nreal = 0; nreal <= npairs[i] && nreal < 4; nreal++) {
			struct groups_facts facts = {
				npairs[i],
				nreal,
				{"Trên 60 tuổi", "18–24 tuổi", true, in_family(0, 0)}};
			sentence_groups(out, language, &facts);
			putc('\n', out);
		}
	sentence_groups_alike(out, language, "Giới tính, Nơi sinh sống");
	putc('\n', out);
}

static void write_moved(FILE *out, enum language language)
{
	static const struct moved_facts moved[] = {
		{"2024", 0, 9, false, 0.002, 0, 2},
		{"2024", 0, 9, true, 0.0136, 0, 2},
		{"2024", 1, 9, false, 0.002, 0.015, 2},
		{"2024", 7, 9, true, 0.0303, 0.0267, 2},
		{"2024", 7, 9, true, -0.0303, -0.0267, 1},
		{"2024", 7, 9, true, 0.0303, (double)NAN, 2},
		{"2024", 7, 9, false, (double)NAN, (double)NAN, 2},
		{"2024", 9, 9, true, 0.0303, 0.0303, 2},
	};

	for (size_t i = 0; i < ARRAY_SIZE(moved); i++) {
		sentence_moved(out, language, &moved[i]);
		putc('\n', out);
	}
}

static void write_ranks(FILE *out, enum language language)
{
	static const struct rank_facts now[] = {{2, 1, 5, 34, false},
						{1, 1, 1, 34, false},
						{8, 1, 34, 34, false},
						{30, 28, 34, 34, false}};
	static const struct rank_facts before[] = {{0},
						   {9, 6, 15, 34, false},
						   {9, 5, 15, 34, false},
						   {2, 1, 3, 34, false},
						   {9, 6, 15, 63, false},
						   {9, 6, 15, 34, true}};

	for (size_t i = 0; i < ARRAY_SIZE(now); i++)
		for (size_t j = 0; j < ARRAY_SIZE(before); j++) {
			sentence_rank(out, language, &now[i], "2024", &before[j]);
			putc('\n', out);
		}
}

static void write_briefs(FILE *out, enum language language)
{
	for (int kind = 0; kind < BRIEF_COUNT; kind++)
		for (int sign = -1; sign <= 1; sign++)
			fprintf(out, "%s\n",
				sentence_brief((enum sentence_brief)kind, sign,
					       language));
}

/* --- golden ------------------------------------------------------------------------- */

static const struct {
	const char *title;
	void (*write)(FILE *out, enum language language);
} parts[] = {
	{"Figures and targets", write_told},
	{"What is spoken of, and people who came by themselves", write_subjects},
	{"Figures that are not told", write_untold},
	{"Changes", write_changes},
	{"Gaps", write_gaps},
	{"Groups", write_groups},
	{"Parts that moved", write_moved},
	{"Ranks", write_ranks},
	{"In tables", write_briefs},
};

static const char *kept_text(const char *path)
{
	static char text[1 << 18];
	FILE *file = fopen(path, "r");

	text[0] = '\0';
	if (file) {
		text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
		fclose(file);
	}
	return text;
}

static void keep(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	if (!file || fputs(text, file) < 0 || fclose(file) != 0)
		abort();
}

/* The first line in which two texts differ. */
static void show_difference(const char *got, const char *want)
{
	while (*got && strcspn(got, "\n") == strcspn(want, "\n") &&
	       strncmp(got, want, strcspn(got, "\n") + 1) == 0) {
		got += strcspn(got, "\n") + 1;
		want += strcspn(want, "\n") + 1;
	}
	printf("#      got: %.*s\n# expected: %.*s\n", (int)strcspn(got, "\n"), got,
	       (int)strcspn(want, "\n"), want);
}

static void test_golden(enum language language)
{
	const char *write = getenv("GOLDEN");
	struct capture all = {0};
	FILE *out = capture_begin(&all);
	char path[64];

	snprintf(path, sizeof(path), "tests/golden/sentences.%s.txt",
		 language_code(language));
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		fprintf(out, "%s# %s\n", i ? "\n" : "", parts[i].title);
		parts[i].write(out, language);
	}
	const char *got = capture_end(&all);
	if (write && strcmp(write, "write") == 0)
		keep(path, got);
	if (!ok(strcmp(got, kept_text(path)) == 0, "the sentences in '%s'",
		language_code(language)))
		show_difference(got, kept_text(path));
	free(all.text);
}

/* --- nothing more than the figures say ---------------------------------------------- */

/* The number behind the `nth` sign or digit run that `before` leads to. */
static double number_after(const char *text, const char *before)
{
	const char *at = strstr(text, before);

	return at ? strtod(at + strlen(before), NULL) : none;
}

static void test_targets_agree(void)
{
	struct capture said = {0};
	unsigned wrong = 0, count = 0;

	for (int low = 8480; low <= 8520; low++)
		for (int width = 1; width < 40; width += 3) {
			struct figure_facts facts = {.estimate =
							     (low + width / 2.0) / 1e4,
						     .low = low / 1e4,
						     .high = (low + width) / 1e4,
						     .n = 500,
						     .level = 0.95,
						     .target = 0.85,
						     .decimals = 1};
			say_figure(capture_begin(&said), LANGUAGE_EN, &facts);
			const char *text = capture_end(&said);
			double shown_low = number_after(text, "95% CI ");
			double shown_high = number_after(text, "–");
			bool met = strstr(text, "is met.") && !strstr(text, "whether");
			bool missed = strstr(text, "is not met.");
			wrong +=
				met != (shown_low >= 85) || missed != (shown_high < 85);
			count++;
		}
	ok(wrong == 0, "of %u figures near a target none contradicts its verdict",
	   count);
	free(said.text);
}

static bool says_change(const char *text)
{
	return strstr(text, "a significant");
}

static void test_changes_agree(void)
{
	struct capture said = {0};
	unsigned wrong = 0, count = 0, real = 0;

	for (int d = -60; d <= 60; d++)
		for (int p = 1; p < 100; p += 7)
			for (int m = 1; m < 20; m += 9) {
				struct change_facts facts = {.base = "b", .told = true};
				facts.difference = (struct difference_facts){
					.difference = d / 1e4,
					.low = (d - 21) / 1e4,
					.high = (d + 21) / 1e4,
					.level = 0.95,
					.p = p / 1e3 + 1e-5,
					.p_family = fmin(1, m * (p / 1e3 + 1e-5)),
					.decimals = 1};
				sentence_change(capture_begin(&said), LANGUAGE_EN,
						&facts);
				const char *text = capture_end(&said);
				bool may = m * p < 50 && (d > 21 || d < -21);
				bool up = strstr(text, "significant increase");
				wrong += says_change(text) != may ||
					 (may && up != (d > 0)) ||
					 (may && strstr(text, " 0.0 ")) ||
					 (may && strstr(text, "−0.0 "));
				real += may;
				count++;
			}
	ok(wrong == 0, "of %u differences the %u real ones alone are changes", count,
	   real);
	free(said.text);
}

/* Whatever is unknown, what is unknown is not written. */
static void test_unknown(void)
{
	struct capture said = {0};
	unsigned wrong = 0;

	for (unsigned bits = 0; bits < 64; bits++) {
		struct figure_facts facts = {.estimate = bits & 1 ? none : 0.8,
					     .low = bits & 2 ? none : 0.7,
					     .high = bits & 4 ? none : 0.9,
					     .target = bits & 8 ? none : 0.85,
					     .used_open = bits & 16,
					     .n = bits & 32 ? 0 : 50,
					     .level = 0.95,
					     .decimals = 1};
		FILE *out = capture_begin(&said);
		for (int language = 0; language < LANGUAGE_COUNT; language++)
			say_figure(out, (enum language)language, &facts);
		const char *text = capture_end(&said);
		wrong += strstr(text, "nan") || strstr(text, "{") || strstr(text, " –");
	}
	ok(wrong == 0, "what is not known is not written");
	free(said.text);
}

int main(void)
{
	test_golden(LANGUAGE_VI);
	test_golden(LANGUAGE_EN);
	test_targets_agree();
	test_changes_agree();
	test_unknown();
	return done_testing();
}
