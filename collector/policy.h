/* The Content-Security-Policy of what we serve: nothing from elsewhere, scripts only
 * as files of ours, and of styles only the one that stands in the page, told by its hash. */
#ifndef HAILONG_COLLECTOR_POLICY_H
#define HAILONG_COLLECTOR_POLICY_H

#include <stddef.h>

enum policy_of {
	POLICY_PAGE,   /* may send forms to us */
	POLICY_REPORT, /* has style sheets as files beside it */
	POLICY_FILE,   /* neither */
	POLICY_OF_COUNT
};

/* `style` is what stands between <style> and </style>, NULL: none. Freed with free(). */
char *policy_text(const char *style, size_t length, enum policy_of of)
	__attribute__((malloc, returns_nonnull));

#endif
