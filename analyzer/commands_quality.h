/* The command that looks at how answers were collected: a row of main.c's table. */
#ifndef HAILONG_ANALYZER_COMMANDS_QUALITY_H
#define HAILONG_ANALYZER_COMMANDS_QUALITY_H

#include "commands.h"

enum exit_code command_quality(const struct invocation *call, struct error *err);

#endif
