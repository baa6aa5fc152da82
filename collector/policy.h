/* The Content-Security-Policy of what we serve: nothing from elsewhere, scripts only
 * as files of ours, and of styles only the one that stands in the page, told by its hash. */
#ifndef HAILONG_COLLECTOR_POLICY_H
#define HAILONG_COLLECTOR_POLICY_H

#include <stddef.h>

/* `style` is what stands between <style> and </style>, NULL: none. With `forms` the page
 * may send forms to us. Freed with free(). */
char *policy_text(const char *style, size_t length, _Bool forms)
	__attribute__((malloc, returns_nonnull));

#endif
