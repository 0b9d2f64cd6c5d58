"""How a commune responds to service incidents: three beside some seventy issues, so one in some six weeks."""

from typing import Any

import sqlalchemy as sa

from bench.issues.courses import Course
from bench.issues.playing import UNIT, Played
from organisation.roles import RECEIVER, group
from workflows.house import HOUSE
from workflows.issue_words import WHOLE_UNIT
from workflows.issues.states import TO_ANSWER
from workflows.issues.tables import issue
from workflows.response.begin import Incident, start_response
from workflows.response.handlers import CARRY_OUT, CONFIRM, LEAD

_FLOODED = "flooded_streets"
_WHAT = "Mưa lớn từ sáng, ngõ 12 ngập khoảng 40 cm."


def respond(played: Played) -> str:
    """The desk of the commune begins, out of nothing that was raised before."""
    return _begin(played, "")


def respond_to_an_issue(played: Played) -> str:
    """The same out of the commune's oldest open issue."""
    oldest = sa.select(sa.func.min(issue.c.key)).where(
        issue.c.state.in_(sorted(TO_ANSWER)), issue.c.merged_into.is_(None), issue.c.key.in_(played.raised)
    )
    with played.database.read() as session:
        about = session.execute(oldest).scalar_one()
    return _begin(played, f"issue:{about}")


def _begin(played: Played, about: str) -> str:
    office = group(UNIT, RECEIVER)
    viewer = played.viewer(office)
    incident = Incident(_FLOODED, WHOLE_UNIT, _WHAT, about)
    with played.database.write() as session:
        key = start_response(session, HOUSE, viewer, office, incident, now=played.now)
    return f"response:{key}"


_CONFIRMS = (CONFIRM, {"note": "Đang ra hiện trường."})
_CARRIES_OUT = (CARRY_OUT, {"outcome": "done", "text": "Hai điểm ngập, khoảng 40 cm."})
_ENDS: dict[str, Any] = {
    "decision": "close",
    "outcome": "resolved",
    "conclusion": "Nước đã rút, đường đi lại được.",
    "lessons": "Nạo vét cống trước mùa mưa.",
    "left_reason": "Không còn cần.",
}
_CLOSES = (LEAD, _ENDS)
CLOSED: Course = (*[_CONFIRMS, _CARRIES_OUT] * 2, _CLOSES)
RUNNING: Course = (_CONFIRMS, _CARRIES_OUT, _CONFIRMS)
