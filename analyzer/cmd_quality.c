/* quality: which responses and groups are worth a look, by reason, and what estimates
 * say without them. */
#include "commands_quality.h"
#include "quality_output.h"

#include <errno.h>
#include <string.h>

static bool write_responses(const struct quality_survey *survey, const char *path,
			    struct error *err)
{
	FILE *out = fopen(path, "wb");

	if (out)
		quality_write_responses(survey, out);
	bool failed = !out || ferror(out);
	failed = (out && fclose(out) != 0) || failed;
	return !failed || error_set(err, ERROR_SYSTEM, "%s: %s", path, strerror(errno));
}

enum exit_code command_quality(const struct invocation *call, struct error *err)
{
	struct quality_survey survey = {.again = false};
	const char *responses = option_value(call, "responses");
	enum exit_code code = quality_survey_read(&survey, call, err);

	if (code == EXIT_DONE || code == EXIT_REJECTED) {
		quality_print(&survey);
		if (responses && !write_responses(&survey, responses, err))
			code = EXIT_FAILED;
	}
	quality_survey_release(&survey);
	return code;
}
