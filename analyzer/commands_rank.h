/* The commands that rank units, judge targets, plan samples and draw them: rows of
 * main.c's table. */
#ifndef HAILONG_ANALYZER_COMMANDS_RANK_H
#define HAILONG_ANALYZER_COMMANDS_RANK_H

#include "commands.h"
#include "output.h"

enum exit_code command_rank(const struct invocation *call, struct error *err);
enum exit_code command_plan(const struct invocation *call, struct error *err);
enum exit_code command_sample(const struct invocation *call, struct error *err);
enum exit_code command_targets(const struct invocation *call, struct error *err);

/* Readers of single options; absent ones leave the value, wrong ones are a usage error:
 * false, with err. Bounds are inclusive. */
bool option_number(const struct invocation *call, const char *name, double low,
		   double high, double *value, struct error *err) MUST_CHECK;
bool option_whole(const struct invocation *call, const char *name, uint64_t low,
		  uint64_t *value, struct error *err) MUST_CHECK;
/* One of `names`; the value is its place. */
bool option_choice(const struct invocation *call, const char *name,
		   const char *const *names, int nnames, int *value,
		   struct error *err) MUST_CHECK;
/* --format and --lang. */
bool option_output(const struct invocation *call, enum output_format *format,
		   enum language *language, struct error *err) MUST_CHECK;

#endif
