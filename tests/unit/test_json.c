/* forms/json: a name is there once. */
#include "forms/json.h"
#include "tap.h"

#include "forms/alloc.h"

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
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct json_object *root = json_tokener_parse(cases[i].text);
		ok(root && json_names_once(cases[i].text, root) == cases[i].once,
		   "%s: %s", cases[i].text, cases[i].once ? "once" : "twice");
		json_object_put(root);
	}
	return done_testing();
}
