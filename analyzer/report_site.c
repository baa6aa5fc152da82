/* See report_site.h. */
#include "report_site.h"

struct writing {
	report_writer *write;
	struct report *report;
};

static void write_file(FILE *out, void *context)
{
	const struct writing *writing = context;

	writing->write(out, writing->report);
}

bool report_write(struct site *site, const char *file, report_writer *write,
		  struct report *report, struct error *err)
{
	return site_write(site, file, write_file, &(struct writing){write, report},
			  err);
}
