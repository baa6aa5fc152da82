/* See metrics.h. All cells are one array; a family's begin at its place in it. */
#include "metrics.h"

#include "route.h"

#include "forms/program.h"

#include <stdatomic.h>
#include <time.h>

enum { CLASSES = 5, BOUNDS_MAX = 14 };

#define SECONDS 1e-6 /* from microseconds */

/* --- dimensions: how many series, and the labels of each --- */

struct dimension {
	size_t (*count)(void);
	void (*labels)(FILE *out, size_t series);
};

/* The last stands for addresses that are no route. */
static size_t count_routes(void)
{
	return route_count() + 1;
}

static void label_route(FILE *out, size_t series)
{
	const struct route *route = route_at(series);

	metrics_label(out, "method", route ? route->method : "");
	putc(',', out);
	metrics_label(out, "route", route ? route->pattern : "");
}

static size_t count_statuses(void)
{
	return count_routes() * CLASSES;
}

static void label_status(FILE *out, size_t series)
{
	static const char *const classes[CLASSES] = {"1xx", "2xx", "3xx", "4xx", "5xx"};

	label_route(out, series / CLASSES);
	putc(',', out);
	metrics_label(out, "status", classes[series % CLASSES]);
}

static size_t count_rules(void)
{
	return RULE_COUNT - 1; /* RULE_KEPT is none */
}

static void label_rule(FILE *out, size_t series)
{
	metrics_label(out, "rule", rule_code((enum rule)(series + 1)));
}

static size_t count_rows(void)
{
	return ROWS_COUNT;
}

static void label_rows(FILE *out, size_t series)
{
	static const char *const outcomes[ROWS_COUNT] = {"accepted", "duplicate",
							 "rejected"};

	metrics_label(out, "outcome", outcomes[series]);
}

static size_t count_desks(void)
{
	return DESK_COUNT;
}

static void label_desk(FILE *out, size_t series)
{
	static const char *const desks[DESK_COUNT] = {"quick", "slow"};

	metrics_label(out, "desk", desks[series]);
}

static size_t count_one(void)
{
	return 1;
}

static void label_build(FILE *out, size_t series)
{
	(void)series;
	metrics_label(out, "version", HAILONG_VERSION);
}

static const struct dimension alone = {count_one, NULL},
			      by_route = {count_routes, label_route},
			      by_status = {count_statuses, label_status},
			      by_rule = {count_rules, label_rule},
			      by_rows = {count_rows, label_rows},
			      by_desk = {count_desks, label_desk},
			      by_build = {count_one, label_build};

/* --- families --- */

struct buckets {
	size_t count;
	uint64_t bounds[BOUNDS_MAX]; /* the last bucket, +Inf, is not written here */
	double unit;
};

static const struct buckets times = {14,
				     {500, 1000, 2500, 5000, 10000, 25000, 50000,
				      100000, 250000, 500000, 1000000, 2500000, 5000000,
				      10000000},
				     SECONDS},
			    batches = {9, {1, 2, 5, 10, 20, 50, 100, 200, 500}, 1};

enum kind { COUNTER, GAUGE, HISTOGRAM, KIND_COUNT };
static const char *const kinds[] = {"counter", "gauge", "histogram"};
_Static_assert(sizeof(kinds) / sizeof(kinds[0]) == KIND_COUNT, "a name a kind");

static const struct family {
	const char *name, *help;
	enum kind kind;
	const struct dimension *by;
	const struct buckets *buckets;
	bool sparse; /* a series is written once it has counted something */
} families[] = {
	[METRIC_REQUESTS] = {"http_requests_total", "HTTP requests answered", COUNTER,
			     &by_status, NULL, true},
	[METRIC_REQUEST_TIME] = {"http_request_duration_seconds",
				 "From the last byte of a request to its reply",
				 HISTOGRAM, &by_route, &times, true},
	[METRIC_SAVED] = {"responses_saved_total", "Responses kept", COUNTER, &alone,
			  NULL, false},
	[METRIC_REPEATED] = {"responses_replayed_total",
			     "Responses sent again, kept once", COUNTER, &alone, NULL,
			     false},
	[METRIC_DETAILS] = {"details_saved_total", "Responses completed later", COUNTER,
			    &alone, NULL, false},
	[METRIC_SPOOLED] = {"responses_spooled_total",
			    "Responses promised while the database was away", COUNTER,
			    &alone, NULL, false},
	[METRIC_REFUSED] = {"responses_refused_total",
			    "Responses that broke a rule or came too late", COUNTER,
			    &alone, NULL, false},
	[METRIC_LIMITED] = {"responses_limited_total", "Responses refused as too fast",
			    COUNTER, &alone, NULL, false},
	[METRIC_FAILED] = {"responses_failed_total",
			   "Responses that could be neither kept nor promised", COUNTER,
			   &alone, NULL, false},
	[METRIC_REJECTS] = {"rejects_total",
			    "Values refused, in responses and uploads, by rule",
			    COUNTER, &by_rule, NULL, false},
	[METRIC_UPLOAD_ROWS] = {"upload_rows_total",
				"Rows of survey teams' files sent over HTTP", COUNTER,
				&by_rows, NULL, false},
	[METRIC_BATCH] = {"save_batch_responses",
			  "Responses saved together in one transaction", HISTOGRAM,
			  &alone, &batches, false},
	[METRIC_SAVE_TIME] = {"save_duration_seconds",
			      "How long the database took to save a batch", HISTOGRAM,
			      &alone, &times, false},
	[METRIC_SPOOL_REPLAYED] = {"spool_replayed_total",
				   "Spooled responses the database has now", COUNTER,
				   &alone, NULL, false},
	[METRIC_SPOOL_REFUSED] = {"spool_refused_total",
				  "Spooled responses that can't be kept (refused.hls)",
				  COUNTER, &alone, NULL, false},
	[METRIC_WRITER_QUEUE] = {"writer_queue_depth",
				 "Responses that wait to be saved", GAUGE, &alone, NULL,
				 false},
	[METRIC_DESK_QUEUE] = {"desk_queue_depth",
			       "Requests that wait for the database", GAUGE, &by_desk,
			       NULL, false},
	[METRIC_CONNECTIONS] = {"connections", "Open connections of clients", GAUGE,
				&alone, NULL, false},
	[METRIC_EXCHANGES] = {"exchanges_at_work", "Requests being answered", GAUGE,
			      &alone, NULL, false},
	[METRIC_SPOOL_DEPTH] = {"spool_depth", "Responses that wait in the spool",
				GAUGE, &alone, NULL, false},
	[METRIC_DATABASE_UP] = {"database_up",
				"Whether the database was there when last seen", GAUGE,
				&alone, NULL, false},
	[METRIC_BUILD] = {"build_info", "The version that runs", GAUGE, &by_build, NULL,
			  false},
};
_Static_assert(ARRAY_SIZE(families) == METRIC_COUNT, "a row a metric");

struct metrics {
	size_t places[METRIC_COUNT];
	atomic_uint_fast64_t *cells;
};

/* A histogram's series: its buckets, +Inf, the sum. */
static size_t width(const struct family *family)
{
	return family->buckets ? family->buckets->count + 2 : 1;
}

static atomic_uint_fast64_t *cell(struct metrics *metrics, enum metric metric,
				  size_t series)
{
	return &metrics->cells[metrics->places[metric] +
			       series * width(&families[metric])];
}

static void add(atomic_uint_fast64_t *at, uint64_t count)
{
	atomic_fetch_add_explicit(at, count, memory_order_relaxed);
}

static uint64_t now_in(atomic_uint_fast64_t *at)
{
	return atomic_load_explicit(at, memory_order_relaxed);
}

struct metrics *metrics_new(void)
{
	struct metrics *metrics = xcalloc(1, sizeof(*metrics));
	size_t ncells = 0;

	for (int m = 0; m < METRIC_COUNT; m++) {
		metrics->places[m] = ncells;
		ncells += families[m].by->count() * width(&families[m]);
	}
	metrics->cells = xcalloc(ncells, sizeof(*metrics->cells));
	metrics_set(metrics, METRIC_BUILD, 0, 1);
	return metrics;
}

void metrics_free(struct metrics *metrics)
{
	if (!metrics)
		return;
	free(metrics->cells);
	free(metrics);
}

void metrics_add(struct metrics *metrics, enum metric metric, size_t series,
		 uint64_t count)
{
	add(cell(metrics, metric, series), count);
}

void metrics_count(struct metrics *metrics, enum metric metric, size_t series)
{
	metrics_add(metrics, metric, series, 1);
}

void metrics_set(struct metrics *metrics, enum metric metric, size_t series,
		 uint64_t value)
{
	atomic_store_explicit(cell(metrics, metric, series), value,
			      memory_order_relaxed);
}

void metrics_observe(struct metrics *metrics, enum metric metric, size_t series,
		     uint64_t value)
{
	const struct buckets *buckets = families[metric].buckets;
	atomic_uint_fast64_t *at = cell(metrics, metric, series);
	size_t b = 0;

	while (b < buckets->count && value > buckets->bounds[b])
		b++;
	add(&at[b], 1);
	add(&at[buckets->count + 1], value);
}

uint64_t metrics_now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_nsec / 1000;
}

void metrics_request(struct metrics *metrics, const struct route *route,
		     unsigned status, uint64_t began)
{
	size_t number = route_number(route);
	size_t class = status / 100 - 1;

	metrics_count(metrics, METRIC_REQUESTS,
		      number * CLASSES + (class < CLASSES ? class : CLASSES - 1));
	metrics_observe(metrics, METRIC_REQUEST_TIME, number, metrics_now() - began);
}

void metrics_reject(struct metrics *metrics, enum rule rule)
{
	metrics_count(metrics, METRIC_REJECTS, (size_t)rule - 1);
}

void metrics_upload(struct metrics *metrics, size_t accepted, size_t duplicate,
		    size_t rejected)
{
	metrics_add(metrics, METRIC_UPLOAD_ROWS, ROWS_ACCEPTED, accepted);
	metrics_add(metrics, METRIC_UPLOAD_ROWS, ROWS_DUPLICATE, duplicate);
	metrics_add(metrics, METRIC_UPLOAD_ROWS, ROWS_REJECTED, rejected);
}

/* --- the text --- */

void metrics_label(FILE *out, const char *name, const char *value)
{
	fprintf(out, "%s=\"", name);
	for (const char *c = value; *c; c++) {
		if (*c == '\\' || *c == '"')
			putc('\\', out);
		if (*c == '\n')
			fputs("\\n", out);
		else
			putc(*c, out);
	}
	putc('"', out);
}

/* hailong_NAME_SUFFIX{LABELS,le="BOUND"} with a space behind; bound NULL: no le. */
static void write_name(FILE *out, const struct family *family, size_t series,
		       const char *suffix, const char *bound)
{
	bool labels = family->by->labels;

	fprintf(out, "hailong_%s%s", family->name, suffix);
	if (labels || bound)
		putc('{', out);
	if (labels)
		family->by->labels(out, series);
	if (labels && bound)
		putc(',', out);
	if (bound)
		metrics_label(out, "le", bound);
	fputs(labels || bound ? "} " : " ", out);
}

static void write_histogram(FILE *out, const struct family *family, size_t series,
			    atomic_uint_fast64_t *at)
{
	const struct buckets *buckets = family->buckets;
	uint64_t sum = now_in(&at[buckets->count + 1]), seen = 0;
	char bound[32];

	for (size_t b = 0; b <= buckets->count; b++) {
		seen += now_in(&at[b]);
		snprintf(bound, sizeof(bound), "%.15g",
			 b < buckets->count ? (double)buckets->bounds[b] * buckets->unit
					    : 0);
		write_name(out, family, series, "_bucket",
			   b < buckets->count ? bound : "+Inf");
		fprintf(out, "%llu\n", (unsigned long long)seen);
	}
	write_name(out, family, series, "_sum", NULL);
	fprintf(out, "%.15g\n", (double)sum * buckets->unit);
	write_name(out, family, series, "_count", NULL);
	fprintf(out, "%llu\n", (unsigned long long)seen);
}

static bool is_empty(const struct family *family, atomic_uint_fast64_t *at)
{
	for (size_t i = 0; i < width(family); i++)
		if (now_in(&at[i]) > 0)
			return false;
	return true;
}

static void write_family(FILE *out, const struct family *family,
			 atomic_uint_fast64_t *at)
{
	fprintf(out, "# HELP hailong_%s %s.\n# TYPE hailong_%s %s\n", family->name,
		family->help, family->name, kinds[family->kind]);
	for (size_t s = 0; s < family->by->count(); s++, at += width(family)) {
		if (family->sparse && is_empty(family, at))
			continue;
		if (family->kind == HISTOGRAM) {
			write_histogram(out, family, s, at);
			continue;
		}
		write_name(out, family, s, "", NULL);
		fprintf(out, "%llu\n", (unsigned long long)now_in(at));
	}
}

void metrics_write(struct metrics *metrics, FILE *out)
{
	for (int m = 0; m < METRIC_COUNT; m++)
		write_family(out, &families[m], cell(metrics, (enum metric)m, 0));
}
