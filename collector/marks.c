/* See marks.h. */
#include "marks.h"

#include "forms/alloc.h"
#include "forms/text.h"

#include <search.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

struct marks {
	void *tree; /* tsearch's */
	size_t count;
};

static uint64_t hash(const void *bytes, size_t length)
{
	static const unsigned char key[crypto_shorthash_KEYBYTES] = "hailong spool 2";
	unsigned char sum[crypto_shorthash_BYTES];
	uint64_t value;

	crypto_shorthash(sum, bytes, length, key);
	memcpy(&value, sum, sizeof(value));
	return value;
}

struct mark mark_of(const struct saving *saving)
{
	/* an answer and its details wait beside each other */
	char id[sizeof(saving->id) + CODE_BYTES_MAX + 2] = {0};
	const struct saving same = {
		.round = saving->round,
		.unit = saving->unit,
		.service = saving->service,
		.channel = "",
		.selection = "",
		.started_at = saving_is_by_ticket(saving) ? saving->started_at : NULL,
		.answers = saving->answers,
		.answers_size = saving->answers_size,
		.sayings = saving->sayings,
		.nsayings = saving->nsayings,
		.first = saving->first};
	char *bytes = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&bytes, &length);

	if (!out)
		abort(); /* out of memory, as everywhere */
	spool_encode(out, &same);
	fclose(out);
	memcpy(id, saving->id, sizeof(saving->id));
	snprintf(id + sizeof(saving->id), CODE_BYTES_MAX + 1, "%s", saving->round);
	id[sizeof(id) - 1] = saving->first != NULL;
	struct mark mark = {hash(id, sizeof(id)), hash(bytes, length)};
	free(bytes);
	return mark;
}

static int compare(const void *left, const void *right)
{
	const struct mark *a = left, *b = right;

	return (a->id > b->id) - (a->id < b->id);
}

struct marks *marks_new(void)
{
	return xcalloc(1, sizeof(struct marks));
}

void marks_free(struct marks *marks)
{
	if (!marks)
		return;
	while (marks->tree) {
		struct mark *mark = *(struct mark **)marks->tree;
		tdelete(mark, &marks->tree, compare);
		free(mark);
	}
	free(marks);
}

void marks_add(struct marks *marks, const struct mark *mark)
{
	struct mark *copy = xcalloc(1, sizeof(*copy));

	*copy = *mark;
	struct mark **kept = tsearch(copy, &marks->tree, compare);
	if (!kept)
		abort(); /* out of memory, as everywhere */
	if (*kept != copy)
		free(copy);
	marks->count++;
}

void marks_remove(struct marks *marks, const struct mark *mark)
{
	struct mark **kept = tfind(mark, &marks->tree, compare);

	marks->count--;
	if (!kept)
		return;
	struct mark *copy = *kept;
	tdelete(mark, &marks->tree, compare);
	free(copy);
}

enum spool_match marks_find(const struct marks *marks, const struct mark *mark)
{
	struct mark **kept = tfind(mark, &marks->tree, compare);

	if (!kept)
		return SPOOL_NONE;
	return (*kept)->content == mark->content ? SPOOL_SAME : SPOOL_OTHER;
}

size_t marks_count(const struct marks *marks)
{
	return marks->count;
}
