/* The x… family and the arena; see alloc.h. */
#include "alloc.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { BLOCK_BYTES = 16 * 1024, ALIGNMENT = 16 };

static void *out_of_memory(void)
{
	fputs("out of memory\n", stderr);
	abort();
}

void *xcalloc(size_t count, size_t size)
{
	void *memory = calloc(count ? count : 1, size ? size : 1);
	return memory ? memory : out_of_memory();
}

void *xrealloc(void *old, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		return out_of_memory();
	size_t bytes = count * size;
	void *memory = realloc(old, bytes ? bytes : 1);
	return memory ? memory : out_of_memory();
}

char *xstrdup(const char *text)
{
	char *copy = strdup(text);
	return copy ? copy : out_of_memory();
}

static int length_of(const char *format, va_list args)
{
	int length = vsnprintf(NULL, 0, format, args);
	if (length < 0)
		out_of_memory();
	return length;
}

char *xasprintf(const char *format, ...)
{
	va_list args, again;

	va_start(args, format);
	va_copy(again, args);
	size_t size = (size_t)length_of(format, args) + 1;
	char *text = xcalloc(size, 1);
	vsnprintf(text, size, format, again);
	va_end(again);
	va_end(args);
	return text;
}

struct block {
	struct block *next;
	size_t used, size;
	_Alignas(ALIGNMENT) unsigned char bytes[];
};

struct arena {
	struct block *blocks;
};

struct arena *arena_new(void)
{
	return xcalloc(1, sizeof(struct arena));
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	for (struct block *block = arena->blocks, *next; block; block = next) {
		next = block->next;
		free(block);
	}
	free(arena);
}

void arena_reset(struct arena *arena)
{
	struct block *keep = arena->blocks;

	if (!keep)
		return;
	for (struct block *block = keep->next, *next; block; block = next) {
		next = block->next;
		free(block);
	}
	keep->next = NULL;
	memset(keep->bytes, 0, keep->used);
	keep->used = 0;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
	struct block *block = arena->blocks;

	if (size && count > (SIZE_MAX / 2) / size)
		return out_of_memory();
	size_t bytes = (count * size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	if (!block || block->size - block->used < bytes) {
		size_t room = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
		block = xcalloc(1, sizeof(*block) + room);
		block->size = room;
		block->next = arena->blocks;
		arena->blocks = block;
	}
	void *memory = block->bytes + block->used;
	block->used += bytes;
	return memory;
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_alloc(arena, length + 1, 1);
	memcpy(copy, text, length);
	return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
	return arena_strndup(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args, again;

	/* most texts are short, and fit at the first try */
	char brief[128];

	va_start(args, format);
	va_copy(again, args);
	int length = vsnprintf(brief, sizeof(brief), format, args);
	if (length < 0)
		out_of_memory();
	char *text = arena_alloc(arena, (size_t)length + 1, 1);
	if ((size_t)length < sizeof(brief))
		memcpy(text, brief, (size_t)length + 1);
	else
		vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	va_end(args);
	return text;
}
