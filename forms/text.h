/*
 * Text on its way in and out. Everything that comes from outside is checked here
 * once (UTF-8, codes, numbers, timestamps); everything that goes out is escaped by
 * a function named after its destination. All writers take a FILE *, whose error
 * the caller checks once at the end.
 */
#ifndef HAILONG_FORMS_TEXT_H
#define HAILONG_FORMS_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { CODE_BYTES_MAX = 40, TIMESTAMP_BYTES = 40, UUID_TEXT_BYTES = 37 };

/* Strict UTF-8 (no surrogates, no overlong forms, no NUL). */
bool text_is_utf8(const char *text, size_t length);

/* Leaves out every byte that is part of no whole character. */
void text_drop_broken(char *text);

/* A code: 1 to 40 of A–Z a–z 0–9 . _ -; units, services, rounds, forms, lists. */
bool text_is_code(const char *text);

/* A whole decimal number and nothing else; false when it is not, or does not fit. */
bool text_integer(const char *text, int64_t *value);
/* A finite decimal number with a point; no hexadecimal, no "inf", no "nan". */
bool text_number(const char *text, double *value);

/*
 * Reads ISO 8601 (2026-03-01, 2026-03-01T08:30, …:15.250, with Z or ±hh:mm) and
 * writes it in full; a time without a zone is Viet Nam's (+07:00). False when it
 * is no such time.
 */
bool text_timestamp(const char *text, char full[static TIMESTAMP_BYTES]);
/* A time in full, as text_timestamp writes it, in µs since 1970 UTC. */
int64_t text_microseconds(const char *full);
/* A date YYYY-MM-DD of the calendar. */
bool text_is_date(const char *text);

/* Sixteen bytes as a UUID and back; reading takes upper and lower case. */
bool text_uuid(const char *text, unsigned char uuid[static 16]);
void uuid_text(const unsigned char uuid[static 16], char text[static UUID_TEXT_BYTES]);

/* Characters, not bytes; counts as a reader would, short of combining marks. */
size_t text_characters(const char *text);

/* Escapers, by destination. */
void html_text(FILE *out, const char *text); /* also for quoted attributes */
void url_arg(FILE *out, const char *text);
void csv_cell(FILE *out, const char *text);  /* RFC 4180; see csv_free_text */
void json_text(FILE *out, const char *text); /* with its quotes */

/*
 * A cell with free text. Spreadsheets run text that starts like a formula, so such
 * text gets an apostrophe in front; csv_unguard takes it off again on the way in.
 */
void csv_free_text(FILE *out, const char *text);
const char *csv_unguard(const char *text);

/*
 * A number with a fixed count of decimals as the language writes it: 84,35 in
 * Vietnamese, 84.35 elsewhere; thousands grouped by . or , alike. NaN gives "–".
 */
void text_decimal(FILE *out, const char *language, double value, int decimals);

#endif
