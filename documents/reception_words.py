"""The fixed words of the notice of a citizen reception. It is an official paper: in Vietnamese."""

from collections.abc import Mapping

NOTICE: Mapping[str, str] = {
    "title": "Thông báo",
    "abstract": "Kết luận tiếp công dân ngày {day}",
    "opening": "Ngày {day}, {organisation} tổ chức tiếp công dân theo Luật Tiếp công dân. Kết luận như sau:",
    "sitting": "Buổi tiếp công dân",
    "head": "Người tiếp: lãnh đạo đơn vị.",
    "deputy": "Người tiếp: cấp phó, tiếp thay lãnh đạo đơn vị. Lý do: {reason}",
    "counted": "Số lượt người đến: {visitors}, trong đó {groups} đoàn đông người. Số vấn đề được nêu: {issues}.",
    "conclusions": "Kết luận về từng vấn đề",
    "none": "Không có vấn đề nào được nêu.",
    "column.index": "STT",
    "column.issue": "Vấn đề",
    "column.unit": "Nơi thực hiện",
    "column.by_when": "Thời hạn",
    "issue": "Số {number}: {text}",
    "what": "Việc phải làm: {what}",
    "named": "Lãnh đạo giao tại buổi tiếp",
    "clock": "Theo thời hạn chung",
    "nothing_due": "Đã trả lời",
    "general": "Kết luận chung",
    "closing": "{organisation} thông báo để các đơn vị có tên ở phần Nơi nhận thực hiện đúng thời hạn./.",
}
