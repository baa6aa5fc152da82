/* See recheck_output.h. */
#include "recheck_output.h"

#include "grid.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <inttypes.h>
#include <math.h>

enum column {
	COLUMN_BY,
	COLUMN_DOMAIN,
	COLUMN_ITEM,
	COLUMN_RESPONSES,
	COLUMN_RECHECKED,
	COLUMN_PAIRS,
	COLUMN_AGREE, /* in tables a figure stands with its interval */
	COLUMN_AGREE_LOW,
	COLUMN_AGREE_HIGH,
	COLUMN_NEAR,
	COLUMN_EXPECTED,
	COLUMN_KAPPA,
	COLUMN_KAPPA_SE,
	COLUMN_KAPPA_LOW,
	COLUMN_KAPPA_HIGH,
	COLUMN_SCALE_PAIRS,
	COLUMN_WEIGHTED,
	COLUMN_WEIGHTED_LOW,
	COLUMN_WEIGHTED_HIGH,
	COLUMN_SHIFT,
	COLUMN_SHIFT_LOW,
	COLUMN_SHIFT_HIGH,
	COLUMN_LEVEL,
	COLUMN_NOTE,
	COLUMN_SUPPRESSED,
	COLUMN_COUNT
};
enum { SHARE_DECIMALS = 1, KAPPA_DECIMALS = 2 };

static const struct grid_column columns[COLUMN_COUNT] = {
	[COLUMN_BY] = {"by", {NULL, NULL}, GRID_TEXT, 0, false},
	[COLUMN_DOMAIN] = {"domain", {"Nhóm", "Domain"}, GRID_TEXT, 0, false},
	[COLUMN_ITEM] = {"item", {"Nội dung", "Item"}, GRID_TEXT, 0, false},
	[COLUMN_RESPONSES] =
		{"responses", {"Số phiếu", "Responses"}, GRID_COUNT, 0, false},
	[COLUMN_RECHECKED] =
		{"rechecked", {"Phúc tra", "Re-checked"}, GRID_COUNT, 0, false},
	[COLUMN_PAIRS] = {"pairs", {"Số cặp", "Pairs"}, GRID_COUNT, 0, false},
	[COLUMN_AGREE] = {"agree", {"Trùng khớp", "Same"}, GRID_NUMBER, 0, false},
	[COLUMN_AGREE_LOW] = {"agree_low", {NULL, NULL}, GRID_NUMBER, 0, false},
	[COLUMN_AGREE_HIGH] = {"agree_high", {NULL, NULL}, GRID_NUMBER, 0, false},
	[COLUMN_NEAR] = {"near",
			 {"Lệch ≤ 1 mức", "Within 1"},
			 GRID_PERCENT,
			 SHARE_DECIMALS,
			 false},
	[COLUMN_EXPECTED] = {"expected",
			     {"Ngẫu nhiên", "By chance"},
			     GRID_PERCENT,
			     SHARE_DECIMALS,
			     false},
	[COLUMN_KAPPA] = {"kappa", {"Kappa", "Kappa"}, GRID_NUMBER, 0, false},
	[COLUMN_KAPPA_SE] = {"kappa_se", {NULL, NULL}, GRID_NUMBER, 0, false},
	[COLUMN_KAPPA_LOW] = {"kappa_low", {NULL, NULL}, GRID_NUMBER, 0, false},
	[COLUMN_KAPPA_HIGH] = {"kappa_high", {NULL, NULL}, GRID_NUMBER, 0, false},
	[COLUMN_SCALE_PAIRS] = {"scale_pairs", {NULL, NULL}, GRID_COUNT, 0, false},
	[COLUMN_WEIGHTED] = {"weighted_kappa",
			     {"Kappa trọng số", "Weighted kappa"},
			     GRID_NUMBER,
			     0,
			     false},
	[COLUMN_WEIGHTED_LOW] = {"wk_low", {NULL, NULL}, GRID_NUMBER, 0, false},
	[COLUMN_WEIGHTED_HIGH] = {"wk_high", {NULL, NULL}, GRID_NUMBER, 0, false},
	[COLUMN_SHIFT] = {"shift",
			  {"Chênh hài lòng, điểm %", "Shift, points"},
			  GRID_NUMBER,
			  0,
			  false},
	[COLUMN_SHIFT_LOW] = {"shift_low", {NULL, NULL}, GRID_NUMBER, 0, false},
	[COLUMN_SHIFT_HIGH] = {"shift_high", {NULL, NULL}, GRID_NUMBER, 0, false},
	[COLUMN_LEVEL] = {"level", {NULL, NULL}, GRID_NUMBER, 0, false},
	[COLUMN_NOTE] = {"note", {"Ghi chú", "Note"}, GRID_TEXT, 0, false},
	[COLUMN_SUPPRESSED] = {"suppressed", {NULL, NULL}, GRID_TEXT, 0, false},
};

/* Why there is no kappa, or no interval of it. */
static const struct {
	const char *code, *text[LANGUAGE_COUNT];
} reasons[] = {
	[KAPPA_MEASURED] = {"", {"", ""}},
	[KAPPA_NO_PAIRS] = {"", {"", ""}},
	[KAPPA_ONE_CATEGORY] = {"one_level",
				{"chỉ có một mức: không tính được kappa",
				 "one level only: no kappa"}},
	[KAPPA_NO_VARIATION] =
		{"no_variation",
		 {"một lần hỏi chỉ có một mức: kappa không có khoảng tin "
		  "cậy",
		  "one side has one level: no interval of kappa"}},
};
_Static_assert(ARRAY_SIZE(reasons) == KAPPA_WHY_COUNT, "a row for each reason");

struct printing {
	const struct recheck_output *output;
	struct recheck *recheck;
	struct grid *grid;
};

static char *text_of(const struct printing *r, double times, int decimals,
		     const double figures[static 3])
{
	const char *code = language_code(r->output->language);
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	if (!out)
		abort();
	text_decimal(out, code, times * figures[0], decimals);
	if (!isnan(figures[1])) {
		fputs(" (", out);
		text_decimal(out, code, times * figures[1], decimals);
		fputs("; ", out);
		text_decimal(out, code, times * figures[2], decimals);
		putc(')', out);
	}
	if (fclose(out) != 0)
		abort();
	return text;
}

/* A figure with its bounds, which a table shows in one cell. */
static void put(const struct printing *r, enum column column, enum column low,
		double times, int decimals, const double figures[static 3])
{
	grid_number(r->grid, column, figures[0]);
	grid_number(r->grid, low, figures[1]);
	grid_number(r->grid, low + 1, figures[2]);
	if (isnan(figures[0]))
		return;
	char *text = text_of(r, times, decimals, figures);
	grid_show(r->grid, column, text);
	free(text);
}

static void put_kappa(const struct printing *r, enum column column, enum column low,
		      const struct kappa *kappa)
{
	put(r, column, low, 1, KAPPA_DECIMALS,
	    (const double[]){kappa->kappa, kappa->low, kappa->high});
}

static void put_figures(const struct printing *r, const struct agreement *a)
{
	struct grid *grid = r->grid;

	put(r, COLUMN_AGREE, COLUMN_AGREE_LOW, 100, SHARE_DECIMALS,
	    (const double[]){a->agree, a->agree_low, a->agree_high});
	grid_number(grid, COLUMN_NEAR, a->near);
	grid_number(grid, COLUMN_EXPECTED, a->kappa.expected);
	put_kappa(r, COLUMN_KAPPA, COLUMN_KAPPA_LOW, &a->kappa);
	grid_number(grid, COLUMN_KAPPA_SE, a->kappa.se);
	if (*reasons[a->kappa.why].code) {
		grid_text(grid, COLUMN_NOTE, reasons[a->kappa.why].code);
		grid_show(grid, COLUMN_NOTE,
			  reasons[a->kappa.why].text[r->output->language]);
	}
	if (a->scale_people < r->output->min_n)
		return;
	put_kappa(r, COLUMN_WEIGHTED, COLUMN_WEIGHTED_LOW, &a->weighted);
	put(r, COLUMN_SHIFT, COLUMN_SHIFT_LOW, 100, SHARE_DECIMALS,
	    (const double[]){a->shift, a->shift_low, a->shift_high});
}

static void put_suppressed(const struct printing *r)
{
	static const char *const few[LANGUAGE_COUNT][2] = {
		[LANGUAGE_VI] = {"dưới", "phiếu hỏi lại"},
		[LANGUAGE_EN] = {"fewer than", "re-checked"},
	};
	const char *const *words = few[r->output->language];
	char *code = xasprintf("n<%" PRIu64, r->output->min_n);
	char *text =
		xasprintf("%s %" PRIu64 " %s", words[0], r->output->min_n, words[1]);

	grid_text(r->grid, COLUMN_SUPPRESSED, code);
	grid_show(r->grid, COLUMN_NOTE, text);
	free(code);
	free(text);
}

/* "H40 Ninh Bình"; everybody is "Chung". */
static void show_domain(const struct printing *r, const struct grouping *grouping,
			const char *key)
{
	enum language language = r->output->language;
	const char *name = NULL;

	if (!*key)
		grid_show(r->grid, COLUMN_DOMAIN, word(WORD_OVERALL, language));
	else if (grouping_is_by(grouping, "unit"))
		name = source_called(r->output->source, CATALOGUE_UNITS, key,
				     language_code(language));
	if (!name)
		return;
	char *text = xasprintf("%s %s", key, name);
	grid_show(r->grid, COLUMN_DOMAIN, text);
	free(text);
}

/* "24 (12,0 %)" */
static void show_coverage(const struct printing *r, const struct recheck_domain *domain)
{
	FILE *out = grid_begin(r->grid);

	fprintf(out, "%zu (", domain->npeople);
	write_percent(out, (double)domain->npeople / (double)domain->nresponses,
		      SHARE_DECIMALS, r->output->language);
	putc(')', out);
	grid_end_show(r->grid, COLUMN_RECHECKED);
}

static void put_row(const struct printing *r, const struct grouping *grouping,
		    const struct recheck_domain *domain,
		    const struct recheck_subject *subject)
{
	static const char *const together[LANGUAGE_COUNT] = {
		[LANGUAGE_VI] = "các câu gộp", [LANGUAGE_EN] = "pooled"};
	const double level = r->output->level;
	struct agreement a =
		agreement_measure(r->output->plan, subject->items, subject->nitems,
				  domain->people, domain->npeople, level);

	grid_row(r->grid);
	grid_text(r->grid, COLUMN_BY, grouping->name);
	grid_text(r->grid, COLUMN_DOMAIN, domain->key);
	show_domain(r, grouping, domain->key);
	grid_text(r->grid, COLUMN_ITEM, subject->name);
	if (subject->is_pooled)
		grid_show(r->grid, COLUMN_ITEM, together[r->output->language]);
	grid_number(r->grid, COLUMN_RESPONSES, (double)domain->nresponses);
	grid_number(r->grid, COLUMN_RECHECKED, (double)domain->npeople);
	show_coverage(r, domain);
	grid_number(r->grid, COLUMN_PAIRS, (double)a.pairs);
	grid_number(r->grid, COLUMN_SCALE_PAIRS, (double)a.scale_pairs);
	grid_number(r->grid, COLUMN_LEVEL, level);
	if (a.people < r->output->min_n)
		put_suppressed(r);
	else
		put_figures(r, &a);
}

/* Of whom nobody was asked again one row says so. */
static void put_domains(const struct printing *r, size_t number)
{
	size_t ndomains;
	struct recheck_domain *domains = recheck_domains(r->recheck, number, &ndomains);

	for (size_t d = 0; d < ndomains; d++)
		for (size_t s = 0;
		     s < r->output->nsubjects && (s == 0 || domains[d].npeople); s++)
			put_row(r, &r->output->groupings[number], &domains[d],
				&r->output->subjects[s]);
	free(domains);
}

static void footnote(enum language language)
{
	static const char *const notes[LANGUAGE_COUNT] = {
		[LANGUAGE_VI] =
			"\nTrùng khớp: tỷ lệ % câu trả lời lần hai giống hệt lần đầu "
			"(trong ngoặc: khoảng tin cậy). Ngẫu nhiên: tỷ lệ\n"
			"trùng khớp nếu hai lần không liên quan gì đến nhau. Kappa: "
			"phần vượt trên ngẫu nhiên, 0 = không hơn ngẫu nhiên,\n"
			"1 = giống hệt. Khi hầu hết người dân chọn một mức thì kappa "
			"thấp dù trùng khớp cao: phải đọc cùng cột Ngẫu nhiên.\n"
			"Chênh hài lòng: tỷ lệ hài lòng lần hai trừ lần đầu; âm là "
			"phiếu ban đầu cao hơn điều người dân nói lại.",
		[LANGUAGE_EN] =
			"\nSame: % of second answers equal to the first (in brackets: "
			"the interval). By chance: what answers that have\n"
			"nothing to do with each other would reach. Kappa: what is "
			"beyond chance, 0 = no better, 1 = all the same.\n"
			"Where most people choose one level kappa is low although "
			"answers agree: read it with the column By chance.\n"
			"Shift: share satisfied the second time minus the first; below "
			"0 the first answers were the brighter ones.",
	};

	puts(notes[language]);
}

void recheck_print(const struct recheck_output *output, struct recheck *recheck)
{
	struct printing r = {output, recheck, grid_new(columns, COLUMN_COUNT)};

	for (size_t g = 0; g < output->ngroupings; g++)
		put_domains(&r, g);
	if (output->format == OUTPUT_JSON)
		fputs("{\"recheck\": ", stdout);
	grid_write(r.grid, stdout, output->format, output->language);
	if (output->format == OUTPUT_JSON)
		puts("}");
	if (output->format == OUTPUT_TABLE)
		footnote(output->language);
	grid_free(r.grid);
}
