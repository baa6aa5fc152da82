/* forms/microdata: a survey team's file, row by row, as responses or as rejects. */
#include "fixture.h"
#include "forms/microdata.h"
#include "forms/text.h"
#include "words.h"

static void put_response(FILE *out, unsigned long line, const struct response *response)
{
	const struct form *form = response->answers.form;
	struct arena *arena = arena_new();

	fprintf(out, "%lu{", line);
	for (int f = 0; f < FIELD_COUNT; f++)
		if (response->field[f])
			fprintf(out, " %s=%s", field_name((enum field)f),
				response->field[f]);
	for (unsigned i = 0; i < form->nitems; i++) {
		const char *value = answers_get(&response->answers, arena, i);
		if (*value)
			fprintf(out, " %s=%s", form->items[i].name, value);
	}
	fputs("}", out);
	arena_free(arena);
}

static void put_rejects(FILE *out, const struct rejects *rejects)
{
	for (size_t i = 0; i < rejects->count; i++)
		fprintf(out, "%s%lu!%s=%s:%s", i ? " " : "", rejects->list[i].line,
			rejects->list[i].column, rejects->list[i].value,
			rule_code(rejects->list[i].rule));
}

/* All rows as "2{ unit=01 q1=4} 3!q1=9:level", or why the header was refused. */
static const char *read_all(struct capture *capture, FILE *in, const struct form *form,
			    const struct map *map, const char *round)
{
	FILE *out = capture_begin(capture);
	struct error err = {0};
	struct microdata *data = microdata_open(in, "d.csv", form, map, round, &err);
	enum microdata_outcome outcome = data ? MICRODATA_RESPONSE : MICRODATA_FAILED;
	struct response response;
	struct rejects rejects;

	for (int n = 0; outcome == MICRODATA_RESPONSE || outcome == MICRODATA_REJECTED;
	     n++) {
		outcome = microdata_next(data, &response, &rejects, &err);
		if (outcome == MICRODATA_RESPONSE || outcome == MICRODATA_REJECTED)
			fputs(n ? " " : "", out);
		if (outcome == MICRODATA_RESPONSE)
			put_response(out, microdata_line(data), &response);
		if (outcome == MICRODATA_REJECTED)
			put_rejects(out, &rejects);
	}
	if (outcome == MICRODATA_FAILED)
		fputs(err.message, out);
	microdata_close(data);
	return capture_end(capture);
}

static FILE *file_of(const char *text, size_t length)
{
	FILE *in = tmpfile();

	fwrite(text, 1, length, in);
	rewind(in);
	return in;
}

static void test_cases(const struct form *form)
{
	static const struct {
		const char *what, *csv, *map, *want;
	} cases[] = {
		{"a row with everything",
		 "response_id,round,unit,service,channel,selection,collected_by,"
		 "stratum,"
		 "psu,fpc,ssu,fpc2,weight,started_at,submitted_at,comment,used,q1,q2,"
		 "many,"
		 "visits,fee,why,sex\n"
		 "7,r1,01,s.1,post,open,An,A,p1,0.5,s1,12,2.5,2026-03-01T08:30,"
		 "2026-03-01,ok,yes,4,na,yes no,3,1.5,vì,no\n",
		 NULL,
		 "2{ response_id=7 round=r1 unit=01 service=s.1 channel=post "
		 "selection=open "
		 "collected_by=An stratum=A psu=p1 fpc=0.5 ssu=s1 fpc2=12 weight=2.5 "
		 "started_at=2026-03-01T08:30:00.000000+07:00 "
		 "submitted_at=2026-03-01T00:00:00.000000+07:00 used=yes q1=4 q2=na "
		 "many=yes no visits=3 fee=1.5 why=vì sex=no comment=ok}"},
		{"in any order", "q1,unit\n4,01\n", NULL,
		 "2{ unit=01 selection=sample q1=4}"},
		{"empty cells are missing", "unit,q1,q2\n,4,\n", NULL,
		 "2{ selection=sample q1=4}"},
		{"empty rows are no rows", "unit,q1\n,\n\n01,4\n,\n", NULL,
		 "4{ unit=01 selection=sample q1=4}"},
		{"no rows", "unit,q1\n", NULL, ""},
		/* the header */
		{"an empty file", "", NULL, "d.csv: the file is empty"},
		{"a file of blank lines", "\n\n", NULL, "d.csv: the file is empty"},
		{"an unknown column", "unit,q1,q77\n", NULL,
		 "d.csv: line 1, column 3: unknown column 'q77' (form fixture has no "
		 "such "
		 "item; a map can rename or ignore it)"},
		{"a column without a name", "unit,,q1\n", NULL,
		 "d.csv: line 1, column 2: unknown column '' (form fixture has no such "
		 "item; a map can rename or ignore it)"},
		{"a repeated item", "q1,unit,q1\n", NULL,
		 "d.csv: line 1, column 3: 'q1' stands there twice"},
		{"a repeated field", "unit,q1,unit\n", NULL,
		 "d.csv: line 1, column 3: 'unit' stands there twice"},
		{"a note is no column", "thanks,q1\n", NULL,
		 "d.csv: line 1, column 1: unknown column 'thanks' (form fixture has "
		 "no "
		 "such item; a map can rename or ignore it)"},
		{"no item at all", "unit,channel\n01,web\n", NULL,
		 "d.csv: line 1: no column is an item of form fixture"},
		{"a header in Latin-1", "unit,M\xE0u\n", NULL,
		 "d.csv: line 1, column 2: not UTF-8"},
		{"a header with an open quote", "unit,\"q1\n01,4\n", NULL,
		 "d.csv: line 1: A quote is not closed, or stands in the wrong place."},
		{"UTF-16", "\xFF\xFEq1\n", NULL,
		 "d.csv: d.csv: the file is UTF-16; save it as \"CSV UTF-8\""},
		/* values */
		{"a level out of range", "unit,q1\n01,9\n02,5\n", NULL,
		 "2!q1=9:level 3{ unit=02 selection=sample q1=5}"},
		{"two bad values in a row", "unit,q1,visits\n0 1,9,x\n", NULL,
		 "2!unit=0 1:code 2!q1=9:level 2!visits=x:integer"},
		{"na where it is not offered", "q1\nna\n", NULL, "2!q1=na:na"},
		{"Latin-1", "q1,why\n4,H\xE0i\n5,\n", NULL,
		 "2!why=H?i:utf8 3{ selection=sample q1=5}"},
		{"a short row and a long one", "unit,q1\n01\n01,4,4\n02,5\n", NULL,
		 "2!=1:columns 3!=3:columns 4{ unit=02 selection=sample q1=5}"},
		{"an open quote", "unit,q1\n\"01,4\n02,5\n", NULL,
		 "2!=:quote 3{ unit=02 selection=sample q1=5}"},
		{"the constraint", "q1,visits\n4,32\n", NULL, "2!visits=32:constraint"},
		{"a question that was not asked", "used,q1\nno,4\n", NULL,
		 "2!q1=4:relevant"},
		{"fields are checked",
		 "unit,service,channel,selection,weight,fpc,fpc2,started_at,q1\n"
		 "ñ,a b,fax,drawn,-1,0,x,1/3/2026,4\n",
		 NULL,
		 "2!unit=ñ:code 2!service=a b:code 2!channel=fax:channel "
		 "2!selection=drawn:selection 2!weight=-1:number 2!fpc=0:number "
		 "2!fpc2=x:number 2!started_at=1/3/2026:timestamp"},
		{"weight 0 is a weight", "weight,q1\n0,4\n", NULL,
		 "2{ selection=sample weight=0 q1=4}"},
		{"another round", "round,q1\nr1,4\nr2,4\n,4\n", NULL,
		 "2{ round=r1 selection=sample q1=4} 3!round=r2:round "
		 "4{ selection=sample q1=4}"},
		{"guarded text is unguarded",
		 "collected_by,q1,why\n\"'=An\",4,\"'-x\"\n", NULL,
		 "2{ selection=sample collected_by==An q1=4 why=-x}"},
		/* selection */
		{"who is drawn and who comes",
		 "channel,q1\nweb,4\nkiosk,4\nticket,4\ninterview,4\nphone,4\npost,4\n"
		 "paper,4\nbox,4\nhotline,4\n,4\n",
		 NULL,
		 "2{ channel=web selection=sample q1=4} "
		 "3{ channel=kiosk selection=open q1=4} "
		 "4{ channel=ticket selection=sample q1=4} "
		 "5{ channel=interview selection=sample q1=4} "
		 "6{ channel=phone selection=sample q1=4} "
		 "7{ channel=post selection=sample q1=4} "
		 "8{ channel=paper selection=sample q1=4} "
		 "9{ channel=box selection=open q1=4} "
		 "10{ channel=hotline selection=open q1=4} 11{ selection=sample q1=4}"},
		/* maps */
		{"columns, recode, constants, in this order", "x,y,z\n9,NA,1\n2,3,1\n",
		 "{'columns': {'x': 'q1', 'y': 'q2'}, 'ignore': ['z'], 'recode': {'*': "
		 "{'9': '5', 'NA': 'na'}}, 'constants': {'unit': '07', 'channel': "
		 "'box'}}",
		 "2{ unit=07 channel=box selection=open q1=5 q2=na} "
		 "3{ unit=07 channel=box selection=open q1=2 q2=3}"},
		{"an item's own table before the one of all", "q1,q2\n4,9\n",
		 "{'recode': {'q2': {'9': '1'}, '*': {'9': 'na'}}}",
		 "2{ selection=sample q1=4 q2=1}"},
		{"recode of a field", "channel,q1\nTel,4\n",
		 "{'recode': {'channel': {'Tel': 'phone'}}}",
		 "2{ channel=phone selection=sample q1=4}"},
		{"a constant stands above the column", "unit,q1\n01,4\n",
		 "{'constants': {'unit': '07'}}", "2{ unit=07 selection=sample q1=4}"},
		{"a constant answer", "q1\n4\n", "{'constants': {'sex': 'no'}}",
		 "2{ selection=sample q1=4 sex=no}"},
		{"a bad constant is told for every row", "q1\n4\n",
		 "{'constants': {'channel': 'fax'}}", "2!channel=fax:channel"},
		{"the value in a reject is the file's", "q1\nX\n",
		 "{'recode': {'*': {'X': '9'}}}", "2!q1=X:level"},
		{"a map to what is no column", "x\n4\n", "{'columns': {'x': 'q77'}}",
		 "d.csv: the map names 'q77', which is neither a column of responses "
		 "nor "
		 "an item of form fixture"},
		{"a recode of what is no column", "q1\n4\n", "{'recode': {'q77': {}}}",
		 "d.csv: the map names 'q77', which is neither a column of responses "
		 "nor "
		 "an item of form fixture"},
		{"a constant that is no column", "q1\n4\n",
		 "{'constants': {'thanks': 'x'}}",
		 "d.csv: the map names 'thanks', which is neither a column of "
		 "responses "
		 "nor an item of form fixture"},
		{"two columns mapped to one", "x,y\n4,4\n",
		 "{'columns': {'x': 'q1', 'y': 'q1'}}",
		 "d.csv: line 1, column 2: 'q1' stands there twice"},
		{"a column of the map that the file has not", "q1\n4\n",
		 "{'columns': {'x': 'q2'}, 'ignore': ['y']}",
		 "2{ selection=sample q1=4}"},
	};
	struct capture capture = {0};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char *json = cases[i].map ? json_of(cases[i].map) : NULL;
		struct error err = {0};
		struct map *map =
			json ? map_parse(json, strlen(json), "m", &err) : NULL;
		FILE *in = file_of(cases[i].csv, strlen(cases[i].csv));
		is_text(read_all(&capture, in, form, map, "r1"), cases[i].want, "%s",
			cases[i].what);
		fclose(in);
		map_free(map);
		free(json);
	}
	free(capture.text);
}

/* The ids of a file's rows, in hexadecimal, parted by spaces. */
static char *ids_of(const struct form *form, const char *csv, size_t length)
{
	FILE *in = file_of(csv, length);
	struct capture ids = {0};
	FILE *out = capture_begin(&ids);
	struct error err = {0};
	struct microdata *data = microdata_open(in, "d.csv", form, NULL, NULL, &err);
	struct response response;
	struct rejects rejects;
	char text[37];

	while (data &&
	       microdata_next(data, &response, &rejects, &err) == MICRODATA_RESPONSE) {
		uuid_text(response.id, text);
		fprintf(out, "%s ", text);
	}
	microdata_close(data);
	fclose(in);
	capture_end(&ids);
	return ids.text;
}

static void test_ids(const struct form *form)
{
	static const struct {
		const char *what, *one, *other;
		bool same;
	} cases[] = {
		{"the same rows", "unit,q1\n01,4\n01,5\n", "unit,q1\n01,4\n01,5\n",
		 true},
		{"the same columns in another order", "unit,q1\n01,4\n",
		 "q1,unit\n4,01\n", true},
		{"another delimiter and BOM", "unit,q1\n01,4\n",
		 "\xEF\xBB\xBFunit;q1\r\n01;4\r\n", true},
		{"a time written otherwise", "submitted_at,q1\n2026-03-01,4\n",
		 "submitted_at,q1\n2026-03-01T00:00:00+07:00,4\n", true},
		{"another answer", "unit,q1\n01,4\n", "unit,q1\n01,5\n", false},
		{"another unit", "unit,q1\n01,4\n", "unit,q1\n02,4\n", false},
		{"a comment more", "comment,q1\n,4\n", "comment,q1\nx,4\n", false},
		{"na is not missing", "q1,q2\n4,\n", "q1,q2\n4,na\n", false},
		{"the same response_id, whatever else", "response_id,unit,q1\na,01,4\n",
		 "response_id,unit,q1\na,02,5\n", true},
		{"another response_id", "response_id,q1\na,4\n",
		 "response_id,q1\nb,4\n", false},
		{"a UUID in either case",
		 "response_id,q1\n00112233-4455-6677-8899-aabbccddeeff,4\n",
		 "response_id,q1\n00112233-4455-6677-8899-AABBCCDDEEFF,5\n", true},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char *one = ids_of(form, cases[i].one, strlen(cases[i].one));
		char *other = ids_of(form, cases[i].other, strlen(cases[i].other));
		ok(*one && (strcmp(one, other) == 0) == cases[i].same, "ids: %s",
		   cases[i].what);
		free(one);
		free(other);
	}
	char *own = ids_of(form, cases[10].one, strlen(cases[10].one));
	is_text(own, "00112233-4455-6677-8899-aabbccddeeff ",
		"a response_id that is a UUID is the id");
	free(own);
}

/* Equal rows are told apart by how manieth they are; the table of them grows. */
static void test_occurrences(const struct form *form)
{
	enum { ROWS = 3000, DIFFERENT = 1500, ID = 37 };
	struct capture file = {0};
	FILE *out = capture_begin(&file);

	fputs("unit,visits,q1\n", out);
	for (int i = 0; i < ROWS; i++)
		fprintf(out, "01,,%d\n", 1 + i % 5);
	for (int i = 0; i < DIFFERENT; i++)
		fprintf(out, "u%d,,4\n", i);
	capture_end(&file);
	char *ids = ids_of(form, file.text, file.length);
	char *again = ids_of(form, file.text, file.length);
	is_text(ids, again, "the same file gives the same ids");
	size_t count = strlen(ids) / ID, equal = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t k = i + 1; k < count; k++)
			equal += memcmp(ids + ID * i, ids + ID * k, ID) == 0;
	ok(count == ROWS + DIFFERENT && equal == 0, "%zu rows have as many ids", count);
	free(ids);
	free(again);
	free(file.text);
}

int main(void)
{
	struct error err = {0};
	struct form *form = fixture_form(&err);

	if (ok(form, "the fixture loads: %s", err.message)) {
		test_cases(form);
		test_ids(form);
		test_occurrences(form);
	}
	form_free(form);
	return done_testing();
}
