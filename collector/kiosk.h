/*
 * What the pages of a kiosk share. A kiosk is a screen for one after the other: each of
 * its pages goes back to the start by itself, none leads anywhere else. Without a script a
 * page goes when its seconds are over (<meta>, in <noscript>); kiosk.js counts them down
 * and begins again at every touch.
 */
#ifndef HAILONG_COLLECTOR_KIOSK_H
#define HAILONG_COLLECTOR_KIOSK_H

#include "page.h"

enum { KIOSK_THANKS_SECONDS = 6, KIOSK_SECONDS = 30, KIOSK_MORE_SECONDS = 90 };

/* Is it a kiosk that asks? */
bool kiosk_asks(const struct request *request);

/* The start of the kiosk that asks, for that unit (NULL or UNIT_NONE: none), in the
 * language of whoever comes next. */
const char *kiosk_start(const struct request *request, const char *round,
			const char *unit);

/* The page, up to the question; `start` as above. With 0 seconds it stays. */
void kiosk_begin(struct reply *reply, const char *language, const char *title,
		 const char *start, unsigned seconds);
void kiosk_end(struct reply *reply, const char *language);

#endif
