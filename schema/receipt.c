/* See receipt.h. */
#include "receipt.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum {
	ID_CHARACTERS = 26,
	SEAL_CHARACTERS = 10,
	ALL = ID_CHARACTERS + SEAL_CHARACTERS
};

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* Five bits at a bit position of the id; past its end they are zero. */
static unsigned five_bits(const unsigned char *bytes, size_t nbytes, size_t at)
{
	size_t first = at / 8;
	unsigned behind = first + 1 < nbytes ? bytes[first + 1] : 0;

	return ((unsigned)bytes[first] << 8 | behind) >> (11 - at % 8) & 31u;
}

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
		digits[i] = five_bits(hash, sizeof(hash), 5 * i);
}

void receipt_text(const struct receipt *receipt, const struct receipt_key *key,
		  char text[static RECEIPT_BYTES])
{
	unsigned sealed[SEAL_CHARACTERS];
	char *at = text + snprintf(text, RECEIPT_BYTES, "%s~%s~", receipt->round,
				   receipt->unit);

	seal(receipt, key, sealed);
	for (size_t i = 0; i < ALL; i++) {
		if (i > 0 && i % 4 == 0)
			*at++ = '-';
		*at++ = alphabet[i < ID_CHARACTERS ? five_bits(receipt->id, 16, 5 * i)
						   : sealed[i - ID_CHARACTERS]];
	}
	*at = '\0';
}

static int digit_of(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c == 'O')
		c = '0';
	if (c == 'I' || c == 'L')
		c = '1';
	const char *place = c ? strchr(alphabet, c) : NULL;
	return place ? (int)(place - alphabet) : -1;
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

static bool read_digits(const char *text, unsigned digits[static ALL])
{
	size_t count = 0;

	for (; *text; text++) {
		if (*text == '-' || *text == ' ')
			continue;
		int digit = digit_of(*text);
		if (digit < 0 || count == ALL)
			return false;
		digits[count++] = (unsigned)digit;
	}
	return count == ALL;
}

bool receipt_read(const char *text, const struct receipt_key *key,
		  struct receipt *receipt)
{
	unsigned digits[ALL], sealed[SEAL_CHARACTERS], wrong = 0;

	memset(receipt, 0, sizeof(*receipt));
	if (!(text = read_code(text, receipt->round)) ||
	    !(text = read_code(text, receipt->unit)) || !read_digits(text, digits))
		return false;
	for (size_t bit = 0; bit < 128; bit++)
		if (digits[bit / 5] >> (4 - bit % 5) & 1u)
			receipt->id[bit / 8] |= (unsigned char)(0x80u >> bit % 8);
	seal(receipt, key, sealed);
	for (size_t i = 0; i < SEAL_CHARACTERS; i++)
		wrong |= digits[ID_CHARACTERS + i] ^ sealed[i];
	return digits[ID_CHARACTERS - 1] % 4 == 0 && !wrong;
}
