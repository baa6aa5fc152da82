/* The cover of a workbook; see report_xlsx.h. */
#include "report_xlsx.h"

#include "report_plain.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <math.h>
#include <string.h>

enum {
	LABEL_WIDTH = 30,
	TEXT_WIDTH = 100,      /* digits */
	LINE_CHARACTERS = 115, /* letters are narrower */
	LINE_HEIGHT = 15       /* points */
};

struct cover {
	struct xlsx *xlsx;
	lxw_worksheet *sheet;
	uint32_t row;
};

static const char *say(const struct cover *cover, const char *const *sentence)
{
	return sentence[cover->xlsx->report->language];
}

static void put_label(struct cover *cover, const char *const *label)
{
	xlsx_write_text(cover->xlsx, cover->sheet, cover->row, 0, say(cover, label),
			XLSX_LABEL);
}

static void put_text(struct cover *cover, const char *const *label, const char *text)
{
	put_label(cover, label);
	xlsx_write_text(cover->xlsx, cover->sheet, cover->row++, 1, text,
			XLSX_PARAGRAPH);
}

static void put_number(struct cover *cover, const char *const *label, double number,
		       enum xlsx_format format)
{
	if (isnan(number))
		return;
	put_label(cover, label);
	worksheet_write_number(cover->sheet, cover->row++, 1, number,
			       cover->xlsx->formats[format]);
}

/* Rows with text over several lines don't grow by themselves everywhere. */
static void put_line(void *context, bool heading, const char *text)
{
	struct cover *cover = context;
	size_t lines = 1 + text_characters(text) / LINE_CHARACTERS;

	cover->row += heading;
	worksheet_set_row(cover->sheet, cover->row, LINE_HEIGHT * (double)lines + 2,
			  NULL);
	xlsx_write_text(cover->xlsx, cover->sheet, cover->row++, heading ? 0 : 1, text,
			heading ? XLSX_HEADING : XLSX_PARAGRAPH);
}

/* --- what it is about --------------------------------------------------------------- */

static const char *period(struct report *report)
{
	const struct round *round = source_round(report->data->now.source);

	return arena_printf(report->arena, "%s – %s",
			    round->starts_on ? report_date(report, round->starts_on)
					     : "…",
			    round->ends_on ? report_date(report, round->ends_on) : "…");
}

static void put_round(struct cover *cover)
{
	struct report *report = cover->xlsx->report;
	const struct round *round = source_round(report->data->now.source);
	const struct form *form = report_form(report);

	put_text(cover, VI_EN("Đợt khảo sát", "Round"), round->code);
	if (round->starts_on || round->ends_on)
		put_text(cover, VI_EN("Thời gian", "Period"), period(report));
	put_text(cover, VI_EN("Biểu mẫu", "Form"),
		 arena_printf(report->arena, "%s, %d", form->code, form->version));
	put_text(cover, VI_EN("Phiên bản phương pháp", "Method version"),
		 round->method);
	put_text(cover, VI_EN("Ngày lập", "Made on"),
		 report_date(report, report->made_on));
	put_text(cover, VI_EN("Phần mềm", "Software"), "Hài Lòng " HAILONG_VERSION);
}

static void put_index(struct cover *cover)
{
	struct report *report = cover->xlsx->report;
	const struct account *account = pass_account(report->data->now.pass);
	const struct figure *index = report_headline(report->data, STATISTIC_T2B);
	const struct form *form = report_form(report);

	put_number(cover, VI_EN("Số phiếu nhận được", "Responses received"),
		   (double)account->total, XLSX_FACT_COUNT);
	put_number(cover, VI_EN("Số phiếu được dùng", "Responses used"),
		   (double)account->used, XLSX_FACT_COUNT);
	put_text(cover, VI_EN("Chỉ số", "Index"),
		 report_label(report, &form->factors[form->index].label));
	if (!report_is_told(index))
		return;
	const struct result *result = &index->result;
	put_number(cover, VI_EN("Tỷ lệ hài lòng", "Satisfied"), result->estimate,
		   XLSX_FACT_SHARE);
	put_number(cover, VI_EN("Khoảng tin cậy từ", "Interval from"), result->low,
		   XLSX_FACT_SHARE);
	put_number(cover, VI_EN("đến", "to"), result->high, XLSX_FACT_SHARE);
	put_number(cover, VI_EN("Độ tin cậy", "Confidence"), result->level,
		   XLSX_FACT_SHARE);
	put_number(cover, VI_EN("Số phiếu tính chỉ số (n)", "Answers behind it (n)"),
		   (double)result->n, XLSX_FACT_COUNT);
	put_number(cover, VI_EN("Mục tiêu", "Target"), report_target(report),
		   XLSX_FACT_SHARE);
	enum verdict verdict = report_verdict(report, index);
	if (verdict != VERDICT_NONE)
		put_text(cover, VI_EN("So với mục tiêu", "Against the target"),
			 verdict_text(verdict, report->language));
}

/* --- where it stands ---------------------------------------------------------------- */

static void put_sheet(struct cover *cover, const struct xlsx_sheet *sheet)
{
	struct report *report = cover->xlsx->report;

	if (sheet->sheet) {
		worksheet_write_url_opt(
			cover->sheet, cover->row, 0,
			arena_printf(report->arena, "internal:'%s'!A1", sheet->title),
			cover->xlsx->formats[XLSX_LINK], sheet->title, NULL);
		worksheet_write_number(cover->sheet, cover->row++, 1, sheet->nrows,
				       cover->xlsx->formats[XLSX_FACT_COUNT]);
		return;
	}
	xlsx_write_text(cover->xlsx, cover->sheet, cover->row, 0, sheet->title,
			XLSX_LABEL);
	xlsx_write_text(
		cover->xlsx, cover->sheet, cover->row++, 1,
		say(cover,
		    VI_EN("Quá nhiều dòng cho một trang tính: xem estimates.csv.",
			  "Too many rows for a sheet: see estimates.csv.")),
		XLSX_PARAGRAPH);
}

static void put_sheets(struct cover *cover)
{
	put_line(cover, true,
		 say(cover, VI_EN("Các trang tính, số dòng", "Sheets, rows")));
	for (size_t i = 0; i < cover->xlsx->nsheets; i++)
		put_sheet(cover, &cover->xlsx->sheets[i]);
}

void xlsx_cover(struct xlsx *xlsx, lxw_worksheet *sheet)
{
	struct report *report = xlsx->report;
	struct cover cover = {.xlsx = xlsx, .sheet = sheet};

	worksheet_set_column(sheet, 0, 0, LABEL_WIDTH, NULL);
	worksheet_set_column(sheet, 1, 1, TEXT_WIDTH, NULL);
	worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
	worksheet_set_paper(sheet, 9); /* A4 */
	worksheet_fit_to_pages(sheet, 1, 0);
	worksheet_set_row(sheet, 0, 26, NULL);
	xlsx_write_text(xlsx, sheet, cover.row, 0,
			report_label(report, &report_form(report)->title), XLSX_TITLE);
	cover.row = 2;
	put_round(&cover);
	cover.row++;
	put_index(&cover);
	report_plain(report, put_line, &cover);
	put_sheets(&cover);
}
