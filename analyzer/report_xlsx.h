/*
 * report.xlsx: a cover, a sheet of charts, and a sheet for each table of report_ledger.h
 * that has rows. Numbers are numbers with formats; text is never a formula.
 *
 * Charts show an estimate as a bar and its interval as error bars, which refer to cells as
 * the bars do and so follow when rows are sorted. libxlsxwriter writes error bars of one
 * length only; so it is given the lengths below and above as two more series, of which
 * xlsx_add_error_bars makes the error bars of the first.
 *
 * Tables of more than XLSX_ROWS_MAX rows are left out, and the cover says so.
 */
#ifndef HAILONG_ANALYZER_REPORT_XLSX_H
#define HAILONG_ANALYZER_REPORT_XLSX_H

#include "report_ledger.h"
#include "report_site.h"

#include <xlsxwriter.h>

enum { XLSX_TABLES_MAX = 24, XLSX_ROWS_MAX = 20000, XLSX_DRAWN_MAX = 40 };

enum xlsx_format {
	XLSX_PLAIN,
	XLSX_TITLE,
	XLSX_HEADING,
	XLSX_LABEL,
	XLSX_PARAGRAPH,
	XLSX_LINK,
	XLSX_FACT_SHARE, /* beside texts */
	XLSX_FACT_COUNT,
	XLSX_HEAD,
	XLSX_SHARE,
	XLSX_COUNT,
	XLSX_POINTS,
	XLSX_NUMBER,
	XLSX_UNTOLD,
	XLSX_FORMAT_COUNT
};

struct xlsx_sheet {
	const struct ledger_table *table;
	lxw_worksheet *sheet; /* NULL: it is left out */
	const char *title;
	uint32_t nrows,
		ndrawn; /* ndrawn: the first of them, which have an estimate with bounds */
};

struct xlsx {
	struct report *report;
	lxw_workbook *book;
	lxw_format *formats[XLSX_FORMAT_COUNT];
	struct xlsx_sheet sheets[XLSX_TABLES_MAX];
	size_t nsheets;
};

bool xlsx_write(struct site *site, struct report *report, struct error *err) MUST_CHECK;

/* --- its parts --- */

/* A text with blanks for what XML can't hold (controls), which libxlsxwriter escapes in
 * cells but not where a chart repeats them. */
void xlsx_write_text(const struct xlsx *xlsx, lxw_worksheet *sheet, uint32_t row,
		     uint16_t column, const char *text, enum xlsx_format format);

/* The cover: what it is about, in the words of the pages, and where it stands. */
void xlsx_cover(struct xlsx *xlsx, lxw_worksheet *cover);

/* The sheets of tables, and the charts of those that are drawn. */
void xlsx_tables(struct xlsx *xlsx);
void xlsx_charts(struct xlsx *xlsx, lxw_worksheet *charts);

/* In each chart of the finished file the second series (below, with the look of the bars)
 * and the third (above) become error bars of the first: c:errBars of ECMA-376 part 1,
 * 21.2.2.55. The arena keeps the charts until the end. */
bool xlsx_add_error_bars(const char *path, struct arena *arena,
			 struct error *err) MUST_CHECK;

#endif
