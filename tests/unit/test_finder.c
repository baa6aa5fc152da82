/* collector/finder: the best come first, trees stay trees whatever the parents say. */
#include "collector/finder.h"
#include "forms/fold.h"
#include "words.h"

static const struct catalogue_entry units[] = {
	{"01", "Tỉnh Hà Giang", "Ha Giang Province", "province", NULL},
	{"00100", "Xã Hộ Độ", "Ho Do Commune", "commune", "01"},
	{"00103", "Phường Tích Sơn", NULL, "commune", "01"},
	{"00106", "Phường Hộ Tịch", NULL, "commune", "01"},
	{"00109", "Xã Tịch Hồ", NULL, "commune", "01"},
	{"00112", "Trạm y tế xã Hộ Độ", NULL, "station", "00100"},
	{"H40.01", "Sở Tư pháp (hộ tịch)", NULL, "agency", "99"},
	{"L1", "Vòng một", NULL, NULL, "L2"},
	{"L2", "Vòng hai", NULL, NULL, "L1"},
	{"L3", "Tự mình", NULL, NULL, "L3"},
	{"SHO", "Chohotichx", NULL, NULL, "01"},
};

static const struct catalogue_entry services[] = {
	{"1.000", "Khai sinh", NULL, NULL, "Hộ tịch"},
	{"2.000", "Bản sao", NULL, NULL, NULL},
	{"3.000", "Kết hôn", NULL, NULL, "Hộ tịch"},
	{"4.000", "Cấp đất", NULL, NULL, "Đất đai"},
};

static const char *codes_of(const struct found *found, struct arena *arena)
{
	const char *codes = "";

	for (size_t i = 0; i < found->count; i++)
		codes = arena_printf(arena, "%s%s%s", codes, i ? " " : "",
				     found->entries[i]->code);
	return codes;
}

static void test_search(struct arena *arena)
{
	static const struct {
		const char *typed, *codes, *why;
	} cases[] = {
		{"ho tich", "00106 H40.01 00109 SHO",
		 "the words as they are, then each, then within others"},
		{"Hộ tịch", "00106 H40.01 00109 SHO", "marks make no difference"},
		{"tich ho", "00109 00106 H40.01 SHO", "the order does"},
		{"001", "00100 00103 00106 00109 00112", "the beginning of a code"},
		{"00106", "00106", "a code"},
		{"h40", "H40.01", "a code in small letters"},
		{"01", "01 H40.01 00100 00103 00106 00109 00112",
		 "a code, a part of one, then within others"},
		{"xa ho do", "00100 00112", "code and name: the phrase"},
		{"province", "01", "the English name"},
		{"so (ho", "H40.01", "signs"},
		{"ho tich x", "00109 SHO", "all words must be there"},
		{"ho khau", "", "or nothing is"},
		{"", "", "nothing finds nothing"},
		{"   ", "", "nor do spaces"},
	};
	const struct finder *finder = finder_new(arena, units, ARRAY_SIZE(units), true);
	struct found found;

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		finder_search(finder, fold_text(arena, cases[i].typed), &found);
		is_text(codes_of(&found, arena), cases[i].codes, "\"%s\": %s",
			cases[i].typed, cases[i].why);
		ok(found.total == found.count, "all are shown");
	}
}

static void test_many(struct arena *arena)
{
	enum { MANY = 100 };
	struct catalogue_entry *many = arena_alloc(arena, MANY, sizeof(*many));
	struct found found;

	for (int i = 0; i < MANY; i++)
		many[i] =
			(struct catalogue_entry){.code = arena_printf(arena, "%03d", i),
						 .name_vi = i == 77  ? "Hộ tịch"
							    : i == 0 ? "Chohotichx"
								     : "ho x tich"};
	finder_search(finder_new(arena, many, MANY, false), "ho tich", &found);
	ok(found.count == FOUND_MAX && found.total == MANY,
	   "of many the first are shown, all are counted");
	is_text(found.entries[0]->code, "077", "and the best of them is first");
	is_text(found.entries[1]->code, "001", "whole words before parts of them");
	finder_search(finder_new(arena, many, 0, false), "ho", &found);
	ok(found.total == 0, "an empty list has nothing");
}

static const char *members_of(const struct finder *finder, const char *name,
			      struct arena *arena)
{
	const struct finder_group *group = finder_group(finder, name);
	const char *codes = group ? "" : "none";

	for (size_t i = 0; group && i < group->count; i++)
		codes = arena_printf(arena, "%s%s%s", codes, i ? " " : "",
				     group->members[i]->code);
	return codes;
}

static void test_tree(struct arena *arena)
{
	const struct finder *finder = finder_new(arena, units, ARRAY_SIZE(units), true);
	const struct catalogue_entry *station = finder_entry(finder, "00112");

	is_text(members_of(finder, "", arena), "H40.01 01 L3 L1",
		"at the top: without a parent that is there, and where a circle is "
		"cut");
	is_text(members_of(finder, "01", arena), "SHO 00106 00103 00100 00109",
		"below one, by name");
	is_text(members_of(finder, "00112", arena), "none", "below a leaf");
	ok(finder_below(finder, finder_entry(finder, "01")) == 6, "six stand below");
	ok(finder_below(finder, finder_entry(finder, "00100")) == 1, "one does");
	ok(finder_below(finder, finder_entry(finder, "L1")) == 1 &&
		   finder_below(finder, finder_entry(finder, "L2")) == 0,
	   "a circle is cut at its first unit");
	is_text(finder_above(finder, station)->code, "00100", "the unit above");
	ok(!finder_above(finder, finder_entry(finder, "01")) &&
		   !finder_above(finder, finder_entry(finder, "L3")),
	   "above the top is nothing");
	ok(!finder_entry(finder, "0010") && !finder_entry(finder, "x"),
	   "what is not there is not found");
}

static void test_fields(struct arena *arena)
{
	const struct finder *finder =
		finder_new(arena, services, ARRAY_SIZE(services), false);
	const struct finder_group *groups;
	const char *names = "";
	size_t count;

	groups = finder_groups(finder, &count);
	for (size_t i = 0; i < count; i++)
		names = arena_printf(arena, "%s[%s]", names, groups[i].name);
	is_text(names, "[][Đất đai][Hộ tịch]", "fields by name, without marks");
	is_text(members_of(finder, "Hộ tịch", arena), "3.000 1.000",
		"the services of one, by name");
}

int main(void)
{
	struct arena *arena = arena_new();

	test_search(arena);
	test_many(arena);
	test_tree(arena);
	test_fields(arena);
	arena_free(arena);
	return done_testing();
}
