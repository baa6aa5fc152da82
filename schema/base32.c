/* See base32.h. */
#include "base32.h"

#include <string.h>

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

unsigned base32_digit(const unsigned char *bytes, size_t nbytes, size_t number)
{
	size_t at = 5 * number, first = at / 8;
	unsigned behind = first + 1 < nbytes ? bytes[first + 1] : 0;

	return ((unsigned)bytes[first] << 8 | behind) >> (11 - at % 8) & 31u;
}

void base32_put(unsigned char *bytes, size_t nbytes, size_t number, unsigned digit)
{
	for (size_t i = 0; i < 5; i++) {
		size_t bit = 5 * number + i;
		if (bit / 8 < nbytes && digit >> (4 - i) & 1u)
			bytes[bit / 8] |= (unsigned char)(0x80u >> bit % 8);
	}
}

void base32_write(char *text, const unsigned *digits, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0 && i % 4 == 0)
			*text++ = '-';
		*text++ = alphabet[digits[i]];
	}
	*text = '\0';
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

bool base32_read(const char *text, unsigned *digits, size_t count)
{
	size_t read = 0;

	for (; *text; text++) {
		if (*text == '-' || *text == ' ')
			continue;
		int digit = digit_of(*text);
		if (digit < 0 || read == count)
			return false;
		digits[read++] = (unsigned)digit;
	}
	return read == count;
}
