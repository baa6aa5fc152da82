/* forms/expr: what XLSForm's relevant and constraint say, as a table. */
#include "forms/expr.h"
#include "forms/text.h"
#include "words.h"

enum { ITEMS = 3, SELF = 2 };

/* Items a, b and c; `.` is c. */
static int find(void *context, const char *name, struct error *err)
{
	(void)context;
	if (name[0] >= 'a' && name[0] < 'a' + ITEMS && !name[1])
		return name[0] - 'a';
	error_set(err, ERROR_INPUT, "${%s} names no earlier item", name);
	return -1;
}

static const char *value(void *context, int item)
{
	const char *const *answers = context;
	return answers[item];
}

static void test_truth(struct arena *arena)
{
	static const struct {
		const char *text;
		const char *answers[ITEMS]; /* of a, b, c */
		bool truth;
	} cases[] = {
		{"${a} = 'yes'", {"yes", "", ""}, true},
		{"${a} = 'yes'", {"no", "", ""}, false},
		{"${a} = 'yes'", {"", "", ""}, false},
		{"${a} != 'yes'", {"", "", ""}, true},
		{"${a} = \"it's\"", {"it's", "", ""}, true},
		{"${a} = ${b}", {"x", "x", ""}, true},
		{"${a} = ''", {"", "", ""}, true},
		{"${a}", {"", "", ""}, false},
		{"${a}", {"na", "", ""}, true},
		{"${a} <= 2", {"2", "", ""}, true},
		{"${a} < 2", {"2", "", ""}, false},
		{"${a} >= 2", {"2", "", ""}, true},
		{"${a} > 2", {"10", "", ""}, true},
		{"${a} > '2'", {"10", "", ""}, true},
		{"${a} = 10", {"10.0", "", ""}, true},
		{"${a} = '10'", {"10.0", "", ""}, false},
		/* NaN: comparing it is false, except that it is unequal to all */
		{"${a} < 5", {"", "", ""}, false},
		{"${a} > 5", {"na", "", ""}, false},
		{"${a} = 5", {"na", "", ""}, false},
		{"${a} != 5", {"na", "", ""}, true},
		{"${a} + 1", {"na", "", ""}, false},
		{". >= 1 and . <= 31", {"", "", "12"}, true},
		{". >= 1 and . <= 31", {"", "", "32"}, false},
		{".>=1 and .<=31", {"", "", "31"}, true},
		{"1 + 2 * 3 = 7", {"", "", ""}, true},
		{"(1 + 2) * 3 = 9", {"", "", ""}, true},
		{"10 - 4 - 3 = 3", {"", "", ""}, true},
		{"12 div 4 div 3 = 1", {"", "", ""}, true},
		{"1 div 0 > 1000000", {"", "", ""}, true},
		{"- 3 < -2", {"", "", ""}, true},
		{"--3 = 3", {"", "", ""}, true},
		{"((((((((-3)))))))) = -3", {"", "", ""}, true},
		{"${a}-1 = 1", {"2", "", ""}, true},
		{"1 = 1 or 1 = 2 and 1 = 3", {"", "", ""}, true},
		{"(1 = 1 or 1 = 2) and 1 = 3", {"", "", ""}, false},
		{"1 < 2 = true()", {"", "", ""}, true},
		{"not(${a} = 'x')", {"y", "", ""}, true},
		{"not (${a} = 'x')", {"x", "", ""}, false},
		{"true() and not(false())", {"", "", ""}, true},
		{"selected(${a}, 'tv')", {"radio tv", "", ""}, true},
		{"selected(${a}, 'tv')", {"tv2 mtv", "", ""}, false},
		{"selected(${a}, 'tv')", {"", "", ""}, false},
		{"selected(${a}, ${b})", {"x y", "y", ""}, true},
		{"count-selected(${a}) <= 2", {"x y", "", ""}, true},
		{"count-selected(${a}) <= 2", {"x y z", "", ""}, false},
		{"count-selected(${a}) = 0", {"", "", ""}, true},
		{"string-length(.) = 3", {"", "", "tốt"}, true},
		{"string-length('') = 0", {"", "", ""}, true},
		{"${a} = 'a' or ${b} = 'b'", {"", "b", ""}, true},
		{"${a}='or'or ${b}='and'", {"or", "", ""}, true},
		{"\t${a}\n=\r'x' ", {"x", "", ""}, true},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct expr_names names = {find, NULL, SELF};
		const char *answers[ITEMS];
		struct error err = {0};
		const struct expr *expr =
			expr_parse(arena, cases[i].text, &names, &err);
		memcpy(answers, cases[i].answers, sizeof(answers));
		const struct expr_values values = {value, answers};
		const char *got = err.message;
		if (expr)
			got = expr_is_true(expr, &values) ? "true" : "false";
		is_text(got, cases[i].truth ? "true" : "false",
			"%.60s with '%s' '%s' '%s'", cases[i].text, answers[0],
			answers[1], answers[2]);
	}
}

/* What is not known yet (NULL) makes unknown what depends on it, and nothing else. */
static void test_unknown(struct arena *arena)
{
	static const struct {
		const char *text;
		const char *answers[ITEMS];
		enum truth truth;
	} cases[] = {
		{"${a} = 'x'", {NULL, "", ""}, TRUTH_MAYBE},
		{"${a}", {NULL, "", ""}, TRUTH_MAYBE},
		{"not(${a} = 'x')", {NULL, "", ""}, TRUTH_MAYBE},
		{"${a} + 1 < ${b}", {"1", NULL, ""}, TRUTH_MAYBE},
		{"- ${a} < 3", {NULL, "", ""}, TRUTH_MAYBE},
		{"count-selected(${a}) > 1", {NULL, "", ""}, TRUTH_MAYBE},
		{"selected(${a}, 'x')", {NULL, "", ""}, TRUTH_MAYBE},
		{"${a} = 'x' or ${b} = 'y'", {"x", NULL, ""}, TRUTH_YES},
		{"${b} = 'y' or ${a} = 'x'", {"x", NULL, ""}, TRUTH_YES},
		{"${a} = 'x' or ${b} = 'y'", {"z", NULL, ""}, TRUTH_MAYBE},
		{"${b} = 'y' or ${a} = 'x'", {"z", NULL, ""}, TRUTH_MAYBE},
		{"${a} = 'x' and ${b} = 'y'", {"z", NULL, ""}, TRUTH_NO},
		{"${b} = 'y' and ${a} = 'x'", {"z", NULL, ""}, TRUTH_NO},
		{"${a} = 'x' and ${b} = 'y'", {"x", NULL, ""}, TRUTH_MAYBE},
		{"${b} = 'y' and ${a} = 'x'", {"x", NULL, ""}, TRUTH_MAYBE},
		{"${a} = 'x' and ${b} = 'y'", {"x", "y", ""}, TRUTH_YES},
		{"${a} = 'x'", {"", NULL, ""}, TRUTH_NO},
	};
	static const char *const words[] = {"no", "maybe", "yes"};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct expr_names names = {find, NULL, SELF};
		const char *answers[ITEMS];
		struct error err = {0};
		const struct expr *expr =
			expr_parse(arena, cases[i].text, &names, &err);
		memcpy(answers, cases[i].answers, sizeof(answers));
		const struct expr_values values = {value, answers};
		is_text(expr ? words[expr_truth(expr, &values)] : err.message,
			words[cases[i].truth], "%.60s with a %s and b %s",
			cases[i].text, answers[0] ? answers[0] : "unknown",
			answers[1] ? answers[1] : "unknown");
	}
}

static const char *name_of(void *context, int item)
{
	static const char *const names[ITEMS] = {"a", "b", "c"};

	(void)context;
	return names[item];
}

static void test_postfix(struct arena *arena)
{
	static const struct {
		const char *text, *postfix;
	} cases[] = {
		{"${a} = 'yes'", "$a :yes eq"},
		{"${a} = ''", "$a : eq"},
		{"${a} != \"it's & <b>\"", "$a :it%27s%20%26%20%3Cb%3E ne"},
		{". <= 2 and . >= 0.5", "$c 2 le $c 0.5 ge and"},
		{"1 - 2 - 3 < 4 or 5 > 6", "1 2 sub 3 sub 4 lt 5 6 gt or"},
		{"(1 + 2) * 3 div -4", "1 2 add 3 mul 4 neg div"},
		{"not(selected(${a}, 'x'))", "$a :x selected not"},
		{"count-selected(${b}) = string-length(.)", "$b count $c length eq"},
		{"true() = false()", "true false eq"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct expr_names names = {find, NULL, SELF};
		const struct expr_values by_name = {name_of, NULL};
		struct error err = {0};
		const struct expr *expr =
			expr_parse(arena, cases[i].text, &names, &err);
		char text[200] = "";
		FILE *out = fmemopen(text, sizeof(text), "w");

		if (expr)
			expr_postfix(out, expr, &by_name);
		fclose(out);
		is_text(text, cases[i].postfix, "operands first: %s", cases[i].text);
	}
}

static void test_errors(struct arena *arena)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{"", "\"\": something is missing at character 1"},
		{"${a} =", "\"${a} =\": something is missing at character 7"},
		{"${a} = yes", "\"${a} = yes\": something unknown at character 8"},
		{"${a} == 1", "\"${a} == 1\": something unknown at character 7"},
		{"${a} = 'yes",
		 "\"${a} = 'yes\": a quote is not closed at character 9"},
		{"${a = 1", "\"${a = 1\": a name and } must follow ${ at character 3"},
		{"${} = 1", "\"${} = 1\": a name and } must follow ${ at character 3"},
		{"$a = 1", "\"$a = 1\": something unknown at character 1"},
		{"(1 = 1", "\"(1 = 1\": a ) is missing at character 7"},
		{"1 = 1)", "\"1 = 1)\": something unknown at character 6"},
		{"1 2", "\"1 2\": something unknown at character 3"},
		{"1.2.3 = 1", "\"1.2.3 = 1\": no such number at character 1"},
		{"selected(${a})",
		 "\"selected(${a})\": a comma is missing at character 14"},
		{"not 1", "\"not 1\": a ( is missing at character 5"},
		{"not(1", "\"not(1\": a ) is missing at character 6"},
		{"true(1)", "\"true(1)\": a ) is missing at character 6"},
		{"${a} and", "\"${a} and\": something is missing at character 9"},
		{"${a} andy ${b}",
		 "\"${a} andy ${b}\": something unknown at character 6"},
		{"frobnicate(1)",
		 "\"frobnicate(1)\": something unknown at character 1"},
		{"${later} = 1", "${later} names no earlier item"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct expr_names names = {find, NULL, SELF};
		struct error err = {0};
		const struct expr *expr =
			expr_parse(arena, cases[i].text, &names, &err);
		is_text(expr ? "" : err.message, cases[i].message, "refused: %s",
			cases[i].text);
	}
}

/* Hostile depth: refused, not a broken stack. */
static void test_depth(struct arena *arena)
{
	static const char *const units[] = {"(", "not(", "-", "1 = -(", "1+"};

	for (size_t i = 0; i < ARRAY_SIZE(units); i++) {
		const struct expr_names names = {find, NULL, SELF};
		struct capture capture = {0};
		struct error err = {0};
		FILE *out = capture_begin(&capture);
		for (int n = 0; n < 100000; n++)
			fputs(units[i], out);
		const struct expr *expr =
			expr_parse(arena, capture_end(&capture), &names, &err);
		ok(!expr && err.code == ERROR_INPUT &&
			   strstr(err.message, " at character "),
		   "100 000 times \"%s\" is refused, and why is told", units[i]);
		free(capture.text);
	}
}

static void test_self(struct arena *arena)
{
	const struct expr_names names = {find, NULL, -1};
	struct error err = {0};
	const struct expr *expr = expr_parse(arena, ". > 1", &names, &err);

	is_text(expr ? "" : err.message,
		"\". > 1\": `.` has no meaning here at character 2",
		"`.` only where there is a self");
}

int main(void)
{
	struct arena *arena = arena_new();

	test_truth(arena);
	test_unknown(arena);
	test_postfix(arena);
	test_errors(arena);
	test_depth(arena);
	test_self(arena);
	arena_free(arena);
	return done_testing();
}
