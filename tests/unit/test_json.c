/* forms/json: a name is there once. */
#include "forms/json.h"
#include "words.h"

#include "forms/alloc.h"

static void test_places(void)
{
	static const char *const cases[][2] = {
		{"{\"a\": 1, \"b\": 2, \"a\": 1}", "'a' is there twice"},
		{" {\"a\" : [ 1 , {\"b\": {} , \"c\" : {\"x\\\"]}\": 1,\"x\\\"]}\": "
		 "2}}]}",
		 "a[1].c: 'x\"]}' is there twice"},
		{"{\"a\": \"}]\\\"\", \"b\": [[], [{}, {\"c\": 1, \"\\u0063\": 2}]]}",
		 "b[1][1]: 'c' is there twice"},
		{"{'\"a':[]}", "a name is not in double quotes"},
		{"{\"a\": [{'b\\\\\":[': 1}]}", "a[0]: a name is not in double quotes"},
		{"{'':1,'':2}", "a name is not in double quotes"},
		{"[{\"a\": true}, {\"ê\": -1e9, \"ê\": null}]",
		 "[1]: 'ê' is there twice"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct error err = {0};
		bool once = json_check_names(cases[i][0], &err);
		is_text(once ? "" : err.message, cases[i][1], "%s", cases[i][0]);
	}
}

/* A place that is long, and one that can't be told. */
static void test_long_places(void)
{
	struct error err = {0};
	char name[190], text[600];

	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	snprintf(text, sizeof(text), "{\"%s\": {\"%s\": {\"a\": 1, \"a\": 2}}}", name,
		 name);
	ok(!json_check_names(text, &err) && strlen(err.message) < 300 &&
		   strstr(err.message, "nnn: 'a' is there twice"),
	   "a long place is told as far as it goes");
}

int main(void)
{
	static const struct {
		const char *text;
		bool once;
	} cases[] = {
		{"{}", true},
		{"{\"a\": 1, \"b\": 1}", true},
		{"{\"a\": 1, \"a\": 1}", false},
		{"{\"a\": 1, \"\\u0061\": 2}", false},
		{"{\"a\": {\"a\": 1}}", true},
		{"{\"a\": {\"b\": 1, \"b\": 1}}", false},
		{"{\"a\": [{\"b\": 1}, {\"b\": 1}]}", true},
		{"{\"a\": [{\"b\": 1, \"b\": null}]}", false},
		{"{\"a\": {\"x\": 1, \"y\": 2}, \"a\": {\"z\": 3}}", false},
		{"{\"a:b\": \"c:d\"}", true},
		{"{\"a\\\":\": \"\\\\\", \"b\": \"\\\\\\\":\"}", true},
		{"{\"a\\\\\": 1, \"a\\\\\": 2}", false},
		{"{\"\": 1, \"\": 1}", false},
		{"[{\"a\": 1}, {\"a\": 1}]", true},
		{"\"a:b\"", true},
		{"{\"it's\": \"'\"}", true},
		{"{'a': 1}", false},
		{"{'\"': 1, 'a:\"': 2}", false},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct json_object *root = json_tokener_parse(cases[i].text);
		ok(root && json_names_once(cases[i].text, root) == cases[i].once,
		   "%s: %s", cases[i].text, cases[i].once ? "once" : "twice");
		struct error err = {0};
		ok(json_check_names(cases[i].text, &err) == cases[i].once,
		   "… found where it is");
		json_object_put(root);
	}
	test_places();
	test_long_places();
	return done_testing();
}
