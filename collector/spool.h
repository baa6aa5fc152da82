/*
 * Answers that were promised while the database was away: a journal on this machine's
 * disk, appended to and synced before anybody is told yes, and read again, oldest first,
 * when the database is back. A response that was read but not yet forgotten is read
 * again after a crash; its id sees to it that it is kept once.
 *
 * A record (record.h) has the mark "HLS1" and an answer as its content, or "HLS2" and
 * details (response_amend.h). Records stand one after the other in segments
 * 00000001.spool, …; a segment whose records are all in the database is removed. A record
 * that was cut off by a crash was never promised and is cut away. One that is damaged in
 * the middle of a file is passed over, and the file is kept as NAME.damaged.
 *
 * Life cycle: spool_open → spool_append, spool_oldest → spool_forget … → spool_close.
 * Safe to use from several threads, but one at a time reads and forgets.
 */
#ifndef HAILONG_COLLECTOR_SPOOL_H
#define HAILONG_COLLECTOR_SPOOL_H

#include "schema/response_store.h"

struct spool;

void spool_close(struct spool *spool); /* NULL is allowed */

/* Makes the folder where it is missing, and reads what it holds. Fails where another
 * process has it open. */
struct spool *spool_open(const char *folder, struct error *err)
	__attribute__((malloc(spool_close, 1), warn_unused_result));

/* The folder, which is ours as long as the spool is open. */
int spool_folder(const struct spool *spool);

/* Is an answer of this id waiting, and is it the same? */
enum spool_match { SPOOL_NONE, SPOOL_SAME, SPOOL_OTHER };

/* All whose ids did not wait before (their `matches` are SPOOL_NONE) are on the disk, or,
 * with err, none. */
bool spool_append(struct spool *spool, const struct saving *const *savings,
		  size_t count, enum spool_match *matches,
		  struct error *err) MUST_CHECK;

/* Records that wait. */
size_t spool_depth(struct spool *spool);

enum spool_match spool_find(struct spool *spool, const struct saving *saving);
/* Does the answer wait that these details complete? */
bool spool_has_first(struct spool *spool, const struct saving *details);

/* The oldest that wait, at most `most`; they live as long as the arena. */
bool spool_oldest(struct spool *spool, struct arena *arena, struct saving *savings,
		  size_t most, size_t *count, struct error *err) MUST_CHECK;

/* Those last read are settled. */
void spool_forget(struct spool *spool);

/* Puts a record that can't be kept into the file refused.hls, for people to look at. */
bool spool_refuse(struct spool *spool, const struct saving *saving,
		  struct error *err) MUST_CHECK;

/* --- the format, for the reader and for those who test it --- */

/* Appends a record to the stream. */
void spool_encode(FILE *out, const struct saving *saving);

/* Reads the record at `bytes`: the bytes it takes, 0 when there is no whole and sound
 * one. Texts live as long as the arena. */
size_t spool_decode(const unsigned char *bytes, size_t length, struct arena *arena,
		    struct saving *saving);

#endif
