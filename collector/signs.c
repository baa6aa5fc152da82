/* See signs.h. */
#include "signs.h"

#include "limit.h"
#include "page.h"
#include "shown.h"

#include "forms/flag.h"

#include <string.h>
#include <time.h>

enum { HOUR_SECONDS = 3600 };

/* What a bot expects in a form, and a browser does not fill in by itself. */
static const char bait[] = "website", seal_name[] = "seal";

struct signs {
	struct limit *crowd, *presses;
};

struct signs *signs_new(unsigned flag_rate)
{
	struct signs *signs = xcalloc(1, sizeof(*signs));

	signs->crowd = limit_new(flag_rate, HOUR_SECONDS);
	signs->presses = limit_new(1, AGAIN_SECONDS);
	return signs;
}

void signs_free(struct signs *signs)
{
	if (!signs)
		return;
	limit_free(signs->crowd);
	limit_free(signs->presses);
	free(signs);
}

void signs_fields(FILE *out, const struct request *request, const struct form *form,
		  const char *id, const char *shown_at)
{
	bool again = http_value(&request->form, "response_id") ||
		     http_value(&request->form, "started_at");
	char seal[SHOWN_SEAL_BYTES];

	/* what the client says is not sealed: it brings its seal, or has none */
	if (!again)
		shown_seal(&request->known->receipt_key, id, shown_at, seal);
	page_hidden(out, seal_name,
		    again ? http_value(&request->form, seal_name) : seal);
	if (form_item(form, bait) >= 0)
		return;
	fprintf(out,
		"<p class=\"extra\" aria-hidden=\"true\"><label>%s <input name=\"%s\" "
		"tabindex=\"-1\" autocomplete=\"off\"></label></p>\n",
		ui_text(UI_LEAVE_EMPTY, request_language(request)), bait);
}

/* --- one sign each --- */

static bool fell_for_bait(const struct submission *s, const struct request *request)
{
	const char *value = http_value(&request->form, bait);

	return value && *value && form_item(s->form, bait) < 0;
}

static unsigned count_answers(const struct submission *s)
{
	const struct answers *answers = &s->response.answers;
	unsigned count = 0;

	for (unsigned i = 0; i < s->form->nitems; i++) {
		const struct item *item = &s->form->items[i];
		bool given = item->text >= 0 && answers->text[item->text];
		for (unsigned b = 0; b < item->width; b++)
			given |= answers->bytes[item->slot + b] != ANSWER_MISSING;
		count += given;
	}
	return count;
}

/* Seconds are whole, so a second may have begun in vain: only what is surely too fast. */
static bool is_hasty(const struct submission *s, const struct request *request)
{
	int64_t seconds = shown_seconds(
		&request->known->receipt_key, http_value(&request->form, "response_id"),
		http_value(&request->form, "started_at"),
		http_value(&request->form, seal_name), time(NULL));

	return seconds >= 0 &&
	       2 * (seconds + 1) <= 2 * HASTE_SECONDS + count_answers(s);
}

unsigned signs_of(struct signs *signs, const struct submission *s,
		  const struct request *request)
{
	const char *channel = s->response.field[FIELD_CHANNEL];
	bool kiosk = strcmp(channel, "kiosk") == 0, web = strcmp(channel, "web") == 0;
	uint64_t place = limit_peer_at(request->peer, s->round.code);
	unsigned flags = 0;

	if (fell_for_bait(s, request))
		flags |= flag_bit(FLAG_HONEYPOT);
	if (web && is_hasty(s, request))
		flags |= flag_bit(FLAG_TOO_FAST);
	if (!signs || !request->peer)
		return flags;
	if (web && !limit_admit(signs->crowd, place))
		flags |= flag_bit(FLAG_MANY);
	place = limit_peer_at(place, s->response.field[FIELD_UNIT]);
	place = limit_peer_at(place, s->response.field[FIELD_SERVICE]);
	if (kiosk && !http_value(&request->form, "_waited") &&
	    limit_repeats(signs->presses, place))
		flags |= flag_bit(FLAG_AGAIN);
	return flags;
}
