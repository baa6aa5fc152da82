/* Checks and escapers; see text.h. No locale: the same input reads the same anywhere. */
#include "text.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WORD_BYTES = 8 };

/* Length of the sequence at s, 0 when it is not well-formed (Unicode, table 3-7). */
static size_t utf8_sequence(const unsigned char *s, size_t left)
{
	unsigned char first = s[0];
	unsigned char low = 0x80, high = 0xBF;
	size_t length;

	if (first < 0x80)
		return first ? 1 : 0;
	if (first >= 0xC2 && first <= 0xDF)
		length = 2;
	else if ((first & 0xF0) == 0xE0)
		length = 3;
	else if (first >= 0xF0 && first <= 0xF4)
		length = 4;
	else
		return 0;
	if (first == 0xE0)
		low = 0xA0;
	else if (first == 0xED)
		high = 0x9F;
	else if (first == 0xF0)
		low = 0x90;
	else if (first == 0xF4)
		high = 0x8F;
	if (left < length || s[1] < low || s[1] > high)
		return 0;
	for (size_t i = 2; i < length; i++)
		if ((s[i] & 0xC0) != 0x80)
			return 0;
	return length;
}

/* Eight bytes of ASCII without NUL, looked at together: most text is made of them. */
static bool is_plain_word(const unsigned char *s, size_t left)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
	uint64_t word;

	if (left < WORD_BYTES)
		return false;
	memcpy(&word, s, WORD_BYTES);
	return !((word | (word - ones)) & tops);
}

bool text_is_utf8(const char *text, size_t length)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t i = 0, step;

	while (i < length) {
		if (is_plain_word(s + i, length - i))
			step = WORD_BYTES;
		else if (!(step = utf8_sequence(s + i, length - i)))
			return false;
		i += step;
	}
	return true;
}

void text_drop_broken(char *text)
{
	size_t length = strlen(text), kept = 0, step;

	for (size_t i = 0; i < length; i += step) {
		step = utf8_sequence((unsigned char *)text + i, length - i);
		memmove(text + kept, text + i, step);
		kept += step;
		step += step == 0;
	}
	text[kept] = '\0';
}

bool text_is_code(const char *text)
{
	size_t length = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789._-");
	return length > 0 && length <= CODE_BYTES_MAX && !text[length];
}

bool text_integer(const char *text, int64_t *value)
{
	char *end;
	size_t sign = *text == '-';

	if (!text[sign] || text[sign + strspn(text + sign, "0123456789")])
		return false;
	errno = 0;
	*value = strtoll(text, &end, 10);
	return errno == 0;
}

bool text_number(const char *text, double *value)
{
	char *end;

	if (!*text || text[strspn(text, "0123456789.+-eE")])
		return false;
	errno = 0;
	*value = strtod(text, &end);
	return !*end && errno == 0 && isfinite(*value);
}

static bool digits(const char **at, int count, int low, int high, int *value)
{
	*value = 0;
	for (int i = 0; i < count; i++) {
		char c = (*at)[i];
		if (c < '0' || c > '9')
			return false;
		*value = *value * 10 + (c - '0');
	}
	*at += count;
	return *value >= low && *value <= high;
}

static bool skip(const char **at, char c)
{
	if (**at != c)
		return false;
	++*at;
	return true;
}

static bool date_at(const char **at, int *year, int *month, int *day)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (!digits(at, 4, 1900, 2199, year) || !skip(at, '-') ||
	    !digits(at, 2, 1, 12, month) || !skip(at, '-') ||
	    !digits(at, 2, 1, 31, day))
		return false;
	bool leap = (*year % 4 == 0 && *year % 100 != 0) || *year % 400 == 0;
	return *day <= days[*month - 1] + (*month == 2 && leap);
}

bool text_is_date(const char *text)
{
	int year, month, day;
	return date_at(&text, &year, &month, &day) && !*text;
}

/* Writes that many digits of a number and one more character; returns the end. */
static char *put_digits(char *at, int count, int value, char behind)
{
	for (int i = count; i-- > 0; value /= 10)
		at[i] = (char)('0' + value % 10);
	at[count] = behind;
	return at + count + 1;
}

bool text_timestamp(const char *text, char full[static TIMESTAMP_BYTES])
{
	int year, month, day, hour = 0, minute = 0, second = 0, micro = 0;
	int zone_hour = 7, zone_minute = 0;
	char sign = '+';

	if (!date_at(&text, &year, &month, &day))
		return false;
	if (*text) {
		if (!skip(&text, 'T') && !skip(&text, ' '))
			return false;
		if (!digits(&text, 2, 0, 23, &hour) || !skip(&text, ':') ||
		    !digits(&text, 2, 0, 59, &minute))
			return false;
		if (skip(&text, ':') && !digits(&text, 2, 0, 59, &second))
			return false;
		if (skip(&text, '.') || skip(&text, ',')) {
			int scale = 100000;
			if (!isdigit((unsigned char)*text))
				return false;
			for (; isdigit((unsigned char)*text); text++, scale /= 10)
				micro += (*text - '0') * scale;
		}
		if (*text == 'Z') {
			zone_hour = 0;
			text++;
		} else if (*text == '+' || *text == '-') {
			sign = *text++;
			if (!digits(&text, 2, 0, 14, &zone_hour))
				return false;
			skip(&text, ':');
			if (*text && !digits(&text, 2, 0, 59, &zone_minute))
				return false;
		}
		if (*text)
			return false;
	}
	full = put_digits(full, 4, year, '-');
	full = put_digits(full, 2, month, '-');
	full = put_digits(full, 2, day, 'T');
	full = put_digits(full, 2, hour, ':');
	full = put_digits(full, 2, minute, ':');
	full = put_digits(full, 2, second, '.');
	full = put_digits(full, 6, micro, sign);
	full = put_digits(full, 2, zone_hour, ':');
	put_digits(full, 2, zone_minute, '\0');
	return true;
}

/* Days since 1970 of a day of the Gregorian calendar, counted in years that begin in
 * March, so that the leap day is the last of its year. */
static int64_t day_number(int year, int month, int day)
{
	int64_t y = year - (month <= 2);
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return y * 365 + y / 4 - y / 100 + y / 400 + of_year - 719468;
}

int64_t text_microseconds(const char *full)
{
	int year, month, day, hour, minute, second, micro, zone_hour, zone_minute;

	/* 2026-03-01T08:30:15.250000+07:00 */
	date_at(&full, &year, &month, &day);
	full++;
	digits(&full, 2, 0, 23, &hour);
	full++;
	digits(&full, 2, 0, 59, &minute);
	full++;
	digits(&full, 2, 0, 59, &second);
	full++;
	digits(&full, 6, 0, 999999, &micro);
	int sign = *full++ == '-' ? -1 : 1;
	digits(&full, 2, 0, 14, &zone_hour);
	full++;
	digits(&full, 2, 0, 59, &zone_minute);
	int64_t minutes = (day_number(year, month, day) * 24 + hour) * 60 + minute -
			  sign * (zone_hour * 60 + zone_minute);
	return (minutes * 60 + second) * 1000000 + micro;
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static bool is_uuid_dash(size_t position)
{
	return position == 8 || position == 13 || position == 18 || position == 23;
}

bool text_uuid(const char *text, unsigned char uuid[static 16])
{
	size_t nibbles = 0;

	for (size_t i = 0; i < 36; i++) {
		if (is_uuid_dash(i)) {
			if (text[i] != '-')
				return false;
			continue;
		}
		int value = hex_value(text[i]);
		if (value < 0)
			return false;
		unsigned char *byte = &uuid[nibbles / 2];
		*byte = (unsigned char)(nibbles % 2 ? *byte | value : value << 4);
		nibbles++;
	}
	return !text[36];
}

void uuid_text(const unsigned char uuid[static 16], char text[static UUID_TEXT_BYTES])
{
	static const char hex[] = "0123456789abcdef";
	char *at = text;

	for (size_t i = 0; i < 16; i++) {
		if (is_uuid_dash((size_t)(at - text)))
			*at++ = '-';
		*at++ = hex[uuid[i] >> 4];
		*at++ = hex[uuid[i] & 15];
	}
	*at = '\0';
}

size_t text_characters(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		count += ((unsigned char)*text & 0xC0) != 0x80;
	return count;
}

void html_text(FILE *out, const char *text)
{
	for (;;) {
		size_t plain = strcspn(text, "&<>\"'");
		fwrite(text, 1, plain, out);
		text += plain;
		switch (*text++) {
		case '&':
			fputs("&amp;", out);
			break;
		case '<':
			fputs("&lt;", out);
			break;
		case '>':
			fputs("&gt;", out);
			break;
		case '"':
			fputs("&quot;", out);
			break;
		case '\'':
			fputs("&#39;", out);
			break;
		default:
			return;
		}
	}
}

void url_arg(FILE *out, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		if (isalnum(c) || strchr("-._~", c))
			putc(c, out);
		else
			fprintf(out, "%%%02X", c);
	}
}

void csv_cell(FILE *out, const char *text)
{
	size_t length = strlen(text);
	bool plain = !text[strcspn(text, ",;\t\"\r\n")] &&
		     (length == 0 || (text[0] != ' ' && text[length - 1] != ' '));

	if (plain) {
		fwrite(text, 1, length, out);
		return;
	}
	putc('"', out);
	for (; *text; text++) {
		if (*text == '"')
			putc('"', out);
		putc(*text, out);
	}
	putc('"', out);
}

/* Text that starts like a formula, after any number of our own apostrophes. */
static bool looks_like_formula(const char *text)
{
	text += strspn(text, "'");
	return *text && strchr("=+-@\t\r", *text);
}

void csv_free_text(FILE *out, const char *text)
{
	if (!looks_like_formula(text)) {
		csv_cell(out, text);
		return;
	}
	fputs("\"'", out);
	for (; *text; text++) {
		if (*text == '"')
			putc('"', out);
		putc(*text, out);
	}
	putc('"', out);
}

const char *csv_unguard(const char *text)
{
	return *text == '\'' && looks_like_formula(text) ? text + 1 : text;
}

void json_text(FILE *out, const char *text)
{
	putc('"', out);
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		if (c == '"' || c == '\\')
			fprintf(out, "\\%c", c);
		else if (c < 0x20)
			fprintf(out, "\\u%04x", c);
		else
			putc(c, out);
	}
	putc('"', out);
}

void text_decimal(FILE *out, const char *language, double value, int decimals)
{
	bool vietnamese = strcmp(language, "vi") == 0;
	char plain[64];

	if (!isfinite(value) || fabs(value) >= 1e18) {
		fputs("–", out);
		return;
	}
	snprintf(plain, sizeof(plain), "%.*f", decimals, value);
	const char *at = plain;
	if (*at == '-') {
		at++;
		if (at[strspn(at, "0.")]) /* no minus before a rounded zero */
			fputs("−", out);
	}
	for (size_t whole = strcspn(at, "."); whole > 0; whole--) {
		putc(*at++, out);
		if (whole > 1 && (whole - 1) % 3 == 0)
			putc(vietnamese ? '.' : ',', out);
	}
	if (*at == '.') {
		putc(vietnamese ? ',' : '.', out);
		fputs(at + 1, out);
	}
}
