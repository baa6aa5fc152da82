/* schema/ticket: signed for one place, read back from what people type. */
#include "forms/alloc.h"
#include "schema/ticket.h"
#include "words.h"

/* 0, 1, 2, … 31 */
static struct receipt_key secret;

static const struct ticket_place here = {"2026-q1", "H40.01", "1.000123"};
static const struct ticket example = {
	20818, /* 2026-12-31 */
	{0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0xF7},
};
static const char example_text[] = "A590-0492-6D25-ASQQ-QEZS-261M-TCYM-BHZ0";

static bool equal(const struct ticket *a, const struct ticket *b)
{
	return a->last_day == b->last_day &&
	       memcmp(a->nonce, b->nonce, sizeof(a->nonce)) == 0;
}

static void test_round_trip(void)
{
	static const char longest[] = "abcdefghijklmnopqrstuvwxyz0123456789.-_A";
	static const struct ticket_place places[] = {{"r", "-", NULL},
						     {"2026-q1", "H40.01", ""},
						     {longest, longest, longest}};
	static const unsigned days[] = {0, 1, 255, 256, 20818, TICKET_NEVER};

	for (size_t p = 0; p < ARRAY_SIZE(places); p++)
		for (size_t d = 0; d < ARRAY_SIZE(days); d++) {
			struct ticket ticket = ticket_new(days[d]), back;
			char text[TICKET_BYTES];
			ticket_text(&ticket, &places[p], &secret, text);
			ok(strlen(text) == TICKET_BYTES - 1 &&
				   ticket_read(text, &places[p], &secret, &back) &&
				   equal(&ticket, &back),
			   "round trip: %s until day %u", text, days[d]);
		}
}

/* Tickets are out there on paper, and their ids in the database: neither must ever
 * change. Both were made with another program (Python: hashlib.blake2b). */
static void test_stable(void)
{
	char text[TICKET_BYTES], uuid[UUID_TEXT_BYTES];
	unsigned char id[16];

	ticket_text(&example, &here, &secret, text);
	is_text(text, example_text, "a ticket is what it always was");
	ticket_response_id(&example, &here, &secret, id);
	uuid_text(id, uuid);
	is_text(uuid, "4beadab0-2ad1-2414-4c50-14a7821c2c97", "and so is its id");
}

static void test_slips(void)
{
	static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	char text[TICKET_BYTES];
	size_t tried = 0, passed = 0;
	struct ticket back;

	memcpy(text, example_text, sizeof(text));
	for (size_t at = 0; text[at]; at++) {
		char was = text[at];
		for (const char *d = digits; *d && was != '-'; d++) {
			if (*d == was)
				continue;
			text[at] = *d;
			tried++;
			passed += ticket_read(text, &here, &secret, &back);
		}
		text[at] = was;
	}
	ok(tried == 32 * 31 && passed == 0, "of %zu slips in one character %zu pass",
	   tried, passed);
}

static void test_texts(void)
{
	static const struct {
		const char *text, *outcome;
	} cases[] = {
		{example_text, "taken"},
		{"a590-0492-6d25-asqq-qezs-261m-tcym-bhz0", "taken"},
		{"A59O-o492-6D25-ASQQ-QEZS-26iM-TCYM-BHZO", "taken"},
		{"A59004926D25ASQQQEZS26LMTCYMBHZ0", "taken"},
		{" A590 0492 6D25 ASQQ QEZS 261M TCYM BHZ0 ", "taken"},
		{"", "refused"},
		{"-", "refused"},
		{"A590-0492-6D25-ASQQ-QEZS-261M-TCYM-BHZ", "refused"},
		{"A590-0492-6D25-ASQQ-QEZS-261M-TCYM-BHZ00", "refused"},
		{"A590-0492-6D25-ASQQ-QEZS-261M-TCYM-BHZU", "refused"},
		{"A590-0492-6D25-ASQQ-QEZS-261M-TCYM-BHZ~", "refused"},
		{"0000-0000-0000-0000-0000-0000-0000-0000", "refused"},
		{"ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ", "refused"},
		{"\xF0\x9F\x98\x80\xFF\x80", "refused"},
		{"%s%n%s%n", "refused"},
	};
	struct ticket back;

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		is_text(ticket_read(cases[i].text, &here, &secret, &back) ? "taken"
									  : "refused",
			cases[i].outcome, "ticket \"%s\"", cases[i].text);
}

/* Whoever changes the address, or has another secret, has a ticket for nothing. */
static void test_foreign(void)
{
	static const struct ticket_place elsewhere[] = {
		{"2026-q2", "H40.01", "1.000123"}, {"2026-q1", "H40.02", "1.000123"},
		{"2026-q1", "H40.01", "1.000124"}, {"2026-q1", "H40.01", ""},
		{"2026-q1", "H40.01", NULL},	   {"2026-q1", "-", "1.000123"},
		{"2026-q1H", "40.01", "1.000123"}, {"2026-q1", "H40.011", ".000123"},
	};
	struct receipt_key other = secret;
	struct ticket back;

	for (size_t i = 0; i < ARRAY_SIZE(elsewhere); i++)
		ok(!ticket_read(example_text, &elsewhere[i], &secret, &back),
		   "not for round %s, unit %s, service %s", elsewhere[i].round,
		   elsewhere[i].unit,
		   elsewhere[i].service ? elsewhere[i].service : "(none)");
	other.bytes[31] ^= 1;
	ok(!ticket_read(example_text, &here, &other, &back),
	   "a ticket of another collector is none of ours");
}

static bool same_id(const struct ticket *ticket, const struct ticket_place *place,
		    const struct receipt_key *key)
{
	unsigned char first[16], second[16];

	ticket_response_id(&example, &here, &secret, first);
	ticket_response_id(ticket, place, key, second);
	return memcmp(first, second, sizeof(first)) == 0;
}

static void test_ids(void)
{
	static const struct ticket_place units[] = {{"2026-q2", "H40.01", NULL},
						    {"2026-q1", "H40.02", NULL}};
	struct ticket ticket = example;
	struct receipt_key other = secret;

	ok(same_id(&ticket, &here, &secret), "a ticket has one id");
	for (size_t i = 0; i < ARRAY_SIZE(units); i++)
		ok(!same_id(&ticket, &units[i], &secret), "another in %s, %s",
		   units[i].round, units[i].unit);
	ticket.nonce[7] ^= 1;
	ok(!same_id(&ticket, &here, &secret), "another nonce has another");
	other.bytes[0] ^= 1;
	ok(!same_id(&example, &here, &other), "and nobody without the secret knows it");
}

static void test_days(void)
{
	static const struct {
		const char *date;
		long day; /* -1: none */
	} cases[] = {
		{"1970-01-01", 0},     {"2026-12-31", 20818},
		{"2149-06-05", 65534}, {"2149-06-06", -1},
		{"1969-12-31", -1},    {"2026-02-29", -1},
		{"31/12/2026", -1},    {"", -1},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		unsigned day = 0;
		bool is_day = ticket_day_of(cases[i].date, &day);
		ok((is_day ? (long)day : -1) == cases[i].day, "day of \"%s\" is %ld",
		   cases[i].date, cases[i].day);
	}
	/* 2026-12-31 17:00 UTC is the midnight after it in Viet Nam */
	time_t midnight = (time_t)20818 * 86400 + 17 * 3600;
	ok(ticket_day(midnight - 1) == 20818 && ticket_day(midnight) == 20819,
	   "a day ends at midnight in Viet Nam");
}

int main(void)
{
	for (size_t i = 0; i < sizeof(secret.bytes); i++)
		secret.bytes[i] = (unsigned char)i;
	test_round_trip();
	test_stable();
	test_slips();
	test_texts();
	test_foreign();
	test_ids();
	test_days();
	return done_testing();
}
