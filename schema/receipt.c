/* See receipt.h. */
#include "receipt.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum {
	ID_CHARACTERS = 26,
	CHECK_CHARACTERS = 2,
	ALL = ID_CHARACTERS + CHECK_CHARACTERS
};

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* Five bits at a bit position of the id; past its end they are zero. */
static unsigned five_bits(const unsigned char *bytes, size_t nbytes, size_t at)
{
	unsigned value = 0;

	for (size_t i = at; i < at + 5; i++) {
		unsigned bit =
			i / 8 < nbytes ? (unsigned)bytes[i / 8] >> (7 - i % 8) & 1u : 0;
		value = value << 1 | bit;
	}
	return value;
}

static void check_characters(const struct receipt *receipt, unsigned check[static 2])
{
	crypto_generichash_state state;
	unsigned char hash[crypto_generichash_BYTES_MIN];

	crypto_generichash_init(&state, NULL, 0, sizeof(hash));
	crypto_generichash_update(&state, (const unsigned char *)receipt->round,
				  strlen(receipt->round) + 1);
	crypto_generichash_update(&state, (const unsigned char *)receipt->unit,
				  strlen(receipt->unit) + 1);
	crypto_generichash_update(&state, receipt->id, sizeof(receipt->id));
	crypto_generichash_final(&state, hash, sizeof(hash));
	check[0] = five_bits(hash, sizeof(hash), 0);
	check[1] = five_bits(hash, sizeof(hash), 5);
}

void receipt_text(const struct receipt *receipt, char text[static RECEIPT_BYTES])
{
	unsigned check[CHECK_CHARACTERS];
	char *at = text + snprintf(text, RECEIPT_BYTES, "%s~%s~", receipt->round,
				   receipt->unit);

	check_characters(receipt, check);
	for (size_t i = 0; i < ALL; i++) {
		if (i > 0 && i % 4 == 0)
			*at++ = '-';
		*at++ = alphabet[i < ID_CHARACTERS ? five_bits(receipt->id, 16, 5 * i)
						   : check[i - ID_CHARACTERS]];
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

bool receipt_read(const char *text, struct receipt *receipt)
{
	unsigned digits[ALL], check[CHECK_CHARACTERS];

	memset(receipt, 0, sizeof(*receipt));
	if (!(text = read_code(text, receipt->round)) ||
	    !(text = read_code(text, receipt->unit)) || !read_digits(text, digits))
		return false;
	for (size_t bit = 0; bit < 128; bit++)
		if (digits[bit / 5] >> (4 - bit % 5) & 1u)
			receipt->id[bit / 8] |= (unsigned char)(0x80u >> bit % 8);
	check_characters(receipt, check);
	return digits[ID_CHARACTERS - 1] % 4 == 0 &&
	       digits[ID_CHARACTERS] == check[0] &&
	       digits[ID_CHARACTERS + 1] == check[1];
}
