/*
 * report.pdf and iso-9001.pdf: report_paper.h through Debian's weasyprint, which must be
 * installed. It reads HTML from a file without a name and writes the PDF to another;
 * whoever reads a PDF of the site sees the old one or the new one.
 */
#ifndef HAILONG_ANALYZER_REPORT_PDF_H
#define HAILONG_ANALYZER_REPORT_PDF_H

#include "report_site.h"

enum { PDF_SECONDS = 1200 };

bool pdf_write_all(struct site *site, struct report *report,
		   struct error *err) MUST_CHECK;

#endif
