/*
 * What the harnesses share. A harness fuzz_NAME.c takes any bytes, gives them to the
 * real parser and asserts with must() what has to hold whatever came: libFuzzer feeds
 * it new bytes (make fuzz), replay.c those of corpus/NAME (make test).
 */
#ifndef HAILONG_TESTS_FUZZ_H
#define HAILONG_TESTS_FUZZ_H

#include "forms/alloc.h"
#include "forms/form.h"
#include "forms/response.h"
#include "forms/text.h"

#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Says what does not hold, and aborts. */
#define must(holds) ((holds) ? (void)0 : must_fail(#holds, __FILE__, __LINE__))
_Noreturn void must_fail(const char *what, const char *file, int line);

/* The bytes of an input, taken one by one or by the piece. */
struct input {
	const uint8_t *at;
	size_t left;
};

/* 0 when none is left. */
unsigned char input_byte(struct input *input);
/* The text up to the next NUL or the end, NULL when nothing is left. */
char *input_text(struct input *input, struct arena *arena);
/* All the rest. */
char *input_rest(struct input *input, struct arena *arena);

/* Form 0 has an item of every kind (tests/unit/fixture.h), and so has the last, in steps;
 * the others are shipped. */
const struct form *fuzz_form(unsigned number);

bool is_utf8(const char *text);
/* NULL or equal texts. */
bool is_same(const char *a, const char *b);

/* Answers and fields are valid text, and what is written can be read back. */
void must_keep(const struct response *response, struct arena *arena);

#endif
