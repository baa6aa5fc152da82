/* ticket poster: the sheet that hangs in an office, with the QR code of its open link. */
#include "links.h"
#include "poster.h"

#include "forms/text.h"
#include "schema/catalogue_store.h"

#include <errno.h>
#include <string.h>

struct postering {
	struct arena *arena;
	struct link_options to;
	const char *out, *service; /* its name, NULL: none */
};

static bool write_sheet(const struct postering *ps, const struct catalogue_entry *unit,
			const char *path, struct error *err)
{
	const char *service = ps->to.service;
	const struct poster poster = {
		.language = ps->to.language,
		.unit = catalogue_name(unit, ps->to.language),
		.service = ps->service,
		.url = link_to(&ps->to, unit->code, NULL, ps->arena),
		.codes =
			arena_printf(ps->arena, "%s · %s%s%s", ps->to.round, unit->code,
				     service ? " · " : "", service ? service : "")};
	FILE *out = fopen(path, "w");
	bool done = out && poster_write(out, &poster, err);

	if ((!out || fclose(out) != 0) && !err->code)
		done = error_set(err, ERROR_SYSTEM, "can't write %.200s: %s", path,
				 strerror(errno));
	return done;
}

static bool write_all(const struct postering *ps, struct db *db, struct error *err)
{
	struct catalogue_entry *units;
	const char *service = ps->to.service;
	size_t count;

	if (!catalogue_list(db, CATALOGUE_UNITS, NULL, ps->arena, &units, &count, err))
		return false;
	if (count == 0)
		return error_set(err, ERROR_NOT_FOUND,
				 "no units were imported: say --unit");
	bool done = make_folder(ps->out, true, err);
	for (size_t i = 0; done && i < count; i++)
		done = write_sheet(ps, &units[i],
				   arena_printf(ps->arena, "%s/poster-%s%s%s.svg",
						ps->out, units[i].code,
						service ? "-" : "",
						service ? service : ""),
				   err);
	if (done)
		printf("%zu posters in %s\n", count, ps->out);
	return done;
}

static bool write_one(const struct postering *ps, struct db *db, struct error *err)
{
	struct catalogue_entry unit;
	bool done = catalogue_entry(db, CATALOGUE_UNITS, ps->to.unit, ps->arena, &unit,
				    err) &&
		    write_sheet(ps, &unit, ps->out, err);

	if (done)
		printf("poster in %s\n", ps->out);
	return done;
}

static bool find_service(struct postering *ps, struct db *db, struct error *err)
{
	struct catalogue_entry service;

	if (!ps->to.service)
		return true;
	if (!catalogue_entry(db, CATALOGUE_SERVICES, ps->to.service, ps->arena,
			     &service, err))
		return false;
	ps->service = catalogue_name(&service, ps->to.language);
	return true;
}

static bool draw(struct postering *ps, struct db *db, struct error *err)
{
	struct round round;

	if (!round_find(db, ps->arena, ps->to.round, &round, err))
		return false;
	if (round.tickets_only)
		return error_set(err, ERROR_CONFLICT,
				 "round '%.60s' takes tickets only: an open link would "
				 "be refused",
				 round.code);
	return find_service(ps, db, err) &&
	       (ps->to.unit ? write_one(ps, db, err) : write_all(ps, db, err));
}

enum exit_code command_ticket_poster(const struct invocation *call, struct error *err)
{
	struct postering ps = {.arena = arena_new(), .out = option_value(call, "out")};
	enum exit_code code = EXIT_USAGE;
	struct db *db = NULL;

	if (!ps.out)
		usage_error(err, "ticket poster needs --out FILE.svg, or --out DIR for "
				 "all units");
	else if (link_options(&ps.to, call, ps.arena, err))
		code = (db = command_db(call, DB_OWNER, err)) && draw(&ps, db, err)
			       ? EXIT_DONE
			       : EXIT_FAILED;
	db_close(db);
	arena_free(ps.arena);
	return code;
}
