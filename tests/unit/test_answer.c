/* forms/answer: what goes in comes out, what breaks a rule is told and changes nothing. */
#include "fixture.h"
#include "forms/answer.h"
#include "words.h"

/* One value into an item, in order: what the table keeps from a row stays for none. */
static void test_set(const struct form *form, struct arena *arena)
{
	static const struct {
		const char *item, *value;
		const char *rule; /* "" for kept */
		const char *kept; /* what is read back */
	} cases[] = {
		{"q1", "1", "", "1"},
		{"q1", "5", "", "5"},
		{"q1", "", "", ""},
		{"q1", "  ", "", ""},
		{"q1", "0", "level", ""},
		{"q1", "6", "level", ""},
		{"q1", "4.0", "level", ""},
		{"q1", "04", "level", ""},
		{"q1", " 4", "level", ""},
		{"q1", "-1", "level", ""},
		{"q1", "Tốt", "level", ""},
		{"q1", "1 2", "level", ""},
		{"q1", "na", "na", ""},
		{"q2", "na", "", "na"},
		{"q2", "NA", "level", ""},
		{"used", "yes", "", "yes"},
		{"used", "Yes", "choice", ""},
		{"used", "yes no", "choice", ""},
		{"many", "yes", "", "yes"},
		{"many", "yes no", "", "yes no"},
		{"many", "no yes", "", "yes no"},
		{"many", " no  no ", "", "no"},
		{"many", "na", "", "na"},
		{"many", "yes na", "choice", ""},
		{"many", "yes maybe", "choice", ""},
		{"many", "yes,no", "choice", ""},
		{"many", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
		 "choice", ""},
		{"visits", "0", "", "0"},
		{"visits", "-7", "", "-7"},
		{"visits", "007", "", "7"},
		{"visits", "2147483647", "", "2147483647"},
		{"visits", "-2147483648", "", "-2147483648"},
		{"visits", "2147483648", "integer", ""},
		{"visits", "-2147483649", "integer", ""},
		{"visits", "9223372036854775808", "integer", ""},
		{"visits", "3.0", "integer", ""},
		{"visits", "1e3", "integer", ""},
		{"visits", "three", "integer", ""},
		{"visits", "na", "", "na"},
		{"fee", "2.5", "", "2.5"},
		{"fee", "-0.25", "", "-0.25"},
		{"fee", "1e3", "", "1000"},
		{"fee", "0.1", "", "0.1"},
		{"fee", "1,5", "decimal", ""},
		{"fee", "1e999", "decimal", ""},
		{"fee", "na", "na", ""},
		{"thanks", "anything", "", ""},
		{"why", "Vì \"thế\" <b>", "", "Vì \"thế\" <b>"},
		{"why", "na", "", "na"},
		{"why", "", "", ""},
		{"comment", "two\nlines", "", "two\nlines"},
		{"comment", "a\r\nb\r\r\n\r", "", "a\nb\n\r"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct answers answers = answers_new(form, arena);
		unsigned item = (unsigned)form_item(form, cases[i].item);
		enum rule rule = answers_set(&answers, arena, item, cases[i].value);
		is_text(rule_code(rule), cases[i].rule, "%s = %s: the rule",
			cases[i].item, cases[i].value);
		is_text(answers_get(&answers, arena, item), cases[i].kept,
			"%s = %s: what is kept", cases[i].item, cases[i].value);
	}
}

static void test_keeps_on_error(const struct form *form, struct arena *arena)
{
	static const char *const cases[][3] = {{"q1", "4", "9"},
					       {"many", "yes no", "yes x"},
					       {"visits", "12", "x"},
					       {"fee", "1.5", "x"}};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct answers answers = answers_new(form, arena);
		unsigned item = (unsigned)form_item(form, cases[i][0]);
		enum rule good = answers_set(&answers, arena, item, cases[i][1]);
		enum rule bad = answers_set(&answers, arena, item, cases[i][2]);
		ok(good == RULE_KEPT && bad != RULE_KEPT, "%s: good, then bad",
		   cases[i][0]);
		is_text(answers_get(&answers, arena, item), cases[i][1],
			"%s: the good one stays", cases[i][0]);
	}
}

static void test_bytes(const struct form *form, struct arena *arena)
{
	static const struct {
		const char *item, *value, *bytes; /* of its slot, in hexadecimal */
		int level;
	} cases[] = {
		{"q1", "4", "04", 4},
		{"q1", "", "00", 0},
		{"q2", "na", "ff", -1},
		{"many", "no", "0102", 1},
		{"many", "yes no", "0103", 1},
		{"many", "na", "ff00", -1},
		{"visits", "258", "0100000102", 1},
		{"visits", "-1", "01ffffffff", 1},
		{"fee", "1", "013ff0000000000000", 1},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct answers answers = answers_new(form, arena);
		unsigned number = (unsigned)form_item(form, cases[i].item);
		const struct item *item = &form->items[number];
		const char *bytes = "";
		enum rule rule = answers_set(&answers, arena, number, cases[i].value);
		for (unsigned b = 0; b < item->width; b++)
			bytes = arena_printf(arena, "%s%02x", bytes,
					     answers.bytes[item->slot + b]);
		is_text(rule == RULE_KEPT ? bytes : "", cases[i].bytes,
			"bytes of %s = %s", cases[i].item, cases[i].value);
		ok(answers_level(answers.bytes, item) == cases[i].level,
		   "level of %s = %s", cases[i].item, cases[i].value);
	}
}

/* "q1=4 used=yes" into answers; false when a value is refused. */
static bool set_all(struct answers *answers, struct arena *arena, const char *text)
{
	while (*text) {
		size_t name = strcspn(text, "="), value = strcspn(text + name + 1, ";");
		int item = form_item(answers->form, arena_strndup(arena, text, name));
		if (item < 0 || answers_set(answers, arena, (unsigned)item,
					    arena_strndup(arena, text + name + 1,
							  value)) != RULE_KEPT)
			return false;
		text += name + 1 + value;
		text += *text == ';';
	}
	return true;
}

/* All that is answered, as set_all() reads it. */
static const char *all_of(const struct answers *answers, struct arena *arena)
{
	const char *text = "";

	for (unsigned i = 0; i < answers->form->nitems; i++) {
		const char *value = answers_get(answers, arena, i);
		if (*value)
			text = arena_printf(arena, "%s%s%s=%s", text, *text ? ";" : "",
					    answers->form->items[i].name, value);
	}
	return text;
}

static void test_check(const struct form *form, struct arena *arena)
{
	static const struct {
		const char *answers;
		enum answers_source source;
		const char *problems; /* "item:rule" */
		const char *left;     /* NULL: as they were */
	} cases[] = {
		/* required: of citizens, where it is relevant */
		{"q1=4", ANSWERS_OF_CITIZEN, "", NULL},
		{"used=yes", ANSWERS_OF_CITIZEN, "q1:required", NULL},
		{"used=no", ANSWERS_OF_CITIZEN, "", NULL},
		{"used=yes", ANSWERS_OF_TEAM, "", NULL},
		{"used=yes;q1=4", ANSWERS_OF_TEAM, "", NULL},
		/* relevant: dropped in silence, or told */
		{"used=no;q1=4", ANSWERS_OF_CITIZEN, "", "used=no"},
		{"used=no;q1=4", ANSWERS_OF_TEAM, "q1:relevant", NULL},
		{"q1=1;q2=3", ANSWERS_OF_CITIZEN, "", "q1=1"},
		{"q1=1;q2=3", ANSWERS_OF_TEAM, "q2:relevant", NULL},
		{"q1=1;q2=na", ANSWERS_OF_TEAM, "", "q1=1"},
		{"q1=2;q2=3", ANSWERS_OF_TEAM, "", NULL},
		{"q1=2;q2=na", ANSWERS_OF_TEAM, "", NULL},
		{"q2=3", ANSWERS_OF_TEAM, "q2:relevant", NULL},
		/* a dropped answer must not make a later one relevant */
		{"used=no;q1=5;q2=3", ANSWERS_OF_CITIZEN, "", "used=no"},
		/* constraint: neither missing nor na is held to it */
		{"q1=4;visits=31", ANSWERS_OF_CITIZEN, "", NULL},
		{"q1=4;visits=32", ANSWERS_OF_CITIZEN, "visits:constraint", NULL},
		{"q1=4;visits=0", ANSWERS_OF_TEAM, "visits:constraint", NULL},
		{"q1=4;visits=na", ANSWERS_OF_TEAM, "", NULL},
		{"q1=4;visits=na", ANSWERS_OF_CITIZEN, "", NULL},
		/* several */
		{"used=yes;visits=32", ANSWERS_OF_CITIZEN,
		 "q1:required visits:constraint", NULL},
		/* nothing at all */
		{"", ANSWERS_OF_TEAM, "", NULL},
		{"used=no;comment=x", ANSWERS_OF_CITIZEN, "", NULL},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const char *who =
			cases[i].source == ANSWERS_OF_TEAM ? "team" : "citizen";
		struct answers answers = answers_new(form, arena);
		struct problem problems[8];
		const char *got = "";
		if (!set_all(&answers, arena, cases[i].answers))
			got = "a value was refused";
		size_t count =
			answers_check(&answers, arena, cases[i].source, problems, 8);
		for (size_t p = 0; p < count; p++)
			got = arena_printf(arena, "%s%s%s:%s", got, p ? " " : "",
					   form->items[problems[p].item].name,
					   rule_code(problems[p].rule));
		is_text(got, cases[i].problems, "%s of a %s", cases[i].answers, who);
		is_text(all_of(&answers, arena),
			cases[i].left ? cases[i].left : cases[i].answers,
			"%s of a %s: what is left", cases[i].answers, who);
	}
}

static struct form *form_of(const char *survey, struct error *err)
{
	char *text =
		xasprintf("{'settings': {'form_id': 'f', 'version': 1, "
			  "'default_language': 'vi', 'form_title': {'vi': ''}}, "
			  "'choices': {'l': [{'name': 'a', 'label': {'vi': ''}}]}, "
			  "'survey': [%s]}",
			  survey);
	char *json = json_of(text);
	struct form *form = form_parse(json, strlen(json), "f", err);

	free(json);
	free(text);
	return form;
}

static void test_empty(struct arena *arena)
{
	struct error err = {0};
	struct form *form = form_of(
		"{'type': 'select_one l', 'name': 'q', 'label': {'vi': ''}}", &err);
	struct answers answers = answers_new(form, arena);
	struct problem problem = {9, RULE_KEPT};

	ok(answers_check(&answers, arena, ANSWERS_OF_CITIZEN, &problem, 1) == 1 &&
		   problem.rule == RULE_EMPTY,
	   "a citizen must answer something");
	ok(answers_check(&answers, arena, ANSWERS_OF_CITIZEN, NULL, 0) == 1,
	   "problems are counted where there is no room for them");
	ok(set_all(&answers, arena, "comment=x") &&
		   answers_check(&answers, arena, ANSWERS_OF_CITIZEN, &problem, 1) == 0,
	   "a comment is something");
	form_free(form);
}

static void test_long_text(const struct form *form, struct arena *arena)
{
	struct answers answers = answers_new(form, arena);
	char *text = arena_alloc(arena, 2 * TEXT_CHARACTERS_MAX + 3, 1);

	for (size_t i = 0; i < TEXT_CHARACTERS_MAX; i++)
		memcpy(text + 2 * i, "é", 2);
	ok(answers_set(&answers, arena, form->comment, text) == RULE_KEPT,
	   "4 000 characters of two bytes are kept");
	text[2 * TEXT_CHARACTERS_MAX] = 'x';
	ok(answers_set(&answers, arena, form->comment, text) == RULE_LENGTH,
	   "one more is too long");
	ok(strlen(answers_get(&answers, arena, form->comment)) ==
		   2 * TEXT_CHARACTERS_MAX,
	   "what was there before stays");
}

/* Every place of the longest list fits its byte and its bit. */
static void test_longest_list(struct arena *arena)
{
	struct capture capture = {0};
	FILE *out = capture_begin(&capture);
	struct error err = {0};

	fputs("{'settings': {'form_id': 'f', 'version': 1, 'default_language': 'vi', "
	      "'form_title': {'vi': ''}}, 'choices': {'l': [",
	      out);
	for (int i = 1; i <= FORM_CHOICES_MAX; i++)
		fprintf(out, "%s{'name': '%d', 'label': {'vi': ''}}", i > 1 ? "," : "",
			i);
	fputs("]}, 'scales': {'l': {'satisfied': ['250']}}, 'survey': ["
	      "{'type': 'select_one l', 'name': 'one', 'label': {'vi': ''}},"
	      "{'type': 'select_multiple l', 'name': 'many', 'label': {'vi': ''}}]}",
	      out);
	char *json = json_of(capture_end(&capture));
	struct form *form = form_parse(json, strlen(json), "f", &err);
	struct answers answers = answers_new(form, arena);
	int wrong = 0;
	for (int i = 1; i <= FORM_CHOICES_MAX; i++) {
		const char *name = arena_printf(arena, "%d", i);
		wrong += answers_set(&answers, arena, 0, name) != RULE_KEPT ||
			 strcmp(answers_get(&answers, arena, 0), name) != 0 ||
			 answers_level(answers.bytes, &form->items[0]) != i ||
			 answers_set(&answers, arena, 1, name) != RULE_KEPT ||
			 strcmp(answers_get(&answers, arena, 1), name) != 0;
	}
	ok(wrong == 0, "each of 250 choices goes in and comes out");
	form_free(form);
	free(json);
	free(capture.text);
}

/* What answers_set makes fits; each of these changes of a byte does not. */
static void test_fit(const struct form *form, struct arena *arena)
{
	static const struct {
		const char *item;
		unsigned at; /* byte of its slot */
		unsigned char byte;
		bool fits;
	} cases[] = {
		{"q1", 0, 5, true},	  {"q1", 0, 6, false},
		{"q1", 0, 0, true},	  {"q2", 0, ANSWER_NA, true},
		{"q1", 0, 250, false},	  {"q1", 0, 254, false},
		{"many", 1, 0, false},	  {"many", 1, 2, true},
		{"many", 1, 0x80, false}, {"many", 0, 2, false},
		{"many", 0, 0, false},	  {"many", 0, ANSWER_NA, false},
		{"visits", 0, 2, false},  {"visits", 4, 77, true},
		{"visits", 0, 0, false},  {"fee", 2, 0xff, false},
		{"fee", 0, 3, false},
	};
	struct answers answers = answers_new(form, arena);
	unsigned first;
	bool set = true;

	ok(answers_fit(form, answers.bytes, form->answers_size, &first),
	   "nothing answered fits");
	set = set &&
	      !answers_set(&answers, arena, (unsigned)form_item(form, "q1"), "4");
	set = set &&
	      !answers_set(&answers, arena, (unsigned)form_item(form, "q2"), "1");
	set = set &&
	      !answers_set(&answers, arena, (unsigned)form_item(form, "many"), "no");
	set = set &&
	      !answers_set(&answers, arena, (unsigned)form_item(form, "visits"), "-7");
	/* a first byte of 0x7f: with 0xff behind it a number that is none */
	set = set && !answers_set(&answers, arena, (unsigned)form_item(form, "fee"),
				  "1.5e308");
	ok(set && answers_fit(form, answers.bytes, form->answers_size, &first),
	   "what is set fits");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		unsigned number = (unsigned)form_item(form, cases[i].item);
		unsigned char *byte =
			answers.bytes + form->items[number].slot + cases[i].at;
		unsigned char kept = *byte;
		*byte = cases[i].byte;
		bool fits =
			answers_fit(form, answers.bytes, form->answers_size, &first);
		ok(fits == cases[i].fits && (fits || first == number),
		   "%s with %u as byte %u %s", cases[i].item, cases[i].byte,
		   cases[i].at, cases[i].fits ? "fits" : "does not fit");
		*byte = kept;
	}
	ok(!answers_fit(form, answers.bytes, form->answers_size - 1, &first) &&
		   first == form->nitems,
	   "a byte too few");
}

int main(void)
{
	struct arena *arena = arena_new();
	struct error err = {0};
	struct form *form = fixture_form(&err);

	if (ok(form, "the fixture loads: %s", err.message)) {
		test_set(form, arena);
		test_keeps_on_error(form, arena);
		test_bytes(form, arena);
		test_check(form, arena);
		test_long_text(form, arena);
		test_fit(form, arena);
	}
	test_empty(arena);
	test_longest_list(arena);
	form_free(form);
	arena_free(arena);
	return done_testing();
}
