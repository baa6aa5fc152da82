/* See verdict.h. */
#include "verdict.h"

#include <math.h>

enum verdict verdict_of(const struct figure *figure, double target, bool used_open)
{
	const struct result *result = &figure->result;

	if (isnan(target) || figure->suppressed || isnan(result->estimate))
		return VERDICT_NONE;
	if (used_open || isnan(result->low) || isnan(result->high))
		return VERDICT_UNSURE;
	if (result->low >= target)
		return VERDICT_MET;
	return result->high < target ? VERDICT_MISSED : VERDICT_UNSURE;
}
