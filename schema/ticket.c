/* See ticket.h. */
#include "ticket.h"

#include "base32.h"

#include <sodium.h>
#include <string.h>

enum {
	DAY_BYTES = 2,
	SIGNED_BYTES = DAY_BYTES + TICKET_NONCE_BYTES,
	SEAL_BYTES = 10,
	ALL_BYTES = SIGNED_BYTES + SEAL_BYTES,
	CHARACTERS = ALL_BYTES * 8 / 5,
	HASH_BYTES = 16,
	DAY_SECONDS = 24 * 3600,
	ZONE_SECONDS = 7 * 3600
};

static void add_text(crypto_generichash_state *state, const char *text)
{
	/* its NUL tells where it ends, so that no two lists of texts are the same bytes */
	crypto_generichash_update(state, (const unsigned char *)text, strlen(text) + 1);
}

/* Keyed BLAKE2b for a purpose, over texts and then bytes. */
static void hash(const struct receipt_key *secret, const char *const texts[static 4],
		 const unsigned char *bytes, size_t length,
		 unsigned char result[static HASH_BYTES])
{
	static const unsigned char purpose[] = "hailong ticket key 1";
	crypto_generichash_state state;
	unsigned char key[crypto_generichash_KEYBYTES];

	crypto_generichash(key, sizeof(key), purpose, sizeof(purpose), secret->bytes,
			   sizeof(secret->bytes));
	crypto_generichash_init(&state, key, sizeof(key), HASH_BYTES);
	for (size_t i = 0; i < 4; i++)
		add_text(&state, texts[i]);
	crypto_generichash_update(&state, bytes, length);
	crypto_generichash_final(&state, result, HASH_BYTES);
	sodium_memzero(key, sizeof(key));
}

static void seal(const unsigned char bytes[static SIGNED_BYTES],
		 const struct ticket_place *place, const struct receipt_key *secret,
		 unsigned char result[static HASH_BYTES])
{
	const char *const texts[] = {"ticket", place->round, place->unit,
				     place->service ? place->service : ""};

	hash(secret, texts, bytes, SIGNED_BYTES, result);
}

struct ticket ticket_new(unsigned last_day)
{
	struct ticket ticket = {.last_day = last_day};

	randombytes_buf(ticket.nonce, sizeof(ticket.nonce));
	return ticket;
}

void ticket_text(const struct ticket *ticket, const struct ticket_place *place,
		 const struct receipt_key *secret, char text[static TICKET_BYTES])
{
	unsigned char bytes[SIGNED_BYTES + HASH_BYTES];
	unsigned digits[CHARACTERS];

	bytes[0] = (unsigned char)(ticket->last_day >> 8);
	bytes[1] = (unsigned char)(ticket->last_day & 0xff);
	memcpy(bytes + DAY_BYTES, ticket->nonce, TICKET_NONCE_BYTES);
	seal(bytes, place, secret, bytes + SIGNED_BYTES);
	for (size_t i = 0; i < CHARACTERS; i++)
		digits[i] = base32_digit(bytes, ALL_BYTES, i);
	base32_write(text, digits, CHARACTERS);
}

bool ticket_read(const char *text, const struct ticket_place *place,
		 const struct receipt_key *secret, struct ticket *ticket)
{
	unsigned char bytes[ALL_BYTES] = {0}, right[HASH_BYTES];
	unsigned digits[CHARACTERS];

	*ticket = (struct ticket){0};
	if (!base32_read(text, digits, CHARACTERS))
		return false;
	for (size_t i = 0; i < CHARACTERS; i++)
		base32_put(bytes, sizeof(bytes), i, digits[i]);
	seal(bytes, place, secret, right);
	if (sodium_memcmp(bytes + SIGNED_BYTES, right, SEAL_BYTES) != 0)
		return false;
	ticket->last_day = (unsigned)bytes[0] << 8 | bytes[1];
	memcpy(ticket->nonce, bytes + DAY_BYTES, TICKET_NONCE_BYTES);
	return true;
}

void ticket_response_id(const struct ticket *ticket, const struct ticket_place *place,
			const struct receipt_key *secret, unsigned char id[static 16])
{
	const char *const texts[] = {"response", place->round, place->unit, ""};

	hash(secret, texts, ticket->nonce, sizeof(ticket->nonce), id);
}

unsigned ticket_day(time_t moment)
{
	return (unsigned)((moment + ZONE_SECONDS) / DAY_SECONDS);
}

bool ticket_day_of(const char *date, unsigned *day)
{
	char full[TIMESTAMP_BYTES];

	if (!text_is_date(date) || !text_timestamp(date, full))
		return false;
	int64_t seconds = text_microseconds(full) / 1000000 + ZONE_SECONDS;
	if (seconds < 0 || seconds / DAY_SECONDS >= TICKET_NEVER)
		return false;
	*day = (unsigned)(seconds / DAY_SECONDS);
	return true;
}
