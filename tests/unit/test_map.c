/* forms/map: a foreign file's names and codes become ours. */
#include "fixture.h"
#include "forms/map.h"
#include "words.h"

#define MAP                                                                       \
	"{'columns': {'gender': 'sex', 'A 1': 'q1', 'ignored': 'q2'},"            \
	" 'constants': {'channel': 'phone', 'unit': '001'},"                      \
	" 'recode': {'sex': {'M': 'yes', '9': 'no'}, '*': {'9': 'na', 'NA': ''}," \
	"  'channel': {'Tel': 'phone'}},"                                         \
	" 'ignore': ['ignored', 'serial']}"

static struct map *read_map(const char *text, struct error *err)
{
	char *json = json_of(text);
	struct map *map = map_parse(json, strlen(json), "m", err);

	free(json);
	return map;
}

static void test_columns(const struct map *map)
{
	static const char *const cases[][2] = {{"gender", "sex"},   {"A 1", "q1"},
					       {"ignored", NULL},   {"serial", NULL},
					       {"other", "other"},  {"", ""},
					       {"Gender", "Gender"}};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const char *our = map_column(map, cases[i][0]);
		is_text(our ? our : "(ignored)",
			cases[i][1] ? cases[i][1] : "(ignored)", "column '%s'",
			cases[i][0]);
	}
	is_text(map_column(NULL, "x"), "x", "without a map a column is itself");
}

static void test_recode(const struct map *map)
{
	static const struct {
		const char *our;
		bool is_item;
		const char *from, *to;
	} cases[] = {
		{"sex", true, "M", "yes"},
		{"sex", true, "9", "no"}, /* its own table first */
		{"sex", true, "NA", ""},  /* then the one of all items */
		{"sex", true, "x", "x"},
		{"q1", true, "9", "na"},
		{"q1", true, "M", "M"},
		{"channel", false, "Tel", "phone"},
		{"channel", false, "NA", "NA"}, /* "*" speaks of items only */
		{"unit", false, "9", "9"},
		{"q1", true, "", ""},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		is_text(map_recode(map, cases[i].our, cases[i].is_item, cases[i].from),
			cases[i].to, "%s '%s'", cases[i].our, cases[i].from);
	is_text(map_recode(NULL, "q1", true, "9"), "9",
		"without a map a value is itself");
}

static void add_constant(void *context, const char *our, const char *value)
{
	fprintf(context, "%s=%s ", our, value);
}

static void add_name(void *context, const char *our)
{
	fprintf(context, "%s ", our);
}

static void test_each(const struct map *map)
{
	struct capture capture = {0};

	map_each_constant(map, add_constant, capture_begin(&capture));
	is_text(capture_end(&capture), "channel=phone unit=001 ", "constants in order");
	map_each_name(map, add_name, capture_begin(&capture));
	is_text(capture_end(&capture), "sex q1 q2 channel unit sex channel ",
		"all names of ours, but not *");
	FILE *out = capture_begin(&capture);
	map_each_constant(NULL, add_constant, out);
	map_each_name(NULL, add_name, out);
	is_text(capture_end(&capture), "", "no map, no names");
	free(capture.text);
}

static void test_errors(void)
{
	static const char *const cases[][2] = {
		{"[]", "m: a map is a JSON object"},
		{"{'column': {}}", "m: unknown key 'column'"},
		{"{'columns': []}", "m: wrong type of 'columns'"},
		{"{'columns': null}", "m: wrong type of 'columns'"},
		{"{'columns': {'a': 1}}", "m: columns 'a' must be a string"},
		{"{'columns': {'a': null}}", "m: columns 'a' must be a string"},
		{"{'constants': {'a': 1}}", "m: constants 'a' must be a string"},
		{"{'recode': {'a': 'b'}}", "m: recode 'a' must be an object"},
		{"{'recode': {'a': {'1': 2}}}", "m: recode '1' must be a string"},
		{"{'ignore': {}}", "m: wrong type of 'ignore'"},
		{"{'ignore': ['a', 1]}", "m: ignore[1] must be a string"},
		{"{'columns': {}", "m: not valid JSON at byte 15"},
		{"{'columns': {}} x", "m: not valid JSON at byte 17"},
		{"", "m: not valid JSON at byte 1"},
		{"{'columns': {'a': 'b', 'a': 'c'}}", "m: columns: 'a' is there twice"},
		{"{'ignore': [], 'ignore': []}", "m: 'ignore' is there twice"},
		{"{'recode': {'*': {'9': 'na'}, '*': {'8': 'na'}}}",
		 "m: recode: '*' is there twice"},
		{"{'columns': {'\xC0\xBF': 'unit'}}", "m: not UTF-8"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct error err = {0};
		struct map *map = read_map(cases[i][0], &err);
		is_text(map ? "" : err.message, cases[i][1], "map %s", cases[i][0]);
		map_free(map);
	}
}

int main(void)
{
	struct error err = {0};
	struct map *map = read_map(MAP, &err);

	if (ok(map, "the map is read: %s", err.message)) {
		test_columns(map);
		test_recode(map);
		test_each(map);
	}
	map_free(map);
	test_errors();
	return done_testing();
}
