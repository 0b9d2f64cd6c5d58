"""The fixed words of the list of a month's control. It is an official paper: in Vietnamese."""

from collections.abc import Mapping

CONTROL: Mapping[str, str] = {
    "title": "Bảng kiểm soát",
    "abstract": "Vấn đề Nhân dân phản ánh còn mở, {month}",
    "opening": "{organisation} lập bảng kiểm soát {month} ngày {opened}, đơn vị phụ trách xác nhận trước {due}. "
    "Tình hình dưới đây tính đến {at}.",
    "counted": "Tổng số vấn đề mở khi lập bảng: {total}; đỏ (không ai xác nhận): {red}; chờ xác nhận: {waiting}; "
    "đã xác nhận: {confirmed}; không cần xác nhận: {settled}.",
    "moved": "So với bảng trước: {new} vấn đề mới, {carried} vấn đề chuyển sang, {gone} vấn đề không còn mở.",
    "sums": "Tổng hợp",
    "rows": "Từng vấn đề",
    "no_rows": "Không có vấn đề nào.",
    "cut": "Bảng này ghi {shown} vấn đề đầu tiên; toàn bộ ở trang kiểm soát hằng tháng.",
    "column.index": "STT",
    "column.issue": "Vấn đề",
    "column.age": "Số ngày mở",
    "column.charge": "Phụ trách, đang giữ",
    "column.due": "Hạn trả lời",
    "column.said": "Bước tiếp theo",
    "column.rank": "Kiểm soát",
    "extended": "gia hạn {times} lần",
    "closing": "Trên đây là bảng kiểm soát vấn đề còn mở {month} của {organisation}./.",
}
