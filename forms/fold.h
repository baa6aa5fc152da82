/* Vietnamese text without its marks, for people who type "ho tich" to find "Hộ tịch". */
#ifndef HAILONG_FORMS_FOLD_H
#define HAILONG_FORMS_FOLD_H

#include "alloc.h"

#include <stdbool.h>

/* Small letters, no diacritics (composed or combining), đ as d; single spaces. */
char *fold_text(struct arena *arena, const char *text);

/* Does the folded text hold every word of the folded words? */
bool fold_matches(const char *folded, const char *words);

#endif
