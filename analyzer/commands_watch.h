/* The command that looks at a running round: a row of main.c's table. */
#ifndef HAILONG_ANALYZER_COMMANDS_WATCH_H
#define HAILONG_ANALYZER_COMMANDS_WATCH_H

#include "commands.h"

enum exit_code command_watch(const struct invocation *call, struct error *err);

#endif
