/* See report_pdf.h. */
#include "report_pdf.h"

#include "report_ink.h"
#include "report_paper.h"
#include "run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *file;
	report_writer *write;
} books[] = {
	{"report.pdf", paper_report},
	{"iso-9001.pdf", paper_iso},
};

static void write_html(FILE *out, struct report *report, report_writer *write)
{
	char *html = NULL;
	size_t length = 0;
	FILE *draft = open_memstream(&html, &length);

	if (!draft)
		abort();
	write(draft, report);
	if (fclose(draft) != 0)
		abort();
	ink_copy(out, html);
	free(html);
}

/* A base that is no address: nothing relative can be looked for. */
static bool print(FILE *html, FILE *pdf, struct error *err)
{
	static const char *const argv[] = {"weasyprint", "--quiet",    "--encoding",
					   "utf-8",	 "--base-url", "data:,",
					   "-",		 "-",	       NULL};
	const struct run run = {argv, html, pdf, PDF_SECONDS};

	if (run_program(&run, err))
		return true;
	if (err->code == ERROR_NOT_FOUND)
		error_set(err, ERROR_SYSTEM,
			  "--pdf needs weasyprint: apt-get install weasyprint");
	return false;
}

static bool write_book(struct site *site, struct report *report, size_t number,
		       struct error *err)
{
	FILE *html = tmpfile(), *pdf = tmpfile();
	bool done = html && pdf;

	if (done) {
		write_html(html, report, books[number].write);
		done = !ferror(html) && fflush(html) == 0;
	}
	if (done)
		rewind(html);
	else
		error_set(err, ERROR_SYSTEM, "a temporary file: %s", strerror(errno));
	done = done && print(html, pdf, err) &&
	       site_copy(site, books[number].file, pdf, err);
	if (html)
		fclose(html);
	if (pdf)
		fclose(pdf);
	return done;
}

bool pdf_write_all(struct site *site, struct report *report, struct error *err)
{
	bool done = true;

	for (size_t i = 0; done && i < ARRAY_SIZE(books); i++) {
		arena_reset(report->arena);
		done = write_book(site, report, i, err);
	}
	return done;
}
