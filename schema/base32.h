/*
 * Crockford's base 32 for codes that people copy by hand: 0–9 and A–Z without I, L, O
 * and U, in groups of four. Read back, small letters, O for 0, I and L for 1 are taken,
 * and any dashes and spaces.
 */
#ifndef HAILONG_SCHEMA_BASE32_H
#define HAILONG_SCHEMA_BASE32_H

#include <stdbool.h>
#include <stddef.h>

/* Five bits of the bytes, those of the digit of that number; past their end they are 0. */
unsigned base32_digit(const unsigned char *bytes, size_t nbytes, size_t number);

/* The other way: puts a digit's bits into bytes that were 0; past their end they go. */
void base32_put(unsigned char *bytes, size_t nbytes, size_t number, unsigned digit);

/* Writes digits as characters with a dash between groups, and a NUL. */
void base32_write(char *text, const unsigned *digits, size_t count);

/* Exactly so many, or false. */
bool base32_read(const char *text, unsigned *digits, size_t count);

#endif
