/* See shown.h. */
#include "shown.h"

#include <sodium.h>
#include <string.h>

static void add(crypto_generichash_state *state, const char *text)
{
	crypto_generichash_update(state, (const unsigned char *)text, strlen(text) + 1);
}

void shown_seal(const struct receipt_key *key, const char *id, const char *time,
		char seal[static SHOWN_SEAL_BYTES])
{
	unsigned char hash[crypto_generichash_BYTES_MIN];
	crypto_generichash_state state;

	crypto_generichash_init(&state, key->bytes, sizeof(key->bytes), sizeof(hash));
	/* what seals a receipt begins with the code of a round, never with nothing */
	add(&state, "");
	add(&state, "shown");
	add(&state, id);
	add(&state, time);
	crypto_generichash_final(&state, hash, sizeof(hash));
	sodium_bin2hex(seal, SHOWN_SEAL_BYTES, hash, SHOWN_SEAL_BYTES / 2);
}

int64_t shown_seconds(const struct receipt_key *key, const char *id, const char *time,
		      const char *seal, time_t now)
{
	char ours[SHOWN_SEAL_BYTES], full[TIMESTAMP_BYTES];

	if (!id || !time || !seal || strlen(seal) != SHOWN_SEAL_BYTES - 1)
		return -1;
	shown_seal(key, id, time, ours);
	if (sodium_memcmp(ours, seal, SHOWN_SEAL_BYTES) != 0 ||
	    !text_timestamp(time, full))
		return -1;
	int64_t seconds = (int64_t)now - text_microseconds(full) / 1000000;
	return seconds < 0 ? 0 : seconds;
}
