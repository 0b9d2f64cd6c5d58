"""Our functions, actions and variables in words, as the editors offer them while somebody draws."""

from collections.abc import Mapping

from bpmn.errors import Words, words

FUNCTIONS: Mapping[str, tuple[str, Words]] = {
    "subordinates": (
        "subordinates(cycle, unit)",
        words(
            "Báo cáo của các đơn vị trực tiếp cấp dưới, theo cây đơn vị lúc mở kỳ.",
            "The reports of the units right below, in the tree the cycle was opened with.",
        ),
    ),
    "superior": (
        "superior(cycle, unit)",
        words(
            "Mã đơn vị cấp trên; null ở đơn vị mở kỳ.",
            "The unit above; null at the top of the cycle.",
        ),
    ),
    "upcoming": (
        "upcoming(date)",
        words(
            "Chính ngày đó, hoặc null nếu đã qua: hẹn giờ vào null thì không chạy.",
            "The date, or null once it has passed: a timer on null is not armed.",
        ),
    ),
    "role": (
        "role(unit, name)",
        words("Nhóm người giữ một vai trò ở đơn vị.", "The group of those who hold a role at a unit."),
    ),
    "desk": (
        "desk(unit)",
        words(
            "Nhóm xử lý vấn đề, xác minh và chỉ đạo của đơn vị.",
            "The group that handles issues, verifications and directions of a unit.",
        ),
    ),
    "rung": (
        "rung(kind, name, due)",
        words(
            "Lúc phải nhắc hoặc báo lên cấp trên, theo bảng escalation; null nếu không có hoặc đã qua.",
            "When to remind or escalate by the table escalation; null where there is none or it has passed.",
        ),
    ),
    "working_days_after": (
        "working_days_after(date, n)",
        words("n ngày làm việc sau, cùng giờ.", "n working days later, at the same time of day."),
    ),
    "working_days_before": (
        "working_days_before(date, n)",
        words("n ngày làm việc trước, cùng giờ.", "n working days earlier, at the same time of day."),
    ),
    "review_parts": (
        "review_parts(review)",
        words(
            "Các phần mà từng đơn vị phải làm cho đợt đánh giá.",
            "The parts of a review that units do.",
        ),
    ),
    "review_lessons": (
        "review_lessons(review)",
        words(
            "Các chỉ đạo rút ra từ bài học của đợt đánh giá.",
            "The directions that came of its lessons.",
        ),
    ),
    "proposal_directions": (
        "proposal_directions(proposal)",
        words(
            "Chỉ đạo mà đề xuất đã trở thành khi giao đơn vị khác.",
            "The direction that a proposal became when it was given to another unit.",
        ),
    ),
    "answer_deliveries": (
        "answer_deliveries(issue)",
        words(
            "Mỗi người hỏi cần được báo trả lời là một dòng.",
            "One item for each caller to be told.",
        ),
    ),
    "verification_parts": (
        "verification_parts(verification)",
        words("Mỗi cơ quan được mời xác minh là một dòng.", "One item for each agency that was convened."),
    ),
    "verification_opinions": (
        "verification_opinions(verification)",
        words(
            "Mỗi cơ quan cho ý kiến về dự thảo là một dòng.",
            "One item for each agency asked about the draft.",
        ),
    ),
    "data_call_parts": (
        "data_call_parts(data_call)",
        words("Mỗi đơn vị được hỏi là một dòng.", "One item for each unit that is asked."),
    ),
    "quick_receipts": (
        "quick_receipts(quick_report)",
        words("Mỗi nơi phải xác nhận đã nhận là một dòng.", "One item for each unit that has to confirm."),
    ),
    "response_steps": (
        "response_steps(wave)",
        words(
            "Mỗi bước ứng phó mà một việc vừa mở là một dòng.",
            "One item for each step of a response that an act has opened.",
        ),
    ),
    "response_step_open": (
        "response_step_open(response_step)",
        words(
            "Bước ứng phó còn phải làm hay không.",
            "Whether a step of a response is still to be done.",
        ),
    ),
}
"""How each is called, and what it gives."""

ACTIONS: Mapping[str, Words] = {
    "remind": words("Nhắc người đang giữ việc", "Remind whoever holds the task"),
    "escalate": words("Báo chậm lên cấp trên", "Tell the unit above that it is late"),
    "press": words("Báo theo nấc của bảng escalation", "Tell the offices of a rung of the table escalation"),
    "data-call-silence": words(
        "Ghi nhận đơn vị không trả lời số liệu", "Note who did not answer a data call"
    ),
    "data-call-close": words("Đóng đợt hỏi số liệu", "Close a data call"),
    "quick-report-pdf": words("Lập văn bản báo cáo nhanh", "Make the document of a quick report"),
    "quick-report-lapse": words(
        "Ghi nhận báo cáo nhanh hết hạn cập nhật", "Note that a quick report has lapsed"
    ),
    "quick-receipt-silence": words(
        "Ghi nhận nơi nhận chưa xác nhận", "Note who has not confirmed a quick report"
    ),
    "response-pdf": words("Lập nhật ký ứng phó sự cố", "Make the log of a service incident"),
    "review-pdf": words("Lập văn bản đánh giá", "Make the document of a review"),
    "review-send": words("Gửi văn bản đánh giá", "Send the document of a review"),
    "review-close": words("Kết thúc đợt đánh giá", "Close a review"),
    "submission-pdf": words("Lập văn bản báo cáo", "Make the document of a report"),
    "submission-send": words("Gửi báo cáo lên cấp trên", "Send a report to the unit above"),
    "verification-minutes": words("Lập biên bản xác minh chung", "Make the joint minutes of a verification"),
    "verification-close": words("Kết thúc xác minh", "Close a verification"),
    "answer-send": words("Gửi câu trả lời", "Send an answer"),
    "answer-give-up": words("Thôi báo trả lời cho người hỏi", "Stop telling a caller the answer"),
    "follow-up-red": words("Chuyển vấn đề không được xác nhận sang đỏ", "Turn what was not confirmed red"),
    "follow-up-close": words("Đóng danh mục theo dõi tháng", "Close the monthly control"),
    "oversight-history": words("Lập hồ sơ gửi cơ quan giám sát", "Make the history for an oversight body"),
    "oversight-return": words("Chuyển ý kiến giám sát về đơn vị", "Return the opinion to the unit in charge"),
    "oversight-close": words("Kết thúc việc giám sát", "Close a case of oversight"),
    "reception-pdf": words("Lập thông báo kết luận tiếp công dân", "Make the notice of a citizen reception"),
    "reception-close": words("Báo kết luận tiếp công dân", "Tell what a citizen reception concluded"),
    "proposal-directed": words(
        "Ghi kết quả chỉ đạo vào đề xuất", "Note on a proposal what came of its direction"
    ),
}
"""What a service task of each type does."""

VARIABLES: Mapping[str, Words] = {
    "unit": words("Đơn vị có việc này", "The unit whose work it is"),
    "superior": words("Đơn vị cấp trên", "The unit above"),
    "period": words("Kỳ báo cáo, ví dụ 2025-05", "The reporting period, such as 2025-05"),
    "form": words("Biểu mẫu của báo cáo", "The form the report is written on"),
    "cycle": words("Khóa của kỳ báo cáo", "The key of the cycle"),
    "report": words("Khóa của báo cáo", "The key of the report"),
    "attempt": words("Lần làm thứ mấy", "Which attempt it is"),
    "decision": words("Quyết định ở bước trước, ví dụ approve", "What was decided before, such as approve"),
    "approve": words("Có cần lãnh đạo duyệt không", "Whether the head has to approve"),
    "checked_by": words("Nhóm xem xét kết quả", "The group that looks at the result"),
    "charge": words("Đơn vị phụ trách vấn đề", "The unit in charge of an issue"),
    "raised": words("Đơn vị đã phản ánh vấn đề", "The unit that raised an issue"),
    "reviewer": words("Đơn vị duyệt trả lời", "The unit that reviews an answer"),
    "route": words("Hướng xử lý đã chọn, ví dụ up", "How an issue goes on, such as up"),
    "stage": words("Chặng của vấn đề, ví dụ handle", "Where an issue stands, such as handle"),
    "result": words("Kết quả của bước trước", "What the step before came to"),
    "callers": words("Số người đã hỏi cần được báo", "How many callers are to be told"),
    "more": words("Còn vấn đề phải xác nhận không", "Whether more issues are to be confirmed"),
    "ladder": words("Thang nhắc và báo chậm", "The ladder of reminders and escalation"),
    "issue": words("Khóa của vấn đề", "The key of the issue"),
    "verification": words("Khóa của lần xác minh", "The key of the verification"),
    "direction": words("Khóa của chỉ đạo", "The key of the direction"),
    "review": words("Khóa của đợt đánh giá", "The key of the review"),
    "data_call": words("Khóa của đợt hỏi số liệu", "The key of the data call"),
    "quick_report": words("Khóa của báo cáo nhanh", "The key of the quick report"),
    "response": words("Khóa của lần ứng phó sự cố", "The key of the response to an incident"),
    "response_step": words("Khóa của bước ứng phó", "The key of a step of a response"),
    "in_charge": words("Nhóm điều hành ứng phó", "The group that leads a response"),
    "done_by": words("Nhóm làm bước ứng phó", "The group that does a step"),
    "wave": words("Việc đã mở các bước", "The act that opened steps"),
    "closed": words("Sự cố đã đóng chưa", "Whether the incident is closed"),
    "receipt": words("Khóa của lần nhận", "The key of the receipt"),
    "reception": words("Khóa của buổi tiếp công dân", "The key of the citizen reception"),
    "outcome": words("Buổi tiếp có diễn ra không, ví dụ held", "Whether a sitting took place, such as held"),
    "proposal": words("Khóa của đề xuất", "The key of the proposal"),
    "decider": words("Đơn vị quyết định đề xuất", "The unit that decides a proposal"),
    "delivery": words("Khóa của lần báo trả lời", "The key of the delivery of an answer"),
    "numberOfInstances": words("Số lần chạy của bước lặp", "How many runs a repeated step has"),
    "numberOfCompletedInstances": words("Số lần chạy đã xong", "How many of these runs are done"),
}
"""What our processes start with, besides their dates."""

DEADLINES: Mapping[str, Words] = {
    "opens": words("Lúc mở kỳ", "When the cycle opens"),
    "due": words("Hạn", "When it is due"),
    "reminders": words(
        "Các lần nhắc: before_2, before_1, due, after_1, after_3",
        "The reminders: before_2, before_1, due, after_1, after_3",
    ),
    "receive_by": words("Hạn cấp trên nhận hoặc trả lại", "When the unit above should have received it"),
    "collect_until": words(
        "Lúc ngừng gom báo cáo cấp dưới", "Until when the reports of units below are collected"
    ),
    "closes": words("Lúc đóng", "When it closes"),
    "triage_by": words("Hạn phân loại vấn đề", "When an issue should be sorted"),
    "convene_by": words("Hạn mời cơ quan xác minh", "When agencies should be convened"),
    "verify_by": words("Hạn xác minh", "When it should be verified"),
    "handle_by": words("Hạn xử lý", "When it should be handled"),
    "extend_by": words("Hạn xin gia hạn", "Until when an extension may be asked"),
    "confirm_by": words(
        "Hạn xác nhận, của người nêu vấn đề hoặc nơi nhận việc", "When it should be confirmed"
    ),
    "confirm_until": words("Lúc coi như đã xác nhận", "When it counts as confirmed"),
    "deliver_until": words("Lúc thôi báo trả lời", "Until when an answer is told"),
    "opinions_until": words("Hạn cho ý kiến về dự thảo", "Until when opinions on the draft are taken"),
    "check_by": words("Hạn kiểm tra kết quả", "When the result should be checked"),
    "prepare_by": words("Hạn chuẩn bị buổi tiếp", "When a sitting should be prepared"),
    "hold_from": words("Sáng ngày tiếp", "The morning of the day of a sitting"),
    "close_by": words("Hạn kết luận buổi tiếp", "When a sitting should be concluded"),
    "work_due": words("Hạn thực hiện đề xuất", "When a proposal should be carried out"),
    "outline_by": words("Hạn gửi đề cương", "When the outline should be sent"),
}
"""Dates that our processes carry by name."""

KNOWN_VARIABLES = frozenset(VARIABLES) | frozenset(DEADLINES)
"""What an expression may ask for without the diagram setting it."""

SOURCES: Mapping[str, Words] = {
    "places": words(
        "Địa bàn trong báo cáo: cả đơn vị và từng nơi", "Places of a report: the whole unit and each"
    ),
    "handlers": words("Nơi xử lý vấn đề, trong báo cáo", "Who handles an issue, in a report"),
    "issue_categories": words("Lĩnh vực của vấn đề", "Fields of issues"),
    "issue_areas": words("Địa bàn của vấn đề", "Areas of issues"),
    "issue_programmes": words(
        "Chương trình liên quan, khi phân loại vấn đề", "Programmes, when an issue is sorted"
    ),
    "issue_agencies": words("Cơ quan xử lý, khi phân loại vấn đề", "Agencies, when an issue is sorted"),
    "issue_alike": words("Vấn đề giống nhau, khi phân loại", "Issues that are alike, when one is sorted"),
    "reception_units": words(
        "Nơi lãnh đạo giao việc khi tiếp công dân", "Whom a head may name at a citizen reception"
    ),
    "leads": words("Cơ quan chủ trì xác minh", "Agencies that may lead a verification"),
    "agencies": words("Cơ quan được mời xác minh", "Agencies that may be convened"),
    "call_units": words("Đơn vị được hỏi số liệu", "Units that a data call asks"),
    "call_forms": words("Biểu mẫu hỏi số liệu", "Forms of a data call"),
    "response_issues": words(
        "Vấn đề có thể gắn với một sự cố dịch vụ", "Issues that a service incident may belong to"
    ),
    "response_units": words("Đơn vị có thể nhận một bước ứng phó", "Units that may be given a step"),
    "response_steps_left": words("Các bước ứng phó chưa xong", "Steps of a response that have not ended"),
    "review_units": words("Đơn vị góp phần vào đợt đánh giá", "Units that do a part of a review"),
    "proposal_units": words(
        "Đơn vị được giao khi quyết định đề xuất", "Units that may be given what was proposed"
    ),
    "lesson_units": words(
        "Đơn vị nhận chỉ đạo rút ra từ đợt đánh giá", "Units that a lesson of a review directs"
    ),
}
"""The lists of choices that a form may name; each is filled for the tasks that its words speak of."""
