/* See ui.h. The words are for a grandmother with a cheap phone: short, polite, plain. */
#include "ui.h"

#include "forms/alloc.h"

#include <string.h>

static const struct {
	const char *vi, *en;
} texts[] = {
	[UI_PRODUCT] = {"Hài Lòng", "Hài Lòng"},
	[UI_HOME_TITLE] = {"Đánh giá dịch vụ công", "Rate a public service"},
	[UI_HOME_LEAD] = {"Ý kiến của Ông/Bà giúp cơ quan nhà nước phục vụ tốt hơn. "
			  "Không cần ghi tên, không cần đăng nhập.",
			  "Your view helps public offices serve better. No name, no "
			  "login."},
	[UI_HOME_NO_ROUND] = {"Hiện không có đợt lấy ý kiến nào đang mở.",
			      "No survey is open at the moment."},
	[UI_HOME_TICKET] = {"Nếu Ông/Bà được phát vé mời, xin quét mã QR in trên vé.",
			    "If you were given a ticket, please scan the QR code "
			    "printed on it."},
	[UI_REPORT_TITLE] = {"Báo cáo", "Report"},
	[UI_REPORT_DENIED] = {"Cần mã truy cập của lãnh đạo để xem báo cáo này.",
			      "A leader's access token is needed to see this report."},
	[UI_HOME_SEARCH_UNIT] = {"Tìm cơ quan theo tên hoặc mã",
				 "Find the office by name or code"},
	[UI_HOME_SEARCH_SERVICE] = {"Tìm dịch vụ, thủ tục theo tên hoặc mã",
				    "Find the service by name or code"},
	[UI_HOME_SEARCH] = {"Tìm", "Find"},
	[UI_HOME_NOTHING_FOUND] = {"Không tìm thấy. Xin Ông/Bà thử từ khác.",
				   "Nothing found. Please try another word."},
	[UI_HOME_WITHOUT_UNIT] = {"Không thuộc cơ quan nào trong danh sách",
				  "None of the offices listed"},
	[UI_HOME_WITHOUT_SERVICE] = {"Bỏ qua, đánh giá chung cơ quan",
				     "Skip, rate the office as a whole"},
	[UI_HOME_MORE] = {"Còn nữa; Ông/Bà gõ thêm vài chữ để thu hẹp.",
			  "There are more; type a few more letters."},
	[UI_HOME_UNITS] = {"Chọn cơ quan", "Choose the office"},
	[UI_HOME_ALL_UNITS] = {"Tất cả cơ quan", "All offices"},
	[UI_HOME_THIS_UNIT] = {"Đánh giá cơ quan này", "Rate this office"},
	[UI_HOME_OTHER_UNIT] = {"Chọn cơ quan khác", "Choose another office"},
	[UI_HOME_BELOW] = {"đơn vị trực thuộc", "below it"},
	[UI_HOME_TRAIL] = {"Vị trí trong danh sách", "Where you are in the list"},
	[UI_HOME_SERVICES] = {"Chọn dịch vụ", "Choose the service"},
	[UI_HOME_ALL_FIELDS] = {"Tất cả lĩnh vực", "All fields"},
	[UI_HOME_OTHER_FIELD] = {"Lĩnh vực khác", "Other fields"},
	[UI_HOME_FOUND] = {"Tìm thấy", "Found:"},
	[UI_HOME_UNITS_COUNTED] = {"cơ quan", "offices"},
	[UI_HOME_SERVICES_COUNTED] = {"dịch vụ", "services"},
	[UI_HOME_RECENT] = {"Ông/Bà đã chọn gần đây", "Chosen lately"},
	[UI_HOME_FORGET] = {"Xóa danh sách này", "Forget this list"},
	[UI_OTHER_LANGUAGE] = {"English", "Tiếng Việt"},
	[UI_UNIT] = {"Cơ quan", "Office"},
	[UI_SERVICE] = {"Dịch vụ", "Service"},
	[UI_REQUIRED] = {"bắt buộc", "required"},
	[UI_NA] = {"Không sử dụng / không biết", "Not used / don't know"},
	[UI_CHOOSE_MANY] = {"Có thể chọn nhiều ý.", "You may choose several."},
	[UI_IF_ASKED] = {"Chỉ trả lời nếu phù hợp với các câu trên.",
			 "Answer only if it follows from the answers above."},
	[UI_NA_ALONE] =
		{"Đã chọn “Không sử dụng / không biết” thì xin không chọn ý khác.",
		 "With “Not used / don't know” please choose nothing else."},
	[UI_TEXT_MOST] = {"Nhiều nhất 4.000 ký tự.", "At most 4,000 characters."},
	/* for a script, which puts a number in the place of # */
	[UI_TEXT_LEFT] = {"Còn # ký tự.", "# characters left."},
	[UI_NEXT] = {"Tiếp tục", "Continue"},
	[UI_BACK] = {"Quay lại", "Back"},
	[UI_QUESTION] = {"Câu", "Question"},
	[UI_CHECK_TITLE] = {"Xem lại trước khi gửi", "Check before you send"},
	[UI_CHECK_LEAD] =
		{"Phiếu CHƯA gửi. Nếu đúng rồi, Ông/Bà bấm nút “Gửi đánh giá” ở "
		 "cuối trang.",
		 "NOT sent yet. If all is right, press the button “Send” at the "
		 "end of the page."},
	[UI_CHANGE] = {"Sửa", "Change"},
	[UI_ANSWER] = {"Trả lời", "Answer"},
	[UI_NOT_ANSWERED] = {"Chưa trả lời", "Not answered"},
	[UI_SEND] = {"Gửi đánh giá", "Send"},
	[UI_ERROR] = {"Lỗi", "Error"},
	[UI_ERRORS_TITLE] = {"Phiếu chưa gửi được", "Not sent yet"},
	[UI_ERRORS_LEAD] = {"Các câu trả lời vẫn được giữ. Xin Ông/Bà xem lại:",
			    "Your answers are kept. Please look at:"},
	[UI_STEP_ERRORS_TITLE] = {"Chưa sang câu sau được", "There is a problem"},
	[UI_ANONYMOUS] = {"Phiếu ẩn danh: không lưu tên, số điện thoại hay địa chỉ IP "
			  "của Ông/Bà.",
			  "Anonymous: no name, phone number or IP address is kept."},
	[UI_LEAVE_EMPTY] = {"Xin để trống ô này", "Please leave this empty"},
	[UI_OFFLINE_SENDING] = {"Đang gửi…", "Sending…"},
	[UI_OFFLINE_KEPT] =
		{"Đánh giá đã được giữ trong máy này, sẽ tự gửi khi có mạng. Ông/Bà "
		 "có thể đóng trang.",
		 "The rating is kept on this device and will be sent when there is a "
		 "network. You may close the page."},
	[UI_OFFLINE_STAYS] =
		{"Đánh giá đã được giữ trong máy này, sẽ tự gửi khi có mạng nếu trang "
		 "này còn mở, hoặc khi Ông/Bà mở lại trang.",
		 "The rating is kept on this device. It will be sent when there is a "
		 "network and this page is open, or opened again."},
	[UI_OFFLINE_SENT] =
		{"Đánh giá giữ trong máy này đã được gửi. Mã biên nhận của Ông/Bà:",
		 "The rating kept on this device was sent. Your receipt code:"},
	[UI_OFFLINE_REFUSED] = {"Có một đánh giá giữ trong máy này không gửi được.",
				"A rating kept on this device could not be sent."},
	[UI_OFFLINE_LOOK] = {"Xem lý do", "See why"},
	[UI_OFFLINE_DROP] = {"Xoá khỏi máy này", "Remove from this device"},
	[UI_DONE_TITLE] = {"Xin cảm ơn Ông/Bà!", "Thank you!"},
	[UI_DONE_LEAD] = {"Đánh giá đã được lưu. Không ai biết đánh giá này là của ai.",
			  "Your rating is kept. Nobody can tell whose it is."},
	[UI_DONE_RECEIPT] = {"Mã biên nhận của Ông/Bà:", "Your receipt code:"},
	[UI_DONE_KEEP] =
		{"Mã này là cách duy nhất để rút lại đánh giá về sau. Nếu muốn, "
		 "Ông/Bà hãy chụp màn hình hoặc chép lại.",
		 "This code is the only way to withdraw the rating later. Take "
		 "a picture or copy it if you wish."},
	[UI_DONE_WITHDRAW] = {"Rút lại đánh giá", "Withdraw the rating"},
	[UI_DONE_AGAIN] = {"Về trang đầu", "Back to the start"},
	[UI_KIOSK_THANKS] = {"Màn hình sẽ tự trở về sau vài giây.",
			     "The screen returns by itself in a few seconds."},
	[UI_KIOSK_STAY] = {"Giữ lại màn hình", "Keep this screen"},
	[UI_KIOSK_NEXT] = {"Xong", "Finished"},
	[UI_KIOSK_MORE] = {"Thêm thời gian", "More time"},
	[UI_KIOSK_LEFT] =
		{"Màn hình tự trở về sau # giây. Chạm vào màn hình để giữ lại.",
		 "This screen returns in # seconds. Touch it to stay."},
	[UI_KIOSK_KEPT] =
		{"Đánh giá đã được giữ trên máy này và sẽ tự gửi khi có mạng.",
		 "Your rating is kept on this machine and is sent when there "
		 "is a network."},
	[UI_DETAILS_LEAD] = {"Ông/Bà có thể cho biết thêm, nếu muốn.",
			     "If you like, tell us more."},
	[UI_DETAILS_SEND] = {"Gửi thêm", "Send this too"},
	[UI_DETAILS_SKIP] = {"Bỏ qua", "Skip"},
	[UI_DETAILS_LATE] =
		{"Đánh giá của Ông/Bà đã được lưu. Đã quá một giờ nên không "
		 "nhận thêm ý kiến cho đánh giá này.",
		 "Your rating is kept. After an hour nothing can be added "
		 "to it."},
	[UI_DETAILS_AWAY] =
		{"Đánh giá của Ông/Bà được giữ, nhưng phần ý kiến thêm CHƯA được lưu; "
		 "xin gửi lại sau ít phút.",
		 "Your rating is kept, but what you added is NOT yet; please send it "
		 "again in a few minutes."},
	[UI_WITHDRAW_TITLE] = {"Rút lại đánh giá", "Withdraw a rating"},
	[UI_WITHDRAW_LEAD] = {"Nhập mã biên nhận. Câu trả lời và ý kiến sẽ bị xóa hẳn, "
			      "không khôi phục được.",
			      "Enter the receipt code. Answers and comments are erased "
			      "for good."},
	[UI_WITHDRAW_LABEL] = {"Mã biên nhận", "Receipt code"},
	[UI_WITHDRAW_BUTTON] = {"Xóa đánh giá này", "Erase this rating"},
	[UI_WITHDRAW_DONE] = {"Đã xóa đánh giá và ý kiến kèm theo.",
			      "The rating and its comments are erased."},
	[UI_WITHDRAW_NOT_THERE] = {"Không có đánh giá nào mang mã này. Có thể đã được "
				   "xóa trước đó.",
				   "No rating has this code. It may have been erased "
				   "already."},
	[UI_WITHDRAW_SLIP] = {"Mã chưa đúng. Xin Ông/Bà kiểm tra lại từng ký tự.",
			      "The code is not right. Please check each character."},
	[UI_NOT_OPEN_TITLE] = {"Đợt lấy ý kiến không mở", "The survey is not open"},
	[UI_NOT_OPEN] =
		{"Đợt lấy ý kiến này chưa mở hoặc đã kết thúc. Cảm ơn Ông/Bà đã "
		 "quan tâm.",
		 "This survey has not begun or has ended. Thank you for your "
		 "interest."},
	[UI_NOT_FOUND_TITLE] = {"Không tìm thấy trang", "Page not found"},
	[UI_NOTHING_HERE] =
		{"Địa chỉ này không có gì. Ông/Bà kiểm tra lại đường dẫn.",
		 "There is nothing at this address. Please check the link."},
	[UI_CROSS_SITE] =
		{"Phiếu này được gửi từ một trang khác nên không được nhận. "
		 "Xin mở phiếu tại đây rồi gửi lại.",
		 "This was sent from a page of another site and is not taken. "
		 "Please open the form here and send it again."},
	[UI_BAD_REQUEST] =
		{"Dữ liệu trình duyệt gửi lên không đọc được. Xin mở lại trang và "
		 "thử lại.",
		 "The browser sent something unreadable. Please open the page "
		 "again and retry."},
	[UI_TOO_LARGE] = {"Dữ liệu gửi lên lớn hơn mức cho phép.",
			  "What was sent is larger than allowed."},
	[UI_NO_ROUND] = {"Không có đợt lấy ý kiến nào mang mã này. Ông/Bà kiểm tra lại "
			 "đường dẫn hoặc mã QR.",
			 "There is no survey of this code. Please check the link or QR "
			 "code."},
	[UI_UNKNOWN_UNIT] = {"Mã cơ quan trong đường dẫn không có trong danh mục.",
			     "The office code in the link is not in the catalogue."},
	[UI_UNKNOWN_SERVICE] =
		{"Mã dịch vụ trong đường dẫn không có trong danh mục.",
		 "The service code in the link is not in the catalogue."},
	[UI_TAKEN] =
		{"Phiếu này đã được gửi trước đó với nội dung khác. Mở lại trang để "
		 "gửi một phiếu mới.",
		 "This form was sent before with other answers. Open the page again "
		 "to send a new one."},
	[UI_WITHDRAWN_BEFORE] =
		{"Phiếu này đã được rút lại. Mở lại trang để gửi một "
		 "phiếu mới.",
		 "This rating was withdrawn. Open the page again to send "
		 "a new one."},
	[UI_AWAY_TITLE] = {"Xin thử lại sau ít phút",
			   "Please try again in a few minutes"},
	[UI_AWAY] =
		{"Hệ thống tạm thời chưa nhận được đánh giá. Đánh giá của Ông/Bà CHƯA "
		 "được lưu; xin gửi lại sau ít phút.",
		 "The system can't take ratings just now. Yours is NOT kept yet; "
		 "please send it again in a few minutes."},
	[UI_TOO_FAST_TITLE] = {"Gửi quá nhanh", "Too fast"},
	[UI_TOO_FAST] = {"Có quá nhiều phiếu gửi từ một nơi. Xin đợi một phút rồi gửi "
			 "lại.",
			 "Too many ratings from one place. Please wait a minute and "
			 "send again."},
	[UI_BACK_HOME] = {"Về trang đầu", "Back to the start"},
	[UI_UPLOAD_TITLE] = {"Nộp dữ liệu điều tra", "Upload field data"},
	[UI_UPLOAD_LEAD] =
		{"Dành cho nhóm điều tra: tệp CSV (UTF-8), mỗi dòng một phiếu. "
		 "Nộp lại cùng một tệp không làm tăng số phiếu.",
		 "For survey teams: a CSV file (UTF-8), one response a row. "
		 "Sending the same file again adds nothing."},
	[UI_UPLOAD_TOKEN] = {"Mã truy cập của nhóm", "The team's access token"},
	[UI_UPLOAD_ROUND] = {"Đợt lấy ý kiến", "Round"},
	[UI_UPLOAD_FILE] = {"Tệp dữ liệu (CSV)", "Data file (CSV)"},
	[UI_UPLOAD_MAP] = {"Bảng quy đổi cột (JSON), nếu có",
			   "Column map (JSON), if any"},
	[UI_UPLOAD_MAP_HINT] =
		{"Đổi tên cột, đổi mã trả lời, ví dụ {\"recode\": {\"*\": "
		 "{\"9\": \"na\"}}}",
		 "Renames columns and recodes answers, for example "
		 "{\"recode\": {\"*\": {\"9\": \"na\"}}}"},
	[UI_UPLOAD_CHECK] = {"Kiểm tra, chưa nộp", "Check only"},
	[UI_UPLOAD_SEND] = {"Nộp", "Send"},
	[UI_UPLOAD_DENIED] = {"Mã truy cập không đúng hoặc không có quyền nộp dữ liệu.",
			      "The token is wrong, or may not upload."},
	[UI_UPLOAD_NO_FILE] = {"Chưa chọn tệp dữ liệu.", "No data file was chosen."},
	[UI_UPLOAD_CHECKED] = {"Kết quả kiểm tra (chưa lưu gì)",
			       "Result of the check (nothing kept)"},
	[UI_UPLOAD_KEPT] = {"Đã nộp", "Kept"},
	[UI_UPLOAD_ACCEPTED] = {"Phiếu mới", "New rows"},
	[UI_UPLOAD_DUPLICATE] = {"Phiếu đã có từ trước", "Rows there already"},
	[UI_UPLOAD_REJECTED] = {"Dòng bị từ chối", "Rows rejected"},
	[UI_UPLOAD_LINE] = {"Dòng", "Line"},
	[UI_UPLOAD_COLUMN] = {"Cột", "Column"},
	[UI_UPLOAD_VALUE] = {"Giá trị", "Value"},
	[UI_UPLOAD_RULE] = {"Lỗi", "What is wrong"},
	[UI_UPLOAD_FAILED] = {"Không nhận được tệp này", "The file was not taken"},
	[UI_TICKET_NEEDED_TITLE] = {"Cần có vé mời", "A ticket is needed"},
	[UI_TICKET_NEEDED] =
		{"Đợt lấy ý kiến này chỉ dành cho người được phát vé mời. Nếu Ông/Bà "
		 "có "
		 "vé, xin quét lại mã QR in trên vé, hoặc gõ đúng và đủ đường dẫn ghi "
		 "trên vé.",
		 "This survey is for people who were given a ticket. If you have one, "
		 "please scan its QR code again, or type the whole link printed on "
		 "it."},
	[UI_TICKET_FOREIGN_TITLE] = {"Vé không đúng", "This ticket does not fit"},
	[UI_TICKET_FOREIGN] =
		{"Vé này không dùng được cho cơ quan và dịch vụ trong đường dẫn. Có "
		 "thể "
		 "đường dẫn bị thiếu hoặc sai một ký tự: xin Ông/Bà quét lại mã QR in "
		 "trên vé, hoặc gõ lại đúng như trên vé.",
		 "This ticket is not for the office and service in the link. A "
		 "character may be missing or wrong: please scan the QR code on the "
		 "ticket again, or type the link just as it is printed."},
	[UI_TICKET_OVER_TITLE] = {"Vé đã hết hạn", "This ticket has expired"},
	[UI_TICKET_OVER] = {"Thời hạn ghi trên vé đã qua nên vé không còn dùng được. "
			    "Cảm ơn Ông/Bà "
			    "đã quan tâm.",
			    "The last day printed on the ticket has passed, so it can "
			    "no longer be "
			    "used. Thank you for your interest."},
	[UI_TICKET_USED_TITLE] = {"Vé đã được sử dụng", "This ticket was used already"},
	[UI_TICKET_USED] =
		{"Đã có một đánh giá được gửi bằng vé này; mỗi vé chỉ dùng được một "
		 "lần. "
		 "Nếu chính Ông/Bà đã gửi thì không cần làm gì thêm. Nếu không phải "
		 "Ông/Bà, xin báo cho nơi phát vé để được cấp vé khác.",
		 "A rating was sent with this ticket; each ticket counts once. If it "
		 "was you, there is nothing left to do. If it was not, please tell "
		 "those who gave you the ticket and ask for another."},
	[UI_TICKET_WITHOUT] = {"Đánh giá không cần vé", "Rate without a ticket"},
	[UI_TICKET_SPOOLED] =
		{"Đánh giá của Ông/Bà đã được nhận và giữ an toàn. Hệ thống đang bận "
		 "nên "
		 "chưa cấp được mã biên nhận. Nếu muốn có mã, xin giữ nguyên trang này "
		 "và tải lại sau ít phút; đánh giá vẫn chỉ tính một lần.",
		 "Your rating is received and kept safe. The receipt code can't be "
		 "given just now. If you want it, leave this page open and reload it "
		 "in a few minutes; the rating still counts once."},
	[UI_POSTER_ASK] = {"Ông/Bà đánh giá thế nào về", "What do you think of"},
	[UI_POSTER_ASK_UNIT] = {"Ông/Bà đánh giá thế nào về sự phục vụ của",
				"What do you think of"},
	[UI_POSTER_AT] = {"tại", "at"},
	[UI_POSTER_STEP_1] = {"Mở máy ảnh của điện thoại hoặc Zalo, quét mã QR.",
			      "Open your phone's camera and scan the QR code."},
	[UI_POSTER_STEP_2] = {"Chọn câu trả lời. Không cần ghi tên hay đăng nhập.",
			      "Choose your answers. No name, no login."},
	[UI_POSTER_STEP_3] = {"Gửi đánh giá. Giữ mã biên nhận nếu muốn rút lại.",
			      "Send it. Keep the receipt if you may want to "
			      "withdraw."},
	[UI_POSTER_ADDRESS] = {"Không quét được mã? Mở trình duyệt và gõ:",
			       "No camera? Open a browser and type:"},
	[UI_POSTER_KEPT_TITLE] = {"Được lưu", "What is kept"},
	[UI_POSTER_KEPT] = {"Câu trả lời, góp ý, tên cơ quan và dịch vụ, thời điểm "
			    "gửi.",
			    "Your answers and comments, the office and the service, "
			    "the time."},
	[UI_POSTER_NOT_TITLE] = {"Không lưu", "What is not kept"},
	[UI_POSTER_NOT] = {"Tên, số điện thoại, địa chỉ IP. Không ai biết đánh giá "
			   "là của ai.",
			   "Name, phone number, IP address. Nobody can tell whose "
			   "rating it is."},
	[UI_SLIP_TITLE] = {"Mời Ông/Bà đánh giá", "Please rate"},
	[UI_SLIP_ONCE] = {"Vé dùng một lần", "Good for one rating"},
	[UI_SLIP_UNTIL] = {"Đến hết ngày", "Until"},
	[UI_SLIP_NUMBER] = {"Số", "No."},
};
_Static_assert(ARRAY_SIZE(texts) == UI_COUNT, "a row per text");

const char *ui_text(enum ui text, const char *language)
{
	return strcmp(language, "vi") == 0 ? texts[text].vi : texts[text].en;
}

const char *ui_language(const char *code)
{
	static const struct {
		const char *code, *name;
	} names[] = {
		{"vi", "Tiếng Việt"}, {"en", "English"},  {"tyz", "Tày"},
		{"mtq", "Mường"},     {"nut", "Nùng"},	  {"km", "ខ្មែរ"},
		{"hmn", "Hmoob"},     {"cjm", "Chăm"},	  {"lo", "ລາວ"},
		{"zh", "中文"},	      {"fr", "Français"}, {"ja", "日本語"},
		{"ko", "한국어"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (strcmp(names[i].code, code) == 0)
			return names[i].name;
	return code;
}
