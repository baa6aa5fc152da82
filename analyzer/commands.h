/*
 * The commands of hailong-analyzer, each a row in main.c's table, and the options they
 * share.
 */
#ifndef HAILONG_ANALYZER_COMMANDS_H
#define HAILONG_ANALYZER_COMMANDS_H

#include "output.h"
#include "rake.h"

#include "forms/program.h"

enum exit_code command_compare(const struct invocation *call, struct error *err);
enum exit_code command_drivers(const struct invocation *call, struct error *err);
enum exit_code command_estimate(const struct invocation *call, struct error *err);
enum exit_code command_recheck(const struct invocation *call, struct error *err);
enum exit_code command_reliability(const struct invocation *call, struct error *err);
enum exit_code command_report(const struct invocation *call, struct error *err);
enum exit_code command_verify(const struct invocation *call, struct error *err);

/* How to estimate, as the options say. */
struct methods {
	struct pass_options pass;
	struct figures_options figures;
	const char *rake; /* the file with the margins; NULL: weights as they are */
	struct rake_options rake_options;
	enum output_format format;
	enum language language;
};

/*
 * Reads those of the options in methods.c that the command has; the others keep their
 * defaults. A value that is none is a usage error: false, with err.
 */
bool methods_read(struct methods *methods, const struct invocation *call,
		  struct error *err) MUST_CHECK;

#endif
