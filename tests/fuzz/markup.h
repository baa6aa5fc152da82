/* Is HTML as our pages write it: every tag whole and closed, every attribute in quotes,
 * nothing raw in text, and no script? So that what somebody typed can't be more than text. */
#ifndef HAILONG_TESTS_FUZZ_MARKUP_H
#define HAILONG_TESTS_FUZZ_MARKUP_H

#include <stdbool.h>

bool markup_is_sound(const char *html);

#endif
