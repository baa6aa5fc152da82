/* collector/limit, shown, and forms/flag: what signs are told from. */
#include "collector/limit.h"
#include "collector/shown.h"
#include "forms/alloc.h"
#include "forms/flag.h"
#include "words.h"

#include <sodium.h>

enum { HOUR = 3600 };

static void test_limit(void)
{
	struct limit *limit = limit_new(2, HOUR), *off = limit_new(0, HOUR);
	struct limit *past = limit_new(1, 0);

	ok(limit_admit(limit, 7) && limit_admit(limit, 7), "two are admitted");
	ok(limit_is_reached(limit, 7), "then the limit is reached");
	ok(!limit_admit(limit, 7), "a third is not");
	ok(limit_admit(limit, 8) && !limit_is_reached(limit, 8), "others are");
	for (unsigned i = 0; i < 5; i++)
		ok(limit_admit(off, 7) && !limit_is_reached(off, 7),
		   "no limit: number %u", i);
	for (unsigned i = 0; i < 3; i++)
		ok(limit_admit(past, 7), "what is past does not count: number %u", i);
	limit_free(limit);
	limit_free(off);
	limit_free(past);
}

static void test_repeats(void)
{
	struct limit *presses = limit_new(1, HOUR), *past = limit_new(1, 0);

	ok(!limit_repeats(presses, 7), "the first press repeats nothing");
	ok(limit_repeats(presses, 7) && limit_repeats(presses, 7), "the next two do");
	ok(!limit_repeats(presses, 8), "another kiosk's does not");
	ok(!limit_repeats(past, 7) && !limit_repeats(past, 7),
	   "one after the time does not");
	limit_free(presses);
	limit_free(past);
}

static void test_places(void)
{
	uint64_t r1 = limit_peer_at(7, "r1");

	ok(r1 == limit_peer_at(7, "r1"), "a peer at a place");
	ok(r1 != limit_peer_at(7, "r2") && r1 != limit_peer_at(8, "r1"),
	   "is another elsewhere, as is another peer");
	ok(limit_peer_at(limit_peer_at(7, "a"), "bc") !=
		   limit_peer_at(limit_peer_at(7, "ab"), "c"),
	   "places are not run together");
	ok(limit_peer_at(7, NULL) == limit_peer_at(7, ""), "no place is a place");
}

static void test_many_addresses(void)
{
	struct limit *limit = limit_new(1, HOUR);
	unsigned forgotten = 0;

	for (uint64_t peer = 1; peer <= 100000; peer++)
		limit_admit(limit, peer * UINT64_C(0x9e3779b97f4a7c15));
	for (uint64_t peer = 100000; peer > 99000; peer--)
		forgotten +=
			!limit_is_reached(limit, peer * UINT64_C(0x9e3779b97f4a7c15));
	ok(forgotten < 20, "a full table forgets who was met long ago: %u", forgotten);
	limit_free(limit);
}

static void test_shown(void)
{
	static const char id[] = "11111111-1111-4111-8111-111111111111";
	static const char at[] = "2026-03-01T08:30:00Z";
	static const struct receipt_key key = {{1}}, other = {{2}};
	const time_t then = 1772353800;
	char seal[SHOWN_SEAL_BYTES], wrong[SHOWN_SEAL_BYTES];

	shown_seal(&key, id, at, seal);
	ok(strlen(seal) == SHOWN_SEAL_BYTES - 1, "a seal is 16 digits");
	ok(shown_seconds(&key, id, at, seal, then + 12) == 12, "shown 12 s ago");
	ok(shown_seconds(&key, id, at, seal, then) == 0, "shown just now");
	ok(shown_seconds(&key, id, at, seal, then - 5) == 0,
	   "a clock that was set back makes it just now");
	ok(shown_seconds(&key, id, "2026-03-01T08:20:00Z", seal, then) == -1,
	   "an earlier time needs a seal of its own");
	ok(shown_seconds(&key, "11111111-1111-4111-8111-111111111112", at, seal,
			 then) == -1,
	   "and so does another answer");
	ok(shown_seconds(&other, id, at, seal, then) == -1, "and another service");
	for (size_t i = 0; i < SHOWN_SEAL_BYTES - 1; i++) {
		memcpy(wrong, seal, sizeof(wrong));
		wrong[i] = wrong[i] == '0' ? '1' : '0';
		ok(shown_seconds(&key, id, at, wrong, then) == -1,
		   "a seal with digit %zu changed is none", i);
	}
	ok(shown_seconds(&key, NULL, at, seal, then) == -1 &&
		   shown_seconds(&key, id, NULL, seal, then) == -1 &&
		   shown_seconds(&key, id, at, NULL, then) == -1 &&
		   shown_seconds(&key, id, at, "", then) == -1,
	   "what is missing makes it not ours");
	shown_seal(&key, id, "yesterday", seal);
	ok(shown_seconds(&key, id, "yesterday", seal, then) == -1,
	   "no time is no time");
}

/* They stand in databases. */
static void test_flags(void)
{
	static const char *const names[] = {"honeypot", "too_fast", "many", "again"};

	ok(ARRAY_SIZE(names) == FLAG_COUNT, "all flags are named here");
	for (unsigned f = 0; f < FLAG_COUNT; f++) {
		is_text(flag_name((enum flag)f), names[f], "flag %u", f);
		ok(flag_bit((enum flag)f) == 1U << f, "has its bit");
		ok(strcmp(flag_text((enum flag)f, "vi"),
			  flag_text((enum flag)f, "en")) != 0,
		   "and is told in two languages");
	}
}

int main(void)
{
	if (sodium_init() < 0)
		return 1;
	test_limit();
	test_repeats();
	test_places();
	test_many_addresses();
	test_shown();
	test_flags();
	return done_testing();
}
