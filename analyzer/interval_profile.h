/*
 * The "likelihood" interval of survey::svyciprop 4.1: the values q whose scaled
 * deviance from the estimate p stays below the quantile,
 *
 *   2 W [p log(p/q) + (1-p) log((1-p)/(1-q))] / phi  <=  t² lambda,
 *   lambda = v W / (p(1-p))   Rao & Scott's design effect (1984, Annals of
 *                             Statistics 12:46-60), t = t_{1-alpha/2, df},
 *   W                         weight of the answers over the mean weight of the
 *                             domain's respondents (`mass`),
 *   phi = n/(n-1) W/n         Pearson's dispersion of the null model as R's
 *                             svyvar(residuals(m, "pearson")) gives it.
 *
 * W cancels but for phi, which is 1 for large samples without missing answers.
 *
 * R does not solve this equation: it tabulates the signed root of the deviance at
 * up to 19 points of the logit, lays a cubic spline (Forsythe, Malcolm & Moler)
 * through them, evaluates it on a grid three times as fine and interpolates that
 * linearly (confint.svyglm, MASS's profile.glm). Its bounds therefore differ from
 * the exact ones in the fourth digit. interval_profile() repeats R's table, for the
 * sake of agreement, which reaches four or five digits, fewer near 0 and 1 and in
 * small calibrated domains, and no more: R takes lambda from the weights of glm's
 * last iteration but one. interval_profile_exact() solves the equation, and is what
 * the former falls back on where R gives NA.
 *
 * The share lies strictly between 0 and 1, se > 0, df > 0.
 */
#ifndef HAILONG_ANALYZER_INTERVAL_PROFILE_H
#define HAILONG_ANALYZER_INTERVAL_PROFILE_H

struct share;

void interval_profile(const struct share *share, double alpha, double *low,
		      double *high);
void interval_profile_exact(const struct share *share, double alpha, double *low,
			    double *high);

#endif
