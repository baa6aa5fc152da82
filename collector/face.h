/*
 * The faces beside the levels of a scale. What tells them apart is the mouth, never a
 * colour, and the words stand beside each; who hears the page hears the words only.
 */
#ifndef HAILONG_COLLECTOR_FACE_H
#define HAILONG_COLLECTOR_FACE_H

#include "forms/form.h"

#include <stdio.h>

/*
 * Which face (1 sad to 5 glad) stands for a choice: five levels have one each; of three,
 * those that do not count as satisfied begin with the sad one, the others with the
 * smile. 0: none; other scales have no faces.
 */
unsigned face_of(const struct choice_list *list, unsigned choice);

/* The drawings, once in a page, where any list of the form has faces. */
void face_html_all(FILE *out, const struct form *form);

/* One of them; nothing for 0. */
void face_html(FILE *out, unsigned face);

#endif
