/*
 * Just enough TAP for a unit test that prove(1) can run: ok(), is_near(),
 * done_testing(). Each test is one program; its exit status is done_testing()'s.
 */
#ifndef HAILONG_TESTS_TAP_H
#define HAILONG_TESTS_TAP_H

#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

static int tap_run, tap_failed;

__attribute__((format(printf, 2, 3), unused)) static bool ok(bool holds,
							     const char *name, ...)
{
	va_list args;

	printf("%sok %d - ", holds ? "" : "not ", ++tap_run);
	va_start(args, name);
	vprintf(name, args);
	va_end(args);
	putchar('\n');
	tap_failed += !holds;
	return holds;
}

/* Relative tolerance, absolute below 1e-12; two NaNs are equal. */
__attribute__((unused)) static bool near(double got, double want, double tolerance)
{
	if (isnan(got) || isnan(want))
		return isnan(got) && isnan(want);
	double scale = fmax(fabs(want), 1e-12 / tolerance);
	return got == want || fabs(got - want) <= tolerance * scale;
}

__attribute__((format(printf, 4, 5), unused)) static bool is_near(double got,
								  double want,
								  double tolerance,
								  const char *name, ...)
{
	char text[300];
	va_list args;

	va_start(args, name);
	vsnprintf(text, sizeof(text), name, args);
	va_end(args);
	bool holds = ok(near(got, want, tolerance), "%s", text);
	if (!holds)
		printf("#      got: %.17g\n# expected: %.17g\n", got, want);
	return holds;
}

__attribute__((unused)) static int done_testing(void)
{
	printf("1..%d\n", tap_run);
	return tap_failed ? 1 : 0;
}

#endif
