/* Quantiles against R's (tests/golden/r/intervals.R), and their round trips. */
#include "analyzer/quantile.h"
#include "golden.h"
#include "tap.h"

static void test_golden(void)
{
	struct golden golden;

	if (!ok(golden_open(&golden, "quantiles.csv"), "quantiles.csv is there"))
		return;
	while (golden_next(&golden)) {
		double p = golden_number(&golden, "p"), a = golden_number(&golden, "a");
		double b = golden_number(&golden, "b"), x = golden_number(&golden, "x");
		if (golden_text(&golden, "of")[0] == 't')
			is_near(t_quantile(p, a), x, 1e-9, "t(%g) with df %g", p, a);
		else
			is_near(beta_quantile(p, a, b), x, 1e-9, "beta(%g; %g, %g)", p,
				a, b);
	}
}

static void test_edges(void)
{
	ok(beta_quantile(0.025, 0, 5) == 0, "beta with a = 0 is 0");
	ok(beta_quantile(0.975, 5, 0) == 1, "beta with b = 0 is 1");
	ok(isnan(beta_quantile(0.5, 0, 0)), "beta with a = b = 0 is undefined");
	ok(isnan(beta_quantile(0.5, -1, 2)), "beta with a < 0 is undefined");
	ok(isnan(t_quantile(0.5, 0)), "t without df is undefined");
	is_near(t_quantile(0.025, INFINITY), -1.9599639845400545, 1e-14,
		"t with infinite df is normal");
	is_near(normal_cdf(1.9599639845400545), 0.975, 1e-14, "normal cdf");
	is_near(beta_cdf(0.25, 1, 3), 1 - 0.75 * 0.75 * 0.75, 1e-14, "beta cdf");
}

int main(void)
{
	test_golden();
	test_edges();
	return done_testing();
}
