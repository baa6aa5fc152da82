/* What a gap means, in words: "Tự nguyện cao hơn mẫu 6,20 điểm % (KTC 95 %: 3,10–9,30)."
 * And the pieces of it that tables use too. */
#ifndef HAILONG_ANALYZER_MODES_WORDS_H
#define HAILONG_ANALYZER_MODES_WORDS_H

#include "modes.h"

/* What people call those of a row: "Mẫu", "Điện thoại", a collector's name. */
void mode_write_name(FILE *out, const struct mode *mode, enum language language);
/* A value of the row's statistic, of shares 100 times it. */
void mode_write_number(FILE *out, const struct mode *mode, double value,
		       enum language language);
/* " điểm %" of shares; nothing of means. */
void mode_write_points(FILE *out, const struct mode *mode, enum language language);

/* A sentence for each: of the open answers always, of parts where p_holm is clear. Then
 * the rule that a reader must know. */
void modes_say(FILE *out, const struct modes *modes, enum side headline,
	       enum language language);

#endif
