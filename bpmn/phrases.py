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
    "checked_by": words("nơi giao việc", "the office that gave it"),
    "due": words("thời hạn", "the due date"),
    "check_by": words("hạn xem xét kết quả", "the date to look at the outcome by"),
    "outline_by": words("hạn lập đề cương", "the date of the outline"),
    "receive_by": words("hạn tiếp nhận", "the date to accept by"),
    "collect_until": words("hạn tổng hợp", "the end of collecting"),
    "closes": words("lúc đóng kỳ", "the closing of the cycle"),
}
