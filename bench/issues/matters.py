"""What else goes on in a commune beside its issues: what it reports, is asked, proposes, holds and responds to.

Some of each has ended, some was never answered, some is open when the play ends.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from bench.issues import receptions, responses
from bench.issues.courses import INSPECTORS, Course
from bench.issues.playing import ABOVE, BEGAN, ENDED, RAISED_WITHIN, UNIT, Played
from bench.issues.proposals import PROPOSED, propose
from engine.pump import pump
from workflows.data_call import ask
from workflows.data_call.targets import calling_post
from workflows.house import HOUSE
from workflows.issues.begin import begin_waiting
from workflows.issues.states import TO_ANSWER
from workflows.issues.tables import issue
from workflows.oversight.by_hand import send_by_hand
from workflows.quick_report import sending
from workflows.task_forms import latest_form

Act = Callable[[Played], str]
"""Begins a matter and returns its subject."""

_EVENT: Mapping[str, Any] = {
    "summary": "Vỡ bờ bao tổ 5, nước tràn vào 12 hộ.",
    "category": "infrastructure",
    "area": "all",
    "urgency": "urgent",
    "mentions": "3",
    "scale": "12 hộ",
    "measures": "Đã sơ tán.",
    "proposals": "Xin máy bơm.",
    "over": False,
}
_CALL: Mapping[str, Any] = {
    "title": "Điểm ngập úng",
    "what": "Thống kê để lập kế hoạch mùa mưa.",
    "questions": [
        {"label": "Số điểm ngập", "kind": "number", "required": True, "choices": "", "hint": ""},
    ],
    "form": "",
    "whom": "chosen",
    "units": [UNIT],
    "approve": True,
}
_CONFIRMS = ("acknowledge_quick_report", {"instruction": "Tiếp tục theo dõi."})
_SAID = {"text": "Nước đang rút.", "measures": "", "scale": ""}
_GOES_ON = ("follow_up_quick_report", {**_SAID, "ended": "no"})
_IS_OVER = ("follow_up_quick_report", {**_SAID, "ended": "yes"})
_ANSWERS = ("answer_data_call", {"q1": "3"})
_APPROVES = ("approve_data_call", {"decision": "approve"})
_ACCEPTS = ("check_data_call", {"decision": "accept"})
_VIEW = ("oversight_opinion", {"opinion": "none", "text": "Đang xử lý đúng hạn."})


def report_quickly(played: Played) -> str:
    """The commune reports an event."""
    viewer = played.viewer(f"{UNIT}.reporter")
    happened = (played.now - timedelta(minutes=30)).strftime("%Y-%m-%dT%H:%M")
    said = {**_EVENT, "happened_at": happened}
    with played.database.write() as session:
        form = latest_form(session, sending.FORM)
        key = sending.send_quick_report(session, HOUSE, viewer, form, said, now=played.now)
    begin_waiting(played.database, HOUSE, played.now)
    return f"quick_report:{key}"


def call_for_data(played: Played) -> str:
    """The province asks the commune."""
    viewer = played.viewer(f"{ABOVE}.reporter")
    said = {**_CALL, "due": (played.now + timedelta(days=9)).date().isoformat()}
    with played.database.write() as session:
        form = latest_form(session, ask.FORM)
        post = calling_post(viewer, "")
        key = ask.call_for_data(session, HOUSE, viewer, post, form, said, now=played.now)
    return f"data_call:{key}"


def send_to_oversight(played: Played) -> str:
    """The head of the commune sends its newest open issue to the inspectors."""
    viewer = played.viewer(f"{UNIT}.head")
    newest = sa.select(sa.func.max(issue.c.key)).where(
        issue.c.state.in_(sorted(TO_ANSWER)), issue.c.merged_into.is_(None), issue.c.key.in_(played.raised)
    )
    with played.database.write() as session:
        about = session.execute(newest).scalar_one()
        key = send_by_hand(
            session, HOUSE, viewer, about, INSPECTORS, "Người dân còn phản ánh.", now=played.now
        )
    return f"oversight:{key}"


SETTLED: Sequence[tuple[int, Act, Course]] = (
    (5, report_quickly, (_CONFIRMS, _IS_OVER)),
    (30, report_quickly, ()),
    (8, call_for_data, (_ANSWERS, _APPROVES, _ACCEPTS)),
    (35, call_for_data, (_ANSWERS, _APPROVES, _ACCEPTS)),
    (50, call_for_data, ()),
    (12, send_to_oversight, (_VIEW,)),
    (45, send_to_oversight, ()),
    (21, partial(receptions.receive, raised=receptions.RAISED), receptions.CONCLUDED),
    (56, partial(receptions.receive, raised=()), receptions.CANCELLED),
    (58, partial(receptions.receive, raised=receptions.RAISED_AGAIN), receptions.CONCLUDED),
    (14, responses.respond, responses.CLOSED),
    (61, responses.respond_to_an_issue, responses.CLOSED),
    *((number * RAISED_WITHIN // len(PROPOSED), propose, course) for number, course in enumerate(PROPOSED)),
)
"""With the day on which it begins, and what is done; the rest falls silent."""
OPEN: Sequence[tuple[int, Act, Course]] = (
    (2, report_quickly, (_CONFIRMS,)),
    (1, report_quickly, ()),
    (8, call_for_data, ()),
    (3, call_for_data, (_ANSWERS, _APPROVES)),
    (3, send_to_oversight, ()),
    (3, partial(receptions.receive, raised=receptions.RAISED_LATELY), receptions.TO_CONCLUDE),
    (4, responses.respond, responses.RUNNING),
)
"""With the days before the end."""


def promise_matters(played: Played) -> None:
    """Let all of it happen while the issues are played."""
    for days, begin, course in SETTLED:
        played.promise(BEGAN + timedelta(days=days, hours=2), _beginning(played, begin, course))
    for days, begin, course in OPEN:
        played.promise(ENDED - timedelta(days=days) + timedelta(hours=2), _beginning(played, begin, course))


def _beginning(played: Played, begin: Act, course: Course) -> Callable[[], None]:
    def act() -> None:
        subject = begin(played)
        pump(played.database, HOUSE, played.now)
        played.follow(subject, course, prompt=True)

    return act
