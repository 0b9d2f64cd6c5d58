/* What every editor says. */
export default {
  "Saved at {time}": "Đã lưu {time}",
  "Everything is saved": "Đã lưu mọi thứ",
  "You may look, not change: nothing you draw here is kept.": "Bạn chỉ được xem: những gì vẽ ở đây không được lưu.",
  "Saving …": "Đang lưu …",
  "What was not saved yet is back; saving …": "Phần chưa kịp lưu đã được khôi phục; đang lưu …",
  "No connection. Your work is kept in this browser and will be saved by itself.":
    "Mất kết nối. Phần đang làm được giữ trong trình duyệt này và sẽ tự lưu khi có mạng.",
  "You are signed out. Sign in in another tab; your work is kept in this browser.":
    "Bạn đã bị đăng xuất. Hãy đăng nhập ở một thẻ khác; phần đang làm được giữ trong trình duyệt này.",
  "Somebody else has saved this draft.": "Người khác đã lưu bản nháp này.",
  "The server did not take this draft. Your work is kept in this browser.":
    "Máy chủ không nhận bản nháp này. Phần đang làm được giữ trong trình duyệt này.",
  "Also here: {names}": "Đang cùng mở: {names}",
  "Two people have changed this draft": "Hai người cùng sửa bản nháp này",
  "Both are kept: the one you do not take stays under Versions.":
    "Cả hai bản đều được giữ: bản không chọn vẫn nằm trong mục Phiên bản.",
  "Compare them": "So sánh hai bản",
  "Take theirs": "Lấy bản của họ",
  "Keep mine": "Giữ bản của tôi",
  "Somebody else has saved a newer version.": "Người khác đã lưu một bản mới hơn.",
  "{name} saved a newer version at {time}.": "{name} đã lưu một bản mới hơn lúc {time}.",
  "Nothing differs but the order of the file.": "Không khác gì ngoài thứ tự trong tệp.",
  "Their version cannot be read now. Try again when there is a connection.":
    "Chưa đọc được bản của họ. Thử lại khi có mạng.",
  "Checking …": "Đang kiểm tra …",
  "The check cannot be reached now.": "Chưa kiểm tra được vì mất kết nối.",
  "Nothing to mend.": "Không có gì phải sửa.",
  "To mend: {errors}. To think about: {warnings}.": "Phải sửa: {errors}. Nên xem lại: {warnings}.",
  Mend: "Phải sửa",
  "Think about": "Nên xem lại",
  Close: "Đóng",
  Cancel: "Hủy",
};
