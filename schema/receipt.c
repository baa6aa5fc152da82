/* See receipt.h. */
#include "receipt.h"

#include "base32.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum {
	ID_CHARACTERS = 26,
	SEAL_CHARACTERS = 10,
	ALL = ID_CHARACTERS + SEAL_CHARACTERS
};

/* Fifty bits of keyed BLAKE2b: no use trying, one would have to ask the server 2^49
 * times for one receipt. */
static void seal(const struct receipt *receipt, const struct receipt_key *key,
		 unsigned digits[static SEAL_CHARACTERS])
{
	crypto_generichash_state state;
	unsigned char hash[crypto_generichash_BYTES_MIN];

	crypto_generichash_init(&state, key->bytes, sizeof(key->bytes), sizeof(hash));
	crypto_generichash_update(&state, (const unsigned char *)receipt->round,
				  strlen(receipt->round) + 1);
	crypto_generichash_update(&state, (const unsigned char *)receipt->unit,
				  strlen(receipt->unit) + 1);
	crypto_generichash_update(&state, receipt->id, sizeof(receipt->id));
	crypto_generichash_final(&state, hash, sizeof(hash));
	for (size_t i = 0; i < SEAL_CHARACTERS; i++)
		digits[i] = base32_digit(hash, sizeof(hash), i);
}

void receipt_text(const struct receipt *receipt, const struct receipt_key *key,
		  char text[static RECEIPT_BYTES])
{
	unsigned digits[ALL];
	char *at = text + snprintf(text, RECEIPT_BYTES, "%s~%s~", receipt->round,
				   receipt->unit);

	for (size_t i = 0; i < ID_CHARACTERS; i++)
		digits[i] = base32_digit(receipt->id, sizeof(receipt->id), i);
	seal(receipt, key, digits + ID_CHARACTERS);
	base32_write(at, digits, ALL);
}

/* The part up to the next ~, which must be a code. */
static const char *read_code(const char *text, char code[static CODE_BYTES_MAX + 1])
{
	size_t length = strcspn(text, "~");

	if (text[length] != '~' || length > CODE_BYTES_MAX)
		return NULL;
	memcpy(code, text, length);
	code[length] = '\0';
	return text_is_code(code) ? text + length + 1 : NULL;
}

bool receipt_read(const char *text, const struct receipt_key *key,
		  struct receipt *receipt)
{
	unsigned digits[ALL], sealed[SEAL_CHARACTERS], wrong = 0;

	memset(receipt, 0, sizeof(*receipt));
	if (!(text = read_code(text, receipt->round)) ||
	    !(text = read_code(text, receipt->unit)) || !base32_read(text, digits, ALL))
		return false;
	for (size_t i = 0; i < ID_CHARACTERS; i++)
		base32_put(receipt->id, sizeof(receipt->id), i, digits[i]);
	seal(receipt, key, sealed);
	for (size_t i = 0; i < SEAL_CHARACTERS; i++)
		wrong |= digits[ID_CHARACTERS + i] ^ sealed[i];
	return digits[ID_CHARACTERS - 1] % 4 == 0 && !wrong;
}
