/*
 * The folder of `watch`. A reader of a page sees the old one or the new one, never half of
 * one; the page of a unit that is no longer there is taken away. Which pages are ours is
 * kept beside them in ".watched"; nothing else in the folder is touched.
 */
#ifndef HAILONG_ANALYZER_WATCH_FILES_H
#define HAILONG_ANALYZER_WATCH_FILES_H

#include "watch_page.h"

/* The folder is made where it is missing; its parent must be there. */
bool watch_write_pages(const char *folder, const struct watch_page *page,
		       struct error *err) MUST_CHECK;

#endif
