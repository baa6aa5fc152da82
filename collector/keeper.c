/* See keeper.h. */
#include "keeper.h"

#include "form_frame.h"
#include "known_file.h"
#include "log.h"

#include "schema/response_store.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Reading may work where writing hangs: whoever doubts is believed for a moment. */
enum { REREAD_MS = 30000, RETRY_MS = 500, DOUBT_MS = 1000, PATIENCE_MS = 5000 };

/* Holders count it; what nobody holds any more goes. */
struct holding {
	struct known known;
	struct arena *arena;
	unsigned holders;
};

/* A form version never changes, so it is read once and kept. */
struct kept_form {
	struct kept_form *next;
	struct form *form;
};

struct keeper {
	const char *conninfo;
	int folder; /* where what is known is kept, -1: nowhere */
	unsigned char kept[RECORD_HEADER_BYTES]; /* of the file there */
	struct kept_form *recalled;		 /* from the file: of no use later */
	pthread_t thread;
	bool started;
	int wake[2]; /* a byte: look now; closing its second end ends the thread */
	atomic_bool there;
	bool said;	      /* what was last told of it */
	pthread_mutex_t lock; /* of the two below, and of the holders' count */
	struct kept_form *forms;
	struct holding *now;
};

const struct known_round *known_open(const struct known *known, const char *code)
{
	for (size_t i = 0; i < known->nrounds; i++)
		if (strcmp(known->rounds[i].round.code, code) == 0)
			return &known->rounds[i];
	return NULL;
}

const struct piece *known_blank(const struct known_round *round, unsigned language)
{
	return &round->blank[language];
}

const struct catalogue_entry *known_entry(const struct known *known,
					  enum catalogue_kind kind, const char *code)
{
	return finder_entry(known->lists[kind].finder, code);
}

/* --- holding --- */

static void let_go(struct keeper *keeper, struct holding *holding)
{
	pthread_mutex_lock(&keeper->lock);
	bool last = --holding->holders == 0;
	pthread_mutex_unlock(&keeper->lock);
	if (last)
		arena_free(holding->arena); /* which holds the holding too */
}

const struct known *keeper_take(struct keeper *keeper)
{
	pthread_mutex_lock(&keeper->lock);
	struct holding *holding = keeper->now;
	holding->holders++;
	pthread_mutex_unlock(&keeper->lock);
	return &holding->known;
}

void keeper_give(struct keeper *keeper, const struct known *known)
{
	struct holding *holding;

	/* the known is the first member of its holding */
	memcpy(&holding, &(const void *){known}, sizeof(holding));
	let_go(keeper, holding);
}

static void replace(struct keeper *keeper, struct holding *fresh)
{
	pthread_mutex_lock(&keeper->lock);
	struct holding *old = keeper->now;
	keeper->now = fresh;
	pthread_mutex_unlock(&keeper->lock);
	if (old)
		let_go(keeper, old);
}

bool keeper_is_there(const struct keeper *keeper)
{
	return atomic_load(&keeper->there);
}

void keeper_doubt(struct keeper *keeper)
{
	/* one byte at most waits for each time that it was there */
	if (atomic_exchange(&keeper->there, false) && keeper->started &&
	    write(keeper->wake[1], "?", 1) != 1)
		log_event(LOG_ERROR, "keeper_asleep", NULL, 0);
}

/* --- reading --- */

static const struct form *find_kept(struct keeper *keeper, const struct round *round)
{
	const struct form *found = NULL;

	pthread_mutex_lock(&keeper->lock);
	for (struct kept_form *k = keeper->forms; k && !found; k = k->next)
		if (strcmp(k->form->code, round->form) == 0 &&
		    k->form->version == round->form_version)
			found = k->form;
	pthread_mutex_unlock(&keeper->lock);
	return found;
}

static void add_form(struct kept_form **forms, struct form *form)
{
	struct kept_form *kept = xcalloc(1, sizeof(*kept));

	*kept = (struct kept_form){*forms, form};
	*forms = kept;
}

static void free_forms(struct kept_form *forms)
{
	for (struct kept_form *next; forms; forms = next) {
		next = forms->next;
		form_free(forms->form);
		free(forms);
	}
}

const struct form *keeper_form(struct keeper *keeper, struct db *db,
			       const struct round *round, struct error *err)
{
	const struct form *found = find_kept(keeper, round);
	struct form *fresh =
		found ? NULL : form_find(db, round->form, round->form_version, err);

	if (!fresh)
		return found;
	pthread_mutex_lock(&keeper->lock);
	add_form(&keeper->forms, fresh); /* two threads may both add it: no harm */
	pthread_mutex_unlock(&keeper->lock);
	return fresh;
}

static void write_blanks(struct known_round *round, struct arena *arena)
{
	for (unsigned l = 0; l < round->form->nlanguages; l++) {
		const char *blank = frame_blank(round->form, l, arena);
		round->blank[l] = piece_make(blank, strlen(blank), arena);
	}
}

static bool read_rounds(struct keeper *keeper, struct db *db, struct holding *fresh,
			struct error *err)
{
	struct known *known = &fresh->known;
	struct round *rounds;
	size_t count;

	if (!round_list(db, fresh->arena, &rounds, &count, err))
		return false;
	known->rounds = arena_alloc(fresh->arena, count, sizeof(*known->rounds));
	for (size_t i = 0; i < count; i++) {
		if (rounds[i].status != ROUND_OPEN)
			continue;
		struct known_round *round = &known->rounds[known->nrounds];
		round->round = rounds[i];
		round->form = keeper_form(keeper, db, &rounds[i], err);
		if (!round->form)
			return false;
		write_blanks(round, fresh->arena);
		known->nrounds++;
	}
	return true;
}

/* Where it can't be kept this is tried again with the next reading. */
static void keep(struct keeper *keeper, const struct known *known)
{
	struct error err = {0};

	if (keeper->folder >= 0 &&
	    !known_save(keeper->folder, known, keeper->kept, &err))
		log_failure(NULL, "known_not_kept", &err);
}

static void make_finders(struct holding *holding)
{
	for (int k = 0; k <= CATALOGUE_SERVICES; k++) {
		struct known_list *list = &holding->known.lists[k];
		list->finder = finder_new(holding->arena, list->entries, list->count,
					  k == CATALOGUE_UNITS);
	}
}

static bool read_all(struct keeper *keeper, struct db *db, struct error *err)
{
	struct arena *arena = arena_new();
	struct holding *fresh = arena_alloc(arena, 1, sizeof(*fresh));

	*fresh = (struct holding){.known.read = true, .arena = arena, .holders = 1};
	bool done = read_rounds(keeper, db, fresh, err) &&
		    receipt_key_load(db, &fresh->known.receipt_key, err);
	for (int k = 0; done && k <= CATALOGUE_SERVICES; k++) {
		struct known_list *list = &fresh->known.lists[k];
		done = catalogue_list(db, (enum catalogue_kind)k, NULL, arena,
				      &list->entries, &list->count, err);
	}
	if (!done) {
		arena_free(arena);
		return false;
	}
	make_finders(fresh);
	/* receipts that were promised by what was kept are then nobody's */
	if (keeper->now && keeper->now->known.read &&
	    memcmp(&keeper->now->known.receipt_key, &fresh->known.receipt_key,
		   sizeof(fresh->known.receipt_key)) != 0)
		log_event(LOG_ERROR, "receipt_key_changed", NULL, 0);
	keep(keeper, &fresh->known);
	replace(keeper, fresh);
	return true;
}

/* Listens first, so that no change falls between the reading and the listening. */
static bool begin(struct keeper *keeper, struct db *db, struct error *err)
{
	return db_listen(db, err) && read_all(keeper, db, err);
}

/* What was seen of the database. */
static void tell(struct keeper *keeper, bool there, const struct error *err)
{
	atomic_store(&keeper->there, there);
	if (there && !keeper->said)
		log_event(LOG_INFO, "database_there", NULL, 0);
	else if (!there && keeper->said)
		log_failure(NULL, "database_away", err);
	keeper->said = there;
}

/* Waits for a byte that wakes it, or the end of them. */
static bool is_closing(struct keeper *keeper, int milliseconds)
{
	struct pollfd wake = {.fd = keeper->wake[0], .events = POLLIN};
	char bytes[16];

	return poll(&wake, 1, milliseconds) > 0 &&
	       read(keeper->wake[0], bytes, sizeof(bytes)) == 0;
}

/* Reads again when told to or when it is time, until the connection is lost. */
static void follow(struct keeper *keeper, struct db *db, bool *closing)
{
	struct error err = {0};
	bool changed, done = true;

	while (done && !*closing) {
		tell(keeper, true, NULL);
		done = db_wait(db, keeper->wake[0], REREAD_MS, &changed, &err);
		*closing = is_closing(keeper, 0) ||
			   (!keeper_is_there(keeper) && is_closing(keeper, DOUBT_MS));
		if (done && !*closing)
			done = read_all(keeper, db, &err);
	}
	if (!*closing)
		tell(keeper, false, &err);
}

static void *run(void *context)
{
	struct keeper *keeper = context;
	struct error err = {0};
	bool closing = false;

	while (!closing) {
		struct db *db = db_open(keeper->conninfo, DB_COLLECTOR, &err);
		if (db)
			db_patience(db, PATIENCE_MS);
		if (db && begin(keeper, db, &err)) {
			follow(keeper, db, &closing);
		} else {
			tell(keeper, false, &err);
			closing = is_closing(keeper, RETRY_MS);
		}
		db_close(db);
	}
	return NULL;
}

/* What was known when the collector ran before; else nothing is known, and nobody is
 * answered from it. */
static void begin_without(struct keeper *keeper, const struct error *away)
{
	struct arena *arena = arena_new();
	struct holding *holding = arena_alloc(arena, 1, sizeof(*holding));
	struct recalled recalled;
	struct error err = {0};

	*holding = (struct holding){.arena = arena, .holders = 1};
	log_failure(NULL, "database_away", away);
	if (known_load(keeper->folder, arena, &recalled, &err)) {
		holding->known = recalled.known;
		for (size_t i = 0; i < recalled.nforms; i++)
			add_form(&keeper->recalled, recalled.forms[i]);
		free(recalled.forms);
		for (size_t i = 0; i < holding->known.nrounds; i++)
			write_blanks(&holding->known.rounds[i], arena);
		log_event(LOG_INFO, "known_recalled",
			  LOG_FIELDS({"rounds", .number = holding->known.nrounds}));
	} else {
		log_failure(NULL, "known_ignored", &err);
	}
	make_finders(holding);
	replace(keeper, holding);
}

struct keeper *keeper_new(const char *conninfo, int folder, struct error *err)
{
	struct keeper *keeper = xcalloc(1, sizeof(*keeper));
	struct db *db = NULL;

	keeper->conninfo = conninfo;
	keeper->folder = folder;
	keeper->wake[0] = keeper->wake[1] = -1;
	pthread_mutex_init(&keeper->lock, NULL);
	bool done = (db = db_open(conninfo, DB_COLLECTOR, err)) &&
		    read_all(keeper, db, err);
	keeper->said = done;
	atomic_store(&keeper->there, done);
	if (!done && folder >= 0 && err->code == ERROR_AWAY) {
		begin_without(keeper, err);
		done = true;
	}
	if (done && (pipe(keeper->wake) != 0 ||
		     pthread_create(&keeper->thread, NULL, run, keeper) != 0))
		done = error_set(err, ERROR_SYSTEM, "can't start a thread");
	keeper->started = done;
	db_close(db);
	if (done)
		return keeper;
	keeper_free(keeper);
	return NULL;
}

void keeper_free(struct keeper *keeper)
{
	if (!keeper)
		return;
	if (keeper->wake[1] >= 0)
		close(keeper->wake[1]);
	if (keeper->started)
		pthread_join(keeper->thread, NULL);
	if (keeper->wake[0] >= 0)
		close(keeper->wake[0]);
	if (keeper->now)
		let_go(keeper, keeper->now);
	free_forms(keeper->forms);
	free_forms(keeper->recalled);
	pthread_mutex_destroy(&keeper->lock);
	free(keeper);
}
