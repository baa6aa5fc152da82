/* forms/form: the shipped definitions load; broken ones are refused with exact words. */
#include "fixture.h"
#include "forms/text.h"
#include "words.h"

#include <stdlib.h>
#include <unistd.h>

static void test_shipped(void)
{
	static const struct {
		const char *path, *code, *index;
		unsigned index_items; /* items the headline factor stands on */
	} cases[] = {
		{"forms/definitions/sipas-household.json", "sipas-household", "sipas",
		 33},
		{"forms/definitions/service-22.json", "service-22", "service", 22},
		{"forms/definitions/one-stop-9.json", "one-stop-9", "one_stop", 9},
		{"forms/definitions/kiosk-1.json", "kiosk-1", "satisfaction", 1},
		{"tests/kcmo/kcmo.json", "kcmo", "overall", 73},
	};
	unsigned items[FORM_ITEMS_MAX];

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct error err = {0};
		struct form *form = form_load(cases[i].path, &err);
		if (!ok(form, "%s loads", cases[i].path)) {
			printf("# %s\n", err.message);
			continue;
		}
		is_text(form->code, cases[i].code, "its code");
		is_text(form->factors[form->index].name, cases[i].index, "its index");
		unsigned count = form_factor_items(form, (unsigned)form->index, items);
		ok(count == cases[i].index_items, "its index stands on %u items (%u)",
		   cases[i].index_items, count);
		form_free(form);
	}
}

/* Both languages of a shipped form are whole: nobody is shown a mix. */
static void test_languages(void)
{
	static const char *const names[] = {"sipas-household", "service-22",
					    "one-stop-9", "kiosk-1"};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		char *path = xasprintf("forms/definitions/%s.json", names[i]);
		struct error err = {0};
		struct form *form = form_load(path, &err);
		unsigned missing = 0;
		for (unsigned k = 0; form && k < form->nitems; k++)
			missing += !form->items[k].hidden &&
				   (!form->items[k].label.text[0] ||
				    !form->items[k].label.text[1]);
		for (unsigned k = 0; form && k < form->nlists; k++)
			for (unsigned c = 0; c < form->lists[k].nchoices; c++)
				missing += !form->lists[k].choices[c].label.text[1];
		ok(form && (form->first >= 0) == (strcmp(names[i], "kiosk-1") == 0),
		   "%s: is kept at its first tap, or not", names[i]);
		ok(form && form->nlanguages == 2 && missing == 0,
		   "%s speaks two languages throughout", names[i]);
		form_free(form);
		free(path);
	}
}

static void test_fixture(void)
{
	struct error err = {0};
	struct form *form = fixture_form(&err);

	if (!ok(form, "the fixture loads"))
		return;
	ok(form->version == 3 && form->consent_version == 2, "versions are read");
	is_text(label_text(&form->title, 1), "Fixture", "a label in its language");
	is_text(label_text(&form->introduction, 1), "Chào",
		"a label falls back to the default language");
	is_text(label_text(&form->items[0].hint, 0), "", "a label that is not there");
	ok(form_language(form, "en") == 1 && form_language(form, "fr") == -1,
	   "languages are found");
	ok(form_label_language(form, "fr") == 0, "an unknown one is the default");
	ok(form_item(form, "q2") == 2 && form_item(form, "g") == -1 &&
		   form_item(form, "none") == -1,
	   "items are found, groups are none");
	ok(form->items[2].section == 0 && form->items[3].section == -1,
	   "items know their group");
	const struct choice_list *five = form->items[1].list;
	ok(five->is_scale && five->choices[3].level == 4 &&
		   five->choices[3].satisfied && !five->choices[2].satisfied,
	   "a scale has levels and satisfied ones");
	ok(!form->items[0].list->is_scale, "another list is no scale");
	ok(choice_list_find(five, "5") == 4 && choice_list_find(five, "6") == -1,
	   "choices are found");
	is_text(form->items[form->comment].name, "comment",
		"a form without a comment gets one");
	ok(form->items[form->comment].hidden, "… which is not shown");
	/* 1 + 1 + 1 + (1 + 1) + 5 + 9 + 1 bytes; note and texts have none */
	ok(form->answers_size == 20, "answers are laid out (%u bytes)",
	   form->answers_size);
	ok(form->ntexts == 2, "texts are counted");
	ok(form->layout == FORM_PAGE && form->first == -1,
	   "it is one page, sent at once");
	form_free(form);
}

/* The fixture with one piece replaced, and what is said to it. */
static const struct {
	const char *from, *to, *message;
} broken[] = {
	/* JSON */
	{"{'settings'", "{'settings'':", "f: not valid JSON at byte "},
	{"'index': 'all_of_it'}", "'index': 'all_of_it'", "f: not valid JSON at byte "},
	{"'Mẫu'", "'M\xE0u'", "f: not valid JSON at byte "},
	{"'Mẫu'", "'M\xC0\xBFu'", "f: not UTF-8"},
	{"'Mẫu'", "[[[[[[[[[[[[[[1]]]]]]]]]]]]]]", "f: not valid JSON at byte "},
	{"{'settings'", "[], {'settings'", "f: not valid JSON at byte "},
	{"'index': 'all_of_it'}", "'index': 'all_of_it'} x",
	 "f: not valid JSON at byte "},
	{"'index': 'all_of_it'}", "'index': 'all_of_it', 'extra': 1}",
	 "f: definition: unknown key 'extra'"},
	{"'settings'", "'setings'", "f: definition: unknown key 'setings'"},
	/* settings */
	{"'form_id': 'fixture', ", "", "f: settings: missing key 'form_id'"},
	{"'form_id': 'fixture'", "'form_id': 'mẫu'",
	 "f: settings: form_id must be 1 to 40 of A-Z a-z 0-9 . _ -, not 'mẫu'"},
	{"'form_id': 'fixture'", "'form_id': 7",
	 "f: settings: wrong type of 'form_id'"},
	{"'version': 3", "'version': 0", "f: settings: version must be 1 to 30000"},
	{"'version': 3", "'version': 30001", "f: settings: version must be 1 to 30000"},
	{"'version': 3", "'version': 99999999999999999999",
	 "f: settings: version must be 1 to 30000"},
	{"'version': 3", "'version': '3'", "f: settings: wrong type of 'version'"},
	{"'version': 3", "'version': 3.0", "f: settings: wrong type of 'version'"},
	{"'version': 3, ", "", "f: settings: missing key 'version'"},
	{", 'default_language': 'vi'", "",
	 "f: settings: missing key 'default_language'"},
	{"'default_language': 'vi'", "'default_language': 'en'",
	 "f: settings: no label in the default language 'en'"},
	{"'default_language': 'vi'", "'default_language': 'v i'",
	 "f: settings: no language code: 'v i'"},
	{"'en': 'Fixture'", "'e n': 'Fixture'", "f: settings: no language code: 'e n'"},
	{"'en': 'Fixture'", "'a':'','b':'','c':'','d':'','e':'','f':'','g':'','h':''",
	 "f: settings: too many languages"},
	{"'form_title': {'vi': 'Mẫu', 'en': 'Fixture'}", "'form_title': 'Mẫu'",
	 "f: settings: wrong type of 'form_title'"},
	{"'consent': {'version': 2", "'consent': {'version': -2",
	 "f: settings: the consent version must be 1 to 30000"},
	{"'version': 2, 'text'", "'text'", "f: settings: missing key 'version'"},
	{"'text': {'vi': 'Đồng ý'}", "'texts': {'vi': 'Đồng ý'}",
	 "f: settings: unknown key 'texts'"},
	/* choices */
	{"{'name': '2', 'label': {'vi': 'Kém'}}",
	 "{'name': '1', 'label': {'vi': 'Kém'}}",
	 "f: choices 'five'[1]: a second choice named '1'"},
	{"{'name': 'no', 'label'", "{'name': 'na', 'label'",
	 "f: choices 'yesno'[1]: not a usable name: 'na'"},
	{"{'name': 'no', 'label'", "{'name': 'no way', 'label'",
	 "f: choices 'yesno'[1]: not a usable name: 'no way'"},
	{"{'name': 'no', 'label'", "{'name': '', 'label'",
	 "f: choices 'yesno'[1]: not a usable name: ''"},
	{"{'name': 'no', 'label'", "{'label'",
	 "f: choices 'yesno'[1]: missing key 'name'"},
	{"{'name': 'no', 'label'", "{'name': 'no', 'order': 1, 'label'",
	 "f: choices 'yesno'[1]: unknown key 'order'"},
	{"{'name': 'no', 'label': {'vi': 'Không'}}", "'no'",
	 "f: choices 'yesno'[1]: not an object"},
	{"'en': 'Good'", "'fr': 'Bon'",
	 "f: choices 'five'[3]: a label in a language form_title does not have: 'fr'"},
	{"'en': 'Good'", "'en': 4", "f: choices 'five'[3]: wrong type of label 'en'"},
	{"{'vi': 'Tốt', 'en': 'Good'}", "{'en': 'Good'}",
	 "f: choices 'five'[3]: no label in the default language 'vi'"},
	{"'yesno': [", "'empty': [], 'yesno': [",
	 "f: choices 'empty': a list has 1 to 250 choices"},
	{"'yesno': [", "'yes no': [",
	 "f: choices 'yes no': a list needs a code as name and an array"},
	{"'yesno': [", "'x': {}, 'yesno': [",
	 "f: choices 'x': a list needs a code as name and an array"},
	/* scales */
	{"{'name': '2', 'label': {'vi': 'Kém'}}",
	 "{'name': '0', 'label': {'vi': 'Kém'}}",
	 "f: scales 'five': levels must ascend: '0'"},
	{"{'name': '2', 'label': {'vi': 'Kém'}}",
	 "{'name': '1.5', 'label': {'vi': 'Kém'}}",
	 "f: scales 'five': a level must be a whole number, not '1.5'"},
	{"{'name': '5', 'label'", "{'name': '1001', 'label'",
	 "f: scales 'five': a level must be a whole number, not '1001'"},
	{"'satisfied': ['4', '5']", "'satisfied': ['4', '6']",
	 "f: scales 'five': satisfied names no level: '6'"},
	{"'satisfied': ['4', '5']", "'satisfied': [null]",
	 "f: scales 'five': satisfied names no level: ''"},
	{"{'satisfied': ['4', '5']}", "{}",
	 "f: scales 'five': missing key 'satisfied'"},
	{"'scales': {'five'", "'scales': {'six'",
	 "f: scales 'six': no such list in choices"},
	/* survey */
	{"select_one yesno', 'name': 'used'", "select_one nolist', 'name': 'used'",
	 "f: survey[0] 'used': unknown list 'nolist'"},
	{"select_one yesno', 'name': 'used'", "select_one', 'name': 'used'",
	 "f: survey[0] 'used': unknown list ''"},
	{"select_one yesno', 'name': 'used'", "rank yesno', 'name': 'used'",
	 "f: survey[0] 'used': unknown type 'rank yesno'"},
	{"'integer'", "'integer five'",
	 "f: survey[6] 'visits': no list belongs in 'integer five'"},
	{"{'type': 'integer', ", "{", "f: survey[6] 'visits': missing key 'type'"},
	{"'name': 'q2'", "'name': 'q1'", "f: survey[3] 'q1': a second item named 'q1'"},
	{"'name': 'q2'", "'name': 'g'",
	 "f: survey[3] 'g': a group has the name already: 'g'"},
	{"'name': 'g'", "'name': 'used'",
	 "f: survey[1] 'used': a second item named 'used'"},
	{"'name': 'q2'", "'name': '2q'",
	 "f: survey[3] '2q': a name is a-z then up to 39 of a-z 0-9 _, not '2q'"},
	{"'name': 'q2'", "'name': 'Q2'",
	 "f: survey[3] 'Q2': a name is a-z then up to 39 of a-z 0-9 _, not 'Q2'"},
	{"'name': 'q2', ", "", "f: survey[3]: missing key 'name'"},
	{"'name': 'q2'", "'name': 'unit'",
	 "f: survey[3] 'unit': is a column of every response: 'unit'"},
	{"'name': 'q2'", "'name': 'index'",
	 "f: survey[3] 'index': the name has a meaning of its own: 'index'"},
	{"'name': 'q2'", "'name': 'comment'",
	 "f: survey[3] 'comment': the comment must be of type text"},
	{"'label': {'vi': 'Câu 2'}", "'label': {}",
	 "f: survey[3] 'q2': no label in the default language 'vi'"},
	{"'label': {'vi': 'Câu 2'},", "", "f: survey[3] 'q2': missing key 'label'"},
	{"'label': {'vi': 'Câu 2'}", "'label': {'vi': 'Câu 2', 'fr': 'x'}",
	 "f: survey[3] 'q2': a label in a language form_title does not have: 'fr'"},
	{"'required': true", "'requird': true",
	 "f: survey[2] 'q1': unknown key 'requird'"},
	{"'required': true", "'required': 'yes'",
	 "f: survey[2] 'q1': wrong type of 'required'"},
	{"'respondent': true", "'respondent': true, 'required': true",
	 "f: survey[10] 'sex': a question about the respondent is never required"},
	{"'label': {'vi': 'Cảm ơn'}", "'label': {'vi': 'Cảm ơn'}, 'required': true",
	 "f: survey[8] 'thanks': a note can't be required"},
	{"'label': {'vi': 'Vì sao'}", "'label': {'vi': 'Vì sao'}, 'na': true",
	 "f: survey[9] 'why': na has no meaning here"},
	{"'relevant': '${q1} >= 2'", "'relevant': '${q9} >= 2'",
	 "f: survey[3] 'q2': relevant: ${q9} names no earlier item"},
	{"'relevant': '${q1} >= 2'", "'relevant': '${many} >= 2'",
	 "f: survey[3] 'q2': relevant: ${many} names no earlier item"},
	{"'relevant': '${q1} >= 2'", "'relevant': '${q2} >= 2'",
	 "f: survey[3] 'q2': relevant: ${q2} names no earlier item"},
	{"'relevant': '${q1} >= 2'", "'relevant': '. >= 2'",
	 "f: survey[3] 'q2': relevant: \". >= 2\": `.` has no meaning here at "
	 "character 2"},
	{"'relevant': '${q1} >= 2'", "'relevant': '${q1} >= '",
	 "f: survey[3] 'q2': relevant: \"${q1} >= \": something is missing at "
	 "character 10"},
	{"'constraint': '. >= 1", "'constraint': '. => 1",
	 "f: survey[6] 'visits': constraint: \". => 1 and . <= 31\": something unknown "
	 "at character 4"},
	{"'relevant': '${used}", "'relevant': '${q1}",
	 "f: survey[1] 'g': relevant: ${q1} names no earlier item"},
	{"{'type': 'end_group'},", "",
	 "f: survey: end_group is missing after group 'g'"},
	{"{'type': 'end_group'}",
	 "{'type': 'begin_group', 'name': 'h', 'label': {'vi': "
	 "'x'}}, {'type': 'end_group'}",
	 "f: survey[4] 'h': groups don't nest"},
	{"{'type': 'end_group'}", "{'type': 'end_group'}, {'type': 'end_group'}",
	 "f: survey[5]: end_group without begin_group"},
	{"{'type': 'end_group'}", "{'type': 'end_group', 'label': {}}",
	 "f: survey[4]: unknown key 'label'"},
	{"'type': 'begin_group', ", "'type': 'begin_group', 'required': true, ",
	 "f: survey[1] 'g': unknown key 'required'"},
	{"{'type': 'end_group'},", "{'type': 'end_group'}, 7,",
	 "f: survey[5]: not an object"},
	{"'name': 'used'", "'name': 7", "f: survey[0] '7': wrong type of 'name'"},
	/* how it is shown */
	{"'form_id'", "'layout': 'book', 'form_id'",
	 "f: settings: layout must be page or steps, not 'book'"},
	{"'form_id'", "'layout': 1, 'form_id'", "f: settings: wrong type of 'layout'"},
	{"'form_id'", "'first': 'nothing', 'form_id'",
	 "f: settings: first names no question: 'nothing'"},
	{"'form_id'", "'first': 'visits', 'form_id'",
	 "f: settings: first must be a select_one that is always asked: 'visits'"},
	{"'form_id'", "'first': 'q2', 'form_id'",
	 "f: settings: first must be a select_one that is always asked: 'q2'"},
	/* factors and index */
	{"'na': true, 'factor': 'f'", "'na': true, 'factor': 'x'",
	 "f: survey[3] 'q2': unknown factor 'x'"},
	{"'respondent': true", "'respondent': true, 'factor': 'f'",
	 "f: survey[10] 'sex': only a select_one on a scale can belong to factor 'f'"},
	{"'of': ['f']", "'of': ['g']",
	 "f: factors 'all_of_it': of names no factor: 'g'"},
	{"'of': ['f']", "'of': ['f', 'f']",
	 "f: factors 'all_of_it': of names twice: 'f'"},
	{"'of': ['f']", "'of': ['all_of_it']",
	 "f: factors 'all_of_it': stands on itself, or on too many others"},
	{"'of': ['f']", "'of': []", "f: factors 'all_of_it': has no item"},
	{", 'of': ['f']", "", "f: factors 'all_of_it': has no item"},
	{"{'f': {'label': {'vi': 'Nhân tố'}}",
	 "{'f': {'label': {'vi': 'x'}, 'of': "
	 "['all_of_it']}",
	 "f: factors 'f': has items of its own and \"of\""},
	{"'of': ['f']}",
	 "'of': ['b']}, 'b': {'label': {'vi': 'x'}, 'of': ['c']}, 'c': "
	 "{'label': {'vi': 'x'}, 'of': ['all_of_it']}",
	 "f: factors 'all_of_it': stands on itself, or on too many others"},
	{"'all_of_it': {'label'", "'sex': {'label'",
	 "f: factors 'sex': an item has the name already"},
	{"'all_of_it': {'label'", "'index': {'label'",
	 "f: factors 'index': the name has a meaning of its own"},
	{"'all_of_it': {'label'", "'a b': {'label'",
	 "f: factors 'a b': a factor needs a code as name and an object"},
	{"'all_of_it': {'label'", "'all_of_it': {'labels'",
	 "f: factors 'all_of_it': unknown key 'labels'"},
	{"'index': 'all_of_it'", "'index': 'nothing'",
	 "f: index: unknown factor 'nothing'"},
	{"'default_language': 'vi',", "'default_language': 'vi', 'on_time': 'nothing',",
	 "f: settings: on_time names no question: 'nothing'"},
	{"'default_language': 'vi',", "'default_language': 'vi', 'on_time': 'sex',",
	 "f: settings: on_time must be a question on a scale: 'sex'"},
	{"'index': 'all_of_it'", "'index': 1", "f: index: wrong type of 'index'"},
	{"'index': 'all_of_it'",
	 "'index': 'all_of_it', 'points': {'out_of': 18, 'classes': []}",
	 "f: points: there are 1 to 20 classes"},
	{"'index': 'all_of_it'",
	 "'index': 'all_of_it', 'points': {'out_of': 0, 'classes': [{'from': 0, "
	 "'label': {'vi': 'x'}}]}",
	 "f: points: out_of must be above 0"},
	{"'index': 'all_of_it'",
	 "'index': 'all_of_it', 'points': {'out_of': '18', 'classes': [{'from': 0, "
	 "'label': {'vi': 'x'}}]}",
	 "f: points: wrong type of 'out_of'"},
	{"'index': 'all_of_it'",
	 "'index': 'all_of_it', 'points': {'out_of': 18, 'classes': [{'from': 12, "
	 "'label': {'vi': 'x'}}, {'from': 12, 'label': {'vi': 'x'}}]}",
	 "f: points classes[1]: classes go down from below out_of to 0"},
	{"'index': 'all_of_it'",
	 "'index': 'all_of_it', 'points': {'out_of': 18, 'classes': [{'from': 18, "
	 "'label': {'vi': 'x'}}]}",
	 "f: points classes[0]: classes go down from below out_of to 0"},
	{"'index': 'all_of_it'",
	 "'index': 'all_of_it', 'points': {'out_of': 18, 'classes': [{'from': 3, "
	 "'label': {'vi': 'x'}}]}",
	 "f: points classes[0]: the last class begins at 0"},
	{"'index': 'all_of_it'",
	 "'index': 'all_of_it', 'points': {'out_of': 18, 'classes': [{'from': 0}]}",
	 "f: points classes[0]: missing key 'label'"},
	{"'index': 'all_of_it'", "'points': {}",
	 "f: points: points are those of an index, and there is none"},
};

/* The fixture with `from` replaced by `to`, as JSON; owned by the caller. */
static char *replaced(const char *from, const char *to)
{
	const char *at = strstr(FIXTURE, from);

	if (!at)
		return NULL;
	char *text = xasprintf("%.*s%s%s", (int)(at - FIXTURE), FIXTURE, to,
			       at + strlen(from));
	char *json = json_of(text);
	free(text);
	return json;
}

static void test_broken(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(broken); i++) {
		char *json = replaced(broken[i].from, broken[i].to);
		struct error err = {0};
		if (!json) {
			ok(false, "the fixture has %s", broken[i].from);
			continue;
		}
		struct form *form = form_parse(json, strlen(json), "f", &err);
		/* json-c's own words come behind the byte: not ours to fix */
		if (strstr(broken[i].message, "JSON at byte"))
			err.message[strcspn(err.message, "0123456789")] = '\0';
		is_text(form ? "" : err.message, broken[i].message, "%.80s → %.80s",
			broken[i].from, *broken[i].to ? broken[i].to : "nothing");
		form_free(form);
		free(json);
	}
}

/* Counts that would not fit are refused, those that just fit are taken. */
static void test_limits(void)
{
	static const struct {
		const char *what;
		unsigned items, choices;
		const char *message;
	} cases[] = {
		{"399 items", 399, 2, ""},
		{"400 items", 400, 2, "f: survey[399] 'q399': too many items"},
		{"250 choices", 1, 250, ""},
		{"251 choices", 1, 251, "f: choices 'l': a list has 1 to 250 choices"},
	};
	struct capture capture = {0};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		FILE *out = capture_begin(&capture);
		struct error err = {0};
		fputs("{\"settings\":{\"form_id\":\"f\",\"version\":1,"
		      "\"default_language\":\"vi\",\"form_title\":{\"vi\":\"\"}},"
		      "\"choices\":{\"l\":[",
		      out);
		for (unsigned c = 0; c < cases[i].choices; c++)
			fprintf(out, "%s{\"name\":\"c%u\",\"label\":{\"vi\":\"\"}}",
				c ? "," : "", c);
		fputs("]},\"survey\":[", out);
		for (unsigned q = 0; q < cases[i].items; q++)
			fprintf(out,
				"%s{\"type\":\"select_one l\",\"name\":\"q%u\","
				"\"label\":{\"vi\":\"\"}}",
				q ? "," : "", q);
		fputs("]}", out);
		const char *json = capture_end(&capture);
		struct form *form = form_parse(json, strlen(json), "f", &err);
		is_text(form ? "" : err.message, cases[i].message, "%s", cases[i].what);
		form_free(form);
	}
	free(capture.text);
}

static void test_files(void)
{
	struct error err = {0};
	struct form *form = form_load("/nonexistent/form.json", &err);

	is_text(form ? "" : err.message,
		"/nonexistent/form.json: No such file or directory",
		"a file that is not there");
	err = (struct error){0};
	form = form_load("/dev/null", &err);
	ok(!form && err.code == ERROR_INPUT, "an empty file");
	err = (struct error){0};
	form = form_load("/dev/zero", &err);
	is_text(form ? "" : err.message, "/dev/zero: larger than 1048576 bytes",
		"a file without end");
}

/* In a file a name is there once; what is kept already is read as it was. */
static void test_names_twice(void)
{
	static const char *const cases[][3] = {
		{"'en': 'Good'", "'en': 'Good', 'vi': 'Xấu'",
		 "choices.five[3].label: 'vi' is there twice"},
		{"'required': true,", "'required': true, 'required': false,",
		 "survey[2]: 'required' is there twice"},
		{"'factors': {'f'", "'factors': {}, 'factors': {'f'",
		 "'factors' is there twice"},
	};
	char path[] = "/tmp/hailong-form.XXXXXX", message[200];
	int file = mkstemp(path);

	close(file);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const char *at = strstr(FIXTURE, cases[i][0]);
		char *text = xasprintf("%.*s%s%s", (int)(at - FIXTURE), FIXTURE,
				       cases[i][1], at + strlen(cases[i][0]));
		char *json = json_of(text);
		struct error err = {0};
		FILE *out = fopen(path, "w");
		fputs(json, out);
		fclose(out);
		struct form *form = form_load(path, &err);
		snprintf(message, sizeof(message), "%s: %s", path, cases[i][2]);
		is_text(form ? "" : err.message, message, "%s", cases[i][1]);
		form_free(form);
		form = form_parse(json, strlen(json), "kept", &err);
		ok(form, "what is kept is read");
		form_free(form);
		free(json);
		free(text);
	}
	unlink(path);
}

int main(void)
{
	test_shipped();
	test_languages();
	test_fixture();
	test_broken();
	test_limits();
	test_files();
	test_names_twice();
	return done_testing();
}
