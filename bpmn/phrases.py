"""The expressions of the shipped diagrams, said in words: who and by when."""

from collections.abc import Mapping

from bpmn.errors import Words, words

PHRASES: Mapping[str, Words] = {
    'unit + ".reporter"': words("cán bộ báo cáo của đơn vị", "the unit's reporter"),
    'unit + ".head"': words("thủ trưởng đơn vị", "the head of the unit"),
    'superior + ".receiver"': words("người tiếp nhận của đơn vị cấp trên", "the receiver of the unit above"),
    "due": words("hạn nộp báo cáo", "the due date of the report"),
    "receive_by": words("hạn tiếp nhận", "the date to accept by"),
    "collect_until": words("hạn tổng hợp", "the end of collecting"),
    "closes": words("lúc đóng kỳ", "the closing of the cycle"),
}
