/* The sentences; they must tell a person what to do, not what the program thinks. */
#include "rule.h"

#include "alloc.h"

#include <string.h>

static const struct {
	const char *code, *vi, *en;
} rules[] = {
	[RULE_KEPT] = {"", "", ""},
	[RULE_LEVEL] = {"level", "Không phải là một mức của thang đo.",
			"Not a level of the scale."},
	[RULE_CHOICE] = {"choice", "Không có trong danh sách lựa chọn.",
			 "Not one of the choices."},
	[RULE_INTEGER] = {"integer", "Cần nhập một số nguyên.",
			  "A whole number is needed."},
	[RULE_DECIMAL] = {"decimal", "Cần nhập một con số.", "A number is needed."},
	[RULE_NA] = {"na", "Câu này không có lựa chọn “không sử dụng / không biết”.",
		     "This question has no “not used / don't know”."},
	[RULE_LENGTH] = {"length", "Nội dung quá dài (tối đa 4.000 ký tự).",
			 "Too long (at most 4,000 characters)."},
	[RULE_UTF8] = {"utf8", "Chữ không đúng mã UTF-8.", "The text is not UTF-8."},
	[RULE_CONSTRAINT] = {"constraint", "Giá trị nằm ngoài phạm vi cho phép.",
			     "The value is outside what the question allows."},
	[RULE_REQUIRED] = {"required", "Vui lòng trả lời câu này.",
			   "Please answer this question."},
	[RULE_RELEVANT] =
		{"relevant",
		 "Theo các câu trả lời trước, câu này không dành cho người trả lời.",
		 "Earlier answers say this question was not asked."},
	[RULE_EMPTY] = {"empty", "Vui lòng trả lời ít nhất một câu.",
			"Please answer at least one question."},
	[RULE_CODE] = {"code", "Mã chỉ gồm 1–40 chữ cái không dấu, chữ số và . _ -",
		       "A code is 1 to 40 of A-Z a-z 0-9 . _ -"},
	[RULE_TIMESTAMP] = {"timestamp",
			    "Cần thời điểm dạng 2026-03-01T08:30 (ISO 8601).",
			    "A time like 2026-03-01T08:30 (ISO 8601) is needed."},
	[RULE_NUMBER] = {"number", "Cần một số không âm.",
			 "A number that is not negative is needed."},
	[RULE_CHANNEL] = {"channel",
			  "Kênh phải là một trong: web kiosk ticket interview phone "
			  "post paper box hotline.",
			  "One of web kiosk ticket interview phone post paper box "
			  "hotline."},
	[RULE_SELECTION] = {"selection", "Chỉ nhận sample hoặc open.",
			    "Either sample or open."},
	[RULE_ROUND] = {"round", "Dòng này thuộc một đợt lấy ý kiến khác.",
			"The row belongs to another round."},
	[RULE_UNIT] = {"unit", "Mã cơ quan không có trong danh mục.",
		       "The unit is not in the catalogue."},
	[RULE_SERVICE] = {"service", "Mã dịch vụ không có trong danh mục.",
			  "The service is not in the catalogue."},
	[RULE_UUID] = {"uuid", "Cần một mã UUID (36 ký tự).",
		       "A UUID (36 characters) is needed."},
	[RULE_UNKNOWN_ITEM] = {"unknown-item", "Phiếu không có câu hỏi này.",
			       "The form has no such item."},
	[RULE_TICKET] = {"ticket",
			 "Vé không dùng được cho đợt, cơ quan và dịch vụ này.",
			 "No ticket for this round, unit and service."},
	[RULE_TICKET_OVER] = {"ticket-expired", "Vé đã hết hạn.",
			      "The ticket has expired."},
	[RULE_COLUMNS] = {"columns", "Số ô của dòng khác với dòng tiêu đề.",
			  "The row has more or fewer cells than the header."},
	[RULE_QUOTE] = {"quote", "Dấu ngoặc kép mở ra mà không đóng, hoặc đặt sai chỗ.",
			"A quote is not closed, or stands in the wrong place."},
	[RULE_LINE_LENGTH] = {"line-length", "Dòng quá dài.", "The line is too long."},
	[RULE_ID_UNIT] = {"id-unit", "Mã phiếu này đã dùng cho một cơ quan khác.",
			  "The response_id stands for another unit already."},
	[RULE_ID_CONTENT] = {"id-content",
			     "Mã phiếu này đã có với nội dung khác; phiếu cũ được giữ.",
			     "The response_id is kept with other content already; the "
			     "first one stands."},
};
_Static_assert(ARRAY_SIZE(rules) == RULE_COUNT, "a row per rule");

const char *rule_code(enum rule rule)
{
	return rules[rule].code;
}

const char *rule_text(enum rule rule, const char *language)
{
	return strcmp(language, "vi") == 0 ? rules[rule].vi : rules[rule].en;
}
