"""What a commune proposes, and what becomes of it.

Twenty proposals beside some seventy issues: one and a half for each monthly report of a province in which a unit
raises five issues a month (bench/province.py). They are put to the province as the acceptance of a report puts them;
the reports themselves are not played.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from bench.issues.courses import BUILDERS, FIELDS, Answers, Course
from bench.issues.playing import ABOVE, UNIT, Played
from database.session import Session
from organisation.days import local_day
from organisation.roles import HEAD, group
from organisation.units import find_unit
from periods.windows import containing
from workflows.house import HOUSE
from workflows.offices import office_of
from workflows.proposal.entering import Said, Told, enter_proposal
from workflows.proposal.record import WAITING, WITHDRAWN
from workflows.proposal.tables import COUNTS, proposal, proposal_count, proposal_pass


def propose(played: Played) -> str:
    """The commune's report says it, and the province has accepted that."""
    now, head = played.now, group(UNIT, HEAD)
    viewer = played.viewer(head)
    with played.database.write() as session:
        count = session.execute(sa.select(sa.func.count()).select_from(proposal)).scalar_one()
        told = Told(period_of(local_day(now)), count + 1, office_of(session, head))
        said = Said(f"Nạo vét cống ngõ {count} trước mùa mưa.", FIELDS[count % len(FIELDS)])
        by, to = (find_unit(session, code, local_day(now)) for code in (UNIT, ABOVE))
        key = enter_proposal(session, HOUSE, by, to, said, told, actor=str(viewer.staff_key), now=now)
    return f"proposal:{key}"


def period_of(day: date) -> str:
    """The month of a day, whose report says what was proposed on it."""
    return containing("month", day).key


def _decides(decision: str, **more: Any) -> tuple[str, Answers]:
    return "decide_proposal", {"decision": decision, **more}


_ACCEPTS = _decides("accept", plan="Đưa vào kế hoạch quý sau.")
_GIVES = _decides("assign", work="Nạo vét, báo cáo kết quả.", unit=BUILDERS)
_PASSES_UP = ("decide_proposal", {"decision": "pass", "pass_reason": "Vượt thẩm quyền của tỉnh."})
_REFUSES = _decides("refuse", reason_code="KN-01", reason="Đã có trong kế hoạch năm.")
_DONE = ("carry_out_proposal", {"outcome": "done", "text": "Đã nạo vét xong."})
_PARTLY = ("carry_out_proposal", {"outcome": "partly", "text": "Xong hai trong ba đoạn."})
_REPORTS = ("carry_out_direction", {"outcome": "done", "text": "Đã nạo vét xong."})
_CHECKS = ("check_direction", {"decision": "accept"})

PROPOSED: Sequence[Course] = (
    *[(_ACCEPTS, _DONE)] * 7,
    (_ACCEPTS, _PARTLY),
    *[(_GIVES, _REPORTS, _CHECKS)] * 4,
    *[(_REFUSES,)] * 4,
    (_PASSES_UP, _ACCEPTS, _DONE),
    (),
    (_ACCEPTS,),
    (_GIVES,),
)
"""Three of twenty stay open for good: not decided, not done."""


def count_proposals(session: Session) -> None:
    """The counts of all proposals, as the product keeps them with every change."""
    session.execute(sa.delete(proposal_count))
    counted = sa.union_all(_standing(), _passed()).subquery()
    keys = [counted.c[key.name] for key in proposal_count.primary_key]
    query = sa.select(*keys, *(sa.func.sum(counted.c[name]) for name in COUNTS)).group_by(*keys)
    names = [*(key.name for key in keys), *COUNTS]
    session.execute(sa.insert(proposal_count).from_select(names, query))


def _standing() -> sa.Select[Any]:
    """Every proposal where it is decided."""
    row = proposal.c
    which = {
        "total": sa.true(),
        "passed": sa.false(),
        **{state: row.state == state for state in (WAITING, WITHDRAWN)},
        **{
            name: sa.and_(row.decision == decision, row.state != WITHDRAWN)
            for name, decision in (("accepted", "accept"), ("assigned", "assign"), ("refused", "refuse"))
        },
        **{outcome: row.outcome == outcome for outcome in ("done", "partly", "impossible")},
    }
    return sa.select(row.decider_key, *_OF, *(_one_if(which[name]).label(name) for name in COUNTS))


def _passed() -> sa.Select[Any]:
    """Every proposal where it was passed up."""
    here = [_one_if(sa.literal(name in ("total", "passed"))).label(name) for name in COUNTS]
    joined = proposal_pass.join(proposal, proposal.c.key == proposal_pass.c.proposal_key)
    return sa.select(proposal_pass.c.unit_key.label("decider_key"), *_OF, *here).select_from(joined)


def _one_if(which: sa.ColumnElement[bool]) -> sa.Case[int]:
    return sa.case((which, 1), else_=0)


_OF = (proposal.c.year, proposal.c.period, proposal.c.unit_key)
