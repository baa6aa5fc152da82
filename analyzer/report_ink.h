/*
 * Drawings on paper. WeasyPrint gives a drawing in a page no look from the page's style
 * sheet, so each class in it becomes attributes here. Colours differ by their darkness
 * too: they can be told apart in black and white.
 */
#ifndef HAILONG_ANALYZER_REPORT_INK_H
#define HAILONG_ANALYZER_REPORT_INK_H

#include <stdio.h>

/* Copies HTML of ours, its <svg> … </svg> with attributes for classes. */
void ink_copy(FILE *out, const char *html);

#endif
