/* The readers of single values and the escapers. Bytes: a text. */
#include "forms/csv.h"
#include "forms/fold.h"
#include "forms/text.h"
#include "fuzz.h"

#include <json-c/json.h>
#include <string.h>
#include <strings.h>

static void must_read_numbers(const char *text, struct arena *arena)
{
	int64_t whole, same_whole;
	double number, same;

	if (text_integer(text, &whole)) {
		must(text_number(text, &number));
		must(text_integer(arena_printf(arena, "%lld", (long long)whole),
				  &same_whole) &&
		     same_whole == whole);
	}
	if (text_number(text, &number)) {
		must(number - number == 0);
		must(text_number(arena_printf(arena, "%.17g", number), &same) &&
		     memcmp(&same, &number, sizeof(same)) == 0);
	}
}

static void must_read_times(const char *text)
{
	char full[TIMESTAMP_BYTES], again[TIMESTAMP_BYTES];
	const int64_t day = INT64_C(86400) * 1000000;

	must(!text_is_date(text) || text_timestamp(text, full));
	if (!text_timestamp(text, full))
		return;
	must(text_timestamp(full, again) && strcmp(full, again) == 0);
	int64_t time = text_microseconds(full);
	must(time > -25568 * day && time < 84007 * day); /* 1900 to 2199 */
}

static void must_read_uuid(const char *text)
{
	unsigned char uuid[16], same[16];
	char written[UUID_TEXT_BYTES];

	if (!text_uuid(text, uuid))
		return;
	uuid_text(uuid, written);
	must(strcasecmp(written, text) == 0);
	must(text_uuid(written, same) && memcmp(uuid, same, sizeof(same)) == 0);
}

/* What an escaper makes of the text; lives as long as the arena. */
static const char *escaped(void (*escape)(FILE *, const char *), const char *text,
			   struct arena *arena)
{
	char *bytes = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&bytes, &length);

	must(out);
	escape(out, text);
	fclose(out);
	must(strlen(bytes) == length);
	const char *kept = arena_strndup(arena, bytes, length);
	free(bytes);
	return kept;
}

static void must_escape_html(const char *text, struct arena *arena)
{
	static const char *const names[][2] = {{"&amp;", "&"},
					       {"&lt;", "<"},
					       {"&gt;", ">"},
					       {"&quot;", "\""},
					       {"&#39;", "'"}};
	const char *html = escaped(html_text, text, arena);

	must(!strpbrk(html, "<>\"'"));
	while (*html) {
		size_t length = 1;
		char meant = *html;
		for (size_t i = 0; *html == '&' && i < ARRAY_SIZE(names); i++) {
			length = strlen(names[i][0]);
			meant = *names[i][1];
			if (strncmp(html, names[i][0], length) == 0)
				break;
			must(i + 1 < ARRAY_SIZE(names));
		}
		must(*text++ == meant);
		html += length;
	}
	must(!*text);
}

static void must_escape_url(const char *text, struct arena *arena)
{
	const char *url = escaped(url_arg, text, arena);

	while (*url) {
		char meant = *url;
		if (meant == '%') {
			const char hex[] = {url[1], url[2], '\0'};
			must(strspn(hex, "0123456789ABCDEF") == 2);
			meant = (char)strtol(hex, NULL, 16);
			url += 2;
		} else {
			must(text_is_code(url) || strspn(url, "~%") ||
			     (meant >= '-' && meant <= 'z'));
		}
		must(*text++ == meant);
		url++;
	}
	must(!*text);
}

static void must_escape_csv(const char *text, struct arena *arena)
{
	const char *cell = escaped(csv_cell, text, arena);
	const char *guarded = escaped(csv_free_text, text, arena);
	char *file = arena_printf(arena, "a,b,c\n%s,%s,\"\"\n", cell, guarded);
	FILE *in = fmemopen(file, strlen(file), "rb");
	struct csv *csv = csv_open(in, "text");
	struct csv_row row;
	struct error err = {0};

	must(csv_next(csv, &row, &err) == CSV_ROW && row.ncells == 3);
	must(csv_next(csv, &row, &err) == CSV_ROW && row.ncells == 3);
	must(strcmp(row.cells[0], text) == 0);
	must(strcmp(csv_unguard(row.cells[1]), text) == 0);
	must(!*row.cells[1] || !strchr("=+-@\t\r", *row.cells[1]));
	must(csv_next(csv, &row, &err) == CSV_END);
	csv_close(csv);
	fclose(in);
}

static void must_escape_json(const char *text, struct arena *arena)
{
	const char *json = escaped(json_text, text, arena);
	struct json_tokener *tokener = json_tokener_new();

	json_tokener_set_flags(tokener,
			       JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
	struct json_object *read =
		json_tokener_parse_ex(tokener, json, (int)strlen(json) + 1);
	must(json_object_is_type(read, json_type_string));
	for (const char *c = json; *c; c++)
		must((unsigned char)*c >= ' '); /* which json-c would take */
	must(strcmp(json_object_get_string(read), text) == 0);
	json_object_put(read);
	json_tokener_free(tokener);
}

static void must_stay_utf8(const char *text, struct arena *arena)
{
	struct error err = {0};
	const char *folded = fold_text(arena, text);

	must(text_characters(text) <= strlen(text));
	must(is_utf8(folded) && strcmp(fold_text(arena, folded), folded) == 0);
	must(fold_matches(folded, folded));
	error_set(&err, ERROR_INPUT, "%s", text);
	must(is_utf8(err.message));
	error_prefix(&err, "%s", text);
	must(is_utf8(err.message));
	must(is_utf8(escaped(html_text, text, arena)));
	must(is_utf8(escaped(csv_free_text, text, arena)));
	must_escape_json(text, arena);
}

static void must_be_plain(const char *code, struct arena *arena)
{
	must(is_utf8(code) && is_same(escaped(html_text, code, arena), code));
	must(is_same(escaped(url_arg, code, arena), code));
	must(is_same(escaped(csv_cell, code, arena), code));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = {data, size};
	struct arena *arena = arena_new();
	const char *text = input_rest(&input, arena);

	must_read_numbers(text, arena);
	must_read_times(text);
	must_read_uuid(text);
	must_escape_html(text, arena);
	must_escape_url(text, arena);
	must_escape_csv(text, arena);
	if (is_utf8(text))
		must_stay_utf8(text, arena);
	if (text_is_code(text))
		must_be_plain(text, arena);
	arena_free(arena);
	return 0;
}
