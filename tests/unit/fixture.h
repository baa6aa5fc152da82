/*
 * A small form that has one item of every kind, for the tests of what works on forms.
 * Definitions are written with ' and " swapped, so that they can be read here.
 */
#ifndef HAILONG_TESTS_FIXTURE_H
#define HAILONG_TESTS_FIXTURE_H

#include "forms/alloc.h"
#include "forms/form.h"

#include <string.h>

#define FIXTURE                                                                       \
	"{'settings': {'form_id': 'fixture', 'version': 3, 'default_language': 'vi'," \
	" 'form_title': {'vi': 'Mẫu', 'en': 'Fixture'},"                            \
	" 'introduction': {'vi': 'Chào'},"                                           \
	" 'consent': {'version': 2, 'text': {'vi': 'Đồng ý'}}},"                  \
	"'choices': {'five': [{'name': '1', 'label': {'vi': 'Rất kém'}},"          \
	"  {'name': '2', 'label': {'vi': 'Kém'}}, {'name': '3', 'label': {'vi': "    \
	"'TB'}},"                                                                     \
	"  {'name': '4', 'label': {'vi': 'Tốt', 'en': 'Good'}},"                    \
	"  {'name': '5', 'label': {'vi': 'Rất tốt'}}],"                           \
	" 'yesno': [{'name': 'yes', 'label': {'vi': 'Có'}},"                         \
	"  {'name': 'no', 'label': {'vi': 'Không'}}]},"                              \
	"'scales': {'five': {'satisfied': ['4', '5']}},"                              \
	"'survey': ["                                                                 \
	" {'type': 'select_one yesno', 'name': 'used', 'label': {'vi': 'Dùng?'}},"   \
	" {'type': 'begin_group', 'name': 'g', 'label': {'vi': 'Nhóm'},"             \
	"  'relevant': '${used} != \"no\"'},"                                         \
	" {'type': 'select_one five', 'name': 'q1', 'label': {'vi': 'Câu 1'},"       \
	"  'required': true, 'factor': 'f'},"                                         \
	" {'type': 'select_one five', 'name': 'q2', 'label': {'vi': 'Câu 2'},"       \
	"  'na': true, 'factor': 'f', 'relevant': '${q1} >= 2'},"                     \
	" {'type': 'end_group'},"                                                     \
	" {'type': 'select_multiple yesno', 'name': 'many', 'label': {'vi': 'N'},"    \
	"  'na': true},"                                                              \
	" {'type': 'integer', 'name': 'visits', 'label': {'vi': 'Lần'},"            \
	"  'constraint': '. >= 1 and . <= 31', 'na': true},"                          \
	" {'type': 'decimal', 'name': 'fee', 'label': {'vi': 'Phí'}},"               \
	" {'type': 'note', 'name': 'thanks', 'label': {'vi': 'Cảm ơn'}},"          \
	" {'type': 'text', 'name': 'why', 'label': {'vi': 'Vì sao'}},"               \
	" {'type': 'select_one yesno', 'name': 'sex', 'label': {'vi': 'Giới'},"     \
	"  'respondent': true}"                                                       \
	"],"                                                                          \
	"'factors': {'f': {'label': {'vi': 'Nhân tố'}},"                           \
	" 'all_of_it': {'label': {'vi': 'Chung'}, 'of': ['f']}},"                     \
	"'index': 'all_of_it'}"

/* Swaps ' and ". The text is owned by the caller. */
__attribute__((unused)) static char *json_of(const char *text)
{
	char *json = xcalloc(strlen(text) + 1, 1), *at = json;

	for (; *text; text++)
		*at++ = *text == '\'' ? '"' : *text == '"' ? '\'' : *text;
	return json;
}

__attribute__((unused)) static struct form *fixture_form(struct error *err)
{
	char *json = json_of(FIXTURE);
	struct form *form = form_parse(json, strlen(json), "fixture", err);

	free(json);
	return form;
}

#endif
