/*
 * The part of XPath that XLSForm's `relevant` and `constraint` need:
 *
 *   or  and  = != < <= > >=  + - * div  unary -  ( )  'text'  number  ${item}  .
 *   not(x)  selected(${item}, 'name')  count-selected(${item})  string-length(x)
 *   true()  false()
 *
 * Values are text, numbers or booleans and convert as in XPath 1.0: two texts
 * compare as text, anything else as numbers; a text that is no number is NaN, and
 * comparing NaN is false. An unanswered item is the empty text.
 */
#ifndef HAILONG_FORMS_EXPR_H
#define HAILONG_FORMS_EXPR_H

#include "alloc.h"
#include "error.h"

#include <stdio.h>

struct expr;

/* Names to indexes while parsing: the item's index, or -1 with err filled. */
struct expr_names {
	int (*find)(void *context, const char *name, struct error *err);
	void *context;
	int self; /* the item `.` speaks of, -1 where it may not be used */
};

/* NULL on a syntax error or unknown name. The result lives in the arena. */
const struct expr *expr_parse(struct arena *arena, const char *text,
			      const struct expr_names *names, struct error *err)
	__attribute__((warn_unused_result));

/* Values while evaluating: the microdata text of an item, "" when unanswered, NULL when
 * it is not known yet. */
struct expr_values {
	const char *(*value)(void *context, int item);
	void *context;
};

/* Kleene's three: what holds whatever is not known yet, what does not, what depends on it.
 * The least of several is their "and". */
enum truth { TRUTH_NO, TRUTH_MAYBE, TRUTH_YES };

enum truth expr_truth(const struct expr *expr, const struct expr_values *values);
bool expr_is_true(const struct expr *expr, const struct expr_values *values);

/*
 * The expression for a reader without a parser, such as a page's script: operands
 * before their operator, with spaces between. An item is $name, a text :text (encoded
 * as in an address), a number itself; all else is one of
 *
 *   or and eq ne le lt ge gt add sub mul div neg not selected count length true false
 *
 * `names` gives the name of an item instead of its value.
 */
void expr_postfix(FILE *out, const struct expr *expr, const struct expr_values *names);

#endif
