/*
 * The receipt: the key of a response as a code a citizen can copy by hand,
 *
 *   2026-q1~H40.01~008J-4CT4-ANK7-F24S-NAXW-SQFE-ZWX2-HSFS-CPKY
 *
 * 26 characters of Crockford's base 32 for the id and ten that seal round, unit and id
 * with a key only the collector has: whoever holds an export knows the ids, and must
 * not be able to withdraw what others said. The seal also tells a slip of the pen from
 * a response that is not there. The receipt carries round and unit because the database
 * is asked by (round, unit, id).
 */
#ifndef HAILONG_SCHEMA_RECEIPT_H
#define HAILONG_SCHEMA_RECEIPT_H

#include "forms/text.h"

enum { RECEIPT_BYTES = 2 * (CODE_BYTES_MAX + 1) + 45, RECEIPT_KEY_BYTES = 32 };

struct receipt_key {
	unsigned char bytes[RECEIPT_KEY_BYTES];
};

struct receipt {
	char round[CODE_BYTES_MAX + 1];
	char unit[CODE_BYTES_MAX + 1];
	unsigned char id[16];
};

void receipt_text(const struct receipt *receipt, const struct receipt_key *key,
		  char text[static RECEIPT_BYTES]);

/* Takes small letters, O for 0, I and L for 1, any dashes and spaces in the last
 * part; false when it is no receipt of ours. */
bool receipt_read(const char *text, const struct receipt_key *key,
		  struct receipt *receipt);

#endif
