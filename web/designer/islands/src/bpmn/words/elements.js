/* The kinds of elements: in menus, and as the panel's heading writes them ("User Task", found whatever the capitals). */
const EVENTS = {
  Start: "bắt đầu",
  "Intermediate catch": "chờ giữa chừng",
  "Intermediate throw": "phát giữa chừng",
  Boundary: "ở cạnh công việc",
  End: "kết thúc",
};
const REASONS = {
  Timer: "hẹn giờ",
  Message: "thông điệp",
  Signal: "tín hiệu",
  Conditional: "điều kiện",
  Error: "lỗi",
  Escalation: "chuyển cấp",
  Compensation: "hoàn tác",
  Compensate: "hoàn tác",
  Link: "liên kết",
  Cancel: "hủy",
  Terminate: "dừng hẳn",
  Multiple: "nhiều lý do",
};

function eventWords() {
  const words = {};
  for (const [place, where] of Object.entries(EVENTS)) {
    words[`${place} event`] = `Sự kiện ${where}`;
    for (const [reason, why] of Object.entries(REASONS)) {
      words[`${reason} ${place.toLowerCase()} event`] = `Sự kiện ${where}: ${why}`;
      words[`${reason} ${place.toLowerCase()} event (non-interrupting)`] = `Sự kiện ${where}: ${why} (không ngắt)`;
    }
  }
  return words;
}

export default {
  ...eventWords(),
  Task: "Công việc",
  "User task": "Việc có người làm",
  "Service task": "Việc tự động",
  "Send task": "Việc gửi thông điệp",
  "Receive task": "Việc chờ thông điệp",
  "Manual task": "Việc làm ngoài hệ thống",
  "Business rule task": "Việc tra bảng quyết định",
  "Script task": "Việc chạy mã lệnh",
  "Call activity": "Gọi quy trình khác",
  "Sub-process": "Quy trình con",
  "Sub process": "Quy trình con",
  "Sub-process (collapsed)": "Quy trình con (thu gọn)",
  "Sub-process (expanded)": "Quy trình con (mở rộng)",
  "Collapsed sub process": "Quy trình con (thu gọn)",
  "Expanded sub process": "Quy trình con (mở rộng)",
  "Event sub-process": "Quy trình con theo sự kiện",
  "Event sub process": "Quy trình con theo sự kiện",
  "Ad-hoc sub-process": "Quy trình con tùy ý",
  "Ad-hoc sub-process (collapsed)": "Quy trình con tùy ý (thu gọn)",
  "Ad-hoc sub-process (expanded)": "Quy trình con tùy ý (mở rộng)",
  "Ad hoc sub process": "Quy trình con tùy ý",
  "Collapsed ad hoc sub process": "Quy trình con tùy ý (thu gọn)",
  "Expanded ad hoc sub process": "Quy trình con tùy ý (mở rộng)",
  Transaction: "Giao dịch",
  "Exclusive gateway": "Cổng chọn một nhánh",
  "Parallel gateway": "Cổng song song",
  "Inclusive gateway": "Cổng chọn nhiều nhánh",
  "Complex gateway": "Cổng phức hợp",
  "Event-based gateway": "Cổng chờ sự kiện",
  "Event based gateway": "Cổng chờ sự kiện",
  "Sequence flow": "Luồng",
  "Conditional flow": "Luồng có điều kiện",
  "Default flow": "Luồng mặc định",
  "Message flow": "Luồng thông điệp",
  Association: "Liên kết chú thích",
  "Data input association": "Luồng dữ liệu vào",
  "Data output association": "Luồng dữ liệu ra",
  "Data object reference": "Đối tượng dữ liệu",
  "Data store reference": "Kho dữ liệu",
  "Data object": "Đối tượng dữ liệu",
  "Data store": "Kho dữ liệu",
  "Text annotation": "Chú thích",
  Group: "Nhóm",
  Lane: "Làn",
  Participant: "Bên tham gia",
  "Expanded pool/participant": "Bên tham gia (mở rộng)",
  "Empty pool/participant": "Bên tham gia (để trống)",
  Collaboration: "Hợp tác giữa các bên",
  Process: "Quy trình",
};
