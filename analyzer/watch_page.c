/* What the pages of watch_page.h share, and the page of all units. */
#include "watch_page.h"

#include "asset.h"
#include "charts.h"
#include "draft.h"
#include "phrases.h"
#include "quality_store.h"
#include "report.h"

#include "forms/text.h"

#include <math.h>
#include <string.h>
#include <time.h>

/* --- texts --- */

const char *watch_percent(const struct watch_page *page, double share)
{
	struct draft draft;

	draft_begin(&draft);
	write_percent(draft.out, share, 1, page->language);
	return draft_end(&draft, page->arena);
}

const char *watch_percents(const struct watch_page *page, const struct band *band)
{
	struct draft draft;

	if (isnan(band->low))
		return "–";
	draft_begin(&draft);
	write_percents(draft.out, band->low, band->high, 1, page->language);
	return draft_end(&draft, page->arena);
}

const char *watch_level(const struct watch_page *page)
{
	double level = page->watch->options.level;
	bool whole = fabs(100 * level - round(100 * level)) < 1e-9;
	struct draft draft;

	draft_begin(&draft);
	write_percent(draft.out, level, whole ? 0 : 1, page->language);
	return draft_end(&draft, page->arena);
}

const char *watch_count(const struct watch_page *page, double count)
{
	struct draft draft;

	draft_begin(&draft);
	text_decimal(draft.out, language_code(page->language), count, 0);
	return draft_end(&draft, page->arena);
}

/* In Viet Nam's time. */
static struct tm local(int64_t moment)
{
	time_t second = (time_t)(moment / MICROSECONDS + VIETNAM_SECONDS);
	struct tm tm = {0};

	gmtime_r(&second, &tm);
	return tm;
}

const char *watch_day(const struct watch_page *page, int64_t moment)
{
	struct tm tm = local(moment);
	int year = tm.tm_year + 1900, month = tm.tm_mon + 1, day = tm.tm_mday;

	return page->language == LANGUAGE_VI
		       ? arena_printf(page->arena, "%02d/%02d/%04d", day, month, year)
		       : arena_printf(page->arena, "%04d-%02d-%02d", year, month, day);
}

const char *watch_moment(const struct watch_page *page, int64_t moment)
{
	struct tm tm = local(moment);

	return arena_printf(page->arena, "%02d:%02d:%02d%s%s", tm.tm_hour, tm.tm_min,
			    tm.tm_sec, page->language == LANGUAGE_VI ? " ngày " : ", ",
			    watch_day(page, moment));
}

const char *watch_called(const struct watch_page *page, const char *code)
{
	const char *name = source_called(page->source, CATALOGUE_UNITS, code,
					 language_code(page->language));

	return name ? name : code;
}

const char *watch_file(const struct watch_page *page, const char *code)
{
	bool taken = *code == '.' || strcmp(code, "index") == 0 ||
		     strncmp(code, "unit.", 5) == 0;

	return arena_printf(page->arena, "%s%s.html", taken ? "unit." : "", code);
}

/* --- parts --- */

void watch_paragraph(FILE *out, const struct watch_page *page, const char *css,
		     enum watch_say say, const char *const *args)
{
	fprintf(out, *css ? "<p class=\"%s\">" : "<p>%s", css);
	watch_say(out, say, page->language, args);
	fputs("</p>\n", out);
}

void watch_head(FILE *out, const struct watch_page *page, const char *title)
{
	const char *language = language_code(page->language);
	const char *round = source_name(page->source);

	fprintf(out,
		"<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta "
		"charset=\"utf-8\">\n<meta name=\"viewport\" "
		"content=\"width=device-width,initial-scale=1\">\n",
		language);
	if (page->every)
		fprintf(out, "<meta http-equiv=\"refresh\" content=\"%u\">\n",
			page->every);
	fputs("<title>", out);
	html_text(out, title);
	fputs(" – ", out);
	html_text(out, round);
	fprintf(out, "</title>\n<style>\n%s%s</style>\n</head>\n<body>\n<main>\n<h1>",
		report_asset_text(REPORT_ASSET_report_css),
		report_asset_text(REPORT_ASSET_watch_css));
	html_text(out, title);
	fputs("</h1>\n<p class=\"about\">", out);
	phrase_write(out, PHRASE_ROUND, page->language, PHRASE_ARGS(round));
	fputs(" · ", out);
	watch_say(out, WATCH_MADE, page->language,
		  PHRASE_ARGS(watch_moment(page, page->made_at)));
	if (page->every) {
		fputs(" ", out);
		watch_say(out, WATCH_RELOADS, page->language,
			  PHRASE_ARGS(watch_count(page, page->every)));
	}
	fputs("</p>\n", out);
	if (page->watch->open && page->watch->count)
		fprintf(out, "<p class=\"warn\">%s</p>\n",
			phrase_text(PHRASE_ONLY_OPEN, page->language));
}

static void say_past(FILE *out, const struct watch_page *page)
{
	const struct watch *watch = page->watch;
	double limit = watch->options.limit;

	if (!page->base)
		return;
	if (watch->past_differs) {
		watch_paragraph(out, page, "", WATCH_PAST_DIFFERS, NULL);
		return;
	}
	watch_paragraph(
		out, page, "", WATCH_HOW_PAST,
		PHRASE_ARGS(page->base, watch_level(page), watch_count(page, limit)));
	if ((double)watch->told >= limit)
		watch_paragraph(
			out, page, "", WATCH_HOW_FALSE,
			PHRASE_ARGS(
				watch_count(page, (double)watch->told),
				watch_count(page, floor((double)watch->told / limit))));
}

void watch_foot(FILE *out, const struct watch_page *page)
{
	const struct watch *watch = page->watch;

	fputs("<section>\n<h2>", out);
	watch_say(out, WATCH_HOW, page->language, NULL);
	fputs("</h2>\n", out);
	watch_paragraph(out, page, "", WATCH_HOW_MEAN, NULL);
	watch_paragraph(out, page, "", WATCH_HOW_INTERVAL,
			PHRASE_ARGS(watch_level(page)));
	watch_paragraph(out, page, "", WATCH_HOW_ASSUMES, NULL);
	say_past(out, page);
	if (watch->options.min_n > 1)
		watch_paragraph(
			out, page, "", WATCH_HOW_STEPS,
			PHRASE_ARGS(watch_count(page, (double)watch->options.min_n)));
	if (watch->aside) {
		fputs("<p>", out);
		phrase_write(out, PHRASE_ACCOUNT_ASIDE, page->language,
			     PHRASE_ARGS(watch_count(page, (double)watch->aside)));
		fputs("</p>\n", out);
	}
	if (watch->has_design)
		watch_paragraph(out, page, "", WATCH_HOW_DESIGN, NULL);
	fputs("</section>\n</main>\n</body>\n</html>\n", out);
}

static void say_verdict(FILE *out, const struct watch_page *page,
			const struct watch_unit *unit)
{
	bool weaker = unit->alarm.evidence < unit->alarm.limit;
	const char *past = watch_percent(page, unit->past);

	if (isnan(unit->past))
		watch_say(out, WATCH_NO_PAST, page->language, NULL);
	else if (!unit->alarmed)
		watch_say(out, WATCH_NO_ALARM, page->language, PHRASE_ARGS(past));
	else
		watch_say(out, weaker ? WATCH_ALARM_WEAKER : WATCH_ALARM,
			  page->language,
			  PHRASE_ARGS(watch_day(page, unit->alarmed_at),
				      watch_count(page, (double)unit->alarmed), past));
}

void watch_verdict(FILE *out, const struct watch_page *page,
		   const struct watch_unit *unit, const char *element)
{
	if (!page->base)
		return;
	fprintf(out, "<%s class=\"%s\">", element, unit->alarmed ? "alarm" : "calm");
	say_verdict(out, page, unit);
	fprintf(out, "</%s>\n", element);
}

/* --- all units --- */

static struct scale scale_of(const struct watch *watch)
{
	struct scale scale = scale_start();

	for (size_t i = 0; i < watch->count; i++) {
		const struct watch_look *look = watch_now(&watch->units[i]);
		scale_take(&scale, watch->units[i].past);
		if (!look)
			continue;
		scale_take(&scale, look->mean);
		scale_take(&scale, look->band.low);
		scale_take(&scale, look->band.high);
	}
	scale_take(&scale, 1);
	scale_round(&scale, SCALE_STEPS);
	return scale;
}

static void write_few(FILE *out, const struct watch_page *page)
{
	fprintf(out, "<td class=\"few\" colspan=\"%d\">", page->base ? 4 : 3);
	watch_say(out, WATCH_FEW, page->language,
		  PHRASE_ARGS(watch_count(page, (double)page->watch->options.min_n)));
	fputs("</td></tr>\n", out);
}

static void write_line(FILE *out, const struct watch_page *page,
		       const struct watch_unit *unit, const struct scale *scale)
{
	const struct watch_look *look = watch_now(unit);

	fputs("<tr><th scope=\"row\"><a href=\"", out);
	html_text(out, watch_file(page, unit->code));
	fputs("\">", out);
	html_text(out, watch_called(page, unit->code));
	fputs("</a></th>", out);
	if (!look) {
		write_few(out, page);
		return;
	}
	fputs("<td class=\"mark\">", out);
	chart_interval_draw(out, scale,
			    &(struct chart_interval){.estimate = look->mean,
						     .low = look->band.low,
						     .high = look->band.high,
						     .target = unit->past,
						     .base = (double)NAN,
						     .css = "drawing"});
	fprintf(out,
		"</td><td class=\"number\"><b>%s</b> <small>%s</small></td>"
		"<td class=\"number\"><span class=\"label\">%s: </span>%s "
		"<small>%s</small></td>",
		watch_percent(page, look->mean), watch_percents(page, &look->band),
		watch_text(WATCH_NTH, page->language),
		watch_count(page, (double)unit->n), watch_day(page, unit->last));
	watch_verdict(out, page, unit, "td");
	fputs("</tr>\n", out);
}

static void write_columns(FILE *out, const struct watch_page *page,
			  const struct scale *scale)
{
	enum language language = page->language;

	fprintf(out,
		"<section>\n<table class=\"watch\">\n<thead><tr><th "
		"scope=\"col\">%s</th><td class=\"axes\">",
		word(WORD_UNIT, language));
	if (page->watch->told)
		chart_axis(out, scale, language);
	fprintf(out,
		"</td><th scope=\"col\" class=\"number\">%s</th><th scope=\"col\" "
		"class=\"number\">%s <small>%s</small></th>",
		watch_text(WATCH_MEAN, language), watch_text(WATCH_NTH, language),
		watch_text(WATCH_LAST, language));
	if (page->base)
		fprintf(out, "<th scope=\"col\">%s</th>",
			watch_text(WATCH_COMPARED, language));
	fputs("</tr></thead>\n<tbody>\n", out);
}

static void write_legend(FILE *out, const struct watch_page *page)
{
	fputs("<p class=\"note\">", out);
	watch_say(out, WATCH_DRAWN, page->language, NULL);
	if (page->watch->has_past && !page->watch->past_differs) {
		fputs(" ", out);
		watch_say(out, WATCH_CHART_PAST, page->language, NULL);
	}
	fputs("</p>\n", out);
}

/* Those with an alarm first. */
static void write_units(FILE *out, const struct watch_page *page)
{
	const struct watch *watch = page->watch;
	struct scale scale = scale_of(watch);

	write_columns(out, page, &scale);
	for (int calm = 0; calm < 2; calm++)
		for (size_t i = 0; i < watch->count; i++)
			if ((watch->units[i].alarmed == 0) == calm)
				write_line(out, page, &watch->units[i], &scale);
	fputs("</tbody>\n</table>\n", out);
	if (watch->told)
		write_legend(out, page);
	fputs("</section>\n", out);
}

void watch_index(FILE *out, const struct watch_page *page)
{
	const struct watch *watch = page->watch;

	watch_head(out, page, watch_text(WATCH_TITLE, page->language));
	if (!watch->count) {
		watch_paragraph(out, page, "", WATCH_NOBODY, NULL);
	} else {
		watch_paragraph(out, page, "", WATCH_SUMMARY,
				PHRASE_ARGS(watch_count(page, (double)watch->count),
					    watch_count(page, (double)watch->answers)));
		if (watch->has_past && !watch->past_differs)
			watch_paragraph(
				out, page, watch->alarms ? "alarm" : "", WATCH_ALARMS,
				PHRASE_ARGS(watch_count(page, (double)watch->alarms)));
		write_units(out, page);
	}
	watch_foot(out, page);
}
