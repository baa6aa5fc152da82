/*
 * Which questions follow an answer that stands, while all others are open: what a page can
 * say before anything more is answered. relevant's truth is then one of three; what is
 * surely not asked counts as unanswered for what comes later.
 */
#ifndef HAILONG_FORMS_FOLLOW_H
#define HAILONG_FORMS_FOLLOW_H

#include "answer.h"
#include "expr.h"

/* Is the item asked for certain, perhaps, or not? Lives as long as the arena, one of each
 * item; the given one and those that are hidden are not. */
enum truth *follow(const struct answers *answers, struct arena *arena, unsigned given)
	__attribute__((warn_unused_result));

#endif
