/* The folder of `watch` (site.h): a page of all units, and one of each. */
#ifndef HAILONG_ANALYZER_WATCH_FILES_H
#define HAILONG_ANALYZER_WATCH_FILES_H

#include "watch_page.h"

/* The folder is made where it is missing; its parent must be there. */
bool watch_write_pages(const char *folder, const struct watch_page *page,
		       struct error *err) MUST_CHECK;

#endif
