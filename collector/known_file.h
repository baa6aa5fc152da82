/*
 * What is known, kept in the folder of the spool as known.hlk: a collector that starts
 * while the database is away goes on taking answers by it. One record (record.h) whose
 * mark names the format: the receipt key, the definitions of the forms, the open rounds,
 * units and services. As all that is known it may be old, and only says yes: what is
 * promised by it is judged when it goes into the database.
 *
 * A file that is torn, of another format or not ours is not read, with an error that says
 * so. The file holds the key of the receipts: nobody else may read it.
 */
#ifndef HAILONG_COLLECTOR_KNOWN_FILE_H
#define HAILONG_COLLECTOR_KNOWN_FILE_H

#include "keeper.h"
#include "record.h"

/* What was read from a file. The forms are the caller's, to be freed; there are
 * neither blanks nor finders. */
struct recalled {
	struct known known; /* lives as long as the arena, and the forms */
	struct form **forms;
	size_t nforms;
};

/* Writes the file where it would be another than the one that is `there`, which begins as
 * zeroes; on failure the one before stays. */
bool known_save(int folder, const struct known *known,
		unsigned char there[static RECORD_HEADER_BYTES],
		struct error *err) MUST_CHECK;

/* ERROR_NOT_FOUND where there is no file. */
bool known_load(int folder, struct arena *arena, struct recalled *recalled,
		struct error *err) MUST_CHECK;

/* --- the format, for the above and for those who test it --- */

void known_encode(FILE *out, const struct known *known);
bool known_decode(const unsigned char *bytes, size_t length, struct arena *arena,
		  struct recalled *recalled, struct error *err) MUST_CHECK;
void recalled_free(struct recalled *recalled); /* the forms */

#endif
