/* A recursive-descent parser into a small tree, and its evaluation; see expr.h. */
#include "expr.h"

#include "text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DEPTH_MAX = 40, LEVELS = 6, NAME_BYTES = 64, SHOWN_BYTES_MAX = 300 };

enum op {
	OP_TEXT,
	OP_NUMBER,
	OP_ITEM,
	OP_OR,
	OP_AND,
	OP_EQ,
	OP_NE,
	OP_LE,
	OP_LT,
	OP_GE,
	OP_GT,
	OP_ADD,
	OP_SUBTRACT,
	OP_MULTIPLY,
	OP_DIVIDE,
	OP_NEGATE,
	OP_NOT,
	OP_SELECTED,
	OP_COUNT_SELECTED,
	OP_STRING_LENGTH,
	OP_TRUE,
	OP_FALSE,
	OP_COUNT
};

struct expr {
	enum op op;
	const struct expr *left, *right;
	const char *text;
	double number;
	int item;
};

struct parser {
	struct arena *arena;
	const char *start, *at;
	const struct expr_names *names;
	struct error *err;
	int depth;
};

static const struct expr *parse_level(struct parser *p, int level);

static struct expr *node(struct parser *p, enum op op)
{
	struct expr *e = arena_alloc(p->arena, 1, sizeof(*e));
	e->op = op;
	return e;
}

static const struct expr *fail(struct parser *p, const char *what)
{
	size_t place = (size_t)(p->at - p->start) + 1;

	/* a long one would leave no room for what is wrong with it */
	if (strlen(p->start) > SHOWN_BYTES_MAX)
		error_set(p->err, ERROR_INPUT, "%s at character %zu", what, place);
	else
		error_set(p->err, ERROR_INPUT, "\"%s\": %s at character %zu", p->start,
			  what, place);
	return NULL;
}

static void skip_space(struct parser *p)
{
	p->at += strspn(p->at, " \t\r\n");
}

static bool name_character(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/* Takes the word or sign if it comes next; a word must end where it ends. */
static bool take(struct parser *p, const char *token)
{
	size_t length = strlen(token);

	skip_space(p);
	if (strncmp(p->at, token, length) != 0)
		return false;
	if (name_character(token[length - 1]) && token[0] != '-' &&
	    name_character(p->at[length]))
		return false;
	p->at += length;
	return true;
}

static const struct expr *parse_item(struct parser *p)
{
	char name[NAME_BYTES];
	size_t length = strcspn(p->at, "}");

	if (p->at[length] != '}' || length == 0 || length >= sizeof(name))
		return fail(p, "a name and } must follow ${");
	snprintf(name, sizeof(name), "%.*s", (int)length, p->at);
	struct expr *e = node(p, OP_ITEM);
	e->item = p->names->find(p->names->context, name, p->err);
	p->at += length + 1;
	return e->item < 0 ? NULL : e;
}

static const struct expr *parse_quoted(struct parser *p, char quote)
{
	char end[] = {quote, '\0'};
	size_t length = strcspn(p->at, end);

	if (!p->at[length])
		return fail(p, "a quote is not closed");
	struct expr *e = node(p, OP_TEXT);
	e->text = arena_strndup(p->arena, p->at, length);
	p->at += length + 1;
	return e;
}

static const struct expr *parse_number(struct parser *p)
{
	char digits[32];
	size_t length = strspn(p->at, "0123456789.");
	struct expr *e = node(p, OP_NUMBER);

	snprintf(digits, sizeof(digits), "%.*s", (int)(length < 31 ? length : 31),
		 p->at);
	if (length > 31 || !text_number(digits, &e->number))
		return fail(p, "no such number");
	p->at += length;
	return e;
}

static const struct {
	const char *name;
	enum op op;
	int arguments;
} functions[] = {
	{"count-selected", OP_COUNT_SELECTED, 1},
	{"selected", OP_SELECTED, 2},
	{"string-length", OP_STRING_LENGTH, 1},
	{"not", OP_NOT, 1},
	{"true", OP_TRUE, 0},
	{"false", OP_FALSE, 0},
};

static const struct expr *parse_call(struct parser *p, enum op op, int arguments)
{
	struct expr *e = node(p, op);

	if (arguments >= 1 && !(e->left = parse_level(p, 0)))
		return NULL;
	if (arguments >= 2) {
		if (!take(p, ","))
			return fail(p, "a comma is missing");
		if (!(e->right = parse_level(p, 0)))
			return NULL;
	}
	return take(p, ")") ? e : fail(p, "a ) is missing");
}

static const struct expr *parse_primary(struct parser *p)
{
	skip_space(p);
	for (size_t i = 0; i < ARRAY_SIZE(functions); i++)
		if (take(p, functions[i].name))
			return take(p, "(") ? parse_call(p, functions[i].op,
							 functions[i].arguments)
					    : fail(p, "a ( is missing");
	if (take(p, "${"))
		return parse_item(p);
	if (take(p, "'"))
		return parse_quoted(p, '\'');
	if (take(p, "\""))
		return parse_quoted(p, '"');
	if (take(p, "(")) {
		const struct expr *inner = parse_level(p, 0);
		if (inner && !take(p, ")"))
			return fail(p, "a ) is missing");
		return inner;
	}
	if (take(p, "-")) {
		struct expr *e = node(p, OP_NEGATE);
		if (p->depth++ > DEPTH_MAX * LEVELS)
			return fail(p, "too deep");
		e->left = parse_primary(p);
		p->depth--;
		return e->left ? e : NULL;
	}
	if (*p->at >= '0' && *p->at <= '9')
		return parse_number(p);
	if (*p->at == '.') {
		struct expr *e = node(p, OP_ITEM);
		e->item = p->names->self;
		p->at++;
		return e->item < 0 ? fail(p, "`.` has no meaning here") : e;
	}
	return fail(p, *p->at ? "something unknown" : "something is missing");
}

/* Binary operators from the loosest level to the tightest; longer signs first. */
static const struct {
	const char *sign;
	enum op op;
	int level;
} operators[] = {
	{"or", OP_OR, 0},      {"and", OP_AND, 1},    {"!=", OP_NE, 2},
	{"=", OP_EQ, 2},       {"<=", OP_LE, 3},      {"<", OP_LT, 3},
	{">=", OP_GE, 3},      {">", OP_GT, 3},	      {"+", OP_ADD, 4},
	{"-", OP_SUBTRACT, 4}, {"*", OP_MULTIPLY, 5}, {"div", OP_DIVIDE, 5},
};

static bool take_operator(struct parser *p, int level, enum op *op)
{
	for (size_t i = 0; i < ARRAY_SIZE(operators); i++) {
		if (operators[i].level == level && take(p, operators[i].sign)) {
			*op = operators[i].op;
			return true;
		}
	}
	return false;
}

static const struct expr *parse_level(struct parser *p, int level)
{
	enum op op;

	if (level == LEVELS)
		return parse_primary(p);
	if (p->depth++ > DEPTH_MAX * LEVELS)
		return fail(p, "too deep");
	const struct expr *left = parse_level(p, level + 1);
	while (left && take_operator(p, level, &op)) {
		struct expr *e = node(p, op);
		e->left = left;
		e->right = parse_level(p, level + 1);
		left = e->right ? e : NULL;
	}
	p->depth--;
	return left;
}

const struct expr *expr_parse(struct arena *arena, const char *text,
			      const struct expr_names *names, struct error *err)
{
	struct parser p = {arena, text, text, names, err, 0};
	const struct expr *e = parse_level(&p, 0);

	skip_space(&p);
	if (e && *p.at)
		return fail(&p, "something unknown");
	return e;
}

/* What a sub-expression is worth; text is borrowed from the tree or the answers. */
struct value {
	enum { UNKNOWN, TEXT, NUMBER, BOOLEAN } kind;
	const char *text;
	double number;
};

static struct value boolean(bool truth)
{
	return (struct value){BOOLEAN, NULL, truth};
}

static struct value number(double x)
{
	return (struct value){NUMBER, NULL, x};
}

static double as_number(struct value v)
{
	double x;

	if (v.kind != TEXT)
		return v.number;
	return text_number(v.text, &x) ? x : NAN;
}

static bool as_boolean(struct value v)
{
	if (v.kind == TEXT)
		return *v.text != '\0';
	return v.number != 0 && !isnan(v.number);
}

/* Does the space-separated list hold the name? */
static bool holds(const char *list, const char *name)
{
	size_t length = strlen(name);

	while (*list) {
		size_t word = strcspn(list, " ");
		if (word == length && strncmp(list, name, length) == 0)
			return true;
		list += word + (list[word] == ' ');
	}
	return false;
}

static int count_words(const char *list)
{
	int count = 0;

	for (; *list; list += *list == ' ') {
		size_t word = strcspn(list, " ");
		count += word > 0;
		list += word;
	}
	return count;
}

static bool equal(struct value a, struct value b)
{
	if (a.kind == BOOLEAN || b.kind == BOOLEAN)
		return as_boolean(a) == as_boolean(b);
	if (a.kind == TEXT && b.kind == TEXT)
		return strcmp(a.text, b.text) == 0;
	return as_number(a) == as_number(b);
}

static struct value evaluate(const struct expr *e, const struct expr_values *values);

static struct value compute(const struct expr *e, struct value a, struct value b)
{
	switch (e->op) {
	case OP_EQ:
		return boolean(equal(a, b));
	case OP_NE:
		return boolean(!equal(a, b));
	case OP_LE:
		return boolean(as_number(a) <= as_number(b));
	case OP_LT:
		return boolean(as_number(a) < as_number(b));
	case OP_GE:
		return boolean(as_number(a) >= as_number(b));
	case OP_GT:
		return boolean(as_number(a) > as_number(b));
	case OP_ADD:
		return number(as_number(a) + as_number(b));
	case OP_SUBTRACT:
		return number(as_number(a) - as_number(b));
	case OP_MULTIPLY:
		return number(as_number(a) * as_number(b));
	case OP_DIVIDE:
		return number(as_number(a) / as_number(b));
	case OP_NEGATE:
		return number(-as_number(a));
	case OP_NOT:
		return boolean(!as_boolean(a));
	case OP_SELECTED:
		return boolean(a.kind == TEXT && b.kind == TEXT &&
			       holds(a.text, b.text));
	case OP_COUNT_SELECTED:
		return number(a.kind == TEXT ? count_words(a.text) : 0);
	case OP_STRING_LENGTH:
		return number(a.kind == TEXT ? (double)text_characters(a.text) : 0);
	case OP_TRUE:
	case OP_FALSE:
		return boolean(e->op == OP_TRUE);
	case OP_TEXT:
	case OP_NUMBER:
	case OP_ITEM:
	case OP_OR:
	case OP_AND:
	case OP_COUNT:
		break;
	}
	return boolean(false);
}

static enum truth truth_of(struct value v)
{
	return v.kind == UNKNOWN ? TRUTH_MAYBE : as_boolean(v) ? TRUTH_YES : TRUTH_NO;
}

static struct value from_truth(enum truth truth)
{
	return truth == TRUTH_MAYBE ? (struct value){.kind = UNKNOWN}
				    : boolean(truth == TRUTH_YES);
}

/* The side that decides alone, TRUTH_YES of an "or" and TRUTH_NO of an "and", or what both
 * come to. */
static struct value junction(const struct expr *e, const struct expr_values *values)
{
	bool is_or = e->op == OP_OR;
	enum truth a = truth_of(evaluate(e->left, values));

	if (a == (is_or ? TRUTH_YES : TRUTH_NO))
		return from_truth(a);
	enum truth b = truth_of(evaluate(e->right, values));
	return from_truth((a > b) == is_or ? a : b);
}

static struct value of_item(const struct expr *e, const struct expr_values *values)
{
	const char *text = values->value(values->context, e->item);

	return text ? (struct value){TEXT, text, 0} : (struct value){.kind = UNKNOWN};
}

static struct value evaluate(const struct expr *e, const struct expr_values *values)
{
	struct value a = {TEXT, "", 0}, b = a;

	switch ((int)e->op) {
	case OP_TEXT:
		return (struct value){TEXT, e->text, 0};
	case OP_NUMBER:
		return number(e->number);
	case OP_ITEM:
		return of_item(e, values);
	case OP_OR:
	case OP_AND:
		return junction(e, values);
	default:
		a = e->left ? evaluate(e->left, values) : a;
		b = e->right ? evaluate(e->right, values) : b;
		return a.kind == UNKNOWN || b.kind == UNKNOWN
			       ? (struct value){.kind = UNKNOWN}
			       : compute(e, a, b);
	}
}

enum truth expr_truth(const struct expr *expr, const struct expr_values *values)
{
	return truth_of(evaluate(expr, values));
}

bool expr_is_true(const struct expr *expr, const struct expr_values *values)
{
	return expr_truth(expr, values) == TRUTH_YES;
}

void expr_postfix(FILE *out, const struct expr *e, const struct expr_values *names)
{
	static const char *const words[OP_COUNT] = {
		[OP_OR] = "or",
		[OP_AND] = "and",
		[OP_EQ] = "eq",
		[OP_NE] = "ne",
		[OP_LE] = "le",
		[OP_LT] = "lt",
		[OP_GE] = "ge",
		[OP_GT] = "gt",
		[OP_ADD] = "add",
		[OP_SUBTRACT] = "sub",
		[OP_MULTIPLY] = "mul",
		[OP_DIVIDE] = "div",
		[OP_NEGATE] = "neg",
		[OP_NOT] = "not",
		[OP_SELECTED] = "selected",
		[OP_COUNT_SELECTED] = "count",
		[OP_STRING_LENGTH] = "length",
		[OP_TRUE] = "true",
		[OP_FALSE] = "false",
	};

	if (e->left) {
		expr_postfix(out, e->left, names);
		putc(' ', out);
	}
	if (e->right) {
		expr_postfix(out, e->right, names);
		putc(' ', out);
	}
	if (words[e->op]) {
		fputs(words[e->op], out);
	} else if (e->op == OP_NUMBER) {
		fprintf(out, "%.17g", e->number);
	} else if (e->op == OP_ITEM) {
		fprintf(out, "$%s", names->value(names->context, e->item));
	} else {
		putc(':', out);
		url_arg(out, e->text);
	}
}
