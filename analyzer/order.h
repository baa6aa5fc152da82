/* The order of numbers, for qsort: ascending. */
#ifndef HAILONG_ANALYZER_ORDER_H
#define HAILONG_ANALYZER_ORDER_H

static inline int order_numbers(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

#endif
