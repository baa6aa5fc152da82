/* Channels and quality: who answered how, and what is worth a look. */
#include "report_pages.h"
#include "report_sections.h"
#include "report_table.h"

#include "forms/text.h"

static void write_channels(FILE *out, struct report *report)
{
	const struct reading *now = &report->data->now;
	struct table_lines lines = {0};

	for (unsigned c = 0; c < CHANNEL_COUNT; c++) {
		const struct figure *figure =
			report_figure(report->data, REPORT_CHANNEL, channel_name(c),
				      report->data->index);
		if (figure)
			table_add(&lines,
				  &(struct table_line){
					  .figure = figure,
					  .name = channel_text(c, report->language)});
	}
	(void)now;
	if (lines.count) {
		report_begin(out, report, "",
			     VI_EN("Kết quả theo kênh", "Results by channel"));
		table_write(
			out, report,
			&(struct table){.caption = VI_EN(
						"Kết quả theo kênh",
						"Results by channel")[report->language],
					.what = word(WORD_CHANNEL, report->language)},
			&lines);
		report_end(out);
	}
	table_release(&lines);
}

void report_quality(FILE *out, struct report *report)
{
	static report_section *const sections[] = {
		report_warnings_section,
		report_account_section,
		write_channels,
	};

	report_head(out, report, report->page->kind->title[report->language]);
	report_sections(out, report, sections, ARRAY_SIZE(sections));
	report_foot(out, report);
}
