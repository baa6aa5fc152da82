/* The commands of hailong-collector; each is a row in main.c's table. */
#ifndef HAILONG_COLLECTOR_COMMANDS_H
#define HAILONG_COLLECTOR_COMMANDS_H

#include "forms/program.h"
#include "schema/db.h"

/* The database of --db (or of libpq's environment). */
struct db *command_db(const struct invocation *call, enum db_role role,
		      struct error *err) __attribute__((warn_unused_result));

/* Who is at the keyboard, for the audit log. */
const char *command_actor(void);

enum exit_code command_migrate(const struct invocation *call, struct error *err);
enum exit_code command_import(const struct invocation *call, struct error *err);
enum exit_code command_form_add(const struct invocation *call, struct error *err);
enum exit_code command_form_list(const struct invocation *call, struct error *err);
enum exit_code command_form_show(const struct invocation *call, struct error *err);
enum exit_code command_round_add(const struct invocation *call, struct error *err);
enum exit_code command_round_open(const struct invocation *call, struct error *err);
enum exit_code command_round_close(const struct invocation *call, struct error *err);
enum exit_code command_round_seal(const struct invocation *call, struct error *err);
enum exit_code command_round_list(const struct invocation *call, struct error *err);
enum exit_code command_upload(const struct invocation *call, struct error *err);
enum exit_code command_export(const struct invocation *call, struct error *err);
enum exit_code command_withdraw(const struct invocation *call, struct error *err);
enum exit_code command_token_add(const struct invocation *call, struct error *err);
enum exit_code command_token_list(const struct invocation *call, struct error *err);
enum exit_code command_token_revoke(const struct invocation *call, struct error *err);
enum exit_code command_ticket_issue(const struct invocation *call, struct error *err);
enum exit_code command_ticket_poster(const struct invocation *call, struct error *err);
enum exit_code command_replay(const struct invocation *call, struct error *err);
enum exit_code command_serve(const struct invocation *call, struct error *err);

#endif
