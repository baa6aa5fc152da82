/* See flag.h. */
#include "flag.h"

#include "alloc.h"

#include <string.h>

static const struct {
	const char *name, *vi, *en;
} flags[] = {
	[FLAG_HONEYPOT] = {"honeypot", "điền ô ẩn (máy tự điền)",
			   "filled in a hidden field"},
	[FLAG_TOO_FAST] = {"too_fast", "gửi nhanh hơn tay người",
			   "sent faster than a hand can"},
	[FLAG_MANY] = {"many", "nhiều phiếu từ một nơi trong một giờ",
		       "many from one place within an hour"},
	[FLAG_AGAIN] = {"again", "bấm lại ngay tại ki-ốt",
			"pressed again at once at a kiosk"},
};
_Static_assert(ARRAY_SIZE(flags) == FLAG_COUNT, "a row per flag");

const char *flag_name(enum flag flag)
{
	return flags[flag].name;
}

const char *flag_text(enum flag flag, const char *language)
{
	return strcmp(language, "vi") == 0 ? flags[flag].vi : flags[flag].en;
}
