"""The fixed words of the log of a service incident. It is an official paper: in Vietnamese."""

from collections.abc import Mapping

RESPONSE: Mapping[str, str] = {
    "title": "Nhật ký ứng phó sự cố dịch vụ",
    "abstract": "Sự cố {number}: {kind}\ntại {area}",
    "opening": "{organisation} bắt đầu ứng phó lúc {at}, phụ trách: {in_charge}. Hạn đóng sự cố: {due}.",
    "event": "Sự cố",
    "steps": "Các bước",
    "column.index": "STT",
    "column.what": "Việc cần làm, nơi làm",
    "column.times": "Giao, nhận, hạn, xong",
    "column.state": "Tình trạng",
    "column.result": "Kết quả, lý do",
    "begun": "giao {at}",
    "confirmed": "nhận {at}",
    "due": "hạn {at}",
    "ended": "xong {at}",
    "stopped": "dừng {at}",
    "late": "trễ hạn",
    "source": "Căn cứ: {source}",
    "conclusion": "Kết luận",
    "closed": "Đóng lúc {at}. {outcome}.",
    "lessons": "Bài học:",
    "open": "Sự cố đang được ứng phó; văn bản ghi việc đã giao khi bắt đầu.",
    "counted": "Sự cố không tính là vấn đề riêng: vấn đề đứng sau sự cố, nếu có, nằm trong sổ vấn đề và chỉ tính "
    "ở đó.",
}
