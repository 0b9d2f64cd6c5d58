"""The fixed words of the minutes of a joint verification. They are an official paper: in Vietnamese."""

from collections.abc import Mapping

MINUTES: Mapping[str, str] = {
    "title": "Biên bản",
    "abstract": "Về việc xác minh liên ngành:\n{subject}",
    "opening": "Theo đề nghị ngày {asked} của {requester}, {lead} chủ trì, cùng các cơ quan có tên dưới đây tổ chức "
    "xác minh và lập biên bản với các nội dung sau:",
    "asked": "Nội dung cần xác minh",
    "on_site": "Ngày kiểm tra thực địa:",
    "instruction": "Yêu cầu chung:",
    "tasks": "Các cơ quan tham gia và nội dung được giao",
    "column.index": "STT",
    "column.agency": "Cơ quan",
    "column.task": "Nội dung được giao",
    "column.due": "Hạn trả lời",
    "column.answered": "Trả lời",
    "answered.on_time": "Đúng hạn",
    "answered.late": "{late_by}",
    "answered.after_collecting": "{late_by}, sau khi hết hạn tổng hợp",
    "answered.none": "Không trả lời",
    "counted": "Số cơ quan được yêu cầu: {asked}; trả lời đúng hạn: {on_time}; trả lời chậm: {late}; trả lời sau hạn "
    "tổng hợp: {after_collecting}; không trả lời: {none}.",
    "findings": "Kết quả xác minh của từng cơ quan",
    "silent": "Đến khi lập biên bản chưa có văn bản trả lời.",
    "evidence": "Căn cứ:",
    "conclusion": "Kết luận",
    "measures": "Biện pháp xử lý:",
    "opinions": "Ý kiến của các cơ quan đối với kết luận",
    "column.stance": "Ý kiến",
    "column.given": "Thời điểm",
    "stance.agree": "Nhất trí",
    "stance.dissent": "Không nhất trí, bảo lưu ý kiến",
    "stance.none": "Không có ý kiến khi được hỏi",
    "stance_late": "Sau hạn cho ý kiến",
    "dissent": "Ý kiến bảo lưu của {agency}:",
    "no_dissent": "Không có cơ quan nào bảo lưu ý kiến.",
    "drafts": "Dự thảo kết luận đã được lấy ý kiến {drafts} lần; trên đây là ý kiến của lần cuối.",
    "closing": "Biên bản được {lead} phê duyệt và gửi các cơ quan có tên ở phần Nơi nhận để thực hiện./.",
}
