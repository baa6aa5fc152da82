/*
 * Writes what respondents send, for load tests: JSON bodies of the API, urlencoded
 * bodies of the form page, or rows of a survey team's CSV file, a line each. The same
 * arguments give the same lines. Levels lean to the satisfied, one in twenty-five is
 * "na"; what is asked only on a condition is left out. The id of a body is a mark, in
 * whose place tests/tools/load.c puts a new one for each request.
 *
 * usage: answers json|form|csv COUNT FORM.json UNITS.csv SERVICES.csv [COMMENTS]
 *
 * Unit and service are drawn from the codes (first column) of the two files; COMMENTS
 * of a hundred respondents, none unless told, write something.
 */
#include "mark.h"

#include "analyzer/prng.h"
#include "forms/alloc.h"
#include "forms/form.h"
#include "forms/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STARTED "2026-03-01T08:30:00Z"
#define WORDS "Nhân viên lịch sự, nhưng phải chờ khá lâu & thiếu ghế ngồi."

enum { SEED = 5, PICKED_MAX = 2 };

struct codes {
	char **list;
	size_t count, room;
};

/* One response besides its answers. */
struct about {
	unsigned long number;
	const char *unit, *service;
};

/* The answer to one item: names of choices, a number or words; none: not answered. */
struct picked {
	const char *values[PICKED_MAX];
	unsigned count;
	bool number;
	bool first; /* of its response */
};

struct format {
	const char *name;
	void (*head)(FILE *out, const struct form *form); /* NULL: none */
	void (*begin)(FILE *out, const struct about *about);
	void (*item)(FILE *out, const struct item *item, const struct picked *picked);
	const char *end;
};

/* --- JSON --- */

static void json_begin(FILE *out, const struct about *about)
{
	fprintf(out,
		"{\"id\": \"" MARK "\", \"unit\": \"%s\", \"service\": \"%s\", "
		"\"channel\": \"web\", \"started_at\": \"" STARTED "\", \"answers\": {",
		about->unit, about->service);
}

static void json_item(FILE *out, const struct item *item, const struct picked *picked)
{
	bool many = item->type == ITEM_SELECT_MULTIPLE;

	if (picked->count == 0)
		return;
	fprintf(out, "%s\"%s\": %s", picked->first ? "" : ", ", item->name,
		many ? "[" : "");
	for (unsigned i = 0; i < picked->count; i++) {
		fputs(i ? ", " : "", out);
		if (picked->number)
			fputs(picked->values[i], out);
		else
			json_text(out, picked->values[i]);
	}
	fputs(many ? "]" : "", out);
}

/* --- the form page --- */

static void form_begin(FILE *out, const struct about *about)
{
	fputs("response_id=" MARK "&started_at=", out);
	url_arg(out, STARTED);
	fprintf(out, "&unit=%s&service=%s&channel=web", about->unit, about->service);
}

static void form_item_text(FILE *out, const struct item *item,
			   const struct picked *picked)
{
	for (unsigned i = 0; i < picked->count; i++) {
		fprintf(out, "&%s=", item->name);
		url_arg(out, picked->values[i]);
	}
}

/* --- CSV --- */

static bool is_asked(const struct item *item)
{
	return item->type != ITEM_NOTE && !item->relevant;
}

static void csv_head(FILE *out, const struct form *form)
{
	fputs("response_id,unit,service,channel,collected_by,stratum,psu,weight,"
	      "submitted_at",
	      out);
	for (unsigned i = 0; i < form->nitems; i++)
		if (is_asked(&form->items[i]))
			fprintf(out, ",%s", form->items[i].name);
	putc('\n', out);
}

static void csv_begin(FILE *out, const struct about *about)
{
	unsigned long n = about->number;

	fprintf(out,
		"p-%lu,%s,%s,interview,team %lu,%s,%s-%lu,%lu.5,"
		"2026-03-%02luT%02lu:%02lu",
		n, about->unit, about->service, n % 17, about->unit, about->unit,
		n % 24, 10 + n % 90, 1 + n % 28, 8 + n % 9, n % 60);
}

static void csv_item(FILE *out, const struct item *item, const struct picked *picked)
{
	char *cell = picked->count == PICKED_MAX
			     ? xasprintf("%s %s", picked->values[0], picked->values[1])
			     : xstrdup(picked->count ? picked->values[0] : "");
	(void)item;

	putc(',', out);
	csv_free_text(out, cell);
	free(cell);
}

static const struct format formats[] = {
	{"json", NULL, json_begin, json_item, "}}"},
	{"form", NULL, form_begin, form_item_text, ""},
	{"csv", csv_head, csv_begin, csv_item, ""},
};

/* --- what is answered --- */

static struct picked pick(const struct item *item, struct prng *prng, double comments)
{
	static const char *const numbers[] = {"1", "2", "3"};
	double draw = prng_uniform(prng), second = prng_uniform(prng);
	struct picked picked = {.values = {""}, .count = 1};

	if (item->na && second < 0.04) {
		picked.values[0] = "na";
	} else if (item->list) {
		/* the better half of a scale is drawn three times as often */
		unsigned n = item->list->nchoices;
		unsigned place = (unsigned)((item->list->is_scale && second < 0.5
						     ? 0.5 + draw / 2
						     : draw) *
					    n);
		picked.values[0] = item->list->choices[place].name;
		picked.number = item->list->is_scale;
		if (item->type == ITEM_SELECT_MULTIPLE && second < 0.3 && place + 1 < n)
			picked.values[picked.count++] =
				item->list->choices[place + 1].name;
	} else if (item->type == ITEM_INTEGER) {
		picked.values[0] = numbers[(unsigned)(draw * 3)];
		picked.number = true;
	} else if (item->type == ITEM_TEXT && draw * 100 < comments) {
		picked.values[0] = WORDS;
	} else {
		picked.count = 0;
	}
	return picked;
}

static void read_codes(struct codes *codes, const char *path)
{
	char line[4096];
	FILE *in = fopen(path, "rb");

	if (!in) {
		perror(path);
		exit(1);
	}
	while (fgets(line, sizeof(line), in)) {
		line[strcspn(line, ",\r\n")] = '\0';
		if (!text_is_code(line) || strcmp(line, "code") == 0)
			continue;
		ARRAY_RESERVE(codes->list, codes->count, codes->room);
		codes->list[codes->count++] = xstrdup(line);
	}
	fclose(in);
	if (codes->count == 0) {
		fprintf(stderr, "answers: %s has no codes\n", path);
		exit(1);
	}
}

static void write_items(const struct format *format, const struct form *form,
			struct prng *prng, double comments)
{
	bool first = true;

	for (unsigned i = 0; i < form->nitems; i++) {
		if (!is_asked(&form->items[i]))
			continue;
		struct picked picked = pick(&form->items[i], prng, comments);
		picked.first = first;
		format->item(stdout, &form->items[i], &picked);
		first = first && picked.count == 0;
	}
}

static void write_all(const struct format *format, unsigned long count,
		      const struct form *form, const struct codes *units,
		      const struct codes *services, double comments)
{
	struct prng prng = prng_start(SEED, 0);

	if (format->head)
		format->head(stdout, form);
	for (unsigned long n = 1; n <= count; n++) {
		struct about about = {
			n, units->list[prng_below(&prng, units->count)],
			services->list[prng_below(&prng, services->count)]};
		format->begin(stdout, &about);
		write_items(format, form, &prng, comments);
		puts(format->end);
	}
}

static void free_codes(struct codes *codes)
{
	for (size_t i = 0; i < codes->count; i++)
		free(codes->list[i]);
	free(codes->list);
}

int main(int argc, char **argv)
{
	const struct format *format = NULL;
	struct codes units = {0}, services = {0};
	struct error err = {0};

	for (size_t i = 0; argc > 1 && i < ARRAY_SIZE(formats); i++)
		if (strcmp(argv[1], formats[i].name) == 0)
			format = &formats[i];
	if (!format || argc < 6 || argc > 7) {
		fputs("usage: answers json|form|csv COUNT FORM.json UNITS.csv "
		      "SERVICES.csv [COMMENTS]\n",
		      stderr);
		return 2;
	}
	struct form *form = form_load(argv[3], &err);
	if (!form) {
		fprintf(stderr, "answers: %s\n", err.message);
		return 1;
	}
	read_codes(&units, argv[4]);
	read_codes(&services, argv[5]);
	write_all(format, strtoul(argv[2], NULL, 10), form, &units, &services,
		  argc == 7 ? strtod(argv[6], NULL) : 0);
	free_codes(&units);
	free_codes(&services);
	form_free(form);
	return ferror(stdout) || fflush(stdout) != 0;
}
