/* Charts: what is drawn lies where its number says and within its box, and the table
 * behind has the same numbers. One of each kind is kept in tests/golden/charts-*.html. */
#include "analyzer/charts.h"

#include "forms/alloc.h"
#include "tap.h"

#include <string.h>

/* --- what was written --------------------------------------------------------------- */

struct page {
	FILE *out;
	char *text;
	size_t length;
};

static void page_open(struct page *page)
{
	page->out = open_memstream(&page->text, &page->length);
	if (!page->out)
		abort();
}

static size_t count(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)); text += strlen(what))
		n++;
	return n;
}

/* The value of an attribute of the element that begins here; NaN: it has none. */
static double attribute(const char *element, const char *name)
{
	char *wanted = xasprintf(" %s=\"", name);
	const char *end = element ? strchr(element, '>') : NULL;
	const char *at = element ? strstr(element, wanted) : NULL;
	double value = at && at < end ? strtod(at + strlen(wanted), NULL) : (double)NAN;

	free(wanted);
	return value;
}

/* The element of this number that begins so; NULL: none. */
static const char *element(const char *text, const char *begins, size_t number)
{
	text = strstr(text, begins);
	while (text && number--)
		text = strstr(text + 1, begins);
	return text;
}

static bool is_within(double place)
{
	return isnan(place) || (place >= -1e-9 && place <= 100 + 1e-9);
}

static bool lies_within(const char *at)
{
	static const char *const names[] = {"x",  "y",	"x1", "x2",
					    "y1", "y2", "cx", "cy"};
	double right = attribute(at, "x") + attribute(at, "width");
	double bottom = attribute(at, "y") + attribute(at, "height");

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (!is_within(attribute(at, names[i])))
			return false;
	/* places have two decimals */
	return !(right > 100.02) && !(bottom > 100.02);
}

static bool all_within(const char *text)
{
	for (const char *at = strstr(text, "<svg"); at; at = strchr(at + 1, '<'))
		if (!lies_within(at))
			return false;
	return true;
}

/* What must hold of all that is drawn. */
static void sound(const char *text, const char *name)
{
	ok(count(text, "<svg") > 0 || count(text, "class=\"heat\""), "%s: drawn", name);
	ok(count(text, "nan") + count(text, "inf") == 0, "%s: nothing is NaN", name);
	ok(all_within(text), "%s: all within its box", name);
	ok(count(text, "<Ha") == 0, "%s: names are escaped", name);
	ok(count(text, "style=") == 0, "%s: no style attribute", name);
	ok(count(text, "<svg") ==
		   count(text, "aria-hidden=\"true\"") + count(text, "role=\"img\""),
	   "%s: has a name, or is silent", name);
}

/* --- one of each -------------------------------------------------------------------- */

static const char *const names[] = {"Tiếp cận <Hà Nội> & \"phụ\"", "Thủ tục hành chính",
				    "Công chức", "Kết quả"};

static void write_intervals(FILE *out, enum language language)
{
	static const struct scale scale = {0.6, 1, 0.1};
	static const struct chart_interval intervals[] = {
		{0.8, 0.75, 0.9, 0.85, 0.7, "met"},
		{0.8, (double)NAN, (double)NAN, (double)NAN, (double)NAN, "mark"},
		{(double)NAN, 0.7, 0.8, 0.85, 0.7, "mark"},
		{0.3, 0.1, 0.5, 0.85, 0.2, "missed"}};

	chart_axis(out, &scale, language);
	for (size_t i = 0; i < ARRAY_SIZE(intervals); i++)
		chart_interval_draw(out, &scale, &intervals[i]);
}

static void write_slope(FILE *out, enum language language)
{
	const struct chart_slope_row rows[] = {
		{names[0], 0.7, 0.8, 0.06, 0.14, 1, 40},
		{names[1], 0.82, 0.81, -0.03, 0.01, 0, 41},
		{names[2], (double)NAN, 0.9, (double)NAN, (double)NAN, 0, 42},
		{names[3], 0.9, 0.8, -0.14, -0.06, -1, 43}};

	chart_slope_write(
		out, &(struct chart_slope){.chart = {"slope", "Thay đổi", language},
					   .what = "Nội dung",
					   .base = "2024",
					   .now = "2025",
					   .scale = {0.7, 0.9, 0.05},
					   .rows = rows,
					   .n = 4,
					   .folded = language == LANGUAGE_EN});
}

static void write_heat(FILE *out, enum language language)
{
	static const double means[] = {0.8, 0.85};
	static const struct chart_heat_cell first[] = {{0.99, 1}, {0.61, 0}},
					    second[] = {{(double)NAN, 0}, {0.62, -1}};
	const struct chart_heat_row rows[] = {{names[0], "unit/a.html", first},
					      {names[1], NULL, second}};

	chart_heat_write(out,
			 &(struct chart_heat){.chart = {"heat", "Đơn vị", language},
					      .what = "Đơn vị",
					      .everybody = "Chung",
					      .scale = {0.6, 1, 0.1},
					      .columns = names,
					      .means = means,
					      .ncolumns = 2,
					      .rows = rows,
					      .n = 2});
}

static void write_levels(FILE *out, enum language language)
{
	const struct chart_levels_row rows[] = {
		{names[0], {0.05, 0.1, 0.2, 0.4, 0.25}, 1200, 31},
		{names[1], {0, 0, 0, 0, 1}, 30, 0},
		{names[2], {0.5, 0.4, 0.1, 0, 0}, 12, 1}};

	chart_levels_write(out,
			   &(struct chart_levels){.chart = {NULL, "Từng mức", language},
						  .what = "Nội dung",
						  .names = {"1", "2", "3", "4", "5"},
						  .nlevels = 5,
						  .first_good = 3,
						  .rows = rows,
						  .n = 3});
}

static const struct chart_driver points[] = {
	{"Tiếp cận <Hà Nội> & \"phụ\"", 0.79, 0.77, 0.81, 0.4},
	{"Thủ tục hành chính", 0.87, 0.86, 0.88, 0.3},
	{"Công chức", 0.86, (double)NAN, (double)NAN, 0.2},
	{"Kết quả", 0.88, 0.87, 0.89, 0.1}};

static void write_drivers(FILE *out, enum language language)
{
	chart_drivers_write(
		out, &(struct chart_drivers){.chart = {"map", "Bản đồ", language},
					     .what = "Nội dung",
					     .scale = {0.75, 0.9, 0.05},
					     .points = points,
					     .n = 4});
}

static void write_trend(FILE *out, enum language language)
{
	const struct chart_trend_point rounds[] = {
		{"2020-quarter-1", "m0", 0.80, 0.79, 0.82, 900, false},
		{"2021", "m0", 0.82, (double)NAN, (double)NAN, 900, false},
		{"<Hà>", "m1", 0.76, 0.75, 0.78, 1200, true},
		{"2023", "m1", 0.78, 0.77, 0.80, 1200, false},
		{"2024", "m1", 0.81, 0.80, 0.82, 1200, false}};

	chart_trend_write(
		out, &(struct chart_trend){.chart = {"trend", "Qua các đợt", language},
					   .points = rounds,
					   .n = 5});
}

static const struct kind {
	const char *name;
	void (*write)(FILE *out, enum language language);
} kinds[] = {{"interval", write_intervals}, {"slope", write_slope},
	     {"heat", write_heat},	    {"levels", write_levels},
	     {"drivers", write_drivers},    {"trend", write_trend}};

static char *drawn(void (*write)(FILE *out, enum language language),
		   enum language language)
{
	struct page page = {0};

	page_open(&page);
	write(page.out, language);
	fclose(page.out);
	return page.text;
}

/* --- what they draw ----------------------------------------------------------------- */

static void test_interval(void)
{
	char *text = drawn(write_intervals, LANGUAGE_VI);
	const char *row = element(text, "class=\"met\"", 0);

	is_near(attribute(element(row, "class=\"dot\"", 0), "cx"), 50, 1e-9,
		"the dot lies at its value");
	is_near(attribute(element(row, "class=\"base\"", 0), "cx"), 28, 1e-9,
		"the hollow dot where it was");
	is_near(attribute(element(row, "class=\"span\"", 0), "x1"), 39, 1e-9,
		"the interval begins at its low end");
	is_near(attribute(element(row, "class=\"span\"", 0), "x2"), 72, 1e-9,
		"and ends at its high one");
	is_near(attribute(element(row, "class=\"target\"", 0), "x1"), 61, 1e-9,
		"the target stands at its value");
	ok(count(text, "class=\"dot\"") == 3 && count(text, "class=\"span\"") == 2 &&
		   count(text, "class=\"base\"") == 2,
	   "what is not known is not drawn");
	ok(count(text, ">100\u00a0%<") == 1 && count(text, ">60<") == 1,
	   "the axis has its unit");
	free(text);
}

static void test_slope(void)
{
	char *text = drawn(write_slope, LANGUAGE_VI);
	const char *heavy = element(text, "class=\"heavy\"", 0);

	ok(count(text, "class=\"heavy\"") == 2 && count(text, "class=\"thin\"") == 1,
	   "heavy where the change is real, nothing where there is no base");
	ok(attribute(heavy, "y1") > attribute(heavy, "y2"), "an increase goes upwards");
	is_near(attribute(heavy, "y1") - attribute(heavy, "y2"), 85 / 2.0, 1e-9,
		"by half the scale for half of it");
	ok(count(text, "<tr") == 5 && count(text, "+10,00") == 1, "and its table");
	free(text);
}

static void test_many_slopes(void)
{
	struct chart_slope_row rows[40];
	struct page page = {0};

	page_open(&page);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		rows[i] = (struct chart_slope_row){names[1], 0.8,    0.81, -0.1,
						   0.12,     i == 7, 30};
	chart_slope_write(page.out, &(struct chart_slope){.chart = {"s", "t", 0},
							  .what = "w",
							  .base = "a",
							  .now = "b",
							  .scale = {0.7, 0.9, 0.05},
							  .rows = rows,
							  .n = 40});
	fclose(page.out);
	sound(page.text, "forty slopes");
	ok(count(page.text, "class=\"wide\"") == 1, "of many only real ones are named");
	free(page.text);
}

static void test_heat(void)
{
	char *text = drawn(write_heat, LANGUAGE_VI);

	ok(strstr(text, "<td role=\"cell\" class=\"h8\"><span class=\"label\">1 "
			"</span>99,0 ▲"),
	   "really higher: its own shade and a sign");
	ok(strstr(text, "class=\"h6\"><span class=\"label\">2 </span>61,0<"),
	   "not really lower: everybody's shade, no sign");
	ok(strstr(text, "class=\"h1\"><span class=\"label\">2 </span>62,0 ▼"),
	   "really lower");
	ok(strstr(text, "class=\"untold\"><span class=\"label\">1 </span>–<"),
	   "hatched and a dash where it is held back");
	free(text);
}

static void test_levels(void)
{
	char *text = drawn(write_levels, LANGUAGE_VI);
	const char *bar = element(text, "class=\"levels\" aria", 0);
	double one = attribute(element(bar, "class=\"l1\"", 0), "width");

	is_near(attribute(element(bar, "class=\"l4\"", 0), "width"), 8 * one, 1e-9,
		"a bar is as long as its share");
	is_near(one, 50 * 0.05, 1e-9, "from zero");
	is_near(attribute(element(bar, "class=\"l3\"", 0), "x") + 10 / 2.0, 50, 1e-9,
		"the middle level lies across the middle");
	is_near(attribute(element(bar, "class=\"l5\"", 0), "x"), 75, 1e-9,
		"one after the other");
	bar = element(text, "class=\"levels\" aria", 1);
	ok(attribute(element(bar, "class=\"l5\"", 0), "x") == 50 &&
		   attribute(element(bar, "class=\"l5\"", 0), "width") == 50,
	   "all satisfied: to the right end");
	ok(count(text, "1.200") == 1 && count(text, ">31</td>") == 1,
	   "answers, and those without a level");
	free(text);
}

static void test_trend(void)
{
	char *text = drawn(write_trend, LANGUAGE_EN);

	ok(count(text, "class=\"heavy\"") == 3 && count(text, "class=\"break\"") == 1,
	   "no line crosses a break, which is marked");
	ok(count(text, "class=\"whisker\"") == 4, "intervals where there are any");
	const char *line = element(text, "class=\"break\"", 0);
	ok(attribute(line, "x1") > attribute(element(text, "<circle", 1), "cx") &&
		   attribute(line, "x1") < attribute(element(text, "<circle", 2), "cx"),
	   "between the points it parts");
	free(text);
}

/* --- the map ------------------------------------------------------------------------ */

/* Letters up to the next tag; an escape is one. */
static size_t letters(const char *text)
{
	size_t n = 0;

	for (; *text && *text != '<'; text++) {
		if (*text == '&')
			text = strchr(text, ';');
		n += ((unsigned char)*text & 0xc0) != 0x80;
	}
	return n;
}

/* The box of a name in the map at its narrowest, as it was written. */
static struct draw_box box_of(const char *text)
{
	const char *end = strchr(text, '>');
	const char *anchor = strstr(text, "text-anchor=\"");
	double width = (double)letters(end + 1) * DRAW_COLUMN_PX;
	double x = attribute(text, "x") * 640 / 100;
	double y = (attribute(text, "y") * 320 / 100) +
		   (attribute(text, "dy") - 0.35) * DRAW_LINE_PX / 1.15;

	if (anchor && anchor < end)
		x -= anchor[13] == 'e' ? width : width / 2;
	return (struct draw_box){x, y - DRAW_LINE_PX / 2.0 + 0.1, x + width,
				 y + DRAW_LINE_PX / 2.0 - 0.1};
}

static size_t count_meeting(const char *text)
{
	struct draw_box boxes[64];
	size_t n = 0, meeting = 0;

	for (; n < 64 && element(text, "<text class=\"wide\"", n); n++)
		boxes[n] = box_of(element(text, "<text class=\"wide\"", n));
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			meeting += draw_meets(&boxes[i], &boxes[k]);
	return meeting;
}

static void test_drivers(void)
{
	const struct chart_drivers few = {.points = points, .n = 4};
	char *text = drawn(write_drivers, LANGUAGE_VI);
	const char *circle = element(text, "<circle", 0);

	ok(chart_drivers_first(&few, 0), "heavy and below the mean: begin here");
	ok(!chart_drivers_first(&few, 1) && !chart_drivers_first(&few, 2) &&
		   !chart_drivers_first(&few, 3),
	   "not what is above it, light, or without an interval");
	ok(count(text, "ưu tiên") == 1, "the table says so");
	is_near(attribute(circle, "cy"), 9, 1e-9, "the heaviest is at the top tick");
	ok(attribute(circle, "cx") < attribute(element(text, "<circle", 1), "cx"),
	   "to the right: more satisfied");
	ok(count(text, "class=\"wide\"") >= 4 && count_meeting(text) == 0,
	   "names find places of their own");
	free(text);
}

static void test_crowd(void)
{
	struct chart_driver crowd[12];
	struct page page = {0};

	page_open(&page);
	for (size_t i = 0; i < ARRAY_SIZE(crowd); i++)
		crowd[i] = (struct chart_driver){names[i % 4], 0.8 + 0.002 * (double)i,
						 0.79, 0.83, 1 / 12.0};
	chart_drivers_write(page.out,
			    &(struct chart_drivers){.chart = {"m", "t", 0},
						    .what = "w",
						    .scale = {0.75, 0.9, 0.05},
						    .points = crowd,
						    .n = 12});
	fclose(page.out);
	sound(page.text, "a crowd");
	ok(count_meeting(page.text) == 0, "names that find no place are left out");
	ok(count(page.text, "class=\"in\"") == 12, "numbers never are");
	free(page.text);
}

/* --- word for word ------------------------------------------------------------------ */

static bool same(const char *path, const char *text)
{
	const char *asked = getenv("GOLDEN");
	bool writes = asked && strcmp(asked, "write") == 0;
	FILE *file = fopen(path, writes ? "w" : "r");
	size_t length = strlen(text);

	if (!file)
		return false;
	char *kept = xcalloc(length + 2, 1);
	bool holds = writes ? fputs(text, file) >= 0
			    : fread(kept, 1, length + 1, file) == length &&
				      memcmp(kept, text, length) == 0;
	free(kept);
	return fclose(file) == 0 && holds;
}

static void test_golden(enum language language, const char *path)
{
	struct page page = {0};

	page_open(&page);
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		fprintf(page.out, "<!-- %s -->\n", kinds[i].name);
		kinds[i].write(page.out, language);
	}
	fclose(page.out);
	ok(same(path, page.text), "all of them as in %s", path);
	free(page.text);
}

int main(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		char *text = drawn(kinds[i].write, LANGUAGE_VI);
		sound(text, kinds[i].name);
		free(text);
	}
	test_interval();
	test_slope();
	test_many_slopes();
	test_heat();
	test_levels();
	test_trend();
	test_drivers();
	test_crowd();
	test_golden(LANGUAGE_VI, "tests/golden/charts-vi.html");
	test_golden(LANGUAGE_EN, "tests/golden/charts-en.html");
	return done_testing();
}
