"""The fixed words of the report of a review. It is an official paper: in Vietnamese."""

from collections.abc import Mapping

REVIEW: Mapping[str, str] = {
    "title": "Báo cáo",
    "abstract": "{kind} thực hiện {basis}",
    "opening": "Thực hiện {basis} của {issuer} ({title}), có hiệu lực từ ngày {since}; {organisation} báo cáo "
    "{kind} đến ngày {day} như sau:",
    "parts": "Phần của các đơn vị",
    "no_parts": "Đợt này không yêu cầu đơn vị nào góp phần.",
    "counted": "Số đơn vị được yêu cầu: {asked}; gửi đúng hạn: {on_time}; gửi muộn: {late}; không gửi đến khi duyệt "
    "báo cáo này: {missing}.",
    "ratings": "Mức độ thực hiện do các đơn vị tự đánh giá: tốt {well}; một phần {partly}; còn ít hoặc chưa {little} "
    "(trên {rated} phần đã gửi).",
    "lessons": "Bài học và việc cần làm",
    "no_lessons": "Không giao việc nào.",
    "lessons_counted": "Mỗi việc trên đây là một chỉ đạo có số riêng; kết quả được theo dõi đến khi xong.",
    "column.index": "STT",
    "column.unit": "Đơn vị",
    "column.sent": "Gửi lúc",
    "column.outcome": "Kết quả",
    "column.rating": "Tự đánh giá",
    "column.number": "Chỉ đạo số",
    "column.what": "Việc cần làm",
    "column.by_when": "Hạn",
    "outcome.on_time": "Đúng hạn",
    "outcome.late": "Muộn",
    "outcome.missing": "Chưa gửi",
    "rating.well": "Tốt",
    "rating.partly": "Một phần",
    "rating.little": "Còn ít hoặc chưa",
    "closing": "Trên đây là báo cáo {kind} thực hiện {basis} của {organisation}./.",
}
