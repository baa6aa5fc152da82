/*
 * What is remembered of the answers that wait in the spool: of each a mark for its id
 * in its round (another one for its details), and one for what it says.
 */
#ifndef HAILONG_COLLECTOR_MARKS_H
#define HAILONG_COLLECTOR_MARKS_H

#include "spool.h"

#include <stdint.h>

struct mark {
	uint64_t id, content;
};

/* The content is what the database compares when an id comes again: unit, service,
 * answers and words; with a ticket also when it began. */
struct mark mark_of(const struct saving *saving);

struct marks;

void marks_free(struct marks *marks); /* NULL is allowed */
struct marks *marks_new(void) __attribute__((malloc(marks_free, 1), returns_nonnull));

/* Each is counted, also one that comes twice, of which the first is remembered. */
void marks_add(struct marks *marks, const struct mark *mark);
void marks_remove(struct marks *marks, const struct mark *mark);
enum spool_match marks_find(const struct marks *marks, const struct mark *mark);
size_t marks_count(const struct marks *marks);

#endif
