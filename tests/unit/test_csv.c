/* forms/csv: whatever comes, good rows are read and bad ones told by their line. */
#include "forms/alloc.h"
#include "forms/csv.h"
#include "forms/text.h"
#include "words.h"

/* All rows as "1[a|b] 2!quote 3[c|d]"; a failure ends it with its message. */
static const char *read_all(struct capture *capture, FILE *in)
{
	struct csv *csv = csv_open(in, "t.csv");
	FILE *out = capture_begin(capture);
	struct error err = {0};
	enum csv_outcome outcome;
	struct csv_row row;

	while ((outcome = csv_next(csv, &row, &err)) == CSV_ROW || outcome == CSV_BAD) {
		fprintf(out, "%s%lu", ftell(out) ? " " : "", row.line);
		if (outcome == CSV_BAD)
			fprintf(out, "!%s", rule_code(row.rule));
		for (size_t i = 0; i < row.ncells; i++)
			fprintf(out, "%s%s", i ? "|" : "[", row.cells[i]);
		fputs(outcome == CSV_ROW ? "]" : "", out);
		fflush(out);
	}
	if (outcome == CSV_FAILED)
		fprintf(out, " %s", err.message);
	csv_close(csv);
	return capture_end(capture);
}

static const char *read_bytes(struct capture *capture, const char *bytes, size_t length)
{
	FILE *in = tmpfile();

	fwrite(bytes, 1, length, in);
	rewind(in);
	const char *text = read_all(capture, in);
	fclose(in);
	return text;
}

static void test_cases(void)
{
#define BYTES(text) text, sizeof(text) - 1
	static const struct {
		const char *what, *bytes;
		size_t length;
		const char *want;
	} cases[] = {
		{"nothing", BYTES(""), ""},
		{"only blank lines", BYTES("\n\r\n  \n"), ""},
		{"commas", BYTES("a,b\n1,2\n"), "1[a|b] 2[1|2]"},
		{"semicolons", BYTES("a;b\n1,5;2\n"), "1[a|b] 2[1,5|2]"},
		{"tabs", BYTES("a\tb\n1\t2\n"), "1[a|b] 2[1|2]"},
		{"the most frequent sign parts", BYTES("a;b;c,d\n1;2;3\n"),
		 "1[a|b|c,d] 2[1|2|3]"},
		{"signs in quotes don't count", BYTES("\"a;b;c\",d\n1,2\n"),
		 "1[a;b;c|d] 2[1|2]"},
		{"one column", BYTES("a\n1\n"), "1[a] 2[1]"},
		{"a byte order mark",
		 BYTES("\xEF\xBB\xBF"
		       "a,b\n1,2\n"),
		 "1[a|b] 2[1|2]"},
		{"a byte order mark before a quote", BYTES("\xEF\xBB\xBF\"a\",b\n"),
		 "1[a|b]"},
		{"blank lines before the header", BYTES("\n\na;b\n1;2\n"),
		 "3[a|b] 4[1|2]"},
		{"CRLF", BYTES("a,b\r\n1,2\r\n"), "1[a|b] 2[1|2]"},
		{"CRLF after a quote", BYTES("a,b\r\n1,\"2\"\r\n"), "1[a|b] 2[1|2]"},
		{"the last line without an end", BYTES("a,b\n1,2"), "1[a|b] 2[1|2]"},
		{"the last cell empty, without an end", BYTES("a,b\n1,"),
		 "1[a|b] 2[1|]"},
		{"the last cell quoted, without an end", BYTES("a,b\n1,\"2\""),
		 "1[a|b] 2[1|2]"},
		{"blank lines between", BYTES("a,b\n\n1,2\n \n3,4\n"),
		 "1[a|b] 3[1|2] 5[3|4]"},
		{"spaces around a cell", BYTES("a, b \n 1 ,2\n"), "1[a|b] 2[1|2]"},
		{"spaces in quotes stay", BYTES("a,b\n\" 1 \",2\n"), "1[a|b] 2[ 1 |2]"},
		{"quotes in quotes", BYTES("a,b\n\"say \"\"x\"\"\",2\n"),
		 "1[a|b] 2[say \"x\"|2]"},
		{"an empty quoted cell", BYTES("a,b\n\"\",2\n"), "1[a|b] 2[|2]"},
		{"a line feed in quotes", BYTES("a,b\n\"x\ny\",2\n3,4\n"),
		 "1[a|b] 2[x\ny|2] 4[3|4]"},
		{"blank lines in quotes", BYTES("a,b\n\"\n\n\",2\n3,4\n"),
		 "1[a|b] 2[\n\n|2] 5[3|4]"},
		{"a quote that never closes", BYTES("a,b\n1,\"2\n3,4\n5,6\n"),
		 "1[a|b] 2!quote 3[3|4] 4[5|6]"},
		{"two of them", BYTES("a,b\n1,\"2\n3,4\n5,6\"x\n7,8\n"),
		 "1[a|b] 2!quote 3[3|4] 4!quote 5[7|8]"},
		{"one in the last line", BYTES("a,b\n1,\"2"), "1[a|b] 2!quote"},
		{"one in the header", BYTES("\"a,b\n1,2\n"), "1!quote 2[1|2]"},
		{"something behind a closing quote", BYTES("a,b\n\"1\"x,2\n3,4\n"),
		 "1[a|b] 2!quote 3[3|4]"},
		{"a quote inside a bare cell", BYTES("a,b\n1\"x,2\n3,4\n"),
		 "1[a|b] 2!quote 3[3|4]"},
		{"a NUL", BYTES("a,b\n1,\0\n3,4\n"), "1[a|b] 2!utf8 3[3|4]"},
		{"a NUL in quotes", BYTES("a,b\n\"1\n\0\",2\n3,4\n"),
		 "1[a|b] 2!utf8 3!utf8 4[3|4]"},
		{"Latin-1 passes here", BYTES("a,b\nH\xE0i,2\n"), "1[a|b] 2[H\xE0i|2]"},
		{"fewer and more cells", BYTES("a,b\n1\n1,2,3\n"),
		 "1[a|b] 2[1] 3[1|2|3]"},
		{"UTF-16, little endian",
		 BYTES("\xFF\xFE"
		       "a\0,\0b\0\n\0"),
		 " t.csv: the file is UTF-16; save it as \"CSV UTF-8\""},
		{"UTF-16, big endian", BYTES("\xFE\xFF\0a\0\n"),
		 " t.csv: the file is UTF-16; save it as \"CSV UTF-8\""},
	};
#undef BYTES
	struct capture capture = {0};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		is_text(read_bytes(&capture, cases[i].bytes, cases[i].length),
			cases[i].want, "%s", cases[i].what);
	free(capture.text);
}

/* Writes `count` times the character. */
static void put_many(FILE *out, char c, size_t count)
{
	for (size_t i = 0; i < count; i++)
		putc(c, out);
}

static void test_long_lines(void)
{
	static const struct {
		const char *what, *before, *after;
		size_t count;
		const char *want;
	} cases[] = {
		{"a line of 300 KB", "a,b\n1,", "\n3,4\n", 300 * 1024,
		 "1[a|b] 2!line-length 3[3|4]"},
		{"a last line of 300 KB", "a,b\n1,", "", 300 * 1024,
		 "1[a|b] 2!line-length"},
		{"a quoted line of 300 KB", "a,b\n1,\"", "\"\n3,4\n", 300 * 1024,
		 "1[a|b] 2!line-length 3[3|4]"},
		{"a header of 300 KB", "", "\n3,4\n", 300 * 1024,
		 "1!line-length 2[3|4]"},
		{"a line of 20 MB", "a,b\n1,", "\n3,4\n", 20 * 1024 * 1024,
		 "1[a|b] 2!line-length 3[3|4]"},
	};
	struct capture capture = {0};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		FILE *in = tmpfile();
		fputs(cases[i].before, in);
		put_many(in, 'x', cases[i].count);
		fputs(cases[i].after, in);
		rewind(in);
		is_text(read_all(&capture, in), cases[i].want, "%s", cases[i].what);
		fclose(in);
	}
	free(capture.text);
}

/* An open quote over more lines than a row may hold: given up, line by line. */
static void test_open_quote_over_many_lines(void)
{
	FILE *in = tmpfile();
	unsigned long line = 0, good = 0, bad = 0;
	bool ascending = true;
	struct csv_row row;
	struct error err = {0};
	enum csv_outcome outcome;

	fputs("a,b\n1,\"2\n", in);
	for (int i = 0; i < 40000; i++)
		fputs("11111,22222\n", in);
	rewind(in);
	struct csv *csv = csv_open(in, "t.csv");
	while ((outcome = csv_next(csv, &row, &err)) != CSV_END) {
		ascending = ascending && row.line == line + 1;
		line = row.line;
		good += outcome == CSV_ROW;
		bad += outcome == CSV_BAD;
	}
	csv_close(csv);
	fclose(in);
	ok(ascending && good == 40001 && bad == 1 && line == 40002,
	   "an open quote costs its own line only: %lu good, %lu bad, last line %lu",
	   good, bad, line);
}

/* What csv_free_text writes, the reader and csv_unguard give back. */
static void test_round_trip(void)
{
	static const char *const texts[] = {
		"plain",	"Hài Lòng", "a,b;c\td",	 "say \"x\"", "\"",
		"two\nlines",	"cr\rlf",   "=1+1",	 "+84",	      "-1",
		"@x",		"'=1",	    "''=1",	 "'quoted'",  " spaces ",
		"\t=1",		"'\t'",	    "\"=1\"",	 ";;;",	      "\n",
		"ends with \"", "\"\"",	    "x\r\ny\r\n"};
	struct capture file = {0};
	struct error err = {0};
	struct csv_row row;

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		FILE *out = capture_begin(&file);
		fputs("a,b\n1,", out);
		csv_free_text(out, texts[i]);
		fputs("\n", out);
		capture_end(&file);
		FILE *in = fmemopen(file.text, file.length, "r");
		struct csv *csv = csv_open(in, "t.csv");
		bool read = csv_next(csv, &row, &err) == CSV_ROW &&
			    csv_next(csv, &row, &err) == CSV_ROW && row.ncells == 2;
		is_text(read ? csv_unguard(row.cells[1]) : "", texts[i],
			"round trip: %s", texts[i]);
		csv_close(csv);
		fclose(in);
	}
	free(file.text);
}

static void test_many_cells(void)
{
	struct capture file = {0};
	struct error err = {0};
	struct csv_row row;
	FILE *out = capture_begin(&file);

	put_many(out, ',', CSV_CELLS_MAX + 500);
	putc('\n', out);
	capture_end(&file);
	FILE *in = fmemopen(file.text, file.length, "r");
	struct csv *csv = csv_open(in, "t.csv");
	ok(csv_next(csv, &row, &err) == CSV_BAD && row.rule == RULE_COLUMNS,
	   "a row with more cells than the limit is refused");
	csv_close(csv);
	fclose(in);
	free(file.text);
}

int main(void)
{
	test_cases();
	test_long_lines();
	test_open_quote_over_many_lines();
	test_round_trip();
	test_many_cells();
	return done_testing();
}
