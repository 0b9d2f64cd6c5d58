"""The expressions of the shipped diagrams, said in words: who and by when.

A role alone begins with its point: `.head`. From it and the words for a unit new pairs are said.
"""

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
    'decider + ".head"': words("lãnh đạo đơn vị quyết định", "the head of the unit that decides"),
    "desk(decider)": words("cán bộ thụ lý của đơn vị quyết định", "the desk of the unit that decides"),
    "work_due": words("hạn thực hiện", "the date to carry it out by"),
    "triage_by": words("hạn phân loại", "the date to sort it out by"),
    "verify_by": words("hạn xác minh", "the date to verify by"),
    "handle_by": words("hạn xử lý", "the date to handle it by"),
    "extend_by": words("hạn quyết định gia hạn", "the date to decide on more time by"),
    "confirm_by": words("hạn xác nhận", "the date to confirm by"),
    "checked_by": words("nơi giao việc", "the office that gave it"),
    "in_charge": words("bộ phận phụ trách sự cố", "the office in charge of the incident"),
    "done_by": words("bộ phận được giao bước này", "the office that has the step"),
    "due": words("thời hạn", "the due date"),
    "check_by": words("hạn xem xét kết quả", "the date to look at the outcome by"),
    "outline_by": words("hạn lập đề cương", "the date of the outline"),
    "prepare_by": words("hạn chuẩn bị buổi tiếp", "the date to prepare the sitting by"),
    "hold_from": words("sáng ngày tiếp", "the morning of the day"),
    "close_by": words("hạn kết luận", "the date to conclude by"),
    "receive_by": words("hạn tiếp nhận", "the date to accept by"),
    "reminders.before_2": words("2 ngày làm việc trước thời hạn", "2 working days before the due date"),
    "reminders.before_1": words("1 ngày làm việc trước thời hạn", "1 working day before the due date"),
    "reminders.due": words("đúng thời hạn", "the moment it is due"),
    "reminders.after_1": words("1 ngày làm việc sau thời hạn", "1 working day after the due date"),
    "reminders.after_3": words("3 ngày làm việc sau thời hạn", "3 working days after the due date"),
    "convene_by": words("hạn họp liên ngành", "the date to convene by"),
    "opinions_until": words("hạn cho ý kiến", "the end of giving opinions"),
    "deliver_until": words("hạn báo lại nơi đã hỏi", "the end of telling those who asked"),
    "confirm_until": words("hạn chờ xác nhận", "the end of waiting for a confirmation"),
    "collect_until": words("hạn tổng hợp", "the end of collecting"),
    "closes": words("lúc đóng kỳ", "the closing of the cycle"),
    ".reporter": words("cán bộ tổng hợp", "the reporting officer"),
    ".head": words("lãnh đạo", "the head"),
    ".receiver": words("bộ phận tiếp nhận", "the receiving desk"),
    "unit": words("đơn vị", "the unit"),
    "superior": words("đơn vị cấp trên", "the unit above"),
    "charge": words("đơn vị phụ trách", "the unit in charge"),
    "raised": words("đơn vị đã phản ánh", "the unit that raised it"),
    "decider": words("đơn vị quyết định", "the unit that decides"),
    "reviewer": words("đơn vị duyệt trả lời", "the unit that reviews the answer"),
}
