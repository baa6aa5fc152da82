/* The commands that say what a figure leaves out, who answered how and who did not: rows
 * of main.c's table. */
#ifndef HAILONG_ANALYZER_COMMANDS_CONTEXT_H
#define HAILONG_ANALYZER_COMMANDS_CONTEXT_H

#include "commands.h"

enum exit_code command_funnel(const struct invocation *call, struct error *err);
enum exit_code command_modes(const struct invocation *call, struct error *err);

#endif
