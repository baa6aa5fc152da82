/*
 * The receipt: the key of a response as a code a citizen can copy by hand,
 *
 *   round~unit~XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX
 *
 * 26 characters of Crockford's base 32 for the id and two that check round, unit
 * and id, so that a slip of the pen is told from a response that is not there. It
 * carries round and unit because the database is asked by (round, unit, id).
 */
#ifndef HAILONG_SCHEMA_RECEIPT_H
#define HAILONG_SCHEMA_RECEIPT_H

#include "forms/text.h"

enum { RECEIPT_BYTES = 2 * (CODE_BYTES_MAX + 1) + 36 };

struct receipt {
	char round[CODE_BYTES_MAX + 1];
	char unit[CODE_BYTES_MAX + 1];
	unsigned char id[16];
};

void receipt_text(const struct receipt *receipt, char text[static RECEIPT_BYTES]);

/* Takes small letters, O for 0, I and L for 1, any dashes and spaces in the last
 * part; false when it is no receipt. */
bool receipt_read(const char *text, struct receipt *receipt);

#endif
