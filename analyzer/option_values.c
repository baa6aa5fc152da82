/* Readers of single options; see commands_rank.h. */
#include "commands_rank.h"

#include "forms/text.h"

#include <string.h>

bool option_number(const struct invocation *call, const char *name, double low,
		   double high, double *value, struct error *err)
{
	const char *text = option_value(call, name);

	if (!text)
		return true;
	return (text_number(text, value) && *value >= low && *value <= high) ||
	       error_set(err, ERROR_INPUT,
			 "--%s takes a number from %g to %g, not '%.60s'", name, low,
			 high, text);
}

bool option_whole(const struct invocation *call, const char *name, uint64_t low,
		  uint64_t *value, struct error *err)
{
	const char *text = option_value(call, name);
	int64_t number;

	if (!text)
		return true;
	if (!text_integer(text, &number) || number < 0 || (uint64_t)number < low)
		return error_set(err, ERROR_INPUT,
				 "--%s takes a whole number, %d or more, not '%.60s'",
				 name, (int)low, text);
	*value = (uint64_t)number;
	return true;
}

bool option_choice(const struct invocation *call, const char *name,
		   const char *const *names, int nnames, int *value, struct error *err)
{
	const char *text = option_value(call, name);

	if (!text)
		return true;
	for (int i = 0; i < nnames; i++) {
		if (strcmp(names[i], text) != 0)
			continue;
		*value = i;
		return true;
	}
	error_set(err, ERROR_INPUT, "'%.60s'; it takes %s", text, names[0]);
	for (int i = 1; i < nnames; i++) {
		size_t used = strlen(err->message);
		snprintf(err->message + used, sizeof(err->message) - used, "%s%s",
			 i + 1 < nnames ? ", " : " or ", names[i]);
	}
	return error_prefix(err, "--%s", name);
}

bool option_output(const struct invocation *call, enum output_format *format,
		   enum language *language, struct error *err)
{
	const char *name = option_value(call, "format");
	const char *code = option_value(call, "lang");

	if (name && !output_format_from_name(name, format))
		return error_set(err, ERROR_INPUT,
				 "--format takes table, csv or json, not '%.60s'",
				 name);
	return !code || language_from_code(code, language) ||
	       error_set(err, ERROR_INPUT, "--lang takes vi or en, not '%.60s'", code);
}
