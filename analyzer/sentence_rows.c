/* See sentence_rows.h. */
#include "sentence_rows.h"

#include "forms/alloc.h"

#define POINTS "điểm\u00a0%"

/* Heads and what is said of them, joined by "; ". Places: see the functions below. */
static const char *const rows[][LANGUAGE_COUNT] = {
	[SAY_NOBODY] = {"Chưa có câu trả lời nào để tính kết quả",
			"There are no answers yet to make a result of"},
	[SAY_FEW] = {"Mới có {0}, ít hơn {1}: chưa đủ để công bố kết quả",
		     "Only {0}, fewer than {1}: too few to publish a result"},
	[SAY_COMPLEMENT] =
		{"Không công bố kết quả này, để từ đó không suy ngược được kết "
		 "quả của một nhóm quá ít phiếu",
		 "This result is not published, so that the result of a group "
		 "of too few can't be worked out from it"},
	[SAY_BROKEN] =
		{"Không quy đổi được về các đơn vị hiện nay nên không có kết quả",
		 "It can't be re-based to today's units, so there is no result"},
	[SAY_FIGURE] = {"{0} {1} (KTC {2}: {3}), tính từ {4}",
			"{0} {1} ({2} CI {3}), from {4}"},
	[SAY_FIGURE_ALONE] =
		{"{0} {1}, tính từ {4}; số liệu chưa cho phép tính khoảng tin "
		 "cậy",
		 "{0} {1}, from {4}; they do not allow an interval"},
	[SAY_FIGURE_OPEN] =
		{"{0} {1} trong {4} do người dân tự gửi (nếu coi đó là mẫu "
		 "ngẫu nhiên thì KTC {2}: {3})",
		 "{0} {1} among {4} of people who came by themselves (were they "
		 "a random sample, {2} CI {3})"},
	[SAY_FIGURE_OPEN_ALONE] =
		{"{0} {1} trong {4} do người dân tự gửi",
		 "{0} {1} among {4} of people who came by themselves"},
	[SAY_TARGET_MET] = {"đã đạt mục tiêu {5}", "the target of {5} is met"},
	[SAY_TARGET_MISSED] = {"chưa đạt mục tiêu {5}", "the target of {5} is not met"},
	[SAY_TARGET_UNSURE] =
		{"chưa đủ căn cứ để nói đã đạt hay chưa đạt mục tiêu {5}",
		 "these responses cannot tell whether the target of {5} is "
		 "met"},
	[SAY_TARGET_OPEN] =
		{"không ai được chọn mẫu nên không thể so với mục tiêu {5}",
		 "nobody was drawn in a sample, so it can't be held against the "
		 "target of {5}"},
	[SAY_TARGET_NO_INTERVAL] = {", nên chưa thể so với mục tiêu {5}",
				    ", so it can't be held against the target of {5}"},
	[SAY_TARGET_NONE] = {"đợt khảo sát này không đặt mục tiêu",
			     "this round has no target"},
	[SAY_NOT_SAID] =
		{"Không so sánh được với đợt {0}: hai đợt không được khai báo là "
		 "so sánh được với nhau",
		 "Not comparable with round {0}: the rounds were not declared "
		 "comparable"},
	[SAY_NOT_METHOD] =
		{"Không so sánh được với đợt {0}: hai đợt dùng hai phương pháp "
		 "khác nhau",
		 "Not comparable with round {0}: the rounds were made by "
		 "different methods"},
	[SAY_NOT_FORM] = {"Không so sánh được với đợt {0}: hai đợt dùng hai bộ câu hỏi "
			  "khác nhau",
			  "Not comparable with round {0}: the rounds asked different "
			  "questions"},
	[SAY_NOT_OTHER] =
		{"Không so sánh được với đợt {0}: đợt này được khai báo so sánh "
		 "với đợt khác",
		 "Not comparable with round {0}: another round was declared "
		 "comparable"},
	[SAY_NO_BASE] =
		{"Không có đủ kết quả được công bố để so sánh với đợt {0}",
		 "There are no two published results to compare with round {0}"},
	[SAY_CHANGE] = {"So với đợt {0}: {1} " POINTS " (KTC {2}: từ {3} đến {4})",
			"Since round {0}: {1} points ({2} CI {3} to {4})"},
	[SAY_CHANGE_ALONE] = {"So với đợt {0}: {1} " POINTS,
			      "Since round {0}: {1} points"},
	[SAY_DOWN] = {"giảm có ý nghĩa thống kê", "a significant decrease"},
	[SAY_STILL] = {"không khác biệt có ý nghĩa thống kê",
		       "no significant difference"},
	[SAY_UP] = {"tăng có ý nghĩa thống kê", "a significant increase"},
	[SAY_STILL_AMONG] =
		{"không khác biệt có ý nghĩa thống kê, vì đã so sánh nhiều kết "
		 "quả cùng lúc",
		 "no significant difference, as many were compared at once"},
	[SAY_UNTESTED] = {"số liệu chưa cho phép kiểm định khác biệt",
			  "the data do not allow a test of the difference"},
	[SAY_GAP] = {"{5} so với {6}: {1} " POINTS " (KTC {2}: từ {3} đến {4})",
		     "{5} against {6}: {1} points ({2} CI {3} to {4})"},
	[SAY_GAP_ALONE] = {"{5} so với {6}: {1} " POINTS,
			   "{5} against {6}: {1} points"},
	[SAY_GAP_UNTOLD] =
		{"{5} so với {6}: không có đủ kết quả được công bố để so sánh",
		 "{5} against {6}: there are no two published results to "
		 "compare"},
	[SAY_LOWER] = {"thấp hơn có ý nghĩa thống kê", "significantly lower"},
	[SAY_HIGHER] = {"cao hơn có ý nghĩa thống kê", "significantly higher"},
	[SAY_GROUPS_UNTOLD] = {"Không có đủ kết quả được công bố để so sánh các nhóm",
			       "There are no two published results to compare groups"},
	[SAY_GROUPS_PAIR] =
		{"Hai nhóm không khác biệt có ý nghĩa thống kê",
		 "There is no significant difference between the two groups"},
	[SAY_GROUPS_ALIKE] =
		{"Không khác biệt có ý nghĩa thống kê giữa các nhóm",
		 "There are no significant differences between the groups"},
	[SAY_GROUPS_ALIKE_BY] =
		{"Không khác biệt có ý nghĩa thống kê giữa các nhóm theo: "
		 "{0}",
		 "There are no significant differences between groups by: "
		 "{0}"},
	[SAY_GROUPS_DIFFER] =
		{"{7} trong {8} cặp nhóm khác biệt có ý nghĩa thống kê, rõ "
		 "nhất là ",
		 "Pairs of groups that differ significantly: {7} of {8}, most "
		 "clearly "},
	[SAY_MOVED_NONE] =
		{"So với đợt {0}, không nội dung nào thay đổi có ý nghĩa thống "
		 "kê",
		 "Since round {0} no part has changed significantly"},
	[SAY_MOVED_SOME] =
		{"So với đợt {0}, {1} trong {2} nội dung thay đổi có ý nghĩa "
		 "thống kê",
		 "Significantly changed since round {0}: {1} of {2} parts"},
	[SAY_MOVED_REST] = {"các nội dung còn lại không khác biệt có ý nghĩa thống kê",
			    "the others show no significant difference"},
	[SAY_MOVED_ALL] =
		{"So với đợt {0}, cả {2} nội dung đều thay đổi có ý nghĩa thống "
		 "kê",
		 "Since round {0} all {2} parts have changed significantly"},
	[SAY_MOVED_INDEX_STILL] =
		{"bản thân chỉ số không khác biệt có ý nghĩa thống kê",
		 "the index itself shows no significant "
		 "difference"},
	[SAY_MOVED_PARTS] = {", đóng góp {3} trong {4} " POINTS " thay đổi của chỉ số",
			     ", which account for {3} of the index's {4} points"},
	[SAY_MOVED_TOGETHER] = {"thay đổi {4} " POINTS
				" của chỉ số không quy được cho riêng nội dung nào",
				"the index's {4} points can't be laid to any one of "
				"them"},
	[SAY_RANK] =
		{"Hạng {0} trong {3}; xét sai số, hạng thật nằm trong khoảng từ {1} "
		 "đến {2}",
		 "Rank {0} of {3}; given the errors, the true rank lies between {1} "
		 "and {2}"},
	[SAY_RANK_SURE] = {"Hạng {0} trong {3}, kể cả khi xét sai số",
			   "Rank {0} of {3}, also given the errors"},
	[SAY_RANK_ANY] = {"Hạng {0} trong {3}; xét sai số, có thể là bất kỳ hạng nào",
			  "Rank {0} of {3}; given the errors, it may be any"},
	[SAY_RANKS_UP] = {"tăng {6} bậc so với đợt {4} (khi đó hạng {5})",
			  "up {6} from round {4} (rank {5} then)"},
	[SAY_RANKS_DOWN] = {"giảm {6} bậc so với đợt {4} (khi đó hạng {5})",
			    "down {6} from round {4} (rank {5} then)"},
	[SAY_RANKS_STILL] =
		{"chưa đủ căn cứ để nói thứ hạng đã thay đổi so với đợt {4} "
		 "(khi đó hạng {5})",
		 "whether the rank has changed since round {4} (rank {5} then) "
		 "can't be told"},
	[SAY_RANKS_OTHERS] = {"không so được với hạng {5} trong {7} của đợt {4}",
			      "it can't be held against rank {5} of {7} in round {4}"},
};
_Static_assert(ARRAY_SIZE(rows) == SAY_COUNT, "a row for each case");

static const char *const subjects[][LANGUAGE_COUNT] = {
	[SUBJECT_SATISFIED] = {"Tỷ lệ hài lòng", "Satisfied:"},
	[SUBJECT_MEAN5] = {"Điểm trung bình (so với điểm cao nhất)",
			   "Mean mark (over the highest mark):"},
	[SUBJECT_ALL] = {"Tỷ lệ người hài lòng với mọi nội dung đã trả lời",
			 "Satisfied with everything they answered:"},
};
_Static_assert(ARRAY_SIZE(subjects) == SUBJECT_COUNT, "a row for each subject");

static const char *const briefs[][3][LANGUAGE_COUNT] = {
	[BRIEF_CHANGE] = {{"giảm", "down"}, {"chưa rõ", "not clear"}, {"tăng", "up"}},
	[BRIEF_GAP] = {{"thấp hơn", "lower"},
		       {"chưa rõ", "not clear"},
		       {"cao hơn", "higher"}},
};
_Static_assert(ARRAY_SIZE(briefs) == BRIEF_COUNT, "a row for each kind");

const char *sentence_row(enum sentence_row row, enum language language)
{
	return rows[row][language];
}

const char *sentence_subject(enum sentence_subject subject, enum language language)
{
	return subjects[subject][language];
}

const char *sentence_brief(enum sentence_brief kind, int sign, enum language language)
{
	return briefs[kind][sign + 1][language];
}
