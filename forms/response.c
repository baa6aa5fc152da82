/* See response.h. */
#include "response.h"

#include "text.h"

#include <sodium.h>
#include <string.h>

enum { NAME_CHARACTERS_MAX = 100 };

static enum rule check_name(const char *value)
{
	return text_characters(value) <= NAME_CHARACTERS_MAX ? RULE_KEPT : RULE_LENGTH;
}

static enum rule check_code(const char *value)
{
	return text_is_code(value) ? RULE_KEPT : RULE_CODE;
}

static enum rule check_not_negative(const char *value)
{
	double number;
	return text_number(value, &number) && number >= 0 ? RULE_KEPT : RULE_NUMBER;
}

static enum rule check_fpc(const char *value)
{
	double number;
	return text_number(value, &number) && number > 0 ? RULE_KEPT : RULE_NUMBER;
}

static bool is_one_of(const char *value, const char *const *names)
{
	while (*names && strcmp(*names, value) != 0)
		names++;
	return *names;
}

static enum rule check_channel(const char *value)
{
	static const char *const names[] = {"web",     "kiosk", "ticket", "interview",
					    "phone",   "post",	"paper",  "box",
					    "hotline", NULL};
	return is_one_of(value, names) ? RULE_KEPT : RULE_CHANNEL;
}

static enum rule check_selection(const char *value)
{
	static const char *const names[] = {"sample", "open", NULL};
	return is_one_of(value, names) ? RULE_KEPT : RULE_SELECTION;
}

static enum rule check_time(const char *value)
{
	char full[TIMESTAMP_BYTES];
	return text_timestamp(value, full) ? RULE_KEPT : RULE_TIMESTAMP;
}

static const struct {
	const char *name;
	enum rule (*check)(const char *value);
} fields[] = {
	[FIELD_RESPONSE_ID] = {"response_id", check_name},
	[FIELD_ROUND] = {"round", check_code},
	[FIELD_UNIT] = {"unit", check_code},
	[FIELD_SERVICE] = {"service", check_code},
	[FIELD_CHANNEL] = {"channel", check_channel},
	[FIELD_SELECTION] = {"selection", check_selection},
	[FIELD_COLLECTED_BY] = {"collected_by", check_name},
	[FIELD_STRATUM] = {"stratum", check_name},
	[FIELD_PSU] = {"psu", check_name},
	[FIELD_FPC] = {"fpc", check_fpc},
	[FIELD_SSU] = {"ssu", check_name},
	[FIELD_FPC2] = {"fpc2", check_fpc},
	[FIELD_WEIGHT] = {"weight", check_not_negative},
	[FIELD_STARTED_AT] = {"started_at", check_time},
	[FIELD_SUBMITTED_AT] = {"submitted_at", check_time},
};
_Static_assert(ARRAY_SIZE(fields) == FIELD_COUNT, "a row per field");

const char *field_name(enum field field)
{
	return fields[field].name;
}

int field_find(const char *name)
{
	for (int i = 0; i < FIELD_COUNT; i++)
		if (strcmp(fields[i].name, name) == 0)
			return i;
	return -1;
}

struct response response_new(const struct form *form, struct arena *arena)
{
	return (struct response){.answers = answers_new(form, arena)};
}

enum rule response_set(struct response *response, struct arena *arena, enum field field,
		       const char *value)
{
	char full[TIMESTAMP_BYTES];

	if (!value || !*value) {
		response->field[field] = NULL;
		return RULE_KEPT;
	}
	enum rule rule = fields[field].check(value);
	if (rule != RULE_KEPT)
		return rule;
	if (fields[field].check == check_time && text_timestamp(value, full))
		value = full;
	response->field[field] = arena_strdup(arena, value);
	return RULE_KEPT;
}

static void hash_text(crypto_generichash_state *state, const char *text)
{
	text = text ? text : "";
	crypto_generichash_update(state, (const unsigned char *)text, strlen(text) + 1);
}

static void mark_version(unsigned char uuid[static 16], unsigned version)
{
	uuid[6] = (unsigned char)((uuid[6] & 0x0F) | version << 4);
	uuid[8] = (unsigned char)((uuid[8] & 0x3F) | 0x80);
}

void response_identify(struct response *response, uint64_t occurrence)
{
	const char *response_id = response->field[FIELD_RESPONSE_ID];
	const struct answers *answers = &response->answers;
	crypto_generichash_state state;

	if (response_id && text_uuid(response_id, response->id))
		return;
	crypto_generichash_init(&state, NULL, 0, sizeof(response->id));
	hash_text(&state, response_id ? "id" : "content");
	if (response_id) {
		hash_text(&state, response_id);
	} else {
		for (int i = 0; i < FIELD_COUNT; i++)
			hash_text(&state, response->field[i]);
		for (unsigned i = 0; i < answers->form->ntexts; i++)
			hash_text(&state, answers->text[i]);
		crypto_generichash_update(&state, answers->bytes,
					  answers->form->answers_size);
		crypto_generichash_update(&state, (unsigned char *)&occurrence,
					  sizeof(occurrence));
	}
	crypto_generichash_final(&state, response->id, sizeof(response->id));
	mark_version(response->id, 8); /* made by us, never taken for a random one */
}

void uuid_random(unsigned char uuid[static 16])
{
	randombytes_buf(uuid, 16);
	mark_version(uuid, 4);
}
