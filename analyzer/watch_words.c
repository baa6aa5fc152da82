/* See watch_words.h. */
#include "watch_words.h"

#include "phrases.h"

#include "forms/alloc.h"

static const char *const says[][LANGUAGE_COUNT] = {
	[WATCH_TITLE] = {"Theo dõi trực tiếp", "Live watch"},
	[WATCH_MADE] = {"Số liệu lúc {0}.", "Figures as of {0}."},
	[WATCH_RELOADS] = {"Trang tự tải lại sau mỗi {0} giây.",
			   "The page reloads itself every {0} seconds."},
	[WATCH_SUMMARY] = {"{1} phiếu, {0} đơn vị.", "Responses: {1}. Units: {0}."},
	[WATCH_ALARMS] = {"Đơn vị có báo động: <b>{0}</b>.",
			  "Units with an alarm: <b>{0}</b>."},
	[WATCH_NOBODY] = {"Chưa có phiếu trả lời nào.", "No responses yet."},
	[WATCH_MEAN] = {"Mức hài lòng", "Satisfaction"},
	[WATCH_LAST] = {"Phiếu gần nhất", "Last response"},
	[WATCH_LAST_ON] = {"{0} phiếu, phiếu gần nhất nhận ngày {1}.",
			   "{0} responses, the last one received on {1}."},
	[WATCH_COMPARED] = {"So với trước đây", "Against its past"},
	[WATCH_TIME] = {"Diễn biến theo số phiếu", "How it went, response by response"},
	[WATCH_DAY] = {"Ngày nhận", "Received"},
	[WATCH_NTH] = {"Số phiếu", "Responses"},
	[WATCH_FEW] = {"Chưa đủ {0} phiếu nên chưa công bố số liệu.",
		       "Fewer than {0} responses: no figures yet."},
	[WATCH_NEWER] = {"{0} phiếu mới nhận sẽ được tính khi đủ {1} phiếu.",
			 "{0} newer responses will count once there are {1} of them."},
	[WATCH_INTERVAL] =
		{"Khoảng tin cậy {1}: <b class=\"w\">{0}</b>. Khoảng này đúng "
		 "dù Ông/Bà xem bao nhiêu lần.",
		 "{1} interval: <b class=\"w\">{0}</b>. It stays valid however "
		 "often you look."},
	[WATCH_ALARM] =
		{"Báo động từ ngày {0} (phiếu thứ {1}): thấp hơn mức trước đây, "
		 "{2}.",
		 "Alarm since {0} (response {1}): below its past of {2}."},
	[WATCH_ALARM_WEAKER] = {"Báo động từ ngày {0} (phiếu thứ {1}): đã thấp hơn mức "
				"trước đây, {2}; "
				"các phiếu sau đó tốt lên.",
				"Alarm since {0} (response {1}): fell below its past "
				"of {2}; responses "
				"have been better since."},
	[WATCH_NO_ALARM] = {"Không báo động: chưa đủ bằng chứng là thấp hơn mức trước "
			    "đây, {0}.",
			    "No alarm: not enough evidence of being below its past of "
			    "{0}."},
	[WATCH_NO_PAST] = {"Không có mức trước đây để so.", "No past to compare with."},
	[WATCH_PAST_DIFFERS] = {"Không so với đợt trước, vì một đợt hỏi theo mẫu được "
				"chọn, đợt kia do "
				"người dân tự gửi.",
				"Not compared with the earlier round: one asked a "
				"drawn sample, in the "
				"other people came by themselves."},
	[WATCH_DRAWN] =
		{"Chấm tròn là mức hài lòng đến nay; vạch ngang là khoảng tin "
		 "cậy.",
		 "The dot is the satisfaction so far; the bar is its interval."},
	[WATCH_CHART] = {"Đường đậm là trung bình cộng dồn, dải màu là khoảng tin cậy.",
			 "The line is the mean so far, the band its interval."},
	[WATCH_CHART_PAST] = {"Đường đứt là mức trước đây.",
			      "The dashed line is the past."},
	[WATCH_CHART_ALARM] = {"Vạch đứng màu đỏ là lúc báo động.",
			       "The upright red line is where the alarm was raised."},
	[WATCH_CHART_LABEL] =
		{"Mức hài lòng qua {0} phiếu: nay {1}, khoảng {2}",
		 "Satisfaction over {0} responses: now {1}, interval {2}"},
	[WATCH_HOW] = {"Cách đọc", "How to read this"},
	[WATCH_HOW_MEAN] =
		{"Mỗi người trả lời có một tỷ lệ: số nội dung của chỉ số mà người đó "
		 "hài "
		 "lòng trên số nội dung đã trả lời. Con số ở đây là trung bình của các "
		 "tỷ lệ ấy.",
		 "Each respondent has a share: of the items of the index that they "
		 "answered, those they are satisfied with. The figure is the mean of "
		 "these shares."},
	[WATCH_HOW_INTERVAL] =
		{"Khoảng tin cậy {0} ở đây đúng dù Ông/Bà xem bao nhiêu lần và dừng "
		 "lại "
		 "lúc nào, cho riêng từng đơn vị. Vì thế nó rộng hơn khoảng trong báo "
		 "cáo cuối đợt.",
		 "These {0} intervals stay valid however often you look and whenever "
		 "you "
		 "stop, for each unit by itself. That is why they are wider than those "
		 "of the final report."},
	[WATCH_HOW_ASSUMES] =
		{"Nếu mức hài lòng thay đổi trong đợt, khoảng này nói về mức bình quân "
		 "từ đầu đợt đến nay. Nếu phiếu đến theo từng nhóm giống nhau, như cả "
		 "một thôn, thì khoảng thực tế rộng hơn.",
		 "If the level changes during the round, the interval speaks of its "
		 "mean so far. Where responses come in groups that are alike, such as "
		 "a "
		 "whole village, the true interval is wider."},
	[WATCH_HOW_STEPS] =
		{"Số liệu được cập nhật mỗi khi thêm đủ {0} phiếu, để không ai suy ra "
		 "được câu trả lời của một người.",
		 "Figures move on by {0} responses at a time, so that nobody's answers "
		 "can be worked out."},
	[WATCH_HOW_PAST] =
		{"Mức trước đây là cận dưới (độ tin cậy {1}) của chính đơn vị đó trong "
		 "đợt {0}. Khi đơn vị không kém đi, trung bình phải qua ít nhất {2} "
		 "phiếu của đơn vị mới có một báo động sai.",
		 "The past is the lower bound ({1} confidence) of the same unit in "
		 "round "
		 "{0}. While a unit has not become worse, it takes at least {2} of its "
		 "responses, on average, until a false alarm."},
	[WATCH_HOW_FALSE] =
		{"Với {0} phiếu đã tính của tất cả đơn vị, bình quân có thể có tới {1} "
		 "báo động sai; hãy tìm hiểu tại chỗ trước khi kết luận.",
		 "With {0} responses counted of all units, so many false alarms are "
		 "to be expected at most: {1}. Look into it before you conclude."},
	[WATCH_HOW_DESIGN] =
		{"Quyền số và thiết kế mẫu không được dùng ở đây; báo cáo cuối đợt mới "
		 "dùng.",
		 "Weights and the sampling design are not used here; the final report "
		 "does."},
	[WATCH_ALL_UNITS] = {"Tất cả đơn vị", "All units"},
};
_Static_assert(ARRAY_SIZE(says) == WATCH_SAY_COUNT, "a row for each sentence");

const char *watch_text(enum watch_say say, enum language language)
{
	return says[say][language];
}

void watch_say(FILE *out, enum watch_say say, enum language language,
	       const char *const *args)
{
	phrase_fill(out, says[say][language], args);
}
