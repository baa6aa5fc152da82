/*
 * One response: what is known of it besides the answers, and the answers. The
 * fields are kept as checked text, in the order of the microdata columns; one table
 * describes them for the upload, the API, the export and the analyzer alike.
 */
#ifndef HAILONG_FORMS_RESPONSE_H
#define HAILONG_FORMS_RESPONSE_H

#include "answer.h"

#include <stdint.h>

enum field {
	FIELD_RESPONSE_ID,
	FIELD_ROUND,
	FIELD_UNIT,
	FIELD_SERVICE,
	FIELD_CHANNEL,
	FIELD_SELECTION,
	FIELD_COLLECTED_BY,
	FIELD_STRATUM,
	FIELD_PSU,
	FIELD_FPC,
	FIELD_SSU,
	FIELD_FPC2,
	FIELD_WEIGHT,
	FIELD_STARTED_AT,
	FIELD_SUBMITTED_AT,
	FIELD_COUNT
};

/* The unit of a response that names none. */
#define UNIT_NONE "-"

/* The column name of a field, and the field of a column name (-1: none). */
const char *field_name(enum field field);
int field_find(const char *name);

struct response {
	const char *field[FIELD_COUNT]; /* NULL is empty */
	struct answers answers;
	unsigned char id[16];
};

/* All empty; lives as long as the arena. */
struct response response_new(const struct form *form, struct arena *arena);

/* Checks the text and keeps it in its full form (NULL or "" empties the field). */
enum rule response_set(struct response *response, struct arena *arena, enum field field,
		       const char *value);

/*
 * The id of a response in its round: the response_id itself where it is a UUID,
 * else 16 bytes of BLAKE2b over the response_id; without one over all that the
 * response says, and the how manieth of its kind it is in the file.
 */
void response_identify(struct response *response, uint64_t occurrence);

/* A random id (UUID version 4), for a client that brings none. */
void uuid_random(unsigned char uuid[static 16]);

#endif
