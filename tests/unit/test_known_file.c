/* collector/known_file: what is known comes back from its file as it was, and a file that
 * is not whole, of another format or not ours gives nothing. */
#include "collector/known_file.h"
#include "fixture.h"
#include "words.h"

#include <fcntl.h>
#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

static struct known_round rounds[2] = {
	{.round = {.code = "r1",
		   .starts_on = "2026-03-01",
		   .target = 0.9,
		   .method = "mô tả",
		   .status = ROUND_OPEN}},
	{.round = {.code = "r2", .target = NAN, .status = ROUND_OPEN}},
};
static struct catalogue_entry units[] = {{"01", "Xã Một", "One", "xã", "H1"},
					 {"02", "Xã Hai", NULL, NULL, NULL}};
static struct known known = {.read = true,
			     .rounds = rounds,
			     .nrounds = 2,
			     .lists = {[CATALOGUE_UNITS] = {units, 2}},
			     .receipt_key = {{1, 2, 3}}};

static char *encode(size_t *length)
{
	char *bytes = NULL;
	FILE *out = open_memstream(&bytes, length);

	known_encode(out, &known);
	fclose(out);
	return bytes;
}

static bool decodes(const char *bytes, size_t length)
{
	struct arena *arena = arena_new();
	struct recalled recalled;
	struct error err = {0};
	bool done = known_decode((const unsigned char *)bytes, length, arena, &recalled,
				 &err);

	if (done)
		recalled_free(&recalled);
	arena_free(arena);
	return done;
}

static void test_comes_back(int folder)
{
	unsigned char there[RECORD_HEADER_BYTES] = {0};
	struct arena *arena = arena_new();
	struct recalled r;
	struct error err = {0};
	struct stat status;

	ok(!known_load(folder, arena, &r, &err) && err.code == ERROR_NOT_FOUND,
	   "no file, nothing known");
	ok(known_save(folder, &known, there, &err), "what is known is written");
	ok(fstatat(folder, "known.hlk", &status, 0) == 0 &&
		   (status.st_mode & 0777) == 0600,
	   "for nobody else to read");
	ok(known_load(folder, arena, &r, &err) && r.known.read, "and read");
	ok(r.known.receipt_key.bytes[2] == 3, "the key of the receipts");
	ok(r.nforms == 1 && strcmp(r.forms[0]->definition,
				   known.rounds[0].form->definition) == 0,
	   "the form that two rounds ask, once");
	const struct known_round *one = known_open(&r.known, "r1");
	const struct known_round *two = known_open(&r.known, "r2");
	ok(one && two && one->form == two->form && one->round.form_version == 3 &&
		   strcmp(two->round.form, "fixture") == 0,
	   "which they ask");
	ok(one->round.target == 0.9 && isnan(two->round.target) &&
		   strcmp(one->round.method, "mô tả") == 0 && !two->round.method,
	   "what is said of them");
	for (int k = 0; k <= CATALOGUE_SERVICES; k++) {
		struct known_list *list = &r.known.lists[k];
		list->finder = finder_new(arena, list->entries, list->count,
					  k == CATALOGUE_UNITS);
	}
	const struct catalogue_entry *unit =
		known_entry(&r.known, CATALOGUE_UNITS, "01");
	ok(unit && strcmp(unit->name_en, "One") == 0 &&
		   !known_entry(&r.known, CATALOGUE_UNITS, "02")->name_en &&
		   !known_entry(&r.known, CATALOGUE_SERVICES, "01"),
	   "units and services");
	recalled_free(&r);
	arena_free(arena);
}

static void test_is_written_when_it_changes(int folder)
{
	unsigned char there[RECORD_HEADER_BYTES] = {0};
	struct error err = {0};

	ok(known_save(folder, &known, there, &err), "written");
	unlinkat(folder, "known.hlk", 0);
	ok(known_save(folder, &known, there, &err) &&
		   faccessat(folder, "known.hlk", F_OK, 0) != 0,
	   "the same is not written again");
	units[0].name_vi = "Phường Một";
	ok(known_save(folder, &known, there, &err) &&
		   faccessat(folder, "known.hlk", F_OK, 0) == 0,
	   "what changed is");
	ok(faccessat(folder, "known.hlk.new", F_OK, 0) != 0, "nothing else is left");
	close(openat(folder, "known.hlk.new", O_CREAT | O_WRONLY, 0644));
	units[0].name_vi = "Xã Một";
	ok(known_save(folder, &known, there, &err), "in spite of one cut off before");
	unlinkat(folder, "known.hlk", 0);
}

static void test_what_is_not_sound(void)
{
	size_t length, wrong = 0;
	char *bytes = encode(&length);

	ok(decodes(bytes, length), "a sound one");
	for (size_t cut = 0; cut < length; cut++)
		wrong += decodes(bytes, cut);
	ok(wrong == 0, "cut off anywhere it is not read");
	for (size_t at = 0; at < length; at++) {
		bytes[at] ^= 0x10;
		wrong += decodes(bytes, length);
		bytes[at] ^= 0x10;
	}
	ok(wrong == 0, "nor with one bit that differs");
	bytes = xrealloc(bytes, length + 1, 1);
	bytes[length] = '\0';
	ok(!decodes(bytes, length + 1), "nor with something behind");
	free(bytes);
	units[0].code = "no code";
	bytes = encode(&length);
	ok(!decodes(bytes, length), "nor with a code that is none");
	units[0].code = "01";
	free(bytes);
}

int main(void)
{
	char path[] = "/tmp/hailong-known.XXXXXX";
	struct error err = {0};
	struct form *form = fixture_form(&err);

	rounds[0].form = rounds[1].form = form;
	rounds[0].round.form = rounds[1].round.form = form->code;
	int folder = open(mkdtemp(path), O_RDONLY | O_DIRECTORY);
	test_comes_back(folder);
	test_is_written_when_it_changes(folder);
	test_what_is_not_sound();
	close(folder);
	ok(rmdir(path) == 0, "nothing is left");
	form_free(form);
	return done_testing();
}
