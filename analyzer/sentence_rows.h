/*
 * The sentences, row by row, in Vietnamese and English: heads, and what is said of them.
 * sentence.c puts them together and fills their places {0} … {8}: joined by "; ", or by
 * nothing where a row begins with a comma.
 */
#ifndef HAILONG_ANALYZER_SENTENCE_ROWS_H
#define HAILONG_ANALYZER_SENTENCE_ROWS_H

#include "sentence.h"

enum sentence_row {
	SAY_NOBODY,
	SAY_FEW,
	SAY_COMPLEMENT,
	SAY_BROKEN,
	SAY_FIGURE,
	SAY_FIGURE_ALONE,
	SAY_FIGURE_OPEN,
	SAY_FIGURE_OPEN_ALONE,
	SAY_TARGET_MET,
	SAY_TARGET_MISSED,
	SAY_TARGET_UNSURE,
	SAY_TARGET_OPEN,
	SAY_TARGET_NO_INTERVAL,
	SAY_TARGET_NONE,
	SAY_NOT_SAID,
	SAY_NOT_METHOD,
	SAY_NOT_FORM,
	SAY_NOT_OTHER,
	SAY_NO_BASE,
	SAY_CHANGE,
	SAY_CHANGE_ALONE,
	SAY_DOWN,
	SAY_STILL,
	SAY_UP,
	SAY_STILL_AMONG,
	SAY_UNTESTED,
	SAY_GAP,
	SAY_GAP_ALONE,
	SAY_GAP_UNTOLD,
	SAY_LOWER,
	SAY_HIGHER,
	SAY_GROUPS_UNTOLD,
	SAY_GROUPS_PAIR,
	SAY_GROUPS_ALIKE,
	SAY_GROUPS_ALIKE_BY,
	SAY_GROUPS_DIFFER,
	SAY_MOVED_NONE,
	SAY_MOVED_SOME,
	SAY_MOVED_REST,
	SAY_MOVED_ALL,
	SAY_MOVED_INDEX_STILL,
	SAY_MOVED_PARTS,
	SAY_MOVED_TOGETHER,
	SAY_RANK,
	SAY_RANK_SURE,
	SAY_RANK_ANY,
	SAY_RANKS_UP,
	SAY_RANKS_DOWN,
	SAY_RANKS_STILL,
	SAY_RANKS_OTHERS,
	SAY_COUNT
};

const char *sentence_row(enum sentence_row row, enum language language);
const char *sentence_subject(enum sentence_subject subject, enum language language);

#endif
