/* What a definition says about reports: points with their classes, and the question about
 * results on the promised date. */
#include "loader.h"

#include <string.h>

/* As printed: 15 of 18 points may be 14.999999999999998 of a computed mean. */
static const double slack = 1e-9;

static bool read_number(struct loader *l, struct json_object *object, const char *key,
			double *number)
{
	struct json_object *value;

	if (!json_object_object_get_ex(object, key, &value))
		return load_fail(l, "missing key", key);
	if (!json_object_is_type(value, json_type_int) &&
	    !json_object_is_type(value, json_type_double))
		return load_fail(l, "wrong type of", key);
	*number = json_object_get_double(value);
	return true;
}

static bool read_grade(struct loader *l, struct json_object *object)
{
	static const char *const known[] = {"from", "label", NULL};
	struct points *points = &l->form->points;
	struct grade *grade = &points->grades[points->ngrades];
	double below = points->ngrades ? grade[-1].from : points->out_of;

	load_at(l, "points classes[%u]", points->ngrades);
	if (!json_object_is_type(object, json_type_object))
		return load_fail(l, "not an object", NULL);
	if (!load_keys_known(l, object, known) ||
	    !read_number(l, object, "from", &grade->from) ||
	    !load_label(l, object, "label", true, &grade->label))
		return false;
	points->ngrades++;
	return (grade->from >= 0 && grade->from < below) ||
	       load_fail(l, "classes go down from below out_of to 0", NULL);
}

static bool read_grades(struct loader *l, struct json_object *classes)
{
	struct points *points = &l->form->points;
	size_t count = json_object_array_length(classes);

	if (count < 1 || count > FORM_GRADES_MAX)
		return load_fail(l, "there are 1 to 20 classes", NULL);
	points->grades = arena_alloc(l->arena, count, sizeof(*points->grades));
	for (size_t i = 0; i < count; i++)
		if (!read_grade(l, json_object_array_get_idx(classes, i)))
			return false;
	return points->grades[count - 1].from == 0 ||
	       load_fail(l, "the last class begins at 0", NULL);
}

bool load_points(struct loader *l, struct json_object *root)
{
	static const char *const known[] = {"out_of", "classes", NULL};
	struct json_object *object, *classes;
	struct form *form = l->form;

	load_at(l, "points");
	if (!load_member(l, root, "points", json_type_object, false, &object))
		return false;
	if (!object)
		return true;
	if (form->index < 0)
		return load_fail(l, "points are those of an index, and there is none",
				 NULL);
	if (!load_keys_known(l, object, known) ||
	    !read_number(l, object, "out_of", &form->points.out_of) ||
	    !load_member(l, object, "classes", json_type_array, true, &classes))
		return false;
	if (!(form->points.out_of > 0 && form->points.out_of <= 1e6))
		return load_fail(l, "out_of must be above 0", NULL);
	return read_grades(l, classes);
}

const struct grade *form_grade(const struct form *form, double points)
{
	const struct points *scale = &form->points;

	for (unsigned i = 0; i < scale->ngrades; i++)
		if (points >= scale->grades[i].from - slack)
			return &scale->grades[i];
	return NULL;
}

bool load_on_time(struct loader *l, struct json_object *root)
{
	struct json_object *settings;
	const char *name;
	struct form *form = l->form;

	load_at(l, "settings");
	form->on_time = -1;
	if (!load_member(l, root, "settings", json_type_object, true, &settings) ||
	    !load_string(l, settings, "on_time", false, &name))
		return false;
	if (!name)
		return true;
	form->on_time = form_item(form, name);
	if (form->on_time < 0)
		return load_fail(l, "on_time names no question:", name);
	const struct item *item = &form->items[form->on_time];
	return (item->type == ITEM_SELECT_ONE && item->list->is_scale) ||
	       load_fail(l, "on_time must be a question on a scale:", name);
}
