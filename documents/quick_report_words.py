"""The fixed words of a quick report. It is an official paper: in Vietnamese."""

from collections.abc import Mapping

QUICK: Mapping[str, str] = {
    "title": "Báo cáo nhanh",
    "abstract": "Về sự việc {category}\ntại {area}",
    "opening": "{organisation} báo cáo nhanh sự việc xảy ra lúc {at} (mức độ: {urgency}; báo lúc {sent}{late}) "
    "như sau:",
    "late": ", chậm so với quy định",
    "event": "Diễn biến ban đầu",
    "mentions": "Số ý kiến phản ánh:",
    "scale": "Quy mô ảnh hưởng:",
    "measures": "Biện pháp đã thực hiện:",
    "proposals": "Đề nghị cấp trên:",
    "follow_ups": "Báo cáo tiếp theo",
    "follow_up": "Lần {number}, {at}{late}:",
    "receipts": "Các nơi nhận",
    "column.index": "STT",
    "column.unit": "Đơn vị",
    "column.state": "Tình trạng",
    "column.at": "Lúc",
    "column.instruction": "Chỉ đạo",
    "closing": "Tình trạng khi lập văn bản: {state}. Sự việc đã được ghi vào sổ vấn đề và sẽ có trong báo cáo "
    "định kỳ kế tiếp của đơn vị, chỉ tính một lần.",
}
