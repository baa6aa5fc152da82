/* verify: whether what the database holds of a round is whole and consistent. */
#include "commands_rank.h"
#include "grid.h"
#include "verify.h"

#include "forms/text.h"

#include <string.h>

enum {
	COLUMN_CHECK,
	COLUMN_EXAMINED,
	COLUMN_WRONG,
	COLUMN_RESULT,
	COLUMN_FIRST,
	COLUMN_COUNT
};

static const struct grid_column columns[COLUMN_COUNT] = {
	[COLUMN_CHECK] = {"check", {"Kiểm tra", "Check"}, GRID_TEXT, 0, false},
	[COLUMN_EXAMINED] = {"examined", {"Đã xét", "Examined"}, GRID_COUNT, 0, false},
	[COLUMN_WRONG] = {"wrong", {"Sai", "Wrong"}, GRID_COUNT, 0, false},
	[COLUMN_RESULT] = {"result", {"Kết quả", "Result"}, GRID_TEXT, 0, false},
	[COLUMN_FIRST] = {"first", {"Ví dụ", "Such as"}, GRID_TEXT, 0, false},
};

static const char *const sentences[CHECK_COUNT][LANGUAGE_COUNT] = {
	[CHECK_FORM_ITEMS] = {"Vị trí các câu hỏi đúng như mẫu phiếu",
			      "Items are laid out as the form says"},
	[CHECK_ANSWERS] = {"Câu trả lời khớp với mẫu phiếu",
			   "Answers fit their form byte by byte"},
	[CHECK_UPLOADS] = {"Mỗi tệp tải lên đủ số phiếu đã nhận",
			   "Uploads have all responses they brought"},
	[CHECK_WITHDRAWALS] = {"Phiếu đã rút không còn",
			       "Withdrawn responses are gone"},
	[CHECK_COMMENTS] = {"Mỗi ý kiến có phiếu của nó",
			    "Comments have their responses"},
	[CHECK_IDS] = {"Mỗi mã phiếu chỉ có một phiếu", "Ids stand for one response"},
	[CHECK_TALLIES] = {"Hai cách đếm cho cùng kết quả",
			   "Two ways of counting agree"},
};

static const char *const results[2][LANGUAGE_COUNT] = {{"đúng", "ok"},
						       {"KHÔNG ĐÚNG", "WRONG"}};

struct verifier {
	enum output_format format;
	enum language language;
	struct db *db;
	struct arena *arena;
	struct round round;
	struct form *form;
	struct verify_finding findings[CHECK_COUNT];
};

static size_t count_failed(const struct verifier *v)
{
	size_t failed = 0;

	for (int i = 0; i < CHECK_COUNT; i++)
		failed += v->findings[i].wrong > 0;
	return failed;
}

static void put_row(const struct verifier *v, struct grid *grid, int check)
{
	const struct verify_finding *finding = &v->findings[check];
	bool wrong = finding->wrong;

	grid_row(grid);
	grid_text(grid, COLUMN_CHECK, verify_name((enum verify_check)check));
	grid_show(grid, COLUMN_CHECK, sentences[check][v->language]);
	grid_number(grid, COLUMN_EXAMINED, (double)finding->examined);
	grid_number(grid, COLUMN_WRONG, (double)finding->wrong);
	grid_text(grid, COLUMN_RESULT, wrong ? "wrong" : "ok");
	grid_show(grid, COLUMN_RESULT, results[wrong][v->language]);
	if (finding->first)
		grid_text(grid, COLUMN_FIRST, finding->first);
}

static void print(const struct verifier *v)
{
	struct grid *grid = grid_new(columns, COLUMN_COUNT);

	for (int i = 0; i < CHECK_COUNT; i++)
		put_row(v, grid, i);
	if (v->format == OUTPUT_JSON) {
		fputs("{\"round\": ", stdout);
		json_text(stdout, v->round.code);
		fputs(", \"form\": ", stdout);
		json_text(stdout, v->form->code);
		printf(", \"version\": %d, \"ok\": %s, \"checks\": ", v->form->version,
		       count_failed(v) ? "false" : "true");
	}
	grid_write(grid, stdout, v->format, v->language);
	if (v->format == OUTPUT_JSON)
		puts("}");
	grid_free(grid);
}

static bool look(struct verifier *v, const struct invocation *call, struct error *err)
{
	if (!(v->db = db_open(option_value(call, "db"), DB_ANALYZER, err)) ||
	    !round_find(v->db, v->arena, option_value(call, "round"), &v->round, err))
		return false;
	v->form = form_find(v->db, v->round.form, v->round.form_version, err);
	return v->form &&
	       verify_round(v->db, &v->round, v->form, v->arena, v->findings, err);
}

enum exit_code command_verify(const struct invocation *call, struct error *err)
{
	struct verifier v = {.format = OUTPUT_TABLE};
	enum exit_code code = EXIT_FAILED;

	if (!option_value(call, "round"))
		return usage_error(err, "verify needs --round CODE");
	if (!option_output(call, &v.format, &v.language, err))
		return EXIT_USAGE;
	v.arena = arena_new();
	if (look(&v, call, err)) {
		print(&v);
		size_t failed = count_failed(&v);
		if (failed)
			error_set(err, ERROR_CONFLICT,
				  "round %s: %zu of %d checks found something wrong",
				  v.round.code, failed, CHECK_COUNT);
		else
			code = EXIT_DONE;
	}
	form_free(v.form);
	db_close(v.db);
	arena_free(v.arena);
	return code;
}
