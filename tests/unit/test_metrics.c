/* collector/metrics and collector/log: what operators read. */
#include "collector/log.h"
#include "collector/metrics.h"
#include "collector/route.h"
#include "words.h"

#include "forms/alloc.h"

static struct capture page;

static const char *scrape(struct metrics *metrics)
{
	metrics_write(metrics, capture_begin(&page));
	return capture_end(&page);
}

/* The value of a series, NaN when it is not there. */
static double value_of(const char *text, const char *series)
{
	size_t length = strlen(series);

	for (const char *line = text; *line; line += strcspn(line, "\n") + 1)
		if (strncmp(line, series, length) == 0 && line[length] == ' ')
			return strtod(line + length + 1, NULL);
	return NAN;
}

static void test_counters(void)
{
	struct metrics *metrics = metrics_new();
	const char *text = scrape(metrics);

	ok(value_of(text, "hailong_responses_saved_total") == 0,
	   "what was never counted is 0");
	ok(value_of(text, "hailong_rejects_total{rule=\"level\"}") == 0,
	   "… by rule too");
	ok(isnan(value_of(text, "hailong_rejects_total{rule=\"\"}")),
	   "no rule is none");
	ok(value_of(text, "hailong_build_info{version=\"0.1.0\"}") == 1,
	   "the version is told");
	metrics_count(metrics, METRIC_SAVED, 0);
	metrics_add(metrics, METRIC_SAVED, 0, 41);
	metrics_reject(metrics, RULE_LEVEL);
	metrics_reject(metrics, RULE_COUNT - 1);
	metrics_upload(metrics, 7, 8, 9);
	metrics_set(metrics, METRIC_DESK_QUEUE, DESK_SLOW, 5);
	text = scrape(metrics);
	ok(value_of(text, "hailong_responses_saved_total") == 42, "counted");
	ok(value_of(text, "hailong_rejects_total{rule=\"level\"}") == 1,
	   "the first rule");
	ok(value_of(text, "hailong_rejects_total{rule=\"id-content\"}") == 1,
	   "the last rule");
	ok(value_of(text, "hailong_upload_rows_total{outcome=\"accepted\"}") == 7 &&
		   value_of(text, "hailong_upload_rows_total{outcome=\"rejected\"}") ==
			   9,
	   "rows of uploads");
	ok(value_of(text, "hailong_desk_queue_depth{desk=\"slow\"}") == 5 &&
		   value_of(text, "hailong_desk_queue_depth{desk=\"quick\"}") == 0,
	   "a gauge by desk");
	metrics_free(metrics);
}

/* The bucket of a bound holds what is not above it, and all below. */
static void test_histogram(void)
{
	struct metrics *metrics = metrics_new();
	static const uint64_t batches[] = {1, 2, 3, 5, 6, 500, 501};
	static const struct {
		const char *le;
		double count;
	} buckets[] = {{"1", 1},  {"2", 2},   {"5", 4},	  {"10", 5},  {"20", 5},
		       {"50", 5}, {"100", 5}, {"200", 5}, {"500", 6}, {"+Inf", 7}};

	for (size_t i = 0; i < ARRAY_SIZE(batches); i++)
		metrics_observe(metrics, METRIC_BATCH, 0, batches[i]);
	metrics_observe(metrics, METRIC_SAVE_TIME, 0, 2500);
	metrics_observe(metrics, METRIC_SAVE_TIME, 0, 2501);
	const char *text = scrape(metrics);
	for (size_t i = 0; i < ARRAY_SIZE(buckets); i++) {
		char *series =
			xasprintf("hailong_save_batch_responses_bucket{le=\"%s\"}",
				  buckets[i].le);
		ok(value_of(text, series) == buckets[i].count, "up to %s: %g",
		   buckets[i].le, buckets[i].count);
		free(series);
	}
	ok(value_of(text, "hailong_save_batch_responses_sum") == 1018, "the sum");
	ok(value_of(text, "hailong_save_batch_responses_count") == 7, "how many");
	is_near(value_of(text, "hailong_save_duration_seconds_sum"), 0.005001, 1e-12,
		"times are told in seconds");
	ok(value_of(text, "hailong_save_duration_seconds_bucket{le=\"0.0025\"}") == 1,
	   "a bound belongs to its bucket");
	metrics_free(metrics);
}

#define POST_FORM "{method=\"POST\",route=\"/f/{}\""

static void test_requests(void)
{
	struct metrics *metrics = metrics_new();
	struct arena *arena = arena_new();
	const char *argument, *allow;
	const struct route *route =
		route_find("POST", "/f/round-1", arena, &argument, &allow);

	metrics_request(metrics, route, 303, metrics_now());
	metrics_request(metrics, route, 422, metrics_now() - 3000000);
	metrics_request(metrics, NULL, 404, metrics_now());
	metrics_request(metrics, NULL, 0, metrics_now());
	const char *text = scrape(metrics);
	ok(value_of(text, "hailong_http_requests_total" POST_FORM ",status=\"3xx\"}") ==
			   1 &&
		   value_of(text, "hailong_http_requests_total" POST_FORM
				  ",status=\"4xx\"}") == 1,
	   "requests by route and class of status");
	ok(value_of(text, "hailong_http_requests_total{method=\"\",route=\"\",status="
			  "\"4xx\"}") == 1,
	   "what is no route");
	ok(!strstr(text, "round-1"), "no address stands in a label");
	ok(!strstr(text, "route=\"/kiosk/{}\""), "what was not asked is not told");
	ok(value_of(text, "hailong_http_request_duration_seconds_bucket" POST_FORM
			  ",le=\"2.5\"}") == 1 &&
		   value_of(text,
			    "hailong_http_request_duration_seconds_bucket" POST_FORM
			    ",le=\"+Inf\"}") == 2,
	   "how long they took");
	for (size_t i = 0; i < route_count(); i++)
		if (route_number(route_at(i)) != i)
			ok(false, "route %zu has its number", i);
	ok(!route_at(route_count()) && route_number(NULL) == route_count(),
	   "no route is the last number");
	arena_free(arena);
	metrics_free(metrics);
}

/* As Prometheus' own checker: HELP and TYPE once, in front of the family's series; a
 * counter's name ends in _total, no other does. */
static void test_format(void)
{
	struct metrics *metrics = metrics_new();
	char family[100] = "", help[100], type[20];
	bool sound = true;

	for (size_t r = 0; r <= route_count(); r++)
		metrics_request(metrics, route_at(r), 200, metrics_now());
	const char *text = scrape(metrics);
	for (const char *line = text; *line && sound; line += strcspn(line, "\n") + 1) {
		char again[200];
		if (sscanf(line, "# HELP %99s ", help) == 1) {
			snprintf(again, sizeof(again), "# HELP %s ", help);
			sound = !strstr(line + 1, again);
		} else if (sscanf(line, "# TYPE %99s %19s", family, type) == 2) {
			bool total = strlen(family) > 6 &&
				     strcmp(family + strlen(family) - 6, "_total") == 0;
			sound = strcmp(family, help) == 0 &&
				total == (strcmp(type, "counter") == 0);
		} else {
			sound = strncmp(line, family, strlen(family)) == 0;
		}
		if (!sound)
			printf("# %.*s\n", (int)strcspn(line, "\n"), line);
	}
	ok(sound && *family, "the text is as Prometheus wants it");
	metrics_free(metrics);
	metrics_label(capture_begin(&page), "x", "a\\b\"c\nd");
	is_text(capture_end(&page), "x=\"a\\\\b\\\"c\\nd\"", "a label is escaped");
}

static void test_lines(void)
{
	log_write(capture_begin(&page), LOG_WARNING, "spool_cut",
		  LOG_FIELDS({"file", .text = "1.spool"}, {"bytes", .number = 12}));
	is_text(capture_end(&page),
		"level=warning event=spool_cut file=1.spool bytes=12\n", "one line");
	log_write(capture_begin(&page), LOG_ERROR, "x",
		  LOG_FIELDS({"a", .text = "two words"}, {"b", .text = "say \"x\\y\""},
			     {"c", .text = "line\nlevel=info"}, {"d", .text = ""},
			     {"e", .text = "k=v"}, {"f", .text = "xã"}));
	is_text(capture_end(&page),
		"level=error event=x a=\"two words\" b=\"say \\\"x\\\\y\\\"\" "
		"c=\"line level=info\" d=\"\" e=\"k=v\" f=xã\n",
		"values are quoted and stay on their line");
}

static void test_failures(void)
{
	struct log_failures *failures = log_failures_new();
	uint64_t again;
	char words[20];

	ok(log_failures_pass(failures, "e", "m", 100, &again) && again == 0,
	   "a failure is written");
	ok(!log_failures_pass(failures, "e", "m", 101, &again), "and not again");
	ok(!log_failures_pass(failures, "e", "m", 109, &again), "for ten seconds");
	ok(log_failures_pass(failures, "e", "other", 109, &again) && again == 0,
	   "another one is");
	ok(log_failures_pass(failures, "e", "m", 110, &again) && again == 2,
	   "after ten seconds it is, and how often it was not");
	ok(!log_failures_pass(failures, "e", "m", 111, &again),
	   "and then is silent again");
	for (int i = 0; i < 40; i++) {
		snprintf(words, sizeof(words), "w%d", i);
		log_failures_pass(failures, "e", words, 120 + i, &again);
	}
	ok(log_failures_pass(failures, "e", "m", 160, &again),
	   "what came many kinds ago is forgotten");
	log_failures_free(failures);
}

int main(void)
{
	test_counters();
	test_histogram();
	test_requests();
	test_format();
	test_lines();
	test_failures();
	free(page.text);
	return done_testing();
}
