"""What the offices of the case answer, form by form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.roles import split_group
from periods.calendar import WorkingCalendar
from workflows.deadlines import ZONE
from workflows.demo.long_bien.story import Story
from workflows.issues.handling.answering import answers_so_far
from workflows.issues.handling.working import extensions
from workflows.issues.record import issue_row
from workflows.issues.states import REOPENED
from workflows.issues.tables import issue_event

Answers = dict[str, Any]
MORE_DAYS = 10
DISSENTING = "D004-TNMT"
"""The agency that does not agree with the conclusion of a joint verification that took long."""


@dataclass(frozen=True)
class Asked:
    """A task of the case: its row, the issue behind it with its key, and when it is done."""

    session: Session
    row: Any
    story: Story
    issue_key: int
    calendar: WorkingCalendar
    now: datetime

    @property
    def office(self) -> str:
        """The handle of whoever does it."""
        return split_group(self.row.candidate_group)[0] or ""

    def in_days(self, count: int) -> str:
        """A working day to come."""
        return self.calendar.add_working_days(self.now.astimezone(ZONE).date(), count).isoformat()


def wants_more_time(asked: Asked) -> bool:
    """Whether the issue is one for which more time is asked, and was not given yet."""
    return asked.story.pace == "extended" and not extensions(asked.session, asked.issue_key)


def was_reopened(session: Session, issue_key: int) -> bool:
    """Whether an issue was taken up again."""
    query = sa.select(issue_event.c.key).where(
        issue_event.c.issue_key == issue_key,
        issue_event.c.what == "state",
        issue_event.c.became == REOPENED,
    )
    return session.execute(query.limit(1)).first() is not None


def _triage(asked: Asked) -> Answers:
    story = asked.story
    decision, *agencies = story.ways[0 if asked.office == story.ward else -1]
    more: Answers = {"programmes": [story.programme] if story.programme else []}
    if decision == "agency":
        more["agency"] = agencies[0]
    if decision == "up":
        more["up_reason"] = "Vượt thẩm quyền của phường, cần cơ quan chuyên môn của quận."
    if decision == "joint":
        more["question"] = f"Nguyên nhân và trách nhiệm: {story.summary}"
    return {"decision": decision, **more}


def _verify(asked: Asked) -> Answers:
    return {
        "decision": "handle",
        "finding": f"Đã kiểm tra tại chỗ, phản ánh có cơ sở: {asked.story.summary}",
        "evidence": f"Biên bản kiểm tra ngày {asked.now.astimezone(ZONE):%d/%m/%Y}.",
    }


def _handle(asked: Asked) -> Answers:
    if not wants_more_time(asked):
        return {"decision": "done", "measures": "Đã giao đơn vị thi công xử lý và nghiệm thu tại chỗ."}
    due = issue_row(asked.session, asked.issue_key).due_at
    last = max(due or asked.now, asked.now).astimezone(ZONE).date()
    return {
        "decision": "extend",
        "measures": "Đã khảo sát, lập phương án; còn chờ bố trí kinh phí.",
        "new_due": asked.calendar.add_working_days(last, MORE_DAYS).isoformat(),
        "reason": "Khối lượng lớn, cần thêm thời gian bố trí kinh phí.",
    }


def _answer(asked: Asked) -> Answers:
    day = f"{asked.now.astimezone(ZONE):%d/%m/%Y}"
    return {
        "text": f"Về phản ánh “{asked.story.summary}” cơ quan chức năng đã kiểm tra, xử lý xong ngày {day}.",
        "evidence": "Biên bản kiểm tra, ảnh trước và sau khi xử lý.",
    }


def _review(asked: Asked) -> Answers:
    if asked.story.pace == "returned" and answers_so_far(asked.session, asked.issue_key) == 1:
        reason = "Ghi rõ đơn vị nào duy trì kết quả, đến khi nào."
        return {"decision": "return", "reason_code": "no_date", "reason": reason}
    return {"decision": "approve"}


def _confirm(asked: Asked) -> Answers:
    if asked.story.pace == "reopened" and not was_reopened(asked.session, asked.issue_key):
        return {"decision": "reopen", "reason": "Sau một tuần tình trạng cũ trở lại."}
    if asked.story.ends == "unresolved":
        reason = "Chưa có vốn trong kỳ kế hoạch này, đã thông báo công khai."
        return {"decision": "unresolved", "reason": reason, "evidence": "Thông báo niêm yết tại nhà văn hóa."}
    return {"decision": "resolved", "reason": "Nơi phản ánh đã xem tại chỗ.", "evidence": "Ảnh chụp tại chỗ."}


def _convene(asked: Asked) -> Answers:
    due, asks = asked.in_days(8), "Kiểm tra phần việc thuộc lĩnh vực phụ trách."
    parts = [{"agency": agency, "asks": asks, "due": due} for agency in asked.story.agencies]
    return {"on_site": asked.in_days(2), "instruction": "Đo đạc, chụp ảnh hiện trạng.", "parts": parts}


def _verify_part(asked: Asked) -> Answers:
    return {
        "finding": "confirmed",
        "text": f"Hiện trạng đúng như phản ánh: {asked.story.summary}",
        "evidence": "Biên bản kiểm tra hiện trường.",
    }


def _opinion(asked: Asked) -> Answers:
    if asked.story.pace == "late" and asked.office == DISSENTING:
        return {"stance": "dissent", "reason": "Ranh giới hành lang mương chưa được cắm mốc ngoài thực địa."}
    return {"stance": "agree"}


def _conclude(_asked: Asked) -> Answers:
    return {
        "conclusion": "confirmed",
        "text": "Phản ánh có cơ sở; nguyên nhân đã được các cơ quan thống nhất.",
        "measures": "Giải tỏa phần lấn chiếm, nạo vét và nâng tiết diện cống.",
    }


def _approve(_asked: Asked) -> Answers:
    return {"decision": "approve"}


def month_confirmed(starting: Answers, next_on: str) -> Answers:
    """What a unit says of its open issues at the control of a month, and on which day it goes on with each."""
    said = ("on_track", "on_track", "waiting")
    step = "Tiếp tục xử lý theo kế hoạch, báo cáo tiến độ."
    rows = [
        {**row, "said": said[place % len(said)], "next_step": step, "next_on": next_on}
        for place, row in enumerate(starting["issues"])
    ]
    return {"issues": rows}


ANSWERS: Mapping[str, Callable[[Asked], Answers]] = {
    "triage_issue": _triage,
    "verify_issue": _verify,
    "handle_issue": _handle,
    "grant_extension": lambda _: {"decision": "grant", "reason": "Đồng ý, báo tiến độ hằng tuần."},
    "answer_issue": _answer,
    "review_answer": _review,
    "confirm_issue": _confirm,
    "carry_out_direction": lambda _: {"outcome": "done", "text": "Đã thực hiện xong, báo cáo kèm theo."},
    "check_direction": lambda _: {"decision": "accept"},
    "convene_verification": _convene,
    "verify_part": _verify_part,
    "approve_part": _approve,
    "conclude_verification": _conclude,
    "give_opinion": _opinion,
    "approve_minutes": _approve,
}
