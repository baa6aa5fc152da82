/*
 * Memory: out of memory ends the program here and nowhere else, so that no other
 * line has to think of it. Many small objects with one life time (a form, a
 * request, an analysis) live in an arena and go together.
 */
#ifndef HAILONG_FORMS_ALLOC_H
#define HAILONG_FORMS_ALLOC_H

#include <stddef.h>
#include <stdlib.h>

/* All return memory owned by the caller, freed with free(); never NULL. */
void *xcalloc(size_t count, size_t size) __attribute__((malloc, returns_nonnull));
void *xrealloc(void *old, size_t count, size_t size) __attribute__((returns_nonnull));
char *xstrdup(const char *text) __attribute__((malloc, returns_nonnull));
char *xasprintf(const char *format, ...)
	__attribute__((format(printf, 1, 2), malloc, returns_nonnull));

/* Makes room for one more element in a growing array that doubles. */
#define ARRAY_RESERVE(array, used, room)                                       \
	do {                                                                   \
		if ((used) == (room)) {                                        \
			(room) = (room) ? 2 * (room) : 8;                      \
			(array) = xrealloc((array), (room), sizeof(*(array))); \
		}                                                              \
	} while (0)

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

struct arena;

void arena_free(struct arena *arena); /* NULL is allowed */
struct arena *arena_new(void) __attribute__((malloc, returns_nonnull));

/* Forgets everything but keeps room for the next record of a loop. */
void arena_reset(struct arena *arena);

/* Zeroed memory that lives as long as the arena. */
void *arena_alloc(struct arena *arena, size_t count, size_t size)
	__attribute__((returns_nonnull));
char *arena_strdup(struct arena *arena, const char *text)
	__attribute__((returns_nonnull));
char *arena_strndup(struct arena *arena, const char *text, size_t length)
	__attribute__((returns_nonnull));
char *arena_printf(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3), returns_nonnull));

#endif
