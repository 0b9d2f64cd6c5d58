"""The expressions of the shipped diagrams, said in words: who and by when."""

from collections.abc import Mapping

from bpmn.errors import Words, words

PHRASES: Mapping[str, Words] = {
    'unit + ".reporter"': words("cán bộ tổng hợp của đơn vị", "the unit's reporting officer"),
    'unit + ".head"': words("lãnh đạo đơn vị", "the head of the unit"),
    'superior + ".receiver"': words(
        "bộ phận tiếp nhận của đơn vị cấp trên", "the receiving desk of the unit above"
    ),
    "desk(unit)": words("cán bộ thụ lý của đơn vị", "the unit's desk"),
    'unit + ".receiver"': words("bộ phận tiếp nhận của đơn vị", "the unit's receiving desk"),
    'charge + ".receiver"': words(
        "bộ phận tiếp nhận của đơn vị phụ trách", "the receiving desk of the unit in charge"
    ),
    "desk(charge)": words("cán bộ thụ lý của đơn vị phụ trách", "the desk of the unit in charge"),
    "desk(raised)": words("cán bộ thụ lý của đơn vị đã phản ánh", "the desk of the unit that raised it"),
    'reviewer + ".head"': words(
        "lãnh đạo đơn vị duyệt trả lời", "the head of the unit that reviews the answer"
    ),
    "triage_by": words("hạn phân loại", "the date to sort it out by"),
    "verify_by": words("hạn xác minh", "the date to verify by"),
    "handle_by": words("hạn xử lý", "the date to handle it by"),
    "extend_by": words("hạn quyết định gia hạn", "the date to decide on more time by"),
    "confirm_by": words("hạn xác nhận", "the date to confirm by"),
    "checked_by": words("nơi giao việc", "the office that gave it"),
    "due": words("thời hạn", "the due date"),
    "check_by": words("hạn xem xét kết quả", "the date to look at the outcome by"),
    "outline_by": words("hạn lập đề cương", "the date of the outline"),
    "receive_by": words("hạn tiếp nhận", "the date to accept by"),
    "collect_until": words("hạn tổng hợp", "the end of collecting"),
    "closes": words("lúc đóng kỳ", "the closing of the cycle"),
}
